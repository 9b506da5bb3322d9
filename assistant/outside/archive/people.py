"""`People` of ports in SQL: roles by numeric id, of persons and of groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from assistant.errors import BadRequest
from assistant.outside.archive import joining, moving
from assistant.outside.archive.rows import storable
from assistant.outside.archive.upsert import insert_once, upsert
from assistant.outside.connections import Connections
from assistant.outside.schema.people import chats, invites, members
from assistant.outside.schema.types import among
from assistant.words import AccessRequest, Chat, Member, Role

STRANGERS: dict[str, Any] = {"role": Role.STRANGER, "zone": "", "language": "", "blocked_at": None, "settings": {}}


class SqlPeople:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def role_of(self, user_id: int, chat_id: int, *, private: bool, admin_ids: Sequence[int]) -> Role:
        if user_id in admin_ids:
            return Role.ADMIN
        async with self._db.read() as connection:
            own = (await connection.execute(select(members.c.role).where(members.c.user_id == user_id))).scalar() or 0
            group = 0
            if not private:
                group = (await connection.execute(select(chats.c.role).where(chats.c.id == chat_id))).scalar() or 0
        return Role(max(own, min(group, Role.REPORTER)))

    async def roles(self, chat_ids: Sequence[int], *, admin_ids: Sequence[int]) -> dict[int, Role]:
        async with self._db.read() as connection:
            own = select(members.c.user_id, members.c.role).where(among(members.c.user_id, chat_ids))
            there = select(chats.c.id, chats.c.role).where(among(chats.c.id, [i for i in chat_ids if i < 0]))
            held = dict((await connection.execute(own)).tuples().all())
            groups = {i: min(role, Role.REPORTER) for i, role in (await connection.execute(there)).tuples()}
        found = {i: Role(max(held.get(i, 0), groups.get(i, 0))) for i in chat_ids}
        return found | {i: Role.ADMIN for i in chat_ids if i in admin_ids}

    async def chat(self, chat_id: int) -> Chat | None:
        async with self._db.read() as connection:
            row = (await connection.execute(select(chats).where(chats.c.id == chat_id))).first()
        return _chat_of(row) if row else None

    async def chats(self) -> list[Chat]:
        async with self._db.read() as connection:
            return [_chat_of(row) for row in await connection.execute(select(chats).order_by(chats.c.id))]

    async def see_chat(self, chat_id: int, kind: str, title: str) -> Chat:
        row = STRANGERS | {"id": chat_id, "kind": kind, "title": storable(title)}
        async with self._db.write() as connection:
            await upsert(connection, chats, row, keep=("role", "zone", "language", "settings"))
            return _chat_of((await connection.execute(select(chats).where(chats.c.id == chat_id))).one())

    async def tune_chat(
        self, chat_id: int, *, zone: str | None = None, language: str | None = None, settings: Mapping[str, Any] | None = None
    ) -> None:
        async with self._db.write() as connection:
            await insert_once(connection, chats, STRANGERS | {"id": chat_id, "kind": "", "title": ""}, by=("id",))
            there = (
                await connection.execute(select(chats.c.settings).where(chats.c.id == chat_id).with_for_update())
            ).scalar_one()
            given = {"zone": zone, "language": language, "settings": {**there, **settings} if settings is not None else None}
            changed = {name: value for name, value in given.items() if value is not None}
            if changed:
                await connection.execute(update(chats).where(chats.c.id == chat_id).values(changed))

    async def grant_chat(self, chat_id: int, role: Role) -> None:
        if role == Role.ADMIN:
            raise BadRequest("A group can be granted as subscriber or reporter, not as admin.")
        row = STRANGERS | {"id": chat_id, "kind": "", "title": "", "role": role}
        async with self._db.write() as connection:
            await upsert(connection, chats, row, keep=("kind", "title", "zone", "language", "blocked_at", "settings"))

    async def block_chat(self, chat_id: int, at: datetime) -> None:
        row = STRANGERS | {"id": chat_id, "kind": "", "title": "", "blocked_at": at}
        async with self._db.write() as connection:
            await upsert(connection, chats, row, keep=("kind", "title", "role", "zone", "language", "settings"))

    async def unblock_chat(self, chat_id: int) -> None:
        async with self._db.write() as connection:
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(blocked_at=None))

    async def migrate_chat(self, old: int, new: int) -> None:
        async with self._db.write() as connection:
            await moving.migrate_chat(connection, old, new)

    async def member(self, user_id: int) -> Member | None:
        async with self._db.read() as connection:
            row = (await connection.execute(select(members).where(members.c.user_id == user_id))).first()
        return _member_of(row) if row else None

    async def members(self) -> list[Member]:
        async with self._db.read() as connection:
            query = select(members).order_by(members.c.role.desc(), members.c.user_id)
            return [_member_of(row) for row in await connection.execute(query)]

    async def grant(self, user_id: int, role: Role, *, name: str, by: int, at: datetime) -> None:
        row = {"user_id": user_id, "role": role, "name": storable(name), "granted_by": by, "granted_at": at}
        async with self._db.write() as connection:
            await upsert(connection, members, row)

    async def revoke(self, user_id: int) -> bool:
        async with self._db.write() as connection:
            await connection.execute(delete(invites).where(invites.c.made_by == user_id, invites.c.used_by.is_(None)))
            return (await connection.execute(delete(members).where(members.c.user_id == user_id))).rowcount == 1

    async def invite(self, role: Role, *, by: int, at: datetime, expires_at: datetime) -> str:
        async with self._db.write() as connection:
            return await joining.invite(connection, role, by, at, expires_at)

    async def use_invite(self, token: str, user_id: int, name: str, now: datetime) -> Role | None:
        async with self._db.write() as connection:
            return await joining.use_invite(connection, token, user_id, name, now)

    async def request_access(self, user_id: int, chat_id: int, name: str, at: datetime) -> bool:
        async with self._db.write() as connection:
            return await joining.request(connection, user_id, chat_id, name, at)

    async def decide_access(self, user_id: int, role: Role, *, by: int, at: datetime) -> AccessRequest | None:
        async with self._db.write() as connection:
            return await joining.decide(connection, user_id, role, by, at)

    async def access_requests(self) -> list[AccessRequest]:
        async with self._db.read() as connection:
            return await joining.undecided(connection)


def _chat_of(row: Row[Any]) -> Chat:
    return Chat(row.id, row.kind, row.title, Role(row.role), row.zone, row.language, row.blocked_at, row.settings)


def _member_of(row: Row[Any]) -> Member:
    return Member(row.user_id, Role(row.role), row.name, row.granted_by, row.granted_at)
