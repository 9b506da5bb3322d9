"""Dates in the wild to aware UTC. Pure: what "now" is comes in as `seen`.

Accepted: RFC 822 and 2822 with their usual mistakes, ISO 8601 and W3C in all lengths, Unix seconds and milliseconds, and dates
spelt out with English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Ukrainian or Russian months. A time
without a zone counts as UTC. A date with no time is midnight. What cannot be a publishing date (before 1990) is none at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # 0001-01-01 and 1970-01-01 are how programs say "unknown"

MONTHS = (
    "jan ene gen янв січ sty styczen stycznia januar janvier ledna", "feb fev fév lut luty lutego фев лют février fevrier",
    "mar mär maa mrt бер мар märz mars marzo março marco березня", "apr abr avr avril kwi kwietnia апр кві квіт aprile abril",
    "may mai mag mei maj maja май мая тра трав maggio mayo maio", "jun giu jui cze czerwca июн чер черв juin giugno junio junho juni",
    "jul lug lip lipca июл лип juil juillet luglio julio julho juli", "aug ago aoû aou août sie sierpnia авг сер серп agosto",
    "sep set sept wrz września вер верес сен settembre septiembre setembro",
    "oct okt ott out paź października окт жов жовт ottobre octubre outubro",
    "nov lis listopada ноя лист noviembre novembro", "dec dez dic déc decembre grudnia gru дек гру груд diciembre dezembro dicembre",
)  # fmt: skip
MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
# RFC 822 zones and those that outlets write; ambiguous ones as in the news that uses them most (IST is India's)
ZONES: dict[str, float] = {
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "wet": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
ZONES |= {
    "akst": -9,
    "akdt": -8,
    "hst": -10,
    "bst": 1,
    "west": 1,
    "cet": 1,
    "cest": 2,
    "mez": 1,
    "mesz": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
}
ZONES |= {
    "ist": 5.5,
    "pkt": 5,
    "sgt": 8,
    "hkt": 8,
    "jst": 9,
    "kst": 9,
    "aest": 10,
    "aedt": 11,
    "acst": 9.5,
    "awst": 8,
    "nzst": 12,
    "nzdt": 13,
}
ZONES |= {"sast": 2, "wib": 7, "brt": -3, "art": -3, "ast": -4, "adt": -3, "nst": -3.5, "cat": 2, "eat": 3, "wat": 1, "trt": 3}

ISO = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?|(?<!\d)(?P<cy>\d{4})(?P<cm>\d{2})(?P<cd>\d{2})(?!\d{3})"
)
ORDINAL = re.compile(r"^\s*(?P<y>\d{4})-(?P<n>\d{3})(?!\d)")
DMY = re.compile(r"(?<!\d)(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4}|\d{2})(?!\d)")
SPELT = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|\.|º)?[\s,/-]+(?:de\s+)?(?P<m>[^\W\d_]{3,})\.?,?[\s,/-]*(?:de\s+)?(?P<y>\d{4}|\d{2})(?!\d|:)"
)
SPELT_US = re.compile(r"(?P<m>[^\W\d_]{3,})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})")
ASCTIME = re.compile(r"(?P<m>[A-Za-z]{3})\s+(?P<d>\d{1,2})\s+\d{1,2}:\d{2}:\d{2}.*?\s(?P<y>\d{4})")
CJK = re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]")
TIME = re.compile(
    r"(?<![\d:])(?P<h>\d{1,2})[:h](?P<min>\d{1,2})(?:[:.](?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9}))?)?(?![\d:])\s*(?P<half>[ap]\.?m\.?)?",
    re.I,
)
COMPACT_TIME = re.compile(r"T(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})?(?!\d)", re.I)
OFFSET = re.compile(r"(?P<sign>[+\-−])(?P<h>\d{1,2}):?(?P<min>\d{2})?(?!\d)")
NAMED = re.compile(r"[A-Za-z]{1,4}\b")
EPOCH = re.compile(r"^\s*(\d{9,10})(\d{3})?(?:\.\d+)?\s*$")


def parse(value: str, seen: datetime) -> datetime | None:
    """The moment a string names, in UTC and never after `seen` (clocks of outlets run ahead; embargoes are no feed's business)."""
    found = _parse(value.strip()[:100]) if value else None
    if found is None or found < EARLIEST:
        return None
    return min(found, seen)


def parse_ahead(value: str) -> datetime | None:
    """The moment a string names, in UTC, which may lie ahead (embargoes)."""
    found = _parse(value.strip()[:100])
    return found if found and found >= EARLIEST else None


def _parse(value: str) -> datetime | None:
    epoch = EPOCH.match(value)
    if epoch:
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    for year, month, day, rest in _days(value):
        try:
            return _at(datetime(year, month, day, tzinfo=UTC), rest)
        except (ValueError, OverflowError):  # 31 June, month 13: another reading may do
            continue
    return None


def _days(value: str) -> Iterator[tuple[int, int, int, str]]:
    """Readings of the date in a string, the likeliest first, each with the string without it."""
    ordinal = ORDINAL.match(value)
    if ordinal and 1 <= int(ordinal["n"]) <= 366:
        day = datetime(int(ordinal["y"]) or 1, 1, 1, tzinfo=UTC) + timedelta(days=int(ordinal["n"]) - 1)
        yield day.year, day.month, day.day, value[ordinal.end() :]
    iso = ISO.search(value)
    if iso:
        yield int(iso["y"] or iso["cy"]), int(iso["m"] or iso["cm"]), int(iso["d"] or iso["cd"] or "1"), value[iso.end() :]
    for pattern in (SPELT, SPELT_US, ASCTIME):
        for found in pattern.finditer(value):
            month = _month(found["m"])
            if month:
                rest = value[found.start("m") :] if pattern is ASCTIME else value[: found.start()] + " " + value[found.end() :]
                yield _year(found["y"]), month, int(found["d"]), rest
    cjk = CJK.search(value)
    if cjk:
        yield int(cjk["y"]), int(cjk["m"]), int(cjk["d"]), value[cjk.end() :]
    dmy = DMY.search(value)
    if dmy:
        first, second, rest = int(dmy["d"]), int(dmy["m"]), value[: dmy.start()] + " " + value[dmy.end() :]
        american = "/" in dmy[0]
        yield from (
            (_year(dmy["y"]), *pair, rest) for pair in ([(first, second), (second, first)] if american else [(second, first)])
        )


def _month(name: str) -> int:
    name = name.lower()
    return MONTH.get(name) or MONTH.get(name[:4]) or MONTH.get(name[:3]) or 0


def _year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else int(digits) + (2000 if int(digits) < 70 else 1900)


def _at(day: datetime, rest: str) -> datetime:
    """The moment on a day that the rest of its string names."""
    time = TIME.search(rest) or COMPACT_TIME.search(rest)
    if not time:
        return day
    parts = time.groupdict()
    hour, minute, second = int(parts["h"]), int(parts["min"]), int(parts["s"] or 0)
    if parts.get("half"):
        hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
    micro = int((parts.get("f") or "0").ljust(6, "0")[:6])
    # leap seconds and 24:00:00 are legal, and datetime knows neither
    moment = day + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)
    if hour > 24 or minute > 59 or second > 60:
        return day
    return (moment - timedelta(hours=_offset(rest[time.end() :]))).replace(tzinfo=UTC)


def _offset(rest: str) -> float:
    """Hours east of UTC that a string names after the time."""
    rest = rest.strip().lstrip("(")
    offset = OFFSET.search(rest)
    if offset and not re.search(r"\d", rest[: offset.start()]):
        hours = int(offset["h"]) + int(offset["min"] or 0) / 60
        return (hours if offset["sign"] == "+" else -hours) if hours <= 15 else 0
    for name in NAMED.findall(rest):
        if name.lower() in ZONES:
            return ZONES[name.lower()]
    return 0
