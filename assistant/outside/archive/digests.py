"""`Digests` of ports in SQL: subscriptions, digests with what they cite, and what each chat has had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive import looking, searching, sharing
from assistant.outside.archive.citing import load_claims
from assistant.outside.archive.receipts import choices_json, subscription_of
from assistant.outside.archive.rows import storable
from assistant.outside.archive.sharing import digest_key
from assistant.outside.archive.upsert import insert_once
from assistant.outside.connections import Connections
from assistant.outside.schema.answers import claims, digest_items, digest_posts, digests, shown, subscriptions
from assistant.outside.schema.people import chats
from assistant.outside.schema.sending import deliveries
from assistant.outside.schema.types import among
from assistant.stories import disagree
from assistant.words import Delivery, Digest, DigestItem, Post, Shown, StoredClaim, StoredDigest, Subscription

SERVED = (
    subscriptions.c.ended_at.is_(None),
    ~subscriptions.c.paused,
    subscriptions.c.chat_id.not_in(select(chats.c.id).where(chats.c.blocked_at.is_not(None))),
)

RAW = (
    subscriptions.c.id, subscriptions.c.chat_id, subscriptions.c.thread_id, subscriptions.c.zone,
    cast(subscriptions.c.made_at, String), cast(subscriptions.c.choices, String),
)  # fmt: skip
"""All of a subscription that may change while it is served, as text."""
READ_AT_ONCE = 200


class SqlDigests:
    def __init__(self, connections: Connections) -> None:
        self._db = connections
        self._raw: dict[int, tuple[Any, ...]] = {}  # instant subscriptions as their rows stand, and as they were read
        self._instant: list[Subscription] = []

    async def subscribe(self, subscription: Subscription, at: datetime) -> Subscription:
        chosen = {
            "chat_id": subscription.chat_id,
            "thread_id": subscription.thread_id,
            "choices": choices_json(subscription),
            "zone": subscription.zone,
            "paused": subscription.paused,
            "look_at": None,
        }
        async with self._db.write() as connection:
            if subscription.id:
                mine = (subscriptions.c.id == subscription.id, subscriptions.c.ended_at.is_(None))
                was = (await connection.execute(select(subscriptions).where(*mine))).first()
                if was and _when(subscription_of(was)) != _when(subscription):  # slots that have passed are not made up for
                    subscription = replace(subscription, made_at=at)
                    chosen |= {"made_at": at}
                await connection.execute(update(subscriptions).where(*mine).values(chosen))
                return subscription
            made_at = subscription.made_at or at
            made = chosen | {"made_by": subscription.made_by, "made_at": made_at}
            inserted = insert(subscriptions).values(made).returning(subscriptions.c.id)
            new_id = (await connection.execute(inserted)).scalar_one()
        return replace(subscription, id=new_id, made_at=made_at)

    async def subscription(self, subscription_id: int) -> Subscription | None:
        return next(
            iter(await self._subscriptions(subscriptions.c.id == subscription_id, subscriptions.c.ended_at.is_(None))), None
        )

    async def of_chat(self, chat_id: int) -> list[Subscription]:
        return await self._subscriptions(subscriptions.c.chat_id == chat_id, subscriptions.c.ended_at.is_(None))

    async def everyones(self) -> list[Subscription]:
        return await self._subscriptions(subscriptions.c.ended_at.is_(None))

    async def subscriptions(self) -> list[Subscription]:
        return await self._subscriptions(*SERVED)

    async def awaiting(self, now: datetime) -> list[Subscription]:
        return await looking.awaiting(self._db, now, *SERVED)

    async def look_again(self, plans: Sequence[tuple[Subscription, datetime]], now: datetime) -> None:
        await looking.look_again(self._db, plans, now)

    async def instant(self) -> list[Subscription]:
        """Rows are compared as they stand and read only where they differ: reading 10,000 takes half a second of the event loop."""
        async with self._db.read() as connection:
            rows = await connection.execute(select(*RAW).where(*SERVED, subscriptions.c.choices["instant"].as_boolean()))
            raw = {row[0]: tuple(row) for row in rows}
        if raw == self._raw:
            return self._instant
        kept = {one.id: one for one in self._instant if raw.get(one.id) == self._raw[one.id]}
        fresh = [number for number in raw if number not in kept]
        for at in range(0, len(fresh), READ_AT_ONCE):
            page = await self._subscriptions(among(subscriptions.c.id, fresh[at : at + READ_AT_ONCE]))
            kept |= {one.id: one for one in page}
        self._raw, self._instant = {number: raw[number] for number in raw if number in kept}, [kept[n] for n in sorted(kept)]
        return self._instant

    async def _subscriptions(self, *conditions: ColumnElement[bool]) -> list[Subscription]:
        async with self._db.read() as connection:
            rows = await connection.execute(select(subscriptions).where(*conditions).order_by(subscriptions.c.id))
            return [subscription_of(row) for row in rows]

    async def unsubscribe(self, subscription_id: int, at: datetime) -> None:
        mine = (subscriptions.c.id == subscription_id, subscriptions.c.ended_at.is_(None))
        async with self._db.write() as connection:
            await connection.execute(update(subscriptions).where(*mine).values(ended_at=at))

    async def slots(self, subscription_ids: Sequence[int]) -> dict[int, datetime]:
        last = select(func.max(digests.c.slot)).where(digests.c.subscription_id == subscriptions.c.id).scalar_subquery()
        query = select(subscriptions.c.id, last.label("slot")).where(among(subscriptions.c.id, subscription_ids))
        async with self._db.read() as connection:
            return {row.id: row.slot for row in await connection.execute(query) if row.slot is not None}

    async def store(self, digest: Digest, key: str = "") -> Digest:
        if not key:
            if digest.slot is None:
                raise ValueError("a digest without a slot needs a key")
            key = digest_key(digest.subscription_id, digest.slot)
        async with self._db.write() as connection:
            first = await insert_once(connection, digests, sharing.row_of(digest, storable(key)), by=("key",))
            digest_id = (await connection.execute(select(digests.c.id).where(digests.c.key == storable(key)))).scalar_one()
            if first:
                await sharing.store_items(connection, digest, digest_id)
        return replace(digest, id=digest_id)

    async def store_all(self, digests: Sequence[Digest], messages: Callable[[Digest], Sequence[Delivery]]) -> list[Digest]:
        async with self._db.write() as connection:
            return await sharing.store_all(connection, digests, messages)

    async def by_key(self, key: str) -> StoredDigest | None:
        return await self._one(digests.c.key == storable(key))

    async def get(self, digest_id: int) -> StoredDigest | None:
        return await self._one(digests.c.id == digest_id)

    async def _one(self, condition: ColumnElement[bool]) -> StoredDigest | None:
        async with self._db.read() as connection:
            row = (await connection.execute(select(digests).where(condition))).first()
            return await _load(connection, row) if row else None

    async def unplanned(self, since: datetime) -> list[Digest]:
        planned = exists().where(deliveries.c.key == "digest:" + cast(digests.c.id, String))
        query = select(digests).where(
            digests.c.slot.is_not(None), digests.c.told_at.is_(None), digests.c.until >= since, ~planned
        )
        async with self._db.read() as connection:
            rows = (await connection.execute(query.order_by(digests.c.id))).all()
        return [
            Digest(
                row.chat_id,
                row.since,
                row.until,
                (),
                subscription_id=row.subscription_id,
                slot=row.slot,
                late=row.late,
                id=row.id,
            )
            for row in rows
        ]

    async def told(self, digest_id: int, at: datetime) -> None:
        mine = (digests.c.id == digest_id, digests.c.told_at.is_(None))
        async with self._db.write() as connection:
            await connection.execute(update(digests).where(*mine).values(told_at=at))

    async def settled(self, digest_ids: Sequence[int], at: datetime) -> None:
        mine = (among(digests.c.id, digest_ids), digests.c.told_at.is_(None))
        async with self._db.write() as connection:
            await connection.execute(update(digests).where(*mine).values(told_at=at))

    async def between(self, since: datetime, until: datetime) -> list[int]:
        own = (digests.c.until >= since, digests.c.until < until, digests.c.content_id.is_(None))
        async with self._db.read() as connection:
            return list((await connection.execute(select(digests.c.id).where(*own).order_by(digests.c.id))).scalars())

    async def memory(self, chat_id: int, thread_id: int, since: datetime) -> list[Shown]:
        mine = (digests.c.chat_id == chat_id, digests.c.thread_id == thread_id, digests.c.told_at >= since)
        async with self._db.read() as connection:
            return await sharing.memory(connection, *mine)

    async def contents_had(self, since: datetime) -> dict[tuple[int, int], tuple[int, ...]]:
        async with self._db.read() as connection:
            return await sharing.contents_had(connection, since)

    async def memory_of(self, contents: Sequence[int]) -> list[Shown]:
        async with self._db.read() as connection:
            return await sharing.memory_of(connection, contents)


def _when(subscription: Subscription) -> tuple[object, ...]:
    """What its slots follow from."""
    return (subscription.times, subscription.weekdays, subscription.zone, subscription.paused, subscription.instant)


async def _load(connection: AsyncConnection, row: Row[Any]) -> StoredDigest:
    content = row.content_id or row.id

    async def rows_of(table: Any, *order: Any) -> Sequence[Row[Any]]:
        return (await connection.execute(select(table).where(table.c.digest_id == content).order_by(*order))).all()

    items = await rows_of(digest_items, digest_items.c.number)
    cited = await rows_of(digest_posts, digest_posts.c.item, digest_posts.c.number)
    had = await rows_of(shown, shown.c.post_id)
    wanted = {part.version_id for part in (*items, *cited)} | {item.before_id for item in items if item.before_id}
    posts = await searching.version_posts(connection, wanted)
    said = (await load_claims(connection, claims.c.digest_id, [content])).get(content, {})
    digest = Digest(
        chat_id=row.chat_id,
        since=row.since,
        until=row.until,
        items=tuple(
            _item_of(item, posts, [part for part in cited if part.item == item.number], said.get(item.number, ()))
            for item in items
        ),
        zone=row.zone,
        thread_id=row.thread_id,
        subscription_id=row.subscription_id,
        slot=row.slot,
        late=row.late,
        searched=row.searched,
        more=row.more,
        shown=tuple(Shown(one.story, one.post_id, one.version_id) for one in had),
        id=row.id,
        content_id=row.content_id or 0,
    )
    return StoredDigest(digest, tuple(tuple(said.get(item.number, ())) for item in items), row.told_at)


def _item_of(item: Row[Any], posts: dict[int, Post], cited: Sequence[Row[Any]], said: Sequence[StoredClaim]) -> DigestItem:
    told = tuple(posts[part.version_id] for part in cited)
    return DigestItem(
        story_id=item.story,
        mark=item.mark,
        post=posts[item.version_id],
        claims=(),
        posts=told,
        origins=item.origins,
        before=posts[item.before_id].version if item.before_id else None,
        differing=disagree.told({claim.text for claim in said}, told),
    )
