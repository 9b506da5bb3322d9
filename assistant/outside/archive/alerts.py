"""`Alerts` of ports in SQL: which posts an alert wants, and which it has told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, or_, select, update

from assistant.outside.archive import searching
from assistant.outside.archive.upsert import insert_once
from assistant.outside.connections import Connections
from assistant.outside.schema.alerting import alert_hits
from assistant.outside.schema.posts import versions
from assistant.outside.schema.types import among, one_of
from assistant.words import Hit, Post

OPEN = one_of(alert_hits.c.state, ("waiting", "claimed"))


class SqlAlerts:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def newest(self) -> int:
        async with self._db.read() as connection:
            return int((await connection.execute(select(func.max(versions.c.id)))).scalar() or 0)

    async def arrived(self, after: int, since: datetime, count: int, without: Collection[int] = ()) -> list[Post]:
        late = and_(versions.c.id > after - searching.OVERLAP, versions.c.first_seen >= since)
        query = select(versions.c.id).where(versions.c.id > after - searching.OVERLAP, or_(versions.c.id > after, late))
        async with self._db.read() as connection:
            rows = (await connection.execute(query.order_by(versions.c.id).limit(count + len(without)))).scalars()
            ids = [version_id for version_id in rows if version_id not in without][:count]
            posts = await searching.version_posts(connection, ids)
        return [posts[version_id] for version_id in ids if version_id in posts]

    async def found(self, hits: Sequence[Hit]) -> None:
        async with self._db.write() as connection:
            for hit in hits:
                row = {
                    "subscription_id": hit.subscription_id,
                    "post_id": hit.post_id,
                    "version_id": hit.version_id,
                    "origin_id": hit.origin_id,
                    "found_at": hit.found_at,
                    "key": "",
                    "state": "waiting",
                }
                await insert_once(connection, alert_hits, row, by=("subscription_id", "version_id"))

    async def open(self) -> list[Hit]:
        return await self._hits(OPEN)

    async def of(self, key: str) -> list[Hit]:
        return await self._hits(alert_hits.c.key == key)

    async def _hits(self, *conditions: Any) -> list[Hit]:
        async with self._db.read() as connection:
            rows = await connection.execute(select(alert_hits).where(*conditions).order_by(alert_hits.c.id))
            return [_hit_of(row) for row in rows]

    async def claim(self, ids: Sequence[int], key: str) -> None:
        mine = (among(alert_hits.c.id, ids), alert_hits.c.state == "waiting")
        async with self._db.write() as connection:
            await connection.execute(update(alert_hits).where(*mine).values(key=key, state="claimed"))

    async def settle(self, ids: Sequence[int], state: str, at: datetime) -> None:
        mine = (among(alert_hits.c.id, ids), OPEN)
        async with self._db.write() as connection:
            await connection.execute(update(alert_hits).where(*mine).values(state=state, settled_at=at))

    async def told_since(self, subscription_id: int, since: datetime) -> list[datetime]:
        told = (alert_hits.c.subscription_id == subscription_id, alert_hits.c.state == "told", alert_hits.c.settled_at >= since)
        query = select(func.min(alert_hits.c.settled_at).label("at")).where(*told).group_by(alert_hits.c.key)
        async with self._db.read() as connection:
            return sorted((await connection.execute(query)).scalars())

    async def told_posts(self, subscription_id: int, origins: Sequence[int]) -> list[Hit]:
        mine = (alert_hits.c.subscription_id == subscription_id, among(alert_hits.c.origin_id, origins))
        return await self._hits(*mine, alert_hits.c.state == "told")

    async def sweep(self, before: datetime) -> None:
        async with self._db.write() as connection:
            await connection.execute(delete(alert_hits).where(alert_hits.c.settled_at < before))


def _hit_of(row: Row[Any]) -> Hit:
    return Hit(
        row.id, row.subscription_id, row.post_id, row.version_id, row.origin_id, row.found_at, key=row.key, state=row.state
    )
