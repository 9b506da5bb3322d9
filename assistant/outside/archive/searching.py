"""Posts found: by ids, by time, by question. What a scope hides is left out in the query itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.fulltext import current, inside
from assistant.outside.archive.rows import VERSION, newest_posts, post_of, posts_by_version, version_of
from assistant.outside.schema.posts import chunks, posts, vectors, versions
from assistant.outside.schema.types import among
from assistant.ports import Extent, Scope, Vectors
from assistant.words import Passage, Post, Version

OVERLAP = 1000  # version ids before the last one seen that are looked at again


async def candidates(
    connection: AsyncConnection, ids: Sequence[int], scope: Scope, model: str, vector: Vectors
) -> dict[int, tuple[Passage, float | None]]:
    joined = chunks.join(posts, posts.c.id == chunks.c.post_id).outerjoin(
        vectors, and_(vectors.c.chunk_id == chunks.c.id, vectors.c.model == model)
    )
    query = (
        select(chunks.c.id, chunks.c.version_id, chunks.c.start, chunks.c.stop, vectors.c.vector)
        .select_from(joined)
        .where(among(chunks.c.id, ids), *inside(scope))
    )
    rows = (await connection.execute(query)).all()
    by_version = await version_posts(connection, {row.version_id for row in rows})
    near = cosines([row.vector for row in rows], vector)
    return {
        row.id: (Passage(row.id, by_version[row.version_id], row.start, row.stop), cosine)
        for row, cosine in zip(rows, near, strict=True)
    }


def cosines(blobs: Sequence[bytes | None], vector: Vectors) -> list[float | None]:
    """To a unit vector; 0 for a chunk without words. None where no vector is stored, or one of another length."""
    query = np.asarray(vector, dtype=np.float32).reshape(-1)
    size = query.size * 4
    matrix = np.frombuffer(b"".join(blob for blob in blobs if blob and len(blob) == size), dtype="<f4").reshape(-1, query.size)
    scored = iter((matrix @ query).tolist())
    return [None if blob is None else next(scored) if len(blob) == size else 0.0 if not blob else None for blob in blobs]


async def extent(connection: AsyncConnection, scope: Scope) -> Extent:
    mine = (among(posts.c.source_id, scope.source_ids), *current(scope))
    query = select(func.count(), func.max(posts.c.at)).where(*mine).group_by(posts.c.source_id)
    rows = (await connection.execute(query)).all()
    return Extent(sum(count for count, _ in rows), len(rows), max((newest for _, newest in rows), default=None))


async def latest(connection: AsyncConnection, scope: Scope, count: int, skip: int) -> list[Post]:
    query = newest_posts().where(*inside(scope)).order_by(posts.c.at.desc(), posts.c.id.desc()).limit(count).offset(skip)
    return [post_of(row) for row in await connection.execute(query)]


async def by_ids(connection: AsyncConnection, post_ids: Sequence[int]) -> list[Post]:
    """In the order asked; unknown ids are left out."""
    found = {row.id: post_of(row) for row in await connection.execute(newest_posts().where(among(posts.c.id, post_ids)))}
    return [found[post_id] for post_id in post_ids if post_id in found]


async def history(connection: AsyncConnection, post_id: int) -> list[Version]:
    query = select(*VERSION).where(versions.c.post_id == post_id).order_by(versions.c.number)
    return [version_of(row, post_id) for row in await connection.execute(query)]


async def version_posts(connection: AsyncConnection, version_ids: Sequence[int] | set[int]) -> dict[int, Post]:
    rows = await connection.execute(posts_by_version().where(among(versions.c.id, version_ids)))
    return {row.version_id: post_of(row) for row in rows}


async def withdraw(connection: AsyncConnection, post_id: int, at: datetime) -> None:
    """The first time it was withdrawn stays."""
    await connection.execute(update(posts).where(posts.c.id == post_id, posts.c.withdrawn_at.is_(None)).values(withdrawn_at=at))


async def marks(connection: AsyncConnection, source_id: int, keys: Sequence[str]) -> dict[str, str]:
    query = select(posts.c.key, posts.c.mark).where(posts.c.source_id == source_id, among(posts.c.key, keys, text=True))
    return {row.key: row.mark for row in await connection.execute(query)}


async def changes(connection: AsyncConnection, after: int, since: datetime, count: int) -> list[Version]:
    """Ids are reserved before they are committed, so a lower one may show up later (PostgreSQL, several writers)."""
    late = and_(versions.c.id > after - OVERLAP, versions.c.first_seen >= since)
    query = select(versions.c.post_id, *VERSION).where(
        versions.c.id > after - OVERLAP, or_(versions.c.id > after, late), versions.c.number > 1
    )
    rows = await connection.execute(query.order_by(versions.c.id).limit(count))
    return [version_of(row, row.post_id) for row in rows]


async def edits(connection: AsyncConnection, scope: Scope, count: int) -> list[Version]:
    mine = [versions.c.number > 1, among(posts.c.source_id, scope.source_ids)]
    mine += [versions.c.first_seen >= scope.period.since] if scope.period.since else []
    mine += [versions.c.first_seen < scope.period.until] if scope.period.until else []
    query = select(versions.c.post_id, *VERSION).join(posts, posts.c.id == versions.c.post_id).where(*mine)
    rows = await connection.execute(query.order_by(versions.c.id.desc()).limit(count))
    return [version_of(row, row.post_id) for row in rows]


async def withdrawn(connection: AsyncConnection, scope: Scope, count: int) -> list[Post]:
    mine = [posts.c.withdrawn_at.is_not(None), among(posts.c.source_id, scope.source_ids)]
    mine += [posts.c.withdrawn_at >= scope.period.since] if scope.period.since else []
    mine += [posts.c.withdrawn_at < scope.period.until] if scope.period.until else []
    query = newest_posts().where(*mine).order_by(posts.c.withdrawn_at.desc(), posts.c.id.desc()).limit(count)
    return [post_of(row) for row in await connection.execute(query)]
