"""All digests that are due, at once: each distinct one is made once, and stored and planned for everyone who gets it.

    due subscriptions -> editions: same choices, same period, same readable sources, same memory
    an edition        -> made, stored with its items for the first of them -> rendered once -> rows for all, some hundreds at a time

A row of digests and its messages are written in one transaction; killed in between, the next look finds the rest due.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.chat.message import Button
from assistant.chat.outbox import Outbox
from assistant.chat.turn import Draft
from assistant.digest.journey import make_digest
from assistant.digest.schedule import Due
from assistant.digest.shared import Shared
from assistant.ports import Posts, Scope
from assistant.wiring.digesting import MEMORY
from assistant.wiring.house import House
from assistant.words import Delivery, Digest, Post, Role, Source, Subscription

TOGETHER = 125  # digests written down in one transaction: some 25 ms, in which nobody else writes
REST = 1.0  # of the time an edition took, left to what is sent and asked meanwhile: 10,000 digests have a minute, the first 500 do not

Told = Callable[[Subscription, Digest], Sequence[Draft]]
Mail = Callable[[Sequence[str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Edition:
    """One digest to be made, and who gets it: `contents` are the digests, by content, that each of them has had."""

    due: Due
    sources: tuple[Source, ...]
    contents: tuple[int, ...]
    subscriptions: tuple[Subscription, ...]


class OneLook:
    """The archive as it is at one moment, for all digests of that moment: what was read once is not read again."""

    def __init__(self, posts: Posts) -> None:
        self._posts = posts
        self._latest: dict[tuple[Scope, int, int], list[Post]] = {}

    async def latest(self, scope: Scope, count: int, skip: int = 0) -> list[Post]:
        key = (scope, count, skip)
        if key not in self._latest:
            self._latest[key] = await self._posts.latest(scope, count, skip)
        return self._latest[key]

    async def by_ids(self, post_ids: Sequence[int]) -> list[Post]:
        return await self._posts.by_ids(post_ids)

    async def version_posts(self, version_ids: Sequence[int]) -> dict[int, Post]:
        return await self._posts.version_posts(version_ids)


async def prepare(due: Sequence[tuple[Subscription, Due]], *, house: House, outbox: Outbox, told: Told, mail: Mail) -> int:
    """Make, store and plan what is due; `mail` is given the delivery keys of each edition once they are written. Returns how many
    digests there are to send. Raises StoreError: what was not written down is due again."""
    if not due:
        return 0
    await house.stories.place()
    now, shelf, shared, count = house.clock(), OneLook(house.database.posts), Shared(), 0
    for edition in await editions(due, house, now):
        begun = time.monotonic()
        made = await _made(edition, now, house, shelf, shared)
        keys = await _written(edition, made, house, outbox, told)
        if keys:
            await mail(keys)
        count += len(keys)
        await asyncio.sleep(REST * (time.monotonic() - begun))
    return count


async def editions(due: Sequence[tuple[Subscription, Due]], house: House, now: datetime) -> list[Edition]:
    """Who gets the same digest. Two that differ in anything but the chat, its slots and its own ids do not."""
    had = await house.database.digests.contents_had(now - MEMORY)
    sources = await _readable([s for s, _ in due], house)
    found: dict[tuple[object, ...], list[tuple[Subscription, Due]]] = {}
    for subscription, when in due:
        mine = had.get((subscription.chat_id, subscription.thread_id), ())
        chosen = replace(
            subscription, id=0, chat_id=0, thread_id=0, made_by=0, made_at=None, times=(), weekdays=(), quiet=None
        )  # what it is about and how it is told
        key = (chosen, when, mine, tuple(s.id for s in sources[subscription.chat_id]))
        found.setdefault(key, []).append((subscription, when))
    return [
        Edition(
            told[0][1],
            sources[told[0][0].chat_id],
            had.get((told[0][0].chat_id, told[0][0].thread_id), ()),
            tuple(s for s, _ in told),
        )
        for told in found.values()
    ]


async def _readable(subscriptions: Sequence[Subscription], house: House) -> Mapping[int, tuple[Source, ...]]:
    """By chat, the sources whose posts it may get (digesting.readable), looked up once for each kind of chat."""
    chats = list(dict.fromkeys(s.chat_id for s in subscriptions))
    roles = await house.database.people.roles(chats, admin_ids=house.settings.admin_ids)
    own = await house.database.sources.chats_with_own()
    known: dict[tuple[Role, int], tuple[Source, ...]] = {}
    for chat in chats:
        kind = (roles[chat], chat if chat in own else 0)
        if kind not in known:
            known[kind] = tuple(await house.database.sources.visible(*kind))
    return {chat: known[roles[chat], chat if chat in own else 0] for chat in chats}


async def _made(edition: Edition, now: datetime, house: House, shelf: OneLook, shared: Shared) -> Digest:
    return await make_digest(
        edition.subscriptions[0],
        edition.due.since,
        now,
        slot=edition.due.slot,
        late=edition.due.late,
        sources=edition.sources,
        shown=await house.database.digests.memory_of(edition.contents),
        posts=shelf,
        group=house.stories.of,
        shared=shared,
    )


async def _written(edition: Edition, made: Digest, house: House, outbox: Outbox, told: Told) -> list[str]:
    """Delivery keys of all who get this digest. Nothing is planned of an empty one for those who want silence."""
    digests, first = house.database.digests, edition.subscriptions[0]
    stored = await digests.store(made)
    silent = first.silent_when_empty and not made.items
    drafts = () if silent else told(first, stored)
    shared = None if _personal(drafts) else await outbox.for_many(drafts)
    plan = _Plan(house.clock(), edition.due.late, shared or ())
    await house.database.deliveries.plan(plan.messages(stored) if shared else ())
    everyone = [stored]
    for start in range(1, len(edition.subscriptions), TOGETHER):
        rest = edition.subscriptions[start : start + TOGETHER]
        copies = [
            replace(made, chat_id=s.chat_id, thread_id=s.thread_id, subscription_id=s.id, content_id=stored.id) for s in rest
        ]
        everyone += await digests.store_all(copies, plan.messages)
    if silent:
        await digests.settled([digest.id for digest in everyone], house.clock())
        return []
    if shared is None:
        by_id = {s.id: s for s in edition.subscriptions}
        for digest in everyone:
            await outbox.plan(key_of(digest), told(by_id[digest.subscription_id], digest), late=edition.due.late)
    return [key_of(digest) for digest in everyone]


def key_of(digest: Digest) -> str:
    """The delivery key of a digest's messages."""
    return f"digest:{digest.id}"


def _personal(drafts: Sequence[Draft]) -> bool:
    """Whether a button under them is one person's or one chat's: then each chat needs its own."""
    return any(not isinstance(key, Button) and not key.anyone for draft in drafts for row in draft.keys for key in row)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The messages of one digest, for any of its chats."""

    at: datetime
    late: bool
    rows: tuple[Mapping[str, object], ...]

    def messages(self, digest: Digest) -> list[Delivery]:
        return [
            Delivery(key_of(digest), part, digest.chat_id, {**row, "digest_id": digest.id}, self.at, digest.thread_id, self.late)
            for part, row in enumerate(self.rows)
        ]
