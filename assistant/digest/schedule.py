"""When a digest is due; pure. Time is a value, zones are IANA names; nothing is sent or remembered here.

A slot is a local wall time on a local day, as an instant. Both clock changes: a time that does not exist that day is due at the
instant it would have been (02:30 in a gap of one hour is 03:30 on the clock); a time that exists twice is due the first time only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.quiet import clock, is_quiet, silenced
from assistant.words import Subscription

LATE = timedelta(minutes=10)  # a slot sent later than this after its time is marked late
FORGET = timedelta(hours=36)  # slots missed longer ago than this are not made up for: the next one covers their news
FIRST_LOOK = timedelta(hours=24)  # how far back a subscription's first digest reaches
LOOK_AHEAD = timedelta(hours=6)  # a plan is made for so long: rules of zones change, too


@dataclass(frozen=True, slots=True)
class Due:
    """The one digest to send now: for `slot`, over the posts since `since`; earlier missed slots are folded into it."""

    slot: datetime
    since: datetime
    late: bool


def instant(day: datetime, wall: time, zone: ZoneInfo) -> datetime:
    """The instant of a wall time on a local day, as UTC (fold=0: first of two, and the gap rule above)."""
    return datetime.combine(day.date(), wall, tzinfo=zone).astimezone(UTC)


def slots(subscription: Subscription, since: datetime, until: datetime) -> Iterator[datetime]:
    """All slots in (since, until], oldest first, as UTC instants, each once."""
    zone = ZoneInfo(subscription.zone)
    walls = sorted({clock(t) for t in subscription.times})
    day = since.astimezone(zone).replace(tzinfo=None) - timedelta(days=1)
    last = until.astimezone(zone).replace(tzinfo=None) + timedelta(days=1)
    found = set()
    while day <= last:
        if day.weekday() in subscription.weekdays:
            found |= {instant(day, wall, zone) for wall in walls}
        day += timedelta(days=1)
    yield from sorted(slot for slot in found if since < slot <= until)


def due(subscription: Subscription, last: datetime | None, now: datetime) -> Due | None:
    """What is due now, given the newest slot already dealt with. At most one; None while paused, quiet or nothing missed. Slots before
    its times, zone or pause were last changed (`made_at`) are none of its own."""
    if subscription.paused or is_quiet(subscription, now):
        return None
    begun = max((t for t in (last, subscription.made_at) if t), default=now)
    missed = [s for s in slots(subscription, max(begun, now - FORGET), now) if not silenced(subscription, s)]
    if not missed:
        return None
    since = last or missed[-1] - FIRST_LOOK
    late = now - missed[-1] > LATE and not _held_by_quiet(subscription, missed[-1], now)
    return Due(missed[-1], max(since, now - timedelta(days=7)), late)


def _held_by_quiet(subscription: Subscription, slot: datetime, now: datetime) -> bool:
    """Whether the delay from `slot` to `now` is our own: quiet hours that ended less than LATE ago."""
    return is_quiet(subscription, slot) and is_quiet(subscription, now - LATE)


def next_slot(subscription: Subscription, now: datetime) -> datetime | None:
    """The next slot after `now` (within eight days), for showing."""
    return next(slots(subscription, now, now + timedelta(days=8)), None)


def next_look(subscription: Subscription, now: datetime) -> datetime:
    """Where nothing is due now: the moment before which `due` says the same, unless the subscription is changed or the clock is put
    back. At most LOOK_AHEAD away; `now` where quiet hours end beside a change of clocks, to be looked at again and again."""
    ahead = now + LOOK_AHEAD
    if is_quiet(subscription, now):
        return min(_quiet_until(subscription, now), ahead)
    return next(slots(subscription, now, ahead), ahead)


def _quiet_until(subscription: Subscription, now: datetime) -> datetime:
    zone = ZoneInfo(subscription.zone)
    end = clock((subscription.quiet or ("", ""))[1])
    today = now.astimezone(zone).replace(tzinfo=None)
    until = next(at for n in range(3) if (at := instant(today + timedelta(days=n), end, zone)) > now)
    changes = until.astimezone(zone).utcoffset() != now.astimezone(zone).utcoffset()
    return now if changes else until
