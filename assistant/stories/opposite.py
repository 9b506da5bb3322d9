"""Where one sentence denies what another states, or says the opposite of it, with the same subject and predicate. Pure.

    a statement = the words it is about, and where it says no (the gate's words for it) or which pole of an axis it takes (rose, fell)
    two oppose  = one denies most of what the other states plainly; or they share nearly all but take two poles of one axis

It rather misses a contradiction than makes one up: a refusal ("denied bail") denies no statement, "not only" and "whether or not"
deny nothing, and what speaks of the past is no answer to what is now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.gate.lexicon import POLES
from assistant.gate.tokens import Token, stem
from assistant.stories.denial import COMMON, clauses, denied, substance
from assistant.stories.scope import Scope, cut, same_place, same_time, scope
from assistant.words import Excerpt

LEAST = 3  # words of what is denied that the other sentence has
COVERED = 0.45  # their share of what is denied, or of what is stated
WITHIN = 0.5  # their share of what is denied, in one post, that tells much of one matter
MOSTLY = 0.55  # the same, where few words are denied
KEPT = 0.75  # the share of words of two sentences that take two poles, or of which one says "not"


SAME = 4  # letters with which forms of one verb begin

MOST_TOKENS = 80  # of a sentence; longer ones say too much at once

_NO = re.compile(r"\b(?:no|not|nor|never|none|without|unable|cannot|den(?:y|ies|ied|ying)|\w+n[’']t)\b", re.I)
_IF = re.compile(r"\bif\b", re.I)
_OPEN = re.compile(r"\b(?:if|whether|unless|potential|possible|possibility)\b", re.I)  # states nothing
_CAN = re.compile(r"\b(?:can|could|may|might|would|should)\b", re.I)
_YET = re.compile(r"\b(?:before|until)\b", re.I)
_SUIT = re.compile(r"\b(?:law)?suit\b|\bcomplaint\b|\bplaintiffs?\b|\bmisleading\b|\bfalse", re.I)  # one side of a case
# Axes of events: a word of one pole against a word of the other is a contradiction, not another aspect.
_EVENTS = (
    ("rise", "fall"), ("win", "lose"), ("approve", "reject"), ("confirm", "deny"), ("guilty", "innocent"), ("allow", "ban"),
    ("support", "oppose"), ("alive", "dead"), ("arrest", "release"), ("true", "false"),
    ("possible", "impossible"), ("likely", "unlikely"), ("legal", "illegal"), ("agree", "disagree"),
)  # fmt: skip
_DOUBTFUL = frozenset(("defeat", "defeated", "left", "back", "backs", "over", "loss"))  # "will defeat" wins


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with `words` (keys of substance) and what it denies: the keys behind the "no", and the word itself as it stands."""

    excerpt: Excerpt
    found: tuple[Token, ...]
    words: frozenset[str]
    denied: frozenset[str]
    marker: str
    plain: bool  # a plain "not", not a denial of what somebody said
    clause: frozenset[str]
    first: frozenset[str]  # what a "not" turns round
    events: dict[int, tuple[int, str]]  # axis -> (pole, the word)
    scope: Scope


@dataclass(frozen=True, slots=True)
class Opposites:
    """Two statements, the one that denies first; `about` are words that both have, as the first writes them."""

    no: Statement
    yes: Statement
    about: str
    values: tuple[str, str]


def opposites(found: Sequence[Excerpt]) -> Iterator[Opposites]:
    """Every pair of sentences of which one contradicts the other."""
    read = [s for e in found if e.part == "text" and (s := statement(e))]
    for n, a in enumerate(read):
        for b in read[n + 1 :]:
            opposed = oppose(a, b)
            if opposed:
                yield opposed


def statement(excerpt: Excerpt) -> Statement | None:
    """None for a question, a heading of a word or two and what is too long to say one thing."""
    text = excerpt.text
    found = cut(text)
    if text.rstrip().endswith("?") or not 3 <= len(found) <= MOST_TOKENS:
        return None
    said = denied(text, found)
    words = frozenset(substance(found))
    return Statement(excerpt, found, words, *said, _events(found), scope(text))


def oppose(a: Statement, b: Statement) -> Opposites | None:
    """How two sentences contradict each other; None where they do not."""
    if len(a.words & b.words) < LEAST or not same_place(a.scope.places, b.scope.places):
        return None
    for no, yes in ((a, b), (b, a)):
        if no.denied and not no.denied & yes.denied and _covers(no, yes):
            return Opposites(no, yes, _about(no, yes, no.denied), (no.marker, ""))
    return _turned(a, b)


def _covers(no: Statement, yes: Statement) -> bool:
    """Whether what `no` denies is what `yes` states."""
    said = {w for w in no.denied if _among(w, yes.words)}
    whole = {w for w in no.words if _among(w, yes.words)}
    if not {t.key for t in no.found if t.key in said and not t.name} or len(whole) < LEAST or _open(no, yes):
        return False
    within = no.excerpt.post.id == yes.excerpt.post.id
    if no.plain:
        return not within and _negates(no, yes)
    if _one_side(no, yes) or (within and len(said) < max(2, WITHIN * len(no.denied))):
        return False
    if len(said) >= LEAST and len(said) >= COVERED * len(no.denied):
        return True
    least = min(len(no.denied), len(yes.words))
    return (
        len(said) >= 2 and len(whole) >= max(LEAST, COVERED * min(len(no.words), len(yes.words))) and len(said) >= MOSTLY * least
    )


