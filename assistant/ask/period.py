"""When a question is about: the words of a period, read in the asker's zone. Pure.

Does not guess: a month's or day's name is a period only where its neighbours say so ("in May", "4 May", "since Friday"), never alone,
and what belongs to the event ("last year's final", "by 2025", "the 1952 card") is left in the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from assistant.ask.calendar import MEANING, PeriodWords
from assistant.ask.period_words import MONTHS, NUMBERS, PHRASES, UNITS, WEEKDAYS
from assistant.words import Period

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


_YEARS = frozenset(word for units in UNITS.values() for word, unit in units.items() if unit == "year")


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
    span = MEANING[rule](PeriodWords(match, language), here)
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
