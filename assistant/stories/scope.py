"""What a sentence says its figures are of: where, when, of which part. Figures of different scopes are different quantities. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.gate.lexicon import SPEECH
from assistant.gate.numbers import unit_of
from assistant.gate.tokens import Token, tokens

PLANNED = 110  # characters before a figure in which it is said to be only expected or asked for
SPEAKS = 5  # words between a speaker's name and the verb
BEFORE = 90  # characters before a figure in which it is said to be an older one, or a part
NEAR = 40  # characters before a figure, and after it, in which a word of part or whole is its own

_IN = re.compile(
    r"\b(?:in|at|near|across|outside|around)\s+(?:(?:the|western|eastern|northern|southern|central|downtown)\s+)*$", re.I
)
_PAST = re.compile(
    r"\b(?:(?:last|previous|prior) (?:year|month|week|season)|a (?:year|month|week) (?:ago|earlier)|(?:years|months|weeks) ago"
    r"|this time last year|in the past|at the time|at that time)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d]+")
_TOTAL = re.compile(r"\b(?:total(?:ing|ed|s)?|combined|altogether|overall|in all|both)\b", re.I)
_STOP = re.compile(r"[;:—–]|(?<=[^.]{3})[.!?]\s")
_PLANNED = re.compile(
    r"\b(?:sought|seek(?:s|ing)?|ask(?:s|ed|ing)|urged|proposed|could(?! be (?:felt|seen|heard))|may|might|expect(?:s|ed)?"
    r"|forecast(?! showed)|predict(?:s|ed)?|aims?|requested|originally|goal|target)\b",
    re.I,
)
_EACH = re.compile(r"^\W*(?:\w+\s){0,2}(?:each|apiece)\b", re.I)
# What lasts until it changes: a later day gives it a new value, not another quantity. A count of what happened is each day's own.
_STATE = re.compile(
    r"\b(?:averag\w+|price[ds]?|toll|stands?|stood|so far|to date|as of|in total"
    r"|rose to|rise[sn]? to|risen to|grown to|climbed to|jumped to"
    r"|fell to|dropped to|hit|reached|followers|contained|remain(?:s|ed)?|without (?:power|water))\b",
    re.I,
)
# What narrows a count to one kind of it.
_KINDS = frozenset(
    "punitive compensatory civilian civilians military confirmed suspected probable direct minimum maximum first-time wholesale"
    " diesel median daily weekly monthly annual yearly hourly".split()
)
_BEFORE = re.compile(
    r"(?:\b(?:up|down|rose|ris(?:en|ing)|increas\w+|jump\w*|climb\w*|dropp?\w*|fell|fallen|declin\w+)\s+(?:[^\s,;]+\s+){0,4}?from"
    r"|\bcompared (?:with|to)|\bversus|\bvs\.?|\bfrom (?:a|the) (?:record|high|low|peak) of)\s+(?:about |more than |nearly )?$",
    re.I,
)
_WITHIN = re.compile(r"\b(?:including|among them|of whom|of which|of those)\b[^.;!?]{0,60}$", re.I)
_KNOWN = re.compile(
    r"\b(?:the|these|those|its|his|her|their|our|my|other|first|last|next|past|previous|only)\s+(?:other\s+|first\s+|last\s+)?$",
    re.I,
)
_ALL = re.compile(r"\ball(?: the| of the)?\s+$", re.I)
_SMALL = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d|1\d)$", re.I)
_ADDED = re.compile(r"\b(?:additional|another|extra|further|new)\s+(?:about\s+|some\s+)?$", re.I)


@dataclass(frozen=True, slots=True)
class Scope:
    """`places`: keys of names that stand behind "in", "near"; `days`: keys of days, months and years; `spans`: how long ("3 day")."""

    places: frozenset[str]
    days: frozenset[str]
    spans: frozenset[str]
    past: bool
    state: bool
    speakers: frozenset[str]  # names that speak here: "Kovalenko said", "according to AAA"


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence or headline, which is compared with many others."""
    return tokens(text)


