"""Whether an answer says something else than it did: by the particulars of its proven sentences, not by their wording; pure.

    particulars   numbers, dates and names; and whether a sentence denies, or stands at the other end of an axis (closed, reopened),
                  against the sentence of before that it is most like
    new           one that no sentence of before has, in a sentence that cites something read since

An answer that only says less, or the same in other words, or other old posts, is no change. That a sentence of before stands no longer is
told by corrections (recall/).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant import change
from assistant.gate.lexicon import POLES, SMALL
from assistant.gate.negation import opposite
from assistant.gate.tokens import Token, tokens
from assistant.words import Answer, Post, Proven, StoredClaim

ALIKE = 0.4  # share of words from which a sentence speaks of what another speaks of

Said = Proven | StoredClaim


def changed(before: Sequence[Said], now: Answer, read_since: datetime) -> tuple[Proven, ...]:
    """The sentences of `now` that say what `before` did not, from what was first read after `read_since`; none: no change."""
    fresh = {post.version.id for post in now.posts if post.version.first_seen > read_since}
    old = [_read(claim) for claim in before]
    known = frozenset().union(*(particulars for particulars, _ in old))
    return tuple(
        claim
        for claim in now.claims
        if any(quote.version_id in fresh for quote in claim.quotes) and _is_new(claim, known, [words for _, words in old])
    )


def particulars(text: str) -> frozenset[str]:
    """Numbers and dates with their units, and names, each as one key."""
    found = {f"{t.kind}:{t.key}" for t in tokens(text) if t.kind in ("number", "date")}
    names = (name.casefold().removesuffix("'s").removesuffix("’s") for name in change.names(text))
    return frozenset(found | {f"name:{name}" for name in names if len(name) > 1 and name not in SMALL})


def _read(claim: Said) -> tuple[frozenset[str], tuple[Token, ...]]:
    text = claim.original or claim.text
    return particulars(text), tokens(text)


def _is_new(claim: Proven, known: frozenset[str], old: Sequence[tuple[Token, ...]]) -> bool:
    mine, words = _read(claim)
    if mine - known or not old:
        return True
    nearest = max(old, key=lambda other: _alike(words, other))
    alike = _alike(words, nearest)
    if alike < ALIKE:
        return not mine  # it has no particular at all, and speaks of something else
    return _denies(words) != _denies(nearest) or _turned(words, nearest)


def _alike(one: Sequence[Token], other: Sequence[Token]) -> float:
    mine, theirs = {t.key for t in one if t.kind == "word"}, {t.key for t in other if t.kind == "word"}
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _denies(words: Sequence[Token]) -> bool:
    return sum(t.kind == "not" for t in words) % 2 == 1


def _turned(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether a word of one stands at the other end of the axis of a word of the other, which one has not itself."""
    mine, theirs = {t.key for t in one}, {t.key for t in other}
    new, gone = [t for t in one if t.key not in theirs], [t for t in other if t.key not in mine]
    return any(opposite(POLES.get(t.word, ()), u) for t in new for u in gone)


def cited(claims: Sequence[Proven], posts: Sequence[Post]) -> tuple[Post, ...]:
    """The posts that these sentences cite, in the order of the answer's."""
    wanted = {quote.version_id for claim in claims for quote in claim.quotes}
    return tuple(post for post in posts if post.version.id in wanted)
