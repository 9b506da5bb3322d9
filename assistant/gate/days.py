"""Which day a weekday, a date or "yesterday" means, seen from the day of the post that says it."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.gate.tokens import Token

_RELATIVE = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "сьогодні": 0, "вчора": -1, "учора": -1, "завтра": 1, "сегодня": 0,
    "вчера": -1, "heute": 0, "gestern": -1, "morgen": 1, "aujourd'hui": 0, "hier": -1, "demain": 1, "hoy": 0, "ayer": -1, "mañana": 1,
}  # fmt: skip


def names_day(token: Token) -> bool:
    """Whether the token is a weekday, a month, or a word like "yesterday"."""
    return token.kind == "date" or token.word in _RELATIVE


def same_day(
    claim: tuple[Token, ...], to: tuple[int, ...], evidence: tuple[Token, ...], days: tuple[date, ...], *, ahead: bool = True
) -> frozenset[int]:
    """The claim's tokens, laid nowhere, that name a day which the evidence names in another way: "July 5" for "on Tuesday".

    `days` are those of the evidence's posts; `ahead`: whether its weekdays may lie ahead.
    With a month the number beside it, and its year, belong to the date.
    """
    open_dates = [i for i, t in enumerate(claim) if to[i] < 0 and names_day(t)]
    if not open_dates:
        return frozenset()
    said = frozenset(day for j in range(len(evidence)) for day in _days_at(evidence, j, days, ahead=ahead))
    return frozenset(k for i in open_dates if said & _days_at(claim, i, days) for k in _date_tokens(claim, i))


def _date_tokens(tokens: tuple[Token, ...], i: int) -> list[int]:
    found = [i]
    if tokens[i].key[0] != "m" or tokens[i].kind != "date":
        return found
    found += [j for j in (i - 1, i + 1) if 0 <= j < len(tokens) and _day_number(tokens[j])]
    return found + [j for j in (i + 1, i + 2) if j < len(tokens) and _year(tokens[j])]


def _days_at(tokens: tuple[Token, ...], i: int, days: tuple[date, ...], *, ahead: bool = True) -> frozenset[date]:
    """The days that token i may mean, seen from each post's day; empty for a word that is no date and a month without a day."""
    token = tokens[i]
    if token.word in _RELATIVE:
        return frozenset(d + timedelta(days=_RELATIVE[token.word]) for d in days)
    if token.kind != "date":
        return frozenset()
    number = int(token.key[1:])
    if token.key[0] == "w":
        return frozenset(day for d in days for day in _weekdays(d, number)[: 1 + ahead])
    return frozenset(day for d in days for j in (i - 1, i + 1) if 0 <= j < len(tokens) for day in _month(d, number, tokens, j))


def _weekdays(seen: date, weekday: int) -> tuple[date, date]:
    """The last such weekday up to the day of the post, and the next after it."""
    past = seen - timedelta(days=(seen.weekday() - weekday) % 7)
    return past, past + timedelta(days=7)


def _month(seen: date, month: int, tokens: tuple[Token, ...], j: int) -> list[date]:
    if not _day_number(tokens[j]):
        return []
    years = [int(t.key) for t in tokens[j : j + 3] if _year(t)] or [seen.year - 1, seen.year, seen.year + 1]
    return [found for year in years if (found := _date(year, month, int(tokens[j].key)))]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # "February 30"
        return None


def _day_number(token: Token) -> bool:
    return token.key.isdecimal() and 1 <= int(token.key) <= 31


def _year(token: Token) -> bool:
    return len(token.key) == 4 and token.key.isdecimal() and token.key > "1000"
