"""When an alert's message leaves, and with which posts; pure. It reads no post and writes no sentence.

a burst         what comes within WINDOW of the first post waits for it: one message
so many         at most AN_HOUR messages an hour; what comes then waits and is told together
quiet hours     it waits until they end; an urgent alert comes where they let urgent ones through; or what falls in is dropped
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.quiet import is_quiet, silenced
from assistant.words import Hit, Subscription

WINDOW = timedelta(seconds=60)
URGENT_WINDOW = timedelta(seconds=10)
HOUR = timedelta(hours=1)
AN_HOUR = 6


@dataclass(frozen=True, slots=True)
class Release:
    """`tell` leaves now, as one message; `drop` is never told; what is in neither goes on waiting."""

    tell: tuple[Hit, ...] = ()
    drop: tuple[Hit, ...] = ()


def release(subscription: Subscription, waiting: Sequence[Hit], told: Sequence[datetime], now: datetime) -> Release:
    """What becomes of the posts that wait (oldest first). `told`: when its messages of the last hour left."""
    drop = tuple(hit for hit in waiting if silenced(subscription, hit.found_at))
    kept = tuple(hit for hit in waiting if hit not in drop)
    if not kept or subscription.paused or _held(subscription, now):
        return Release((), drop)
    window = URGENT_WINDOW if subscription.urgent else WINDOW
    full = sum(at > now - HOUR for at in told) >= AN_HOUR
    if full or now < min(hit.found_at for hit in kept) + window:
        return Release((), drop)
    return Release(kept, drop)


def _held(subscription: Subscription, now: datetime) -> bool:
    """Whether quiet hours hold it back now."""
    through = subscription.urgent and subscription.quiet_does == "urgent"
    return is_quiet(subscription, now) and not through
