"""Posts of removed sources, deleted for good; the versions that an answer or digest cites stay, so that it stays verifiable."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive import chunking
from assistant.outside.archive.fulltext import FullText
from assistant.outside.schema.alerting import alert_hits
from assistant.outside.schema.answers import answer_passages, answer_posts, citations, digest_items, digest_posts, shown
from assistant.outside.schema.posts import post_stories, posts, sources, versions
from assistant.outside.schema.types import among, one_of

BATCH = 500
CITING = (
    citations.c.version_id,
    answer_posts.c.version_id,
    answer_passages.c.version_id,
    digest_posts.c.version_id,
    digest_items.c.version_id,
    digest_items.c.before_id,
    shown.c.version_id,
)


async def erase(connection: AsyncConnection, full_text: FullText, before: datetime) -> int:
    """Returns how many posts were deleted. Posts with a cited version keep that version, withdrawn and out of every search."""
    mine = select(sources.c.id).where(sources.c.state == "removed", ~sources.c.posts_kept, sources.c.removed_at < before)
    ids = (await connection.execute(select(posts.c.id).where(posts.c.source_id.in_(mine)))).scalars().all()
    erased = 0
    for start in range(0, len(ids), BATCH):
        erased += await _erase(connection, full_text, list(ids[start : start + BATCH]), before)
    return erased


async def _erase(connection: AsyncConnection, full_text: FullText, ids: list[int], before: datetime) -> int:
    await chunking.clear(connection, full_text, ids)
    cited = [exists().where(column == versions.c.id) for column in CITING]
    free = delete(versions).where(among(versions.c.post_id, ids), *(~condition for condition in cited))
    await connection.execute(free)
    left = select(versions.c.post_id, versions.c.id).where(among(versions.c.post_id, ids)).order_by(versions.c.number)
    held = {row.post_id: row.id for row in await connection.execute(left)}
    for post_id, version_id in held.items():
        gone = {"version_id": version_id, "to_index": False, "withdrawn_at": before}
        await connection.execute(update(posts).where(posts.c.id == post_id).values(gone))
    rest = [post_id for post_id in ids if post_id not in held]
    await connection.execute(delete(post_stories).where(among(post_stories.c.post_id, ids)))
    still = one_of(alert_hits.c.state, ("waiting", "claimed"))
    await connection.execute(delete(alert_hits).where(among(alert_hits.c.post_id, ids), still))
    await connection.execute(delete(posts).where(among(posts.c.id, rest)))
    return len(rest)
