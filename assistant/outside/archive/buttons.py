"""`Buttons` of ports in SQL: opaque tokens, as callback data holds 64 bytes and is anyone's to forge."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from assistant.outside.connections import Connections
from assistant.outside.schema.sending import buttons
from assistant.words import ButtonMade

TOKEN_BYTES = 16


class SqlButtons:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def make(self, action: str, payload: Mapping[str, Any], *, chat_id: int, user_id: int, expires_at: datetime) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row = {"token": token, "action": action, "payload": dict(payload), "chat_id": chat_id, "user_id": user_id}
        async with self._db.write() as connection:
            await connection.execute(insert(buttons).values(row | {"expires_at": expires_at}))
        return token

    async def get(self, token: str, now: datetime) -> ButtonMade | None:
        if not token.isascii() or len(token) > 64 or "\x00" in token:
            return None
        query = select(buttons).where(buttons.c.token == token, buttons.c.expires_at > now)
        async with self._db.read() as connection:
            row = (await connection.execute(query)).first()
        return ButtonMade(row.token, row.action, row.payload, row.chat_id, row.user_id, row.expires_at) if row else None

    async def sweep(self, now: datetime) -> int:
        async with self._db.write() as connection:
            return (await connection.execute(delete(buttons).where(buttons.c.expires_at <= now))).rowcount
