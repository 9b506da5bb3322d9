"""Rows to nouns, and the few things every table needs: text that both databases take, ids in advance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.schema.posts import posts, sources, versions
from assistant.words import Post, Version

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no lone surrogate

VERSION: tuple[ColumnElement[Any], ...] = (
    versions.c.id.label("version_id"),
    versions.c.number,
    versions.c.title,
    versions.c.text,
    versions.c.hash,
    versions.c.first_seen.label("version_seen"),
    versions.c.author,
    versions.c.language,
)
POST: tuple[ColumnElement[Any], ...] = (
    posts.c.id,
    posts.c.source_id,
    sources.c.title.label("outlet"),
    posts.c.key,
    posts.c.url,
    posts.c.first_seen,
    posts.c.published,
    posts.c.withdrawn_at,
    posts.c.origin_id,
    posts.c.old,
    posts.c.paid,
    posts.c.embargo_until,
    sources.c.tier,
)


def storable(value: str) -> str:
    """The text with what databases refuse replaced one for one, so that offsets stay."""
    return UNSTORABLE.sub("\ufffd", value)


def newest_posts() -> Select[Any]:
    """Posts with their newest version and their outlet."""
    return select(*POST, *VERSION).select_from(
        posts.join(versions, versions.c.id == posts.c.version_id).join(sources, sources.c.id == posts.c.source_id)
    )


def posts_by_version() -> Select[Any]:
    """Posts with any of their versions."""
    return select(*POST, *VERSION).select_from(
        versions.join(posts, posts.c.id == versions.c.post_id).join(sources, sources.c.id == posts.c.source_id)
    )


def version_of(row: Row[Any], post_id: int) -> Version:
    return Version(
        id=row.version_id,
        post_id=post_id,
        number=row.number,
        title=row.title,
        text=row.text,
        hash=row.hash,
        first_seen=row.version_seen,
        author=row.author,
        language=row.language,
    )


def post_of(row: Row[Any]) -> Post:
    return Post(
        id=row.id,
        source_id=row.source_id,
        outlet=row.outlet,
        key=row.key,
        url=row.url,
        version=version_of(row, row.id),
        first_seen=row.first_seen,
        published=row.published,
        withdrawn_at=row.withdrawn_at,
        origin_id=row.origin_id or 0,
        old=row.old,
        paid=row.paid,
        embargo_until=row.embargo_until,
        tier=row.tier,
    )


async def reserve(connection: AsyncConnection, table: Table, count: int) -> Sequence[int]:
    """`count` ids of this table that nothing else gets, so that rows of several tables go in at once. Inside a writing transaction."""
    if connection.dialect.name == "sqlite":  # one writer at a time; AUTOINCREMENT never gives an id twice
        last = (
            await connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        ).scalar() or 0
        return range(last + 1, last + 1 + count)
    ids = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return (await connection.execute(ids, {"name": table.name, "count": count})).scalars().all()
