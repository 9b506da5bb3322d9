"""Chunks, their terms and vectors, of newest versions only; and the queue that the vector index follows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Table, and_, bindparam, delete, exists, func, insert, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.errors import StoreError
from assistant.outside.archive.fulltext import FullText, Row
from assistant.outside.archive.rows import VERSION, post_of, posts_by_version, reserve, storable, version_of
from assistant.outside.schema.posts import chunk_terms, chunks, index_queue, posts, vectors, versions
from assistant.outside.schema.types import among, marked
from assistant.ports import Vectors
from assistant.words import Chunk, IndexCounts, Passage, Version

Made = Sequence[tuple[Chunk, str, str]]

ENQUEUE_GONE = text(
    """INSERT INTO index_queue (model, chunk_id, gone)
    SELECT model, chunk_id, :yes FROM vectors WHERE chunk_id = :id
    ON CONFLICT (model, chunk_id) DO UPDATE SET gone = excluded.gone"""
)
ENQUEUE_ALL = text(
    """INSERT INTO index_queue (model, chunk_id, gone)
    SELECT model, chunk_id, :no FROM vectors WHERE model = :model AND length(vector) > 0
    ON CONFLICT (model, chunk_id) DO NOTHING"""
)


async def to_make(connection: AsyncConnection, count: int) -> list[Version]:
    query = (
        select(posts.c.id, *VERSION)
        .select_from(posts.join(versions, versions.c.id == posts.c.version_id))
        .where(marked(posts.c.to_index))
        .order_by(posts.c.id)
        .limit(count)
    )
    return [version_of(row, row.id) for row in await connection.execute(query)]


async def index(
    connection: AsyncConnection, full_text: FullText, made: Made, model: str, rows: Vectors | None, without: Sequence[int]
) -> None:
    if rows is not None and (rows.shape[0] != len(made) or not np.isfinite(rows).all()):
        raise StoreError(f"{len(made)} chunks came with vectors of shape {rows.shape}, or with some that are no numbers")
    wanted = {chunk.version_id for chunk, _, _ in made} | set(without)
    newest = (
        select(posts.c.version_id, posts.c.id).where(among(posts.c.id, await _posts_of(connection, wanted))).with_for_update()
    )
    current = {row.version_id: row.id for row in await connection.execute(newest) if row.version_id in wanted}
    await clear(connection, full_text, list(current.values()))
    kept = [number for number, (chunk, _, _) in enumerate(made) if chunk.version_id in current]
    if kept:
        ids = await reserve(connection, chunks, len(kept))
        await _insert(connection, full_text, [(ids[at], *made[number]) for at, number in enumerate(kept)], current)
        if rows is not None:
            await add_vectors(connection, model, ids, rows[kept])
    await connection.execute(update(posts).where(among(posts.c.version_id, current.keys())).values(to_index=False))


async def _posts_of(connection: AsyncConnection, version_ids: set[int]) -> Sequence[int]:
    return (await connection.execute(select(versions.c.post_id).where(among(versions.c.id, version_ids)))).scalars().all()


async def _insert(
    connection: AsyncConnection, full_text: FullText, made: Sequence[tuple[int, Chunk, str, str]], current: dict[int, int]
) -> None:
    terms: list[Row] = [(chunk_id, storable(title), storable(body)) for chunk_id, _, title, body in made]
    rows = [
        {
            "id": chunk_id,
            "post_id": current[chunk.version_id],
            "version_id": chunk.version_id,
            "number": chunk.number,
            "start": chunk.start,
            "stop": chunk.end,
        }
        for chunk_id, chunk, _, _ in made
    ]
    await connection.execute(insert(chunks), rows)
    await connection.execute(insert(chunk_terms), [{"chunk_id": i, "title": title, "body": body} for i, title, body in terms])
    await full_text.add(connection, terms)


async def clear(connection: AsyncConnection, full_text: FullText, post_ids: Sequence[int]) -> None:
    """Take these posts' chunks out of everything; the vector index is told by the queue."""
    old = (await connection.execute(select(chunks.c.id).where(among(chunks.c.post_id, post_ids)))).scalars().all()
    if not old:
        return
    await full_text.remove(connection, old)
    await connection.execute(ENQUEUE_GONE, [{"id": chunk_id, "yes": True} for chunk_id in old])
    for table, column in ((vectors, vectors.c.chunk_id), (chunk_terms, chunk_terms.c.chunk_id), (chunks, chunks.c.id)):
        await connection.execute(delete(table).where(among(column, old)))


