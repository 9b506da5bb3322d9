"""Time zones by the names people use: a city, an IANA name, UTC+2. Pure, but for the list of zones, which is read once."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

COMMON = (
    "Europe/London", "Europe/Berlin", "Europe/Kyiv", "America/New_York", "America/Los_Angeles", "Asia/Dubai", "Asia/Kolkata",
    "Asia/Tokyo", "Australia/Sydney", "UTC",
)  # fmt: skip
"""Offered as buttons; any other is found by its words."""
PLACES = re.compile(r"(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")
_OFFSET = re.compile(r"(?:utc|gmt)\s*([+-])\s*(\d{1,2})", re.IGNORECASE)


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """IANA names by what people may write, folded: the whole name and its city; those with a continent first."""
    found: dict[str, list[str]] = {"utc": ["UTC"], "gmt": ["UTC"]}
    for zone in sorted(available_timezones(), key=lambda z: (not PLACES.match(z), z.count("/"), z)):
        if PLACES.match(zone):
            for name in (zone, zone.rsplit("/", 1)[-1]):
                found.setdefault(folded(name), []).append(zone)
    return {name: tuple(dict.fromkeys(zones)) for name, zones in found.items()}


def folded(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def zones_named(words: str) -> tuple[str, ...]:
    """IANA names for what a person wrote, the likeliest first; none where it is no city of the tables."""
    if offset := _OFFSET.fullmatch(words.strip()):
        sign, hours = offset[1], int(offset[2])
        west = "-" if sign == "+" else "+"  # Etc/GMT+5 lies west of Greenwich: the tz database counts the other way round
        zone = f"Etc/GMT{west}{hours}" if hours else "UTC"
        return (zone,) if zone in available_timezones() else ()
    return _by_name().get(folded(words), ())


def like(words: str) -> tuple[str, ...]:
    """Up to three zones of cities that are written nearly so."""
    near = get_close_matches(folded(words), [n for n in _by_name() if "/" not in n], 3, 0.7)
    return tuple(_by_name()[name][0] for name in near)
