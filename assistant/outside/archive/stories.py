"""`Stories` of ports in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.rows import newest_posts, post_of
from assistant.outside.archive.upsert import insert_all_once
from assistant.outside.connections import Connections
from assistant.outside.schema.posts import post_stories, posts
from assistant.outside.schema.types import among
from assistant.words import Post


class SqlStories:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def of(self, post_ids: Sequence[int]) -> dict[int, int]:
        async with self._db.read() as connection:
            return await _of(connection, post_ids)

    async def unplaced(self, since: datetime, after: int, count: int) -> list[Post]:
        placed = select(post_stories.c.post_id).where(post_stories.c.post_id == posts.c.id).exists()
        query = newest_posts().where(posts.c.at >= since, posts.c.id > after, posts.c.withdrawn_at.is_(None), ~placed)
        async with self._db.read() as connection:
            rows = await connection.execute(query.order_by(posts.c.at, posts.c.id).limit(count))
            return [post_of(row) for row in rows]

    async def place(self, rows: Sequence[tuple[Post, int]]) -> None:
        async with self._db.write() as connection:
            values = [{"post_id": post.id, "story_id": story, "at": post.at} for post, story in rows]
            await insert_all_once(connection, post_stories, values, by=("post_id",))

    async def open(self, since: datetime, count: int) -> list[tuple[Post, int]]:
        newest = select(post_stories.c.post_id).where(post_stories.c.at >= since).order_by(post_stories.c.at.desc()).limit(count)
        async with self._db.read() as connection:
            ids = list((await connection.execute(newest)).scalars())
            story = await _of(connection, ids)
            found = [post_of(row) for row in await connection.execute(newest_posts().where(among(posts.c.id, ids)))]
        return sorted(((post, story[post.id]) for post in found), key=lambda pair: (pair[0].at, pair[0].id))

    async def sweep(self, before: datetime) -> int:
        async with self._db.write() as connection:
            return (await connection.execute(delete(post_stories).where(post_stories.c.at < before))).rowcount


async def _of(connection: AsyncConnection, post_ids: Sequence[int]) -> dict[int, int]:
    query = select(post_stories.c.post_id, post_stories.c.story_id).where(among(post_stories.c.post_id, post_ids))
    return dict((await connection.execute(query)).tuples().all())
