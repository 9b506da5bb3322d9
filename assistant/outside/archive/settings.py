"""`Keep` of ports in SQL: what the product remembers of itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assistant.outside.archive.upsert import upsert
from assistant.outside.connections import Connections
from assistant.outside.schema.sending import settings
from assistant.outside.schema.types import among


class SqlSettings:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def get(self, name: str) -> Any:
        async with self._db.read() as connection:
            return (await connection.execute(select(settings.c.value).where(settings.c.name == name))).scalar()

    async def those(self, names: Sequence[str]) -> dict[str, Any]:
        query = select(settings.c.name, settings.c.value).where(among(settings.c.name, names, text=True))
        async with self._db.read() as connection:
            return dict((await connection.execute(query)).tuples().all())

    async def put(self, name: str, value: Any, at: datetime) -> None:
        async with self._db.write() as connection:
            await upsert(connection, settings, {"name": name, "value": value, "at": at})
