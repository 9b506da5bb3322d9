"""How far the archive had come when something was answered, and whether anything a scope shows has changed since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.schema.posts import chunks, index_queue, posts, versions
from assistant.outside.schema.types import marked, still_among
from assistant.ports import Edge, Scope


async def edge(connection: AsyncConnection, model: str) -> Edge:
    """Instant: two ends of a key, two looks into short queues."""
    waiting = exists().where(marked(posts.c.to_index)) | exists().where(index_queue.c.model == model)
    row = (
        await connection.execute(
            select(select(func.max(versions.c.id)).scalar_subquery(), select(func.max(chunks.c.id)).scalar_subquery(), waiting)
        )
    ).one()
    return Edge(row[0] or 0, row[1] or 0, not row[2])


async def unchanged(connection: AsyncConnection, scope: Scope, since: Edge, at: datetime) -> bool:
    """Whether no post of the scope's sources and period is new, changed, read anew or withdrawn since."""
    where = [still_among(posts.c.source_id, scope.source_ids), *_when(scope)]
    looks = (
        select(1)
        .select_from(versions.join(posts, posts.c.id == versions.c.post_id))
        .where(versions.c.id > since.version, *where),
        select(1).select_from(chunks.join(posts, posts.c.id == chunks.c.post_id)).where(chunks.c.id > since.chunk, *where),
        select(1).where(posts.c.withdrawn_at >= at, *where),
    )
    for look in looks:
        if (await connection.execute(look.limit(1))).first() is not None:
            return False
    return True


def _when(scope: Scope) -> list[ColumnElement[bool]]:
    period = scope.period
    since = [posts.c.at >= period.since] if period.since is not None and scope.open_at is None else []
    return since + ([posts.c.at < period.until] if period.until is not None else [])
