"""`Deliveries` of ports in SQL: a row for each message, written before it is sent and marked after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive import following_up
from assistant.outside.archive.rows import storable
from assistant.outside.connections import Connections
from assistant.outside.schema.answers import digests
from assistant.outside.schema.sending import deliveries
from assistant.outside.schema.types import among, one_of
from assistant.words import Delivery, DeliveryState

ONE_PLANS = text("SELECT pg_advisory_xact_lock(hashtext('newsroom deliveries'))")
OPEN = one_of(deliveries.c.state, ("due", "sending"))


class SqlDeliveries:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def plan(self, rows: Sequence[Delivery]) -> list[Delivery]:
        keys = list(dict.fromkeys(row.key for row in rows))
        async with self._db.write() as connection:
            if connection.dialect.name == "postgresql":  # two workers with one key: the second finds the rows of the first
                await connection.execute(ONE_PLANS)
            planned = select(deliveries.c.key).where(among(deliveries.c.key, keys, text=True))
            there = set((await connection.execute(planned)).scalars())
            if wanted := [row_of(row) for row in rows if row.key not in there]:
                await connection.execute(insert(deliveries), wanted)
            return await _read(connection, among(deliveries.c.key, keys, text=True))

    async def of(self, key: str) -> list[Delivery]:
        async with self._db.read() as connection:
            return await _read(connection, deliveries.c.key == key)

    async def open(self, key: str) -> list[Delivery]:
        async with self._db.read() as connection:
            return await _read(connection, deliveries.c.key == key, OPEN)

    async def sending(self, delivery_id: int) -> None:
        await self._mark(deliveries.c.id == delivery_id, state="sending")

    async def sent(
        self, delivery_id: int, message_id: int, at: datetime, *, answer_id: int = 0, asked: int = 0, digest_id: int = 0
    ) -> None:
        mine = update(deliveries).where(deliveries.c.id == delivery_id)  # whatever its state: it stands in the chat
        marked = mine.values(state="sent", message_id=message_id, sent_at=at, error="").returning(deliveries.c.chat_id)
        async with self._db.write() as connection:
            chat_id = (await connection.execute(marked)).scalar_one_or_none()
            if answer_id and chat_id is not None:
                for carrier in filter(None, (asked, message_id)):
                    await following_up.link(connection, chat_id, carrier, answer_id, 0)
            if digest_id and chat_id is not None:
                await following_up.link(connection, chat_id, message_id, 0, digest_id)
                untold = (digests.c.id == digest_id, digests.c.told_at.is_(None))
                await connection.execute(update(digests).where(*untold).values(told_at=at))

    async def refused(self, delivery_id: int, reason: str) -> None:
        await self._mark(deliveries.c.id == delivery_id, state="refused", error=storable(reason))

    async def drop(self, key: str, reason: str) -> int:
        return await self._mark(deliveries.c.key == key, state="dropped", error=storable(reason))

    async def refuse_chat(self, chat_id: int, reason: str) -> int:
        return await self._mark(deliveries.c.chat_id == chat_id, state="refused", error=storable(reason))

    async def all_open(self, before: datetime) -> list[Delivery]:
        async with self._db.read() as connection:
            return await _read(connection, OPEN, deliveries.c.due_at <= before)

    async def latest(self, count: int, state: DeliveryState | None = None) -> list[Delivery]:
        query = select(deliveries).order_by(deliveries.c.id.desc()).limit(count)
        if state:
            query = query.where(deliveries.c.state == state)
        async with self._db.read() as connection:
            return [_delivery_of(row) for row in await connection.execute(query)]

    async def tally(self, since: datetime) -> dict[DeliveryState, int]:
        query = select(deliveries.c.state, func.count()).where(deliveries.c.due_at >= since).group_by(deliveries.c.state)
        async with self._db.read() as connection:
            return {row[0]: row[1] for row in await connection.execute(query)}

    async def _mark(self, which: ColumnElement[bool], **changes: Any) -> int:
        """Open rows only: what was sent or refused stays so."""
        async with self._db.write() as connection:
            return (await connection.execute(update(deliveries).where(which, OPEN).values(changes))).rowcount


async def _read(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> list[Delivery]:
    query = select(deliveries).where(*conditions).order_by(deliveries.c.due_at, deliveries.c.key, deliveries.c.part)
    return [_delivery_of(row) for row in await connection.execute(query)]


def row_of(row: Delivery) -> dict[str, Any]:
    """As the table has it."""
    return {
        "key": row.key,
        "part": row.part,
        "chat_id": row.chat_id,
        "thread_id": row.thread_id,
        "message": dict(row.message),
        "state": row.state,
        "due_at": row.due_at,
        "sent_at": row.sent_at,
        "message_id": row.message_id or None,
        "late": row.late,
        "error": storable(row.error),
    }


def _delivery_of(row: Row[Any]) -> Delivery:
    return Delivery(
        key=row.key,
        part=row.part,
        chat_id=row.chat_id,
        message=row.message,
        due_at=row.due_at,
        thread_id=row.thread_id,
        late=row.late,
        id=row.id,
        state=row.state,
        sent_at=row.sent_at,
        message_id=row.message_id or 0,
        error=row.error,
    )
