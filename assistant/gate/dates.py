"""Each weekday and month of a claim stands in the bearing sentences, or means the same day there by the post's own date."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.gate.evidence import Case
from assistant.gate.numbers import replaced, used_up
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

MAX_GAP = 6  # words of the evidence in which a day's place is looked for

_RELATIVE = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "сьогодні": 0, "вчора": -1, "учора": -1, "завтра": 1, "сегодня": 0,
    "вчера": -1, "heute": 0, "gestern": -1, "morgen": 1, "aujourd'hui": 0, "hier": -1, "demain": 1, "hoy": 0, "ayer": -1, "mañana": 1,
}  # fmt: skip


def check(case: Case) -> list[Reason]:
    """A reason for each weekday or month that is not the evidence's."""
    overlay, said = case.overlay, None
    found = []
    for i, token in enumerate(case.tokens):
        relative = token.word in _RELATIVE
        if (token.kind != "date" and not relative) or overlay.to[i] >= 0:
            continue
        said = _days(case.evidence.core, case.evidence.days) if said is None else said
        if not used_up(case, i) and not _other(case, i) and (_resolves(case, i, said) or _beside(case, i)):
            continue
        words = case.text[token.start : token.end]
        found.append(Reason("date", f"The quoted sentences do not say {words!r}.", token.start, token.end))
    return found


def _other(case: Case, i: int) -> bool:
    """In its place the evidence has another weekday (month) for the weekday (month)."""
    start, end = case.overlay.gap(i)
    return any(
        t.kind == "date" and t.key[0] == case.tokens[i].key[0] and t.key != case.tokens[i].key
        for t in case.evidence.core[start : min(end, start + MAX_GAP)]
    )


def _beside(case: Case, i: int) -> bool:
    """The bearing sentences name no day at all and a neighbour or the headline names this one."""
    if replaced(case, i) or any(t.kind == "date" for t in case.evidence.core):
        return False
    return case.tokens[i].key in case.evidence.halo_keys


def _resolves(case: Case, i: int, said: frozenset[date]) -> bool:
    return bool(said & _days_at(case.tokens, i, case.evidence.days))


def _days(tokens: tuple[Token, ...], days: tuple[date, ...]) -> frozenset[date]:
    return frozenset(d for i in range(len(tokens)) for d in _days_at(tokens, i, days))


def _days_at(tokens: tuple[Token, ...], i: int, days: tuple[date, ...]) -> frozenset[date]:
    """The days that the token may mean, seen from each post's day; empty for a word that is no date and a month without a day."""
    token = tokens[i]
    if token.word in _RELATIVE:
        return frozenset(d + timedelta(days=_RELATIVE[token.word]) for d in days)
    if token.kind != "date":
        return frozenset()
    if token.key[0] == "w":
        return frozenset(_weekday(d, int(token.key[1:]), back) for d in days for back in (True, False))
    return frozenset(
        day for d in days for j in (i - 1, i + 1) if 0 <= j < len(tokens) for day in _month(d, int(token.key[1:]), tokens, j)
    )


def _weekday(seen: date, weekday: int, back: bool) -> date:
    """The last such weekday up to the day of the post, or the next after it."""
    past = seen - timedelta(days=(seen.weekday() - weekday) % 7)
    return past if back else past + timedelta(days=7)


def _month(seen: date, month: int, tokens: tuple[Token, ...], j: int) -> list[date]:
    key = tokens[j].key.removeprefix("#")
    if not key.isdigit() or not 1 <= int(key) <= 31:
        return []
    years = [int(t.key) for t in tokens[j : j + 3] if t.key.isdigit() and len(t.key) == 4] or [seen.year]
    try:
        return [date(year, month, int(key)) for year in years]
    except ValueError:
        return []
