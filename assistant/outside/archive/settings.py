"""`Keep` of ports in SQL: what the product remembers of itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from assistant.outside.archive.upsert import upsert
from assistant.outside.connections import Connections
from assistant.outside.schema.sending import settings


class SqlSettings:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def get(self, name: str) -> Any:
        async with self._db.read() as connection:
            return (await connection.execute(select(settings.c.value).where(settings.c.name == name))).scalar()

    async def put(self, name: str, value: Any, at: datetime) -> None:
        async with self._db.write() as connection:
            await upsert(connection, settings, {"name": name, "value": value, "at": at})
