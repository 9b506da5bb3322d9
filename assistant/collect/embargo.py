"""Which posts are under embargo, by what they say of themselves on top. Pure.

Only a mark counts, not news about embargoes: the title or one of the first lines begins with it ("EMBARGOED UNTIL 6am, 3 May 2026",
"Sperrfrist: ..."). A mark whose time cannot be read holds for good, until an edit of the post takes it off.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from assistant.collect import dates

MARK = re.compile(
    r"^\W*(?:strictly\s+|news\s+|press\s+|media\s+)*(?:under\s+)?"
    r"(?:embargo(?:ed)?\s*(?:(?:for\s+release\s+|for\s+publication\s+)?(?:until|till|to)\b|[:–—-])"
    r"|not\s+for\s+(?:publication|release|broadcast)(?:\s+or\s+\w+)?\s+(?:before|until)\b"
    r"|hold\s+for\s+release\s*(?:until|till|:)"
    r"|sperrfrist\s*(?:bis|:)|gesperrt\s+bis|sous\s+embargo\s+jusqu|embargo\s+(?:jusqu|hasta|fino|tot|do\b|bis\b)|embargado\s+hasta"
    r"|ембарго\s*(?:до|:)|эмбарго\s*(?:до|:))",
    re.IGNORECASE,
)
SURE = re.compile(
    r"(?i)\W*(?:strictly\s+|news\s+|press\s+|media\s+)*(?:under\s+)?(?:embargoed|not\s+for|hold\s+for|sperrfrist|gesperrt)\b"
)
"""These mark a post whatever follows; "Embargo: ..." may begin a headline, and counts with a time only."""
LINES = 3  # of the text that are looked at
LONGEST_MARK = 160  # characters of a line that is a mark; a sentence that goes on for longer is news
FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
BARE_HOUR = re.compile(
    r"(?<![\d:.])(\d{1,2})\s*(a\.?m\.?|p\.?m\.?)(?![a-z])|(?<![\d:.])(\d{2})(\d{2})\s*(?:hrs|hours|h\b|gmt|utc|bst)", re.I
)
DOTTED = re.compile(r"(?<![\d.:])(\d{1,2})\.(\d{2})(?=\s*(?:a\.?m|p\.?m|uhr|hrs|gmt|utc|bst|cet|$|\s))", re.I)
NOON = re.compile(r"\b(?:12\s*)?(noon|midday|midnight)\b", re.IGNORECASE)
DAY_MONTH = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([^\W\d_]{3,})")
MONTH_DAY = re.compile(r"([^\W\d_]{3,})\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
WORDS = {"today": 0, "heute": 0, "сьогодні": 0, "сегодня": 0, "tonight": 0, "tomorrow": 1, "morgen": 1, "завтра": 1}


def until(title: str, text: str, at: datetime) -> datetime | None:
    """When the post that came `at` may be published; None where it is under no embargo."""
    for line in (title, *text.split("\n", LINES * 2)[: LINES * 2]):
        line = " ".join(line.split())
        mark = MARK.match(line)
        if mark and (len(line) <= LONGEST_MARK or line[: mark.end()].isupper()):
            return _time(line[mark.end() :][:LONGEST_MARK], at) or (FOR_GOOD if SURE.match(mark[0]) else None)
    return None


def _time(said: str, at: datetime) -> datetime | None:
    said = DOTTED.sub(r"\1:\2", BARE_HOUR.sub(_clock, NOON.sub(_noon, said)))
    given = dates.parse_ahead(said)
    if given:
        return given
    day = _day(said, at)
    return dates.parse_ahead(f"{day:%Y-%m-%d} {said}") if day else None


def _day(said: str, at: datetime) -> datetime | None:
    """The day that a string without a year names: a word, or the next such day."""
    for word, days in WORDS.items():
        if re.search(rf"\b{word}\b", said, re.IGNORECASE):
            return at + timedelta(days=days)
    named = [(found[1], found[2]) for found in DAY_MONTH.finditer(said)] + [
        (found[2], found[1]) for found in MONTH_DAY.finditer(said)
    ]
    for number, month in named:
        for year in (at.year, at.year + 1):
            day = dates.parse_ahead(f"{number} {month} {year}")
            if day and day >= at - timedelta(days=60):
                return day
    return at if re.search(r"\d{1,2}:\d{2}", said) else None


def _clock(found: re.Match[str]) -> str:
    return f"{found[1]}:00 {found[2]}" if found[1] else f"{found[3]}:{found[4]} " + found[0].lstrip("0123456789 ")


def _noon(found: re.Match[str]) -> str:
    return "00:00" if found[1].lower() == "midnight" else "12:00"
