"""Copies of one origin, kept: found by the bands they share, in an index of their own; swept when no copy can come any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.collect.origins import WINDOW
from assistant.outside.archive.rows import newest_posts, post_of
from assistant.outside.schema.posts import post_bands, posts
from assistant.outside.schema.types import among
from assistant.words import Post

MOST = 1000  # posts compared for a batch: a phrase that every page carries finds no more than these
ADD = text("INSERT INTO post_bands (band, post_id) VALUES (:band, :post_id) ON CONFLICT (band, post_id) DO NOTHING")
POINT = update(posts).where(posts.c.id == bindparam("post_id")).values(origin_id=bindparam("origin"))


async def akin(connection: AsyncConnection, bands: Sequence[int], since: datetime, until: datetime) -> list[tuple[int, Post]]:
    """(band, post) of the posts of that time, and of WINDOW around it, that hold any of these bands; where
    they are very many, those that hold most."""
    rows = (
        await connection.execute(select(post_bands.c.band, post_bands.c.post_id).where(among(post_bands.c.band, bands)))
    ).all()
    likely = Counter(row.post_id for row in rows).most_common(MOST)
    mine = newest_posts().where(
        among(posts.c.id, [post_id for post_id, _ in likely]), posts.c.at >= since - WINDOW, posts.c.at <= until + WINDOW
    )
    found = {row.id: post_of(row) for row in await connection.execute(mine)}
    return [(row.band, found[row.post_id]) for row in rows if row.post_id in found]


async def keep(
    connection: AsyncConnection,
    bands: Mapping[int, Sequence[int]],
    origins: Mapping[int, int],
    merged: Sequence[tuple[int, int]],
) -> None:
    rows = [{"band": band, "post_id": post_id} for post_id, mine in bands.items() for band in mine]
    if rows:
        await connection.execute(ADD, rows)
    known = (await connection.execute(select(posts.c.id, posts.c.origin_id).where(among(posts.c.id, bands)))).all()
    wanted = {row.id: origins.get(row.id) or None for row in known}
    changed = [{"post_id": row.id, "origin": wanted[row.id]} for row in known if row.origin_id != wanted[row.id]]
    if changed:
        await connection.execute(POINT, changed)
    for was, now in merged:
        both = (posts.c.origin_id == was) | (posts.c.id == was)
        await connection.execute(update(posts).where(both).values(origin_id=now))


async def sweep(connection: AsyncConnection, now: datetime) -> None:
    """Forget the bands of posts that are too old for copies to come, and of those that are gone."""
    fresh = exists().where(posts.c.id == post_bands.c.post_id, posts.c.at >= now - WINDOW - timedelta(days=1))
    await connection.execute(delete(post_bands).where(~fresh))
