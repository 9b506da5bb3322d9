"""What is told of a topic or by a person, beyond an answer: a timeline, and statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.words.answers import Answer, Receipt
from assistant.words.claims import Proven
from assistant.words.posts import Excerpt, Post


@dataclass(frozen=True, slots=True)
class Development:
    """One thing that happened: the sentence that tells it, of `post`, which told it first; `told_by` are all that tell it, oldest first.

    `corrected`: the post said otherwise before."""

    claim: Proven
    post: Post
    told_by: tuple[Post, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Developments, oldest first, of a page; `before` and `after` count those that are on others. `answer` keeps what is shown."""

    topic: str
    developments: tuple[Development, ...]
    answer: Answer
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said: whole sentences, verbatim, and where he is named. `told_by` are all posts that carry it, oldest first."""

    claim: Proven
    post: Post
    speaker: Excerpt
    direct: bool
    told_by: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """What a person said, newest first, all of it; a surface shows pages. `answer_id`: of the first page, kept; 0: it is not."""

    person: str
    statements: tuple[Statement, ...]
    receipt: Receipt
    answer_id: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """Posts about a topic, counted: `counts[i][j]` are those of `outlets[i]` in the slot that begins at `slots[j]` (local times, one after
    the other, none left out). The outlets with the most posts come first; with more of them than are told apart, the last row counts the
    rest together and has no name. `marked` are developments, oldest first: (slot, the post that told it first, how many tell it)."""

    topic: str
    unit: Literal["hour", "day", "week"]
    slots: tuple[datetime, ...]
    outlets: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    marked: tuple[tuple[int, Post, int], ...]
    posts: int
    origins: int
    receipt: Receipt
    more: bool = False  # there are more posts than were looked at
