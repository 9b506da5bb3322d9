"""What the words of a period come to on the calendar: "last week" as the Monday to Monday before this one, in the asker's zone. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from assistant.ask.period_words import MONTHS, NUMBERS, UNITS, WEEKDAYS

FEW = 3  # "the last few days"
THIS_WEEK = timedelta(days=7)  # people say "this week" of the last seven days, on a Monday too
LONGEST_AGO = timedelta(days=62)  # "47 years ago" is history, not a period of the archive
LATEST_MONTH = timedelta(days=240)  # "in December" asked in January is the last one; asked in October it is the next

Span = tuple[datetime | None, datetime | None]


class PeriodWords:
    """The named parts of a match as numbers."""

    def __init__(self, match: re.Match[str], language: str) -> None:
        self._parts = {k: v.casefold() for k, v in match.groupdict().items() if v}
        self._language = language

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def count(self) -> int:
        word = self._parts.get("n", "1")
        return int(word) if word.isdecimal() else NUMBERS[self._language].get(word, FEW)

    @property
    def unit(self) -> str:
        return UNITS[self._language][self._parts["unit"]]

    @property
    def weekday(self) -> int:
        return WEEKDAYS[self._language][self._parts["weekday"]]

    @property
    def other_weekday(self) -> int:
        return WEEKDAYS[self._language][self._parts["other"]]

    @property
    def month(self) -> int:
        return MONTHS[self._language][self._parts["month"]]

    @property
    def day(self) -> int:
        return int(self._parts.get("day", "1"))

    @property
    def first_day(self) -> int:
        return int(self._parts["first"])

    @property
    def year(self) -> int:
        return int(self._parts["year"])


def _midnight(here: datetime, days: int = 0) -> datetime:
    return datetime.combine(here.date() + timedelta(days=days), time(), here.tzinfo)


def _start(here: datetime, year: int, month: int = 1, day: int = 1) -> datetime | None:
    try:
        return datetime.combine(date(year, month, day), time(), here.tzinfo)
    except ValueError:
        return None


def _days(here: datetime, since: int, until: int | None) -> Span:
    return _midnight(here, since), None if until is None else _midnight(here, until)


def _back(words: PeriodWords, here: datetime) -> Span | None:
    """The last N units, rolling."""
    count, unit = words.count, words.unit
    if not 0 < count <= 1000:
        return None
    if unit in ("minute", "hour"):
        return (here.astimezone(UTC) - timedelta(**{unit + "s": count})), None
    days = {"day": 1, "weekend": 7, "week": 7, "month": 30, "year": 365}[unit] * count
    return here.astimezone(UTC) - timedelta(days=days), None


def _last(words: PeriodWords, here: datetime) -> Span | None:
    """Last week, month, year, weekend or night: the calendar's one before this."""
    unit, monday = words.unit, -here.weekday()
    if unit == "week":
        return _days(here, monday - 7, monday)
    if unit == "weekend":
        return _days(here, monday - 2, monday)
    if unit == "month":
        first = here.date().replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        return _start(here, before.year, before.month), _start(here, first.year, first.month)
    if unit == "year":
        return _start(here, here.year - 1), _start(here, here.year)
    return _back(words, here)


def _this(words: PeriodWords, here: datetime) -> Span | None:
    unit = words.unit
    if unit == "week":
        return _midnight(here - THIS_WEEK), None
    if unit == "weekend":
        saturday = 5 - here.weekday() if here.weekday() >= 5 else -here.weekday() - 2
        return _days(here, saturday, saturday + 2)
    if unit == "month":
        return _start(here, here.year, here.month), None
    return (_start(here, here.year), None) if unit == "year" else _days(here, 0, None)


def _weekday(words: PeriodWords, here: datetime) -> datetime:
    """The latest such day, today included."""
    return _midnight(here, -((here.weekday() - words.weekday) % 7))


def _on_weekday(words: PeriodWords, here: datetime) -> Span:
    since = _weekday(words, here)
    return since, since + timedelta(days=1)


