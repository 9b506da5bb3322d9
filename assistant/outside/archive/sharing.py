"""Digests kept, and many of them with one content: what a thousand chats read alike is stored once, their own rows point to it.

    a digest's row      whose it is, which slot, when it was sent; `content_id` where its items are another's
    its content         items, posts, claims and what they show: under the id of the first digest that has it

A chat's memory is the contents that it was sent: chats that were sent the same ones have the same memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.citing import store_claims
from assistant.outside.archive.deliveries import row_of as delivery_row
from assistant.outside.schema.answers import digest_items, digest_posts, digests, shown
from assistant.outside.schema.sending import deliveries
from assistant.outside.schema.types import among
from assistant.words import Delivery, Digest, Shown

CONTENT = func.coalesce(digests.c.content_id, digests.c.id)


def digest_key(subscription_id: int, slot: datetime) -> str:
    """The key of a subscription's digest for a slot."""
    return f"subscription:{subscription_id}@{int(slot.timestamp())}"


async def store_all(
    connection: AsyncConnection, made: Sequence[Digest], messages: Callable[[Digest], Sequence[Delivery]]
) -> list[Digest]:
    """In one transaction: rows, the content of the first where none is there, and the messages."""
    keys = [digest_key(d.subscription_id, d.slot) for d in made if d.slot]
    there = set((await connection.execute(select(digests.c.key).where(among(digests.c.key, keys, text=True)))).scalars())
    wanted = [(d, key) for d, key in zip(made, keys, strict=True) if key not in there]
    if not wanted:
        return []
    content = made[0].content_id
    new: list[Digest] = []
    if not content:
        first = await _insert(connection, [(replace(wanted[0][0], content_id=0), wanted[0][1])])
        content = first[0].id
        await store_items(connection, first[0], content)
        new += first
    new += await _insert(connection, [(replace(d, content_id=content), key) for d, key in wanted[len(new) :]])
    if rows := [delivery_row(row) for digest in new for row in messages(digest)]:
        await connection.execute(insert(deliveries), rows)
    return new


async def _insert(connection: AsyncConnection, made: Sequence[tuple[Digest, str]]) -> list[Digest]:
    if not made:
        return []
    inserted = insert(digests).returning(digests.c.id, sort_by_parameter_order=True)
    ids = (await connection.execute(inserted, [row_of(digest, key) for digest, key in made])).scalars().all()
    return [replace(digest, id=new) for (digest, _), new in zip(made, ids, strict=True)]


async def contents_had(connection: AsyncConnection, since: datetime) -> dict[tuple[int, int], tuple[int, ...]]:
    """Digests that showed nothing leave no memory."""
    query = (
        select(digests.c.chat_id, digests.c.thread_id, CONTENT.label("content"))
        .where(digests.c.told_at >= since, exists().where(shown.c.digest_id == CONTENT))
        .order_by(digests.c.told_at, digests.c.id)
    )
    had: dict[tuple[int, int], dict[int, None]] = {}
    for chat_id, thread_id, content in (await connection.execute(query)).tuples():
        mine = had.setdefault((chat_id, thread_id), {})
        mine.pop(content, None)  # sent again, it is the newest of them
        mine[content] = None
    return {where: tuple(mine) for where, mine in had.items()}


async def memory_of(connection: AsyncConnection, contents: Sequence[int]) -> list[Shown]:
    """Of each post the version of the last content that shows it."""
    rows = (await connection.execute(select(shown).where(among(shown.c.digest_id, contents)))).all()
    place = {content: n for n, content in enumerate(contents)}
    rows = sorted(rows, key=lambda row: (place[row.digest_id], row.post_id))
    return list({row.post_id: Shown(row.story, row.post_id, row.version_id) for row in rows}.values())


async def memory(connection: AsyncConnection, *mine: ColumnElement[bool]) -> list[Shown]:
    """Of the digests that fit `mine`."""
    query = select(CONTENT).where(*mine).order_by(digests.c.told_at, digests.c.id)
    contents = list((await connection.execute(query)).scalars())
    return await memory_of(connection, list(dict.fromkeys(reversed(contents)))[::-1])


def row_of(digest: Digest, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "subscription_id": digest.subscription_id,
        "slot": digest.slot,
        "chat_id": digest.chat_id,
        "thread_id": digest.thread_id,
        "since": digest.since,
        "until": digest.until,
        "zone": digest.zone,
        "late": digest.late,
        "searched": digest.searched,
        "more": digest.more,
        "content_id": digest.content_id or None,
    }


async def store_items(connection: AsyncConnection, digest: Digest, digest_id: int) -> None:
    items = [
        {
            "digest_id": digest_id,
            "number": number,
            "story": item.story_id,
            "mark": item.mark,
            "version_id": item.post.version.id,
            "before_id": item.before.id if item.before else None,
            "origins": item.origins,
        }
        for number, item in enumerate(digest.items, start=1)
    ]
    cited = [
        {"digest_id": digest_id, "item": number, "number": place, "version_id": post.version.id}
        for number, item in enumerate(digest.items, start=1)
        for place, post in enumerate(item.posts, start=1)
    ]
    seen = {
        one.post_id: {"digest_id": digest_id, "post_id": one.post_id, "version_id": one.version_id, "story": one.story_id}
        for one in digest.shown
    }
    for table, rows in ((digest_items, items), (digest_posts, cited), (shown, list(seen.values()))):
        if rows:
            await connection.execute(insert(table), rows)
    said = [(number, item.claims) for number, item in enumerate(digest.items, start=1)]
    await store_claims(connection, said, digest_id=digest_id)
