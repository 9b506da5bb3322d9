"""How people come in: invites (single use, hashed) and requests for access, which an admin decides."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.errors import BadRequest
from assistant.outside.archive.rows import storable
from assistant.outside.archive.upsert import upsert
from assistant.outside.schema.people import invites, members, requests
from assistant.words import AccessRequest, Role

TOKEN_BYTES = 16
ASK_AGAIN = timedelta(days=1)  # after a denial


def hashed(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


async def invite(connection: AsyncConnection, role: Role, by: int, at: datetime, expires_at: datetime) -> str:
    if role not in (Role.SUBSCRIBER, Role.REPORTER):
        raise BadRequest("An invitation makes a subscriber or a reporter.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = {"hash": hashed(token), "role": role, "made_by": by, "made_at": at, "expires_at": expires_at}
    await connection.execute(invites.insert().values(row))
    return token


async def use_invite(connection: AsyncConnection, token: str, user_id: int, name: str, now: datetime) -> Role | None:
    """The row is taken by one UPDATE with its conditions, so that two who come at once cannot both have it."""
    mine = invites.c.hash == hashed(token)
    row = (await connection.execute(select(invites).where(mine))).first()
    if row is None or (row.used_by is None and row.expires_at <= now):
        return None
    if row.used_by is None:
        await connection.execute(update(invites).where(mine, invites.c.used_by.is_(None)).values(used_by=user_id, used_at=now))
        taken = (await connection.execute(select(invites.c.used_by).where(mine))).scalar()
        if taken == user_id:
            await raise_role(connection, user_id, Role(row.role), name, row.made_by, now)
        return Role(row.role) if taken == user_id else None
    return Role(row.role) if row.used_by == user_id else None


async def raise_role(connection: AsyncConnection, user_id: int, role: Role, name: str, by: int, at: datetime) -> None:
    """To this role; a higher one stays."""
    own = (await connection.execute(select(members.c.role).where(members.c.user_id == user_id))).scalar() or 0
    if role > own:
        row = {"user_id": user_id, "role": role, "name": storable(name), "granted_by": by, "granted_at": at}
        await upsert(connection, members, row)


async def request(connection: AsyncConnection, user_id: int, chat_id: int, name: str, at: datetime) -> bool:
    there = (await connection.execute(select(requests).where(requests.c.user_id == user_id).with_for_update())).first()
    if there and (there.state == "open" or (there.state == "denied" and at - there.decided_at < ASK_AGAIN)):
        return False
    row = {"user_id": user_id, "chat_id": chat_id, "name": storable(name), "state": "open", "asked_at": at}
    await upsert(connection, requests, row | {"decided_by": None, "decided_at": None})
    return True


async def decide(connection: AsyncConnection, user_id: int, role: Role, by: int, at: datetime) -> AccessRequest | None:
    if role == Role.ADMIN:
        raise BadRequest("Access is given as subscriber or reporter; admins are named in ADMIN_IDS or by /grant.")
    mine = (requests.c.user_id == user_id, requests.c.state == "open")
    decided = {"state": "approved" if role > Role.STRANGER else "denied", "decided_by": by, "decided_at": at}
    if (await connection.execute(update(requests).where(*mine).values(decided))).rowcount != 1:
        return None
    row = (await connection.execute(select(requests).where(requests.c.user_id == user_id))).one()
    if role > Role.STRANGER:
        await raise_role(connection, user_id, role, row.name, by, at)
    return request_of(row)


async def undecided(connection: AsyncConnection) -> list[AccessRequest]:
    query = select(requests).where(requests.c.state == "open").order_by(requests.c.asked_at, requests.c.user_id)
    return [request_of(row) for row in await connection.execute(query)]


def request_of(row: Row[Any]) -> AccessRequest:
    return AccessRequest(row.user_id, row.chat_id, row.name, row.asked_at, row.state, row.decided_by or 0)
