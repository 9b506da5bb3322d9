"""A reporter's draft, checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.words.posts import Excerpt

CheckVerdict = Literal["supported", "contradicted", "partly", "not found", "opinion"]
CheckKind = Literal["number", "unit", "date", "name", "negation", "direction", "quote"]


@dataclass(frozen=True, slots=True)
class CheckMark:
    """What a draft has otherwise than a post, at `start:end` of the draft. `instead`: the post's own word; empty: it has none there.

    `sure` False: the post has it, but not with these words: something to look at."""

    kind: CheckKind
    start: int
    end: int
    instead: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a draft, `start:end` of it; `found` are the sentences of posts that it was held against, best first."""

    start: int
    end: int
    verdict: CheckVerdict
    marks: tuple[CheckMark, ...] = ()
    found: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A reporter's own words, foreign to us: never shown as proven. `unread` sentences at the end were too many to be looked at.

    `note`: why the model had no say, or not in all of it; `cost` in dollars; `left`: characters behind `text` that were not read."""

    text: str
    sentences: tuple[CheckedSentence, ...]
    unread: int = 0
    note: str = ""
    cost: float = 0.0
    left: int = 0
