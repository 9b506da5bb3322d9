"""Claims, the quotes that prove them, and what has been proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim run of a cited version, by offsets. `part` says whether `start:end` counts in its title or its text."""

    version_id: int
    start: int
    end: int
    text: str
    part: Literal["title", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that wants to reach a reader, with quotes as text (a writer knows no offsets); unproven.

    `quotes` are (post number in the list shown to the writer from 1, text). None at all: the gate looks for support.
    """

    text: str
    quotes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proven:
    """A claim that stands: `text` may be shown, `quotes` prove it. Only gate/ makes one (tests/test_floors.py holds that).

    `original` is set where `text` is a translation: the verbatim sentence shown beside it.
    """

    text: str
    quotes: tuple[Quote, ...]
    original: str = ""
