"""When a question is about: the words of a period, read in the asker's zone. Pure.

Does not guess: a month's or day's name is a period only where its neighbours say so ("in May", "4 May", "since Friday"), never alone,
and what belongs to the event ("last year's final", "by 2025", "the 1952 card") is left in the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from assistant.ask.period_words import MONTHS, NUMBERS, PHRASES, UNITS, WEEKDAYS
from assistant.words import Period

FEW = 3  # "the last few days"
THIS_WEEK = timedelta(days=7)  # people say "this week" of the last seven days, on a Monday too
REPORTED_LATER = timedelta(days=1)  # what happened on a day is still told the next day
REPORTED_LONGER = timedelta(days=3)  # what happened last week or at the weekend, some days longer
ALL_DAY_KINDS = ("list", "summary")


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period and where its words stand in the text."""

    period: Period
    start: int
    end: int
    is_day: bool = False  # one named day: what happened on it is reported until the next evening too
    is_behind: bool = False  # it dates what came before ("After the attack last week, who ..."): what is asked for came later


def find_period(text: str, now: datetime, zone: str, language: str) -> FoundPeriod | None:
    """The first, longest period words of the text; English is tried after the text's own language."""
    here = now.astimezone(ZoneInfo(zone))
    for tongue in dict.fromkeys((language, "en")):
        found = [
            f
            for rule, pattern in _rules(tongue)
            for m in pattern.finditer(text)
            if _is_meant(rule, m) and (f := _read(rule, m, here, tongue))
        ]
        if found:
            return min(found, key=lambda f: (-(f.end - f.start), f.start))
    return None


# Parts of a day behind its name ("on Monday evening"): hours from its midnight.
_PART = re.compile(r"\s+(?:(?:in the|at)\s+)?(morning|afternoon|evening|night)(?!\w)", re.IGNORECASE)
_HOURS = {"morning": (0, 13), "afternoon": (12, 19), "evening": (17, 24), "night": (18, 34)}
Span = tuple[datetime | None, datetime | None]

# Inside a sentence a date, a month or "a year ago" belongs to the event ("closed since June 13", "the riot on January 6, 2021"): they count
# where the question begins or ends with them. Nearer words ("this week", "since Friday", "overnight") count anywhere.
_AT_AN_EDGE = (
    "on_date", "since_date", "before_date", "in_month", "since_month", "in_year", "since_year", "ago", "this_year", "last_year",
)  # fmt: skip
_OPENING = re.compile(  # asks for whatever there is of the date behind it: "what happened on 17 November in Kyiv?"
    r"(?:what (?:has |had |all )?(?:happened|was (?:new|said|reported|known))|what(?:'s|’s| is| was) (?:the )?news|news"
    r"|was (?:ist |war )?(?:geschah|passierte|geschehen|passiert|los)|que s['’]est-il passé|¿?qué (?:pasó|ocurrió)"
    r"|що (?:сталося|відбулося)|что (?:случилось|произошло)|ماذا حدث)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:than|to|from|ending|ended|by|until|through|als|que|à|ніж|чем)(?:\s+(?:a|they|it|he|she)(?:\s+w\w+)?)?\s*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*(?:following|after|in the wake of|in response to|amid|despite)\b[^,?]*$", re.IGNORECASE)
_WIDER = re.compile(r"\s*(?:this|last) (?:week|month)\b", re.IGNORECASE)  # "overnight this week" is a night of it
_TO_COME = re.compile(r"\b(?:will|going to|wird|werden|буде|будуть|будет|будут)\b", re.IGNORECASE)
LONGEST_AGO = timedelta(days=62)  # "47 years ago" is history, not a period of the archive
LATEST_MONTH = timedelta(days=240)  # "in December" asked in January is the last one; asked in October it is the next


def _is_meant(rule: str, match: re.Match[str]) -> bool:
    text, unit = match.string, match.groupdict().get("unit") or ""
    if match[0].isupper() and not text.isupper() and match[0].isalpha():
        return False  # USA TODAY
    if rule == "night" and _WIDER.match(text, match.end()):
        return False
    if rule in ("on_weekday", "on_date", "in_month") and _TO_COME.search(text):
        return False  # "where will they play on Saturday?": told before that day
    if rule in ("this", "last") and unit.casefold() in _YEARS:
        rule += "_year"
    if rule not in _AT_AN_EDGE:
        return True
    before, after = text[: match.start()].strip(" ,;:"), text[match.end() :].strip(" ,;:?!.؟")
    return not before or bool(_OPENING.fullmatch(before)) or (not after and not _COMPARED.search(text[: match.start()]))


def _read(rule: str, match: re.Match[str], here: datetime, language: str) -> FoundPeriod | None:
    span = _MEANING[rule](_Words(match, language), here)
    if span is None:
        return None
    since, until = (None if moment is None else moment.astimezone(UTC) for moment in span)
    if (since and since > here) or (since and until and since >= until):
        return None
    end, words = match.end(), match[0]
    if rule in _DAY_RULES and since and (part := _PART.match(match.string, end)):
        first, last = _HOURS[part[1].casefold()]
        since, until = since + timedelta(hours=first), since + timedelta(hours=last)
        end, words = part.end(), words + part[0]
    behind = match.string[end:].lstrip().startswith(",") and bool(_BEHIND.match(match.string[: match.start()]))
    return FoundPeriod(Period(since, until, " ".join(words.split())), match.start(), end, rule in _DAY_RULES, behind)


class _Words:
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


