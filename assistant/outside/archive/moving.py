"""A group with a new id (Telegram makes supergroups of groups): everything that speaks of the chat speaks of the new one."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.schema.alerting import approvals
from assistant.outside.schema.answers import digests, questions, subscriptions
from assistant.outside.schema.people import chats, requests
from assistant.outside.schema.posts import source_chats
from assistant.outside.schema.sending import buttons, deliveries

# not messages: their ids count anew in the new chat, and the old ones are not there
FOLLOW = (digests, questions, subscriptions, requests, buttons, approvals)
OPEN = ("due", "sending")


async def migrate_chat(connection: AsyncConnection, old: int, new: int) -> None:
    if old == new:
        return
    for table in FOLLOW:
        await connection.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))
    await connection.execute(
        update(deliveries).where(deliveries.c.chat_id == old, deliveries.c.state.in_(OPEN)).values(chat_id=new)
    )
    await _editors(connection, old, new)
    known = select(source_chats.c.source_id).where(source_chats.c.chat_id == new)
    both = (source_chats.c.chat_id == old, source_chats.c.source_id.in_(known))
    await connection.execute(delete(source_chats).where(*both))
    await connection.execute(update(source_chats).where(source_chats.c.chat_id == old).values(chat_id=new))
    await _chat(connection, old, new)


async def _editors(connection: AsyncConnection, old: int, new: int) -> None:
    """Digests that wait for editors in this chat wait in the new one."""
    served = select(subscriptions.c.id, subscriptions.c.choices).where(subscriptions.c.ended_at.is_(None))
    for row in (await connection.execute(served)).all():
        if row.choices.get("editor_chat") == old:
            mine = update(subscriptions).where(subscriptions.c.id == row.id)
            await connection.execute(mine.values(choices=row.choices | {"editor_chat": new}))


async def _chat(connection: AsyncConnection, old: int, new: int) -> None:
    """The new chat may have written already, before we were told: then it inherits what was set for the old."""
    was = (await connection.execute(select(chats).where(chats.c.id == old))).first()
    if was is None:
        return
    there = (await connection.execute(select(chats).where(chats.c.id == new))).first()
    if there is None:
        await connection.execute(update(chats).where(chats.c.id == old).values(id=new))
        return
    inherited = {
        "role": max(was.role, there.role),
        "zone": there.zone or was.zone,
        "language": there.language or was.language,
        "settings": {**was.settings, **there.settings},
    }
    await connection.execute(update(chats).where(chats.c.id == new).values(inherited))
    await connection.execute(delete(chats).where(chats.c.id == old))
