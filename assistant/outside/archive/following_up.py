"""What follows an answer: the messages that carry it, and those who wait for evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.upsert import insert_once, upsert
from assistant.outside.schema.answers import answers, questions
from assistant.outside.schema.answers import watches as watching
from assistant.outside.schema.sending import messages


async def link(connection: AsyncConnection, chat_id: int, message_id: int, answer_id: int, digest_id: int) -> None:
    row = {"chat_id": chat_id, "message_id": message_id, "answer_id": answer_id or None, "digest_id": digest_id or None}
    await upsert(connection, messages, row)


async def linked(connection: AsyncConnection, chat_id: int, message_id: int) -> tuple[int, int]:
    query = select(messages).where(messages.c.chat_id == chat_id, messages.c.message_id == message_id)
    row = (await connection.execute(query)).first()
    return (row.answer_id or 0, row.digest_id or 0) if row else (0, 0)


async def messages_of(connection: AsyncConnection, answer_id: int, digest_id: int) -> list[tuple[int, int]]:
    owner = messages.c.answer_id == answer_id if answer_id else messages.c.digest_id == digest_id
    query = select(messages.c.chat_id, messages.c.message_id).where(owner).order_by(messages.c.chat_id, messages.c.message_id)
    return [(row.chat_id, row.message_id) for row in await connection.execute(query)]


async def watch(connection: AsyncConnection, answer_id: int, at: datetime) -> None:
    """Pressed twice, it is one watch; one that was told stays told."""
    question = (await connection.execute(select(answers.c.question_id).where(answers.c.id == answer_id))).scalar()
    if question is not None:
        await insert_once(connection, watching, {"question_id": question, "made_at": at}, by=("question_id",))


async def watches(connection: AsyncConnection) -> Sequence[Row[Any]]:
    query = (
        select(watching.c.id.label("watch_id"), watching.c.made_at, questions)
        .join(questions, questions.c.id == watching.c.question_id)
        .where(watching.c.told_at.is_(None))
        .order_by(watching.c.id)
    )
    return (await connection.execute(query)).all()


async def told(connection: AsyncConnection, watch_id: int, at: datetime) -> None:
    await connection.execute(update(watching).where(watching.c.id == watch_id, watching.c.told_at.is_(None)).values(told_at=at))
