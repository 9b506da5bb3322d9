"""Each weekday and month of a claim stands in the bearing sentences, or means the same day there by the post's own date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.gate.days import names_day
from assistant.gate.evidence import Case
from assistant.gate.numbers import replaced, used_up
from assistant.gate.reason import Reason

MAX_GAP = 6  # words of the evidence in which a day's place is looked for


_WHICH = re.compile(
    r"\b(last|past|previous|this|current|next|coming)\s+"
    r"(year|month|week|weekend|spring|summer|autumn|fall|winter|night|season|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_SIDE = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def check(case: Case) -> list[Reason]:
    """A reason for each weekday or month that is not the evidence's, and for another year, week or night than its "last" or "next"."""
    found = list(_which(case))
    for i, token in enumerate(case.tokens):
        if case.overlay.to[i] >= 0 or not names_day(token):
            continue
        if used_up(case, i) or _other(case, i) or not (i in case.dated or _beside(case, i)):
            words = case.text[token.start : token.end]
            found.append(Reason("date", f"The quoted sentences do not say {words!r}.", token.start, token.end))
    return found


def _which(case: Case) -> Iterator[Reason]:
    """ "This year" where the evidence says "last year"; "next Tuesday" where it says "Tuesday"."""
    said = " ".join(b.text for b in case.evidence.bearing)
    theirs = [(m[2].lower(), _SIDE[m[1].lower()]) for m in _WHICH.finditer(said)]
    for match in _WHICH.finditer(case.text):
        noun, side = match[2].lower(), _SIDE[match[1].lower()]
        sides = {s for n, s in theirs if n == noun}
        bare = not sides and side != 0 and re.search(rf"\b{noun}\b", said, re.IGNORECASE)
        if (sides and side not in sides) or (bare and noun.endswith("day")):
            yield Reason("date", f"The source does not say {match[0]!r}.", *match.span())


def _other(case: Case, i: int) -> bool:
    """In its place the evidence has another weekday (month) for the weekday (month)."""
    start, end = case.overlay.gap(i)
    return any(
        t.kind == "date" and t.key[0] == case.tokens[i].key[0] and t.key != case.tokens[i].key
        for t in case.evidence.core[start : min(end, start + MAX_GAP)]
    )


def _beside(case: Case, i: int) -> bool:
    """The bearing sentences name no day at all and a neighbour or the headline names this one."""
    start, end = case.overlay.gap(i)
    instead = any(case.overlay.by[j] < 0 and case.evidence.core[j].name for j in range(start, min(end, start + MAX_GAP)))
    if instead or replaced(case, i) or any(t.kind == "date" for t in case.evidence.core):
        return False
    return case.tokens[i].key in case.evidence.halo_keys
