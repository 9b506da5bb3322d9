"""What was said, loaded again: its claims are to be proven anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.words.answers import Answer, Question
from assistant.words.claims import Quote
from assistant.words.digests import Digest


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as it was stored. Not `Proven`: the gate proves it again before it is shown."""

    text: str
    quotes: tuple[Quote, ...]
    original: str = ""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """`answer` as it was, its claims and sides left out; `claims` and `sides` are what they were. Posts carry the versions that were
    cited: of a side, that of its passage."""

    answer: Answer
    claims: tuple[StoredClaim, ...]
    answered_at: datetime
    sides: tuple[StoredClaim, ...] = ()

    @property
    def shown(self) -> tuple[StoredClaim, ...]:
        """Every sentence that a reader saw: what was said, and what was set beside it."""
        return (*self.claims, *self.sides)


@dataclass(frozen=True, slots=True)
class StoredDigest:
    """`digest` as it was, its items without their claims; `claims[i]` are those of `items[i]`. `told_at`: when it was sent."""

    digest: Digest
    claims: tuple[tuple[StoredClaim, ...], ...]
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody wants to be told when there is evidence for a question."""

    id: int
    question: Question
    made_at: datetime