async def add_vectors(connection: AsyncConnection, model: str, ids: Sequence[int], rows: Vectors) -> None:
    """Vectors of chunks that have none under this model, and their places in the queue of the index.

    A row of zeros (no words in it) is kept as an empty one, so that it is not asked for again, and not queued: it has no direction.
    """
    data = np.ascontiguousarray(rows, dtype="<f4")
    queued = [chunk_id for chunk_id, row in zip(ids, data, strict=True) if row.any()]
    stored = [
        {"chunk_id": i, "model": model, "vector": row.tobytes() if row.any() else b""} for i, row in zip(ids, data, strict=True)
    ]
    if stored:
        await connection.execute(insert(vectors), stored)
    if queued:
        await connection.execute(insert(index_queue), [{"model": model, "chunk_id": i, "gone": False} for i in queued])


async def missing(connection: AsyncConnection, model: str, count: int, after: int) -> list[Passage]:
    """Chunks without a vector of this model, by id, from beyond `after`."""
    has = exists().where(vectors.c.chunk_id == chunks.c.id, vectors.c.model == model)
    query = select(chunks).where(chunks.c.id > after, ~has).order_by(chunks.c.id).limit(count)
    found = (await connection.execute(query)).all()
    wanted = posts_by_version().where(among(versions.c.id, {row.version_id for row in found}))
    by_version = {row.version_id: post_of(row) for row in await connection.execute(wanted)}
    return [Passage(row.id, by_version[row.version_id], row.start, row.stop) for row in found]


async def fill(connection: AsyncConnection, model: str, ids: Sequence[int], rows: Vectors) -> None:
    """Vectors for chunks found by `missing`; those that went or were filled meanwhile are left out."""
    has = exists().where(vectors.c.chunk_id == chunks.c.id, vectors.c.model == model)
    there = set((await connection.execute(select(chunks.c.id).where(among(chunks.c.id, ids), ~has))).scalars())
    kept = [number for number, chunk_id in enumerate(ids) if chunk_id in there]
    await add_vectors(connection, model, [ids[number] for number in kept], rows[kept])


async def todo(connection: AsyncConnection, model: str, count: int) -> tuple[list[int], Vectors, list[int]]:
    joined = index_queue.outerjoin(
        vectors, and_(vectors.c.chunk_id == index_queue.c.chunk_id, vectors.c.model == index_queue.c.model)
    )
    query = (
        select(index_queue.c.chunk_id, index_queue.c.gone, vectors.c.vector)
        .select_from(joined)
        .where(index_queue.c.model == model)
        .order_by(index_queue.c.chunk_id)
        .limit(count)
    )
    rows = (await connection.execute(query)).all()
    adds = [row for row in rows if not row.gone and row.vector is not None]
    matrix = np.frombuffer(b"".join(row.vector for row in adds), dtype="<f4").reshape(len(adds), -1 if adds else 0)
    return [row.chunk_id for row in adds], matrix.astype(np.float32), [row.chunk_id for row in rows if row.gone]


async def done(connection: AsyncConnection, model: str, added: Sequence[int], removed: Sequence[int]) -> None:
    """A chunk that went while it was being added stays queued, to be removed."""
    for ids, gone in ((added, False), (removed, True)):
        if ids:
            mine = (index_queue.c.model == model, index_queue.c.gone == gone, among(index_queue.c.chunk_id, ids))
            await connection.execute(delete(index_queue).where(*mine))


async def rebuild(connection: AsyncConnection, model: str) -> None:
    await connection.execute(ENQUEUE_ALL, {"model": model, "no": False})


async def forget(connection: AsyncConnection, model: str) -> None:
    for table in (index_queue, vectors):
        await connection.execute(delete(table).where(table.c.model == bindparam("model")), {"model": model})


async def counts(connection: AsyncConnection, full_text: FullText, model: str) -> IndexCounts:
    async def how_many(table: Table, *conditions: object) -> int:
        query = select(func.count()).select_from(table).where(true(), *conditions)  # type: ignore[arg-type]
        return (await connection.execute(query)).scalar_one()

    queued = index_queue.c.model == model
    return IndexCounts(
        posts=await how_many(posts),
        versions=await how_many(versions),
        to_make=await how_many(posts, marked(posts.c.to_index)),
        chunks=await how_many(chunks),
        full_text=await full_text.size(connection),
        vectors=await how_many(vectors, vectors.c.model == model, func.length(vectors.c.vector) > 0),
        to_add=await how_many(index_queue, queued, ~index_queue.c.gone),
        to_remove=await how_many(index_queue, queued, index_queue.c.gone),
    )
