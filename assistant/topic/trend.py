"""How much was written about a topic when, by whom: counts for a picture, with the developments to be marked on it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from assistant.topic.timeline import Told
from assistant.words import Post, Receipt, Trend

Unit = Literal["hour", "day", "week"]

APART = 5  # outlets that have a colour of their own; more cannot be told apart
MARKED = 4  # developments; more do not fit a caption
BY_HOUR = timedelta(hours=60)  # the longest time shown by hours
BY_DAY = timedelta(days=62)
LONGEST = 1_000  # slots


def trend(topic: str, posts: Sequence[Post], told: Sequence[Told], zone: str, receipt: Receipt, *, more: bool = False) -> Trend:
    """`posts` are those about the topic, oldest first, at least one; `told` what they come to (timeline.developments)."""
    here = ZoneInfo(zone)
    times = [post.at.astimezone(here) for post in posts]
    unit = _unit(times[-1] - times[0])
    slots = _slots(_begins(times[0], unit), times[-1], unit)
    place = {slot: number for number, slot in enumerate(slots)}
    by_outlet = Counter(post.outlet for post in posts)
    ranked = sorted(by_outlet, key=lambda name: (-by_outlet[name], name))
    named = ranked if len(ranked) <= APART + 1 else ranked[:APART]
    row = {name: number for number, name in enumerate(named)}
    counts = [[0] * len(slots) for _ in range(len(named) + (len(named) < len(ranked)))]
    for post, at in zip(posts, times, strict=True):
        counts[row.get(post.outlet, len(named))][place.get(_begins(at, unit), len(slots) - 1)] += 1
    return Trend(
        topic, unit, slots, tuple(named), tuple(map(tuple, counts)),
        tuple((place.get(_begins(t.post.at.astimezone(here), unit), len(slots) - 1), t.post, len(t.posts)) for t in _most_told(told)),
        len(posts), len({post.origin for post in posts}), receipt, more,
    )  # fmt: skip


def _unit(span: timedelta) -> Unit:
    return "hour" if span <= BY_HOUR else "day" if span <= BY_DAY else "week"


def _begins(at: datetime, unit: Unit) -> datetime:
    """The beginning of the slot: a local hour, a local midnight, or that of a Monday."""
    if unit == "hour":
        return at.replace(minute=0, second=0, microsecond=0)
    day = at.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return day if unit == "day" else day - timedelta(days=day.weekday())


def _slots(first: datetime, last: datetime, unit: Unit) -> tuple[datetime, ...]:
    """Wall clock steps: a day is a day where the clocks change; an hour that comes twice is counted as one."""
    step = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}[unit]
    found = [first]
    while found[-1] + step <= last and len(found) < LONGEST:
        found.append(found[-1] + step)
    return tuple(found)


def _most_told(told: Sequence[Told]) -> list[Told]:
    """Those that most independent outlets tell, then the newest; in the order of time."""
    best = sorted(told, key=lambda t: (len({p.origin for p in t.posts}), t.post.at), reverse=True)
    return sorted(best[:MARKED], key=lambda t: t.post.at)