def _open(no: Statement, yes: Statement) -> bool:
    """Whether `yes` only speaks of what may be: "if it decides to invade", "a potential invasion"."""
    at = next((t.start for t in yes.found if _among(t.key, no.first or no.denied)), len(yes.excerpt.text))
    return bool(_OPEN.search(yes.excerpt.text, 0, at))


def _one_side(no: Statement, yes: Statement) -> bool:
    """Whether `yes` has nothing of what is denied first, denies it too ("no sign of it"), or tells of the same case against it."""
    if not no.first:
        return bool(_SUIT.search(yes.excerpt.text))  # "is false"
    if not any(_among(w, yes.words) for w in no.first):
        return True
    says_no = _NO.search(_IF.split(yes.excerpt.text)[0])
    return bool(says_no) and not _NO.search(no.excerpt.text.replace(no.marker, "", 1))


def _negates(no: Statement, yes: Statement) -> bool:
    """A plain "not" contradicts a sentence that says nearly the same without it, in a clause with the same subject and predicate."""
    if _NO.search(yes.excerpt.text) or yes.marker or _YET.search(yes.excerpt.text):
        return False
    if _CAN.search(yes.excerpt.text) and not _CAN.search(no.excerpt.text):
        return False
    if not same_time(no.scope, yes.scope) and no.scope.past == yes.scope.past:
        return False
    mine = frozenset(k for k in no.clause if k not in COMMON)
    theirs = next((c for c in clauses(yes.excerpt.text, yes.found) if no.first <= {*map(_key, c)}), ())
    other = frozenset(substance(theirs))
    shared = {w for w in mine if _among(w, other)}
    return (
        bool(no.first)
        and len(shared) > LEAST
        and len(shared) >= KEPT * min(len(mine), len(other))
        and len(shared) >= 0.5 * len(other | mine)
    )


def _key(token: Token) -> str:
    return token.key


def _turned(a: Statement, b: Statement) -> Opposites | None:
    """ "Prices rose in May", "prices fell in May"."""
    if (
        a.excerpt.post.id == b.excerpt.post.id
        or bool(a.marker) != bool(b.marker)
        or not same_time(a.scope, b.scope)
        or _numbers(a) != _numbers(b)
    ):
        return None
    for axis in a.events.keys() & b.events.keys():
        (pole_a, word_a), (pole_b, word_b) = a.events[axis], b.events[axis]
        rest_a, rest_b = a.words - {stem(word_a)}, b.words - {stem(word_b)}
        shared = rest_a & rest_b
        if (
            pole_a != pole_b
            and len(shared) > LEAST
            and KEPT * min(len(rest_a), len(rest_b)) <= len(shared) >= 0.5 * max(len(rest_a), len(rest_b))
        ):
            return Opposites(a, b, _about(a, b, a.words), (word_a, word_b))
    return None


def _numbers(told: Statement) -> set[str]:
    """Sentences that count differently speak of different ones ("12 died", "30 survived")."""
    return {t.key for t in told.found if t.kind == "number"}


def _among(key: str, words: frozenset[str]) -> bool:
    """Forms of one verb begin alike ("spoke", "spoken")."""
    return key in words or (len(key) >= SAME and any(w[:SAME] == key[:SAME] and abs(len(w) - len(key)) <= SAME for w in words))


def _about(no: Statement, yes: Statement, keys: frozenset[str]) -> str:
    text = no.excerpt.text
    shown = [text[t.start : t.end] for t in no.found if t.key in keys and t.key not in COMMON and _among(t.key, yes.words)]
    return " ".join(dict.fromkeys(shown[:5]))


def _events(found: Sequence[Token]) -> dict[int, tuple[int, str]]:
    """The pole that a sentence takes on each axis of events; none on an axis where it takes both."""
    taken: dict[int, tuple[int, str]] = {}
    both: set[int] = set()
    for t in found:
        for axis, pole in POLES.get(t.word, ()):
            if pole in _AXES.get(axis, ()) and t.word not in _DOUBTFUL:
                if axis in taken and taken[axis][0] != pole:
                    both.add(axis)
                taken[axis] = (pole, t.word)
    return {axis: place for axis, place in taken.items() if axis not in both}


def _axes() -> dict[int, frozenset[int]]:
    """The gate's axes that lie between the words of _EVENTS, each with these two poles."""
    return {
        axis: frozenset((pole, pole_b))
        for one, other in _EVENTS
        for axis, pole in POLES.get(one, ())
        for axis_b, pole_b in POLES.get(other, ())
        if axis == axis_b and pole != pole_b
    }


_AXES = _axes()
