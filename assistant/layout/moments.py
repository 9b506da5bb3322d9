"""Times as a reader of a zone reads them, in English words and no locale of the machine. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(at: datetime, zone: str, now: datetime | None = None) -> str:
    """ "4 Nov 12:03" in the zone; with the year where it is not that of `now` (or `now` is not given)."""
    local = at.astimezone(ZoneInfo(zone))
    same_year = now is not None and now.astimezone(ZoneInfo(zone)).year == local.year
    return f"{local.day} {MONTHS[local.month - 1]}{'' if same_year else f' {local.year}'} {local:%H:%M}"


def day(at: datetime, zone: str) -> str:
    """ "4 Nov 2026" in the zone."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def clock(at: datetime, zone: str) -> str:
    """ "12:03" in the zone."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def span_of_time(since: datetime, until: datetime, zone: str) -> str:
    """ "4 Nov 08:00 - 5 Nov 08:00", the day once where both are the same day's."""
    first, last = since.astimezone(ZoneInfo(zone)), until.astimezone(ZoneInfo(zone))
    end = f"{last:%H:%M}" if first.date() == last.date() else moment(until, zone, since)
    return f"{moment(since, zone, until)} - {end}"


def ago(at: datetime, now: datetime) -> str:
    """ "5 minutes ago", "2 hours ago", "3 days ago": the largest unit that fits, rounded down; "just now" under a minute."""
    seconds = max(0, int((now - at).total_seconds()))
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if count := seconds // length:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