@lru_cache(maxsize=4096)
def scope(text: str) -> Scope:
    """The scope of a sentence as a whole."""
    found = cut(text)
    return Scope(
        places=frozenset(t.key for n, t in enumerate(found) if _is_place(text, found, n)),
        days=frozenset(t.key for t in found if t.kind == "date" or is_year(t)),
        spans=frozenset(f"{a.key} {unit_of(b.word)}" for a, b in _pairs(found) if b.word in ("day", "days", "hour", "hours")),
        past=bool(_PAST.search(text)),
        state=bool(_STATE.search(text)),
        speakers=_speakers(found),
    )


def _speakers(found: Sequence[Token]) -> frozenset[str]:
    """The names close before a verb of speech in its clause, or behind "according to"."""
    named: set[str] = set()
    for n, t in enumerate(found):
        if t.word not in SPEECH:
            continue
        if t.word == "according":
            behind = found[n + 1 : n + 1 + SPEAKS]
            stop = next((k for k, b in enumerate(behind) if k and b.clause), len(behind))
            named |= {b.key for b in behind[:stop] if b.name}
        else:
            first = found[0] if n > 1 and not found[1].name else None  # any word has a capital there
            named |= {b.key for b in found[max(0, n - SPEAKS) : n] if b.name and b.kind == "word" and b is not first}
    return frozenset(named)


def _pairs(found: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [(a, b) for a, b in pairwise(found) if a.kind == "number"]


def is_year(token: Token) -> bool:
    return len(token.key) == 4 and token.word.isdigit() and "1500" < token.key < "2100"


def _is_place(text: str, found: Sequence[Token], n: int) -> bool:
    """A name behind a word of place; further names of its run belong to it ("North Carolina")."""
    token = found[n]
    if token.kind != "word" or not token.name:
        return False
    if _IN.search(text, max(0, token.start - 30), token.start):
        return True
    before = found[n - 1] if n else None
    return before is not None and not token.clause and token.after == 0 and before.name and _is_place(text, found, n - 1)


def part_of(text: str, start: int, end: int) -> frozenset[str]:
    """Which part a figure at `start:end` counts: "total", "each", "more", a kind ("punitive")."""
    found = {t for t in _WORD.findall(text[max(0, start - NEAR // 2) : end + NEAR // 2].casefold()) if t in _KINDS}
    if _TOTAL.search(text[max(0, start - NEAR) : start]):
        found.add("total")
    if _EACH.match(text[end : end + NEAR]):
        found.add("each")
    if _PLANNED.search(_STOP.split(text[max(0, start - PLANNED) : start])[-1]):
        found.add("planned")
    if _ADDED.search(text[max(0, start - NEAR) : start]):
        found.add("more")
    before = text[max(0, start - BEFORE) : start]
    if _BEFORE.search(before):
        found.add("before")
    if _WITHIN.search(before):
        found.add("within")
    if _ALL.search(before) or (_KNOWN.search(before) and _SMALL.fullmatch(text[start:end])):  # "the two teachers": counted before
        found.add("known")
    return frozenset(found)


def same_time(a: Scope, b: Scope) -> bool:
    """Whether what they say can be of one time: the days that both name meet (but of what lasts), and neither alone speaks of the past."""
    if _apart(a, b, weekdays=True) and not (a.state and b.state):
        return False
    if _apart(a, b, weekdays=False):
        return False
    if a.spans and b.spans and not a.spans & b.spans:
        return False
    return a.past == b.past


def _apart(a: Scope, b: Scope, *, weekdays: bool) -> bool:
    one, other = ({day for day in s.days if (day[0] == "w") == weekdays} for s in (a, b))
    return bool(one and other) and not one & other and not a.days & b.days


def same_place(a: frozenset[str], b: frozenset[str]) -> bool:
    return not (a and b) or bool(a & b)