def _back(words: _Words, here: datetime) -> Span | None:
    """The last N units, rolling."""
    count, unit = words.count, words.unit
    if not 0 < count <= 1000:
        return None
    if unit in ("minute", "hour"):
        return (here.astimezone(UTC) - timedelta(**{unit + "s": count})), None
    days = {"day": 1, "weekend": 7, "week": 7, "month": 30, "year": 365}[unit] * count
    return here.astimezone(UTC) - timedelta(days=days), None


def _last(words: _Words, here: datetime) -> Span | None:
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


def _this(words: _Words, here: datetime) -> Span | None:
    unit = words.unit
    if unit == "week":
        return _midnight(here - THIS_WEEK), None
    if unit == "weekend":
        saturday = 5 - here.weekday() if here.weekday() >= 5 else -here.weekday() - 2
        return _days(here, saturday, saturday + 2)
    if unit == "month":
        return _start(here, here.year, here.month), None
    return (_start(here, here.year), None) if unit == "year" else _days(here, 0, None)


def _weekday(words: _Words, here: datetime) -> datetime:
    """The latest such day, today included."""
    return _midnight(here, -((here.weekday() - words.weekday) % 7))


def _on_weekday(words: _Words, here: datetime) -> Span:
    since = _weekday(words, here)
    return since, since + timedelta(days=1)


def _weekdays(words: _Words, here: datetime) -> Span:
    """From one day of the week to another, the last such run that has begun."""
    since = _weekday(words, here)
    return since, since + timedelta(days=(words.other_weekday - words.weekday) % 7 + 1)


def _last_weekday(words: _Words, here: datetime) -> Span:
    since = _midnight(here, -(((here.weekday() - words.weekday - 1) % 7) + 1))
    return since, since + timedelta(days=1)


def _date(words: _Words, here: datetime) -> datetime | None:
    """A day or month; without a year the latest one that has begun."""
    day = words.day if "day" in words else 1
    if "year" in words:
        return _start(here, words.year, words.month, day)
    moment = _start(here, here.year, words.month, day)
    return _start(here, here.year - 1, words.month, day) if moment is None or moment > here else moment


def _on_date(words: _Words, here: datetime) -> Span | None:
    since = _date(words, here)
    return None if since is None else (since, since + timedelta(days=1))


def _since_date(words: _Words, here: datetime) -> Span | None:
    since = _date(words, here)
    return None if since is None else (since, None)


def _dates(words: _Words, here: datetime) -> Span | None:
    """From one day to another of the same or the next month, the last of which has begun."""
    until = _date(words, here)
    since = until and _start(here, until.year, until.month, words.first_day)
    return None if until is None or since is None or since > until else (since, until + timedelta(days=1))


def _before_date(words: _Words, here: datetime) -> Span | None:
    until = _date(words, here)
    return None if until is None else (None, until)


def _in_month(words: _Words, here: datetime) -> Span | None:
    since = _date(words, here)
    if since is None or ("year" not in words and here - since > LATEST_MONTH):
        return None
    return since, (since + timedelta(days=32)).replace(day=1)


def _in_year(words: _Words, here: datetime) -> Span | None:
    return (_start(here, words.year), _start(here, words.year + 1)) if 1990 <= words.year <= here.year else None


def _since_year(words: _Words, here: datetime) -> Span | None:
    return (_start(here, words.year), None) if 1990 <= words.year <= here.year else None


def _night(_words: _Words, here: datetime) -> Span:
    """From 18:00 of the evening before until 10:00 or now."""
    return _midnight(here) - timedelta(hours=6), _midnight(here) + timedelta(hours=10)


_YEARS = frozenset(word for units in UNITS.values() for word, unit in units.items() if unit == "year")


def _ago(words: _Words, here: datetime) -> Span | None:
    """N units ago: around then, half a unit to either side."""
    span = _back(words, here)
    if span is None or span[0] is None:
        return None
    if here - span[0] > LONGEST_AGO:
        return None
    half = timedelta(hours=0.5) if words.unit in ("minute", "hour") else (here.astimezone(UTC) - span[0]) / (2 * words.count)
    return span[0] - half, span[0] + half


_MEANING: dict[str, Callable[[_Words, datetime], Span | None]] = {
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
_DAY_RULES = ("yesterday", "before_yesterday", "on_weekday", "last_weekday", "on_date")


@lru_cache(maxsize=16)
def _rules(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The language's phrases with their names filled in: {n} {unit} {weekday} {month} {first} {day} {year}."""
    if language not in PHRASES:
        return ()
    slots = {
        "n": r"(?P<n>\d{1,3}|" + _any(NUMBERS[language]) + ")",
        "unit": f"(?P<unit>{_any(UNITS[language])})",
        "weekday": f"(?P<weekday>{_any(WEEKDAYS[language])})",
        "other": f"(?P<other>{_any(WEEKDAYS[language])})",
        "month": f"(?P<month>{_any(MONTHS[language])})",
        "first": r"(?P<first>0?[1-9]|[12]\d|3[01])",
        "day": r"(?P<day>0?[1-9]|[12]\d|3[01])",
        "year": r"(?P<year>(?:19|20)\d\d)",
    }
    rules = []
    for rule, phrase in PHRASES[language]:
        pattern = re.sub(r"\{(n|unit|weekday|other|month|first|day|year)\}", lambda m: slots[m[1]], phrase).replace(" ", r"\s+")
        rules.append((rule, re.compile(rf"(?<![\w]){pattern}(?!\w)", re.IGNORECASE)))
    return tuple(rules)


def _any(words: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace(r"\ ", " ")
