"""Why a claim falls, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Code = Literal[
    "empty", "quote", "quoted", "speaker", "number", "date", "name", "negation", "direction", "attribution", "support", "reader", "error"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that does not hold. `words` is a sentence for the writer (and for people); `start:end` is where in the claim's text."""

    code: Code
    words: str
    start: int = 0
    end: int = 0
