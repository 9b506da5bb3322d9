"""Quiet hours: wall times in a zone, from one to the other, across midnight where need be. Pure, floor 0."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from assistant.words import Subscription


def clock(words: str) -> time:
    """ "HH:MM" as a wall time. Raises ValueError with a sentence for people."""
    hours, _, minutes = words.strip().partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60 and len(minutes) == 2):
        raise ValueError(f"{words.strip()!r} is no time of day; write one like 08:00")
    return time(int(hours), int(minutes))


def is_quiet(subscription: Subscription, at: datetime) -> bool:
    """Whether `at` lies in the quiet hours [from, to), which may cross midnight. Equal ends mean none."""
    if subscription.quiet is None:
        return False
    begin, end = (clock(t) for t in subscription.quiet)
    now = at.astimezone(ZoneInfo(subscription.zone)).time()
    return begin <= now < end if begin <= end else now >= begin or now < end


def silenced(subscription: Subscription, at: datetime) -> bool:
    """Whether what falls due at `at` does not come at all."""
    return subscription.quiet_does == "silence" and is_quiet(subscription, at)
