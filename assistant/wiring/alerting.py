"""Alerts, bound to what is open: which posts an alert wants, when its message leaves, made and kept as a small digest, sent as one.

look      new versions since the last look -> hits, each once by (alert, version)              a tick
release   hits whose time has come -> claimed under the key of a message -> a job "alert"      the same tick
alert     its hits -> a digest under that key -> its rows -> the hits are told                  the job

Killed anywhere: hits are rows, a message has the key of its first hit, the digest comes back by its key and is planned once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from assistant import filters
from assistant.alerts.journey import make_alert
from assistant.alerts.listening import Listening, wants
from assistant.alerts.release import HOUR, release
from assistant.chat.outbox import Outbox
from assistant.chat.subscriber_digest import alerted
from assistant.digest.judge import judge, news
from assistant.gate.again import digest_again
from assistant.ports import Engine, Scope
from assistant.wiring import digesting
from assistant.wiring.house import House
from assistant.words import Digest, Hit, Period, Post, Subscription

log = logging.getLogger(__name__)

ALERT = "alert"
CURSOR = "alerts:seen"  # the highest version id that was looked at, and those looked at lately
PAGE = 500
LATE_COMMITS = timedelta(minutes=15)  # how long a round may take from its clock to its commit
KEPT = timedelta(days=90)  # how long it is remembered what an alert told


async def look(house: House) -> None:
    """Keep what arrived since the last look and an alert wants. Raises StoreError."""
    kept = await house.database.settings.get(CURSOR)
    newest = await house.database.alerts.newest()
    if isinstance(kept, dict) and newest <= kept["after"]:
        return
    alerts = await house.database.digests.instant()
    if not alerts or not isinstance(kept, dict):
        await house.database.settings.put(CURSOR, {"after": newest, "lately": []}, house.clock())
        return
    ears = await house.ears.on(alerts)
    after, lately = int(kept["after"]), set(kept["lately"])
    while newest > after:
        found = await house.database.alerts.arrived(after, house.clock() - LATE_COMMITS, PAGE, lately)
        await house.database.alerts.found(await _hits(ears, found, house))
        reached = max((post.version.id for post in found), default=newest)
        if reached <= after:
            break
        lately = {n for n in lately | {post.version.id for post in found} if n > reached - 2 * PAGE}
        after = reached
        await house.database.settings.put(CURSOR, {"after": after, "lately": sorted(lately)}, house.clock())


async def _hits(ears: Listening, found: Sequence[Post], house: House) -> list[Hit]:
    """Which alert wants which post, of those that its chat may see."""
    now, seen_by = house.clock(), dict[int, set[int]]()
    hits = []
    for post in found:
        if post.old or post.withdrawn_at or not await _is_material(post, house):
            continue
        for alert in await asyncio.to_thread(ears.wanting, post):
            if alert.chat_id not in seen_by:
                seen_by[alert.chat_id] = {source.id for source in await digesting.readable(alert, house)}
            if post.source_id in seen_by[alert.chat_id]:
                hits.append(Hit(0, alert.id, post.id, post.version.id, post.origin, now))
    return hits


async def _is_material(post: Post, house: House) -> bool:
    """A first version, or an edit that changes what the post says."""
    if post.version.number == 1:
        return True
    history = await house.database.posts.versions(post.id)
    before = next((v for v in history if v.number == post.version.number - 1), None)
    return before is None or judge(before, post.version) is not None


# --- when it leaves ---------------------------------------------------------------------------------------------------


async def release_due(house: House, engine: Engine) -> None:
    """Claim what may leave now, and see that each claimed message has its job."""
    store, now = house.database.alerts, house.clock()
    hits = sorted(await store.open(), key=lambda hit: (hit.subscription_id, hit.id))
    for subscription_id, mine in groupby(hits, key=lambda hit: hit.subscription_id):
        here = list(mine)
        subscription = await _served(subscription_id, house)
        if subscription is None:  # ended, paused or blocked: what falls due meanwhile is not made up for
            await store.settle([hit.id for hit in here], "dropped", now)
            continue
        keys = {hit.key for hit in here if hit.state == "claimed"}
        if key := await _claim(subscription, [hit for hit in here if hit.state == "waiting"], now, house):
            keys.add(key)
        for key in sorted(keys):
            await engine.start(ALERT, key, {"key": key, "subscription": subscription_id})


async def _served(subscription_id: int, house: House) -> Subscription | None:
    """The alert, unless it is ended or paused or its chat has blocked us."""
    found = await house.database.digests.subscription(subscription_id)
    if found is None or found.paused:
        return None
    chat = await house.database.people.chat(found.chat_id)
    return None if chat and chat.blocked_at else found


async def _claim(subscription: Subscription, waiting: Sequence[Hit], now: datetime, house: House) -> str:
    """The key of the message that leaves now; "" for none."""
    store = house.database.alerts
    if not waiting:
        return ""
    told = await store.told_since(subscription.id, now - HOUR)
    done = release(subscription, waiting, told, now)
    if done.drop:
        await store.settle([hit.id for hit in done.drop], "dropped", now)
    held = {p.id for p in await house.database.posts.by_ids([hit.post_id for hit in done.tell]) if _is_held(p, now)}
    tell = [hit for hit in done.tell if hit.post_id not in held]
    if not tell:
        return ""
    key = f"{ALERT}:{subscription.id}:{tell[0].id}"
    await store.claim([hit.id for hit in tell], key)
    return key


def _is_held(post: Post, now: datetime) -> bool:
    return post.embargo_until is not None and post.embargo_until > now


# --- the message ------------------------------------------------------------------------------------------------------


async def tell(payload: Mapping[str, Any], *, house: House, outbox: Outbox) -> None:
    """The job of one message: made once, planned once, then its hits are told."""
    store, key = house.database.alerts, str(payload["key"])
    hits = [hit for hit in await store.of(key) if hit.state == "claimed"]
    if not hits:
        return
    ids = [hit.id for hit in hits]
    subscription = await house.database.digests.subscription(int(payload["subscription"]))
    made = None if subscription is None or subscription.paused else await _made(key, subscription, hits, house)
    if subscription is None or made is None:
        await store.settle(ids, "dropped", house.clock())
        return
    await outbox.plan(f"digest:{made.id}", [alerted(made, subscription)])
    await store.settle(ids, "told", house.clock())
    await outbox.send(f"digest:{made.id}")


async def _made(key: str, subscription: Subscription, hits: Sequence[Hit], house: House) -> Digest | None:
    """The message's digest, made once; None where nothing in it is worth telling."""
    if stored := await house.database.digests.by_key(key):
        return digest_again(stored)
    now = house.clock()
    made = await make_alert(
        subscription,
        hits,
        now,
        told=await house.database.alerts.told_posts(subscription.id, [hit.origin_id for hit in hits]),
        shown=await house.database.digests.memory(subscription.chat_id, subscription.thread_id, now - digesting.MEMORY),
        judge=judge,
        news=news,
        posts=house.database.posts,
    )
    return await house.database.digests.store(made, key) if made else None


async def preview(subscription: Subscription, since: datetime, until: datetime, *, house: House) -> Digest | None:
    """What this alert would have told of that time, less what its chat has had. Stores nothing."""
    sources = await digesting.readable(subscription, house)
    scope = Scope(tuple(s.id for s in sources), Period(since, until), open_at=until)
    found = [p for p in await house.database.posts.latest(scope, PAGE) if not p.old and wants(subscription, p, filters.read(p))]
    hits = [Hit(n, 0, post.id, post.version.id, post.origin, until) for n, post in enumerate(found, 1)]
    if not hits:
        return None
    shown = await house.database.digests.memory(subscription.chat_id, subscription.thread_id, until - digesting.MEMORY)
    return await make_alert(subscription, hits, until, told=(), shown=shown, judge=judge, news=news, posts=house.database.posts)
