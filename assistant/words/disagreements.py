"""Different values for one quantity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.words.posts import Excerpt


@dataclass(frozen=True, slots=True)
class Side:
    """Who says what: the sentence, verbatim, and the figure as it stands there."""

    excerpt: Excerpt
    value: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different values for one quantity, oldest first; never averaged. A revision is one source's figure changing over time."""

    kind: Literal["conflict", "revision"]
    quantity: str
    sides: tuple[Side, ...]
