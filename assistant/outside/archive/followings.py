"""`Followings` of ports in SQL: questions whose answer is followed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from assistant.outside.archive.answers import question_of
from assistant.outside.archive.upsert import insert_once
from assistant.outside.connections import Connections
from assistant.outside.schema.alerting import followings
from assistant.outside.schema.answers import answers, questions
from assistant.outside.schema.people import chats
from assistant.words import Following


class SqlFollowings:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def follow(self, answer_id: int, at: datetime) -> None:
        async with self._db.write() as connection:
            question = (await connection.execute(select(answers.c.question_id).where(answers.c.id == answer_id))).scalar()
            if question is None:
                return
            row = {"question_id": question, "answer_id": answer_id, "made_at": at}
            await insert_once(connection, followings, row, by=("question_id",))
            ended = (followings.c.question_id == question, followings.c.ended_at.is_not(None))
            await connection.execute(update(followings).where(*ended).values(answer_id=answer_id, made_at=at, ended_at=None))

    async def all(self) -> list[Following]:
        blocked = select(chats.c.id).where(chats.c.blocked_at.is_not(None))
        return await self._read(questions.c.chat_id.not_in(blocked))

    async def of_person(self, chat_id: int, user_id: int) -> list[Following]:
        return await self._read(questions.c.chat_id == chat_id, questions.c.user_id == user_id)

    async def _read(self, *conditions: Any) -> list[Following]:
        query = (
            select(followings.c.id.label("following_id"), followings.c.answer_id, followings.c.made_at, questions)
            .join(questions, questions.c.id == followings.c.question_id)
            .where(followings.c.ended_at.is_(None), *conditions)
            .order_by(followings.c.id)
        )
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
        return [Following(row.following_id, question_of(row), row.answer_id, row.made_at) for row in rows]

    async def moved_on(self, following_id: int, answer_id: int) -> None:
        async with self._db.write() as connection:
            mine = update(followings).where(followings.c.id == following_id)
            await connection.execute(mine.values(answer_id=answer_id))

    async def end(self, following_id: int, at: datetime) -> None:
        mine = (followings.c.id == following_id, followings.c.ended_at.is_(None))
        async with self._db.write() as connection:
            await connection.execute(update(followings).where(*mine).values(ended_at=at))
