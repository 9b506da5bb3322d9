"""`Audit` of ports in SQL."""

from __future__ import annotations

from sqlalchemy import insert, select

from assistant.outside.archive.rows import storable
from assistant.outside.connections import Connections
from assistant.outside.schema.people import audit
from assistant.words import Noted


class SqlAudit:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def note(self, line: Noted) -> None:
        row = {"at": line.at, "actor": line.actor, "action": line.action, "detail": storable(line.detail)}
        async with self._db.write() as connection:
            await connection.execute(insert(audit).values(row))

    async def latest(self, count: int) -> list[Noted]:
        """Newest first."""
        query = select(audit).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(count)
        async with self._db.read() as connection:
            return [Noted(row.at, row.actor, row.action, row.detail) for row in await connection.execute(query)]