def _weekdays(words: PeriodWords, here: datetime) -> Span:
    """From one day of the week to another, the last such run that has begun."""
    since = _weekday(words, here)
    return since, since + timedelta(days=(words.other_weekday - words.weekday) % 7 + 1)


def _last_weekday(words: PeriodWords, here: datetime) -> Span:
    since = _midnight(here, -(((here.weekday() - words.weekday - 1) % 7) + 1))
    return since, since + timedelta(days=1)


def _date(words: PeriodWords, here: datetime) -> datetime | None:
    """A day or month; without a year the latest one that has begun."""
    day = words.day if "day" in words else 1
    if "year" in words:
        return _start(here, words.year, words.month, day)
    moment = _start(here, here.year, words.month, day)
    return _start(here, here.year - 1, words.month, day) if moment is None or moment > here else moment


def _on_date(words: PeriodWords, here: datetime) -> Span | None:
    since = _date(words, here)
    return None if since is None else (since, since + timedelta(days=1))


def _since_date(words: PeriodWords, here: datetime) -> Span | None:
    since = _date(words, here)
    return None if since is None else (since, None)


def _dates(words: PeriodWords, here: datetime) -> Span | None:
    """From one day to another of the same or the next month, the last of which has begun."""
    until = _date(words, here)
    since = until and _start(here, until.year, until.month, words.first_day)
    return None if until is None or since is None or since > until else (since, until + timedelta(days=1))


def _before_date(words: PeriodWords, here: datetime) -> Span | None:
    until = _date(words, here)
    return None if until is None else (None, until)


def _in_month(words: PeriodWords, here: datetime) -> Span | None:
    since = _date(words, here)
    if since is None or ("year" not in words and here - since > LATEST_MONTH):
        return None
    return since, (since + timedelta(days=32)).replace(day=1)


def _in_year(words: PeriodWords, here: datetime) -> Span | None:
    return (_start(here, words.year), _start(here, words.year + 1)) if 1990 <= words.year <= here.year else None


def _since_year(words: PeriodWords, here: datetime) -> Span | None:
    return (_start(here, words.year), None) if 1990 <= words.year <= here.year else None


def _night(_words: PeriodWords, here: datetime) -> Span:
    """From 18:00 of the evening before until 10:00 or now."""
    return _midnight(here) - timedelta(hours=6), _midnight(here) + timedelta(hours=10)


def _ago(words: PeriodWords, here: datetime) -> Span | None:
    """N units ago: around then, half a unit to either side."""
    span = _back(words, here)
    if span is None or span[0] is None:
        return None
    if here - span[0] > LONGEST_AGO:
        return None
    half = timedelta(hours=0.5) if words.unit in ("minute", "hour") else (here.astimezone(UTC) - span[0]) / (2 * words.count)
    return span[0] - half, span[0] + half


MEANING: dict[str, Callable[[PeriodWords, datetime], Span | None]] = {
    "night": _night,
    "morning": lambda _w, here: (_midnight(here), _midnight(here) + timedelta(hours=13)),
    "today": lambda _w, here: _days(here, 0, None),
    "yesterday": lambda _w, here: _days(here, -1, 0),
    "before_yesterday": lambda _w, here: _days(here, -2, -1),
    "since_yesterday": lambda _w, here: _days(here, -1, None),
    "since_morning": lambda _w, here: _days(here, 0, None),
    "back": _back,
    "ago": _ago,
    "last": _last,
    "since_last": lambda w, here: None if (span := _last(w, here)) is None else (span[0], None),
    "this": _this,
    "on_weekday": _on_weekday,
    "weekdays": _weekdays,
    "last_weekday": _last_weekday,
    "since_weekday": lambda w, here: (_weekday(w, here), None),
    "on_date": _on_date,
    "dates": _dates,
    "since_date": _since_date,
    "before_date": _before_date,
    "in_month": _in_month,
    "since_month": _since_date,
    "in_year": _in_year,
    "since_year": _since_year,
}
