"""Chunks located by id, and posts opened: all their chunks with stored terms and the cosine to a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.fulltext import inside
from assistant.outside.archive.searching import cosines, version_posts
from assistant.outside.schema.posts import chunk_terms, chunks, posts, vectors
from assistant.outside.schema.types import among
from assistant.ports import Candidate, Found, Scope, Vectors
from assistant.words import Passage


async def locate(connection: AsyncConnection, ids: Sequence[int], scope: Scope, model: str, vector: Vectors) -> list[Found]:
    joined = chunks.join(posts, posts.c.id == chunks.c.post_id).outerjoin(vectors, _of(model))
    query = (
        select(chunks.c.id, chunks.c.post_id, posts.c.at, vectors.c.vector)
        .select_from(joined)
        .where(among(chunks.c.id, ids), *inside(scope))
    )
    rows = (await connection.execute(query)).all()
    return [
        Found(row.id, row.post_id, row.at, cosine)
        for row, cosine in zip(rows, cosines([r.vector for r in rows], vector), strict=True)
    ]


async def open_posts(
    connection: AsyncConnection, post_ids: Sequence[int], scope: Scope, model: str, vector: Vectors, most: int
) -> list[Candidate]:
    near = await _nearest(connection, post_ids, scope, model, vector, most)
    query = (
        select(chunks.c.id, chunks.c.version_id, chunks.c.start, chunks.c.stop, chunk_terms.c.title, chunk_terms.c.body)
        .select_from(chunks.join(chunk_terms, chunk_terms.c.chunk_id == chunks.c.id))
        .where(among(chunks.c.id, list(near)))
    )
    rows = (await connection.execute(query)).all()
    by_version = await version_posts(connection, {row.version_id for row in rows})
    return [
        Candidate(Passage(r.id, by_version[r.version_id], r.start, r.stop), 0.0, near[r.id], r.title, r.body)
        for r in rows
        if r.version_id in by_version
    ]


async def _nearest(
    connection: AsyncConnection, post_ids: Sequence[int], scope: Scope, model: str, vector: Vectors, most: int
) -> dict[int, float | None]:
    """Chunk ids of these posts with their cosines: of each post its first and those nearest to the question, `most` in all."""
    query = (
        select(chunks.c.id, chunks.c.post_id, chunks.c.number, vectors.c.vector)
        .select_from(chunks.join(posts, posts.c.id == chunks.c.post_id).outerjoin(vectors, _of(model)))
        .where(among(chunks.c.post_id, post_ids), *inside(scope))
    )
    rows = (await connection.execute(query)).all()
    by_post: dict[int, list[tuple[bool, float, int, float | None]]] = {}
    for row, cosine in zip(rows, cosines([r.vector for r in rows], vector), strict=True):
        by_post.setdefault(row.post_id, []).append((row.number != 0, -(cosine or 0.0), row.id, cosine))
    return {chunk_id: cosine for its in by_post.values() for _, _, chunk_id, cosine in sorted(its)[:most]}


def _of(model: str) -> Any:
    return and_(vectors.c.chunk_id == chunks.c.id, vectors.c.model == model)
