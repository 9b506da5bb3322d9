"""Different values for one quantity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.words.posts import Excerpt


@dataclass(frozen=True, slots=True)
class Side:
    """Who says what: the sentence, verbatim, and the figure as it stands there (or the word that denies; empty where nothing does)."""

    excerpt: Excerpt
    value: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different values for one quantity, or opposite statements, oldest first; never averaged.

    A revision is one source's figure changing over time; `figures` are those given for one thing that may all be right ("as many as
    8,000", "more than half of 10,000"). `quantity` is what is counted, or what is said and denied.
    """

    kind: Literal["conflict", "revision", "figures"]
    quantity: str
    sides: tuple[Side, ...]
    about: Literal["figure", "statement"] = "figure"
