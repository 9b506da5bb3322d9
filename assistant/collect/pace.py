"""When a source is read next, and how often it is worth reading. Pure: time and chance come in as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=1)
UNKNOWN = timedelta(minutes=30)  # of a source whose rhythm is not known yet
LONGEST_FRESH = timedelta(hours=1)  # a max-age of a day on a feed is a slip of its server more often than a wish
MOST_DOUBLINGS = 12

RECENT = 20  # posts that tell the rhythm
BATCH = timedelta(minutes=1)  # posts so close together came in one go
LIVE = timedelta(hours=2)  # a live blog with an update so new is live
LIVE_AT_MOST = timedelta(minutes=5)
MOVED = 3  # good readings in a row that were sent to the same new address for good
HOURS = 168  # of the week
READS_PER_GAP = 4  # a new post waits a quarter of the usual gap at most
SILENCE = 12  # after a silence, read every twelfth of it: nights slow a source down, its first post wakes it


def next_due(
    now: datetime,
    interval: timedelta,
    failures: int,
    retry_after: timedelta | None,
    fresh_for: timedelta | None,
    random: float,
    skip_hours: Sequence[int] = (),
) -> datetime:
    """When to read a source again, between 1 minute and 1 day from now.

    `failures` counts those in a row (0: the last reading went well); each doubles the wait, half of which is left to `random`
    (in [0, 1)), so that sources that failed together do not come back together. After success the jitter is a tenth either way.
    Never before the server's `retry_after` has passed, nor while it calls its answer fresh (for at most an hour); and not in the
    hours (of the week, UTC) in which it asks to be left alone, as far as a day allows.
    """
    wait = _backed_off(interval, failures, random) if failures > 0 else interval * (0.9 + 0.2 * random)
    if fresh_for is not None and failures <= 0:
        wait = max(wait, min(fresh_for, LONGEST_FRESH))
    if retry_after is not None:
        wait = max(wait, _within(retry_after) * (1 + 0.1 * random))
    return min(awake(now + _within(wait), skip_hours), now + LONGEST)


def awake(due: datetime, skip_hours: Sequence[int]) -> datetime:
    """`due`, or the first full hour after it that is not skipped."""
    skipped = {hour % HOURS for hour in skip_hours}
    if _hour(due) not in skipped or len(skipped) >= HOURS:
        return due
    due = due.replace(minute=0, second=0, microsecond=0)
    while _hour(due) in skipped:
        due += timedelta(hours=1)
    return due


def _hour(at: datetime) -> int:
    """Of the week, from Monday's first."""
    return at.weekday() * 24 + at.hour


def _backed_off(interval: timedelta, failures: int, random: float) -> timedelta:
    """Exponential with "equal jitter": between half and all of interval x 2^failures, so never sooner than a healthy source."""
    whole = _within(max(interval, SHORTEST) * 2 ** min(failures, MOST_DOUBLINGS))
    return whole * (0.5 + 0.5 * random)


def learn_interval(published_times: Sequence[datetime], now: datetime, says: timedelta | None = None) -> timedelta:
    """How often a source with posts of these times (any order) is worth reading: 1 minute to 1 day; if that cannot be told a quarter of
    how often it `says` that it changes, else half an hour.

    A quarter of the median gap between its recent posts; a twelfth of its silence where that is longer. Posts of one go count once,
    times in the future not at all.
    """
    times = _moments(sorted(time for time in published_times if time <= now))[-RECENT:]
    if len(times) < 2:
        return UNKNOWN if says is None else _within(says / READS_PER_GAP)
    gap = timedelta(seconds=median((later - sooner).total_seconds() for sooner, later in pairwise(times)))
    return _within(max(gap / READS_PER_GAP, (now - times[-1]) / SILENCE))


def live_interval(published_times: Sequence[datetime], now: datetime) -> timedelta:
    """That of a live blog: minutes while it is live, its rhythm once it has fallen silent."""
    learnt = learn_interval(published_times, now)
    newest = max((time for time in published_times if time <= now), default=None)
    return min(learnt, LIVE_AT_MOST) if newest is not None and now - newest <= LIVE else learnt


def asked(interval: timedelta, ttl: timedelta | None) -> timedelta:
    """The interval, not under the time for which a feed asks to be left alone; that counts for an hour at most, like a max-age."""
    return interval if ttl is None else max(interval, min(ttl, LONGEST_FRESH))


def slowed(interval: timedelta, last_new: datetime | None, now: datetime) -> timedelta:
    """The interval of a source that had nothing new: a twelfth of its silence, where that is longer."""
    return interval if last_new is None else _within(max(interval, (now - last_new) / SILENCE))


def _moments(times: Sequence[datetime]) -> list[datetime]:
    """Ascending times without those that follow another within a batch."""
    kept: list[datetime] = []
    for time in times:
        if not kept or time - kept[-1] > BATCH:
            kept.append(time)
    return kept


def _within(wait: timedelta) -> timedelta:
    return min(max(wait, SHORTEST), LONGEST)
