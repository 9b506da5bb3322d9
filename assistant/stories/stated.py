"""Where two outlets of one story give different values for the same thing, about the same time; pure.

Told from what only looks so: one post that states both values reports the difference itself or explains the revision; the same outlet
that changes its figure, or a later figure, is a development; "more than 100" and 140 agree. What is rare is missed rather than made up:
the thing counted must be named by the same word, and the sentences (with their headlines) must share two more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from assistant.gate.tokens import Token, tokens
from assistant.sentences import sentences
from assistant.words import Post

SAME_TIME = timedelta(hours=6)  # figures further apart follow each other
LOOKED_AT = 12  # sentences of a post
SHARED = 2
_OPEN = re.compile(
    r"\b(?:more than|over|at least|nearly|almost|up to|as many as|fewer than|less than|under)\s+\S*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that a post gives: `post.text[start:end]` is the sentence; `what` the word counted; `around` what else is said there."""

    post: Post
    start: int
    end: int
    value: str
    what: str
    around: frozenset[str]
    bounded: bool  # only a bound: "at least", "more than"

    @property
    def sentence(self) -> str:
        return self.post.text[self.start : self.end]


def disagreement(posts: Sequence[Post]) -> tuple[Stated, Stated] | None:
    """The two statements that disagree and share most, the older first; None where the posts agree."""
    told = [tuple(stated(post)) for post in posts]
    found = [
        (len(a.around & b.around), a, b)
        for one, other in combinations(told, 2)
        if one and other and _comparable(one[0].post, other[0].post)
        for a in one
        for b in other
        if _differ(a, b) and not _says(other, a) and not _says(one, b)
    ]
    if not found:
        return None
    _, a, b = max(found, key=lambda pair: (pair[0], -pair[1].start, -pair[2].start))
    return (a, b) if (a.post.at, a.post.id) <= (b.post.at, b.post.id) else (b, a)


def stated(post: Post) -> Iterator[Stated]:
    """The values in a post's first sentences, each with the word that it counts."""
    title = {token.key for token in tokens(post.title) if token.kind == "word"}
    for start, end in sentences(post.text)[:LOOKED_AT]:
        found = tokens(post.text, start, end)
        words = {token.key for token in found if token.kind == "word"}
        for before, number, noun in zip((None, *found), found, found[1:], strict=False):
            if _counts(number, noun) and not (before and before.kind == "number" and number.after <= 1):  # "a hundred and forty"
                bounded = bool(_OPEN.search(post.text[start : number.start + 1]))
                yield Stated(post, start, end, number.key, noun.key, frozenset((words | title) - {noun.key}), bounded)


def _counts(number: Token, noun: Token) -> bool:
    return number.kind == "number" and noun.kind == "word" and not noun.name and noun.after <= 1 and not noun.clause


def _comparable(one: Post, other: Post) -> bool:
    return one.outlet != other.outlet and abs(one.at - other.at) <= SAME_TIME


def _differ(a: Stated, b: Stated) -> bool:
    return a.what == b.what and a.value != b.value and not (a.bounded or b.bounded) and len(a.around & b.around) >= SHARED


def _says(told: Sequence[Stated], other: Stated) -> bool:
    return any(s.what == other.what and s.value == other.value for s in told) or bool(
        told and other.value in {t.key for t in tokens(told[0].post.text) if t.kind == "number"}
    )
