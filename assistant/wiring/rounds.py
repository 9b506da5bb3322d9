"""A followed source read again and again: one round of it (the engine's job "round"), and what the round leaves behind."""

from __future__ import annotations

import logging
import random
from datetime import datetime, timedelta

from assistant.collect import journey
from assistant.collect.journey import Round
from assistant.collect.pace import MOVED, asked, learn_interval, live_interval, next_due, slowed
from assistant.wiring.house import House
from assistant.words import Outcome, Tended, Validators

log = logging.getLogger(__name__)

LEFT_OVER = timedelta(minutes=1)  # until pages that one round left are fetched
FEW = 3  # posts; fewer without a date prove nothing


def round_key(tended: Tended) -> str:
    """The key of the job that reads a source when it is due: one job, whoever starts it."""
    return f"{tended.source.id}@{tended.next_due.isoformat() if tended.next_due else 'now'}"


async def read_due(house: House, tended: Tended) -> Round:
    """One round of a followed source; what it came to is remembered last, so that a crash repeats it."""
    source = tended.source
    done = await journey.read_source(
        source,
        tended.validators,
        fetch=house.fetch,
        allowed=house.robots.allowed,
        posts=house.database.posts,
        now=house.clock(),
    )
    await house.database.sources.remember(outcome(tended, done, house.clock(), random.random()))  # noqa: S311
    if done.failed:
        log.info("%s: %s", source.title, done.failed[0].reason)
    return done


def outcome(tended: Tended, done: Round, now: datetime, chance: float) -> Outcome:
    """What a round leaves behind: when to come back, how often, and with which validators. `chance` in [0, 1) spreads sources out."""
    failure = done.failed[0] if done.failed else None
    interval = _interval(tended, done, now)
    skip_hours = done.fetched.skip_hours if done.fetched else tended.skip_hours
    failures = tended.failures + 1 if failure else 0
    retry_after = failure.retry_after if failure else None
    back = (
        now + LEFT_OVER if done.postponed else next_due(now, interval, failures, retry_after, done.fresh_for, chance, skip_hours)
    )
    moving_to, times = _moving(tended, done)
    return Outcome(
        tended.source.id,
        now,
        back,
        new=done.count("new"),
        error=failure.reason if failure else "",
        validators=None if failure or done.not_modified else Validators() if done.postponed else done.validators,
        interval=interval,
        moved_to=moving_to if times >= MOVED else "",
        ended=bool(failure and failure.kind == "gone"),
        skip_hours=skip_hours,
        moving_to="" if times >= MOVED else moving_to,
        moving_times=0 if times >= MOVED else times,
        undated=_undated(tended, done),
    )


def _undated(tended: Tended, done: Round) -> bool:
    """Whether none of its posts has a date; what its pages said of those that were fetched before, it said then."""
    listed = done.fetched.posts if done.fetched else ()
    if len(listed) < FEW:
        return tended.undated
    if any(post.published for post in listed) or any(post.published for post, _ in done.kept):
        return False
    return tended.undated or bool(done.kept)


def _interval(tended: Tended, done: Round, now: datetime) -> timedelta:
    """Learnt from the dates of what it lists; where nothing is new or dated, only its silence tells."""
    if done.failed:
        return tended.interval
    times = [p.published for p in done.fetched.posts if p.published] if done.fetched else []
    if done.fetched and (times or done.fetched.every):
        if done.fetched.kind == "liveblog":
            return live_interval(times, now)
        return asked(learn_interval(times, now, done.fetched.every), done.fetched.fresh_for)
    return tended.interval if done.count("new") else slowed(tended.interval, tended.last_new, now)


def _moving(tended: Tended, done: Round) -> tuple[str, int]:
    """Where a source is permanently redirected to, and how many good readings in a row; a failure proves nothing."""
    if done.failed:
        return tended.moving_to, tended.moving_times
    if not done.moved_to or done.moved_to == tended.source.url:
        return "", 0
    return done.moved_to, tended.moving_times + 1 if done.moved_to == tended.moving_to else 1
