"""`Answers` of ports in SQL: questions and what they came to. The rest (messages, watches) is in following_up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive import following_up, searching
from assistant.outside.archive.citing import cited_since, citing, load_claims, store_claims
from assistant.outside.archive.receipts import receipt_json, receipt_of
from assistant.outside.archive.rows import storable
from assistant.outside.archive.upsert import insert_once
from assistant.outside.connections import Connections
from assistant.outside.schema.answers import SAID, SIDES, answer_passages, answer_posts, answers, claims, questions
from assistant.outside.schema.types import among
from assistant.ports import Edge, Mark
from assistant.words import AGAIN, Answer, Asker, Passage, Proven, Question, Role, StoredAnswer, Watch

ANSWERED = select(answers.c.id.label("answer_id"), answers.c.receipt, answers.c.answered_at, questions).join(
    questions, questions.c.id == answers.c.question_id
)


class SqlAnswers:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def ask(self, question: Question) -> None:
        async with self._db.write() as connection:
            await _write_down(connection, question)

    async def end(self, key: str, state: Literal["cancelled", "failed"]) -> None:
        mine = (questions.c.key == storable(key), questions.c.state == "open")
        async with self._db.write() as connection:
            await connection.execute(update(questions).where(*mine).values(state=state))

    async def open_questions(self) -> list[Question]:
        query = select(questions).where(questions.c.state == "open").order_by(questions.c.id)
        async with self._db.read() as connection:
            return [question_of(row) for row in await connection.execute(query)]

    async def asked(self, user_id: int, since: datetime) -> list[Question]:
        mine = (questions.c.user_id == user_id, questions.c.asked_at >= since, *_by_himself())
        query = select(questions).where(*mine).order_by(questions.c.asked_at, questions.c.id)
        async with self._db.read() as connection:
            return [question_of(row) for row in await connection.execute(query)]

    async def store(self, answer: Answer, at: datetime, mark: Mark | None = None) -> Answer:
        async with self._db.write() as connection:
            await _write_down(connection, answer.question)
            question_id = (await connection.execute(select(questions.c.id).where(_is(answer.question)))).scalar_one()
            row = {"question_id": question_id, "receipt": receipt_json(answer.receipt), "answered_at": at} | _marked(mark)
            first = await insert_once(connection, answers, row, by=("question_id",))
            answer_id = (await connection.execute(select(answers.c.id).where(answers.c.question_id == question_id))).scalar_one()
            if first:
                await _store_rest(connection, answer, answer_id)
                await connection.execute(update(questions).where(questions.c.id == question_id).values(state="answered"))
        return replace(answer, id=answer_id)

    async def store_sides(self, answer_id: int, sides: Sequence[Proven]) -> None:
        async with self._db.write() as connection:
            await connection.execute(select(answers.c.id).where(answers.c.id == answer_id).with_for_update())  # one at a time
            had = (await load_claims(connection, claims.c.answer_id, [answer_id])).get(answer_id, {}).get(SIDES, ())
            known = {side.quotes for side in had}
            fresh = [side for side in sides if side.quotes not in known]
            await store_claims(connection, [(SIDES, fresh)], answer_id=answer_id)

    async def like(self, sameness: str) -> tuple[StoredAnswer, Edge] | None:
        marked = ANSWERED.add_columns(answers.c.seen_version, answers.c.seen_chunk).where(answers.c.sameness == sameness)
        async with self._db.read() as connection:
            row = (await connection.execute(marked.order_by(answers.c.id.desc()).limit(1))).first()
            found = await _load(connection, ANSWERED.where(answers.c.id == row.answer_id)) if row and sameness else []
        return (found[0], Edge(row.seen_version, row.seen_chunk)) if row and found else None

    async def by_key(self, key: str) -> StoredAnswer | None:
        async with self._db.read() as connection:
            return next(iter(await _load(connection, ANSWERED.where(questions.c.key == storable(key)))), None)

    async def get(self, answer_id: int) -> StoredAnswer | None:
        async with self._db.read() as connection:
            return next(iter(await _load(connection, ANSWERED.where(answers.c.id == answer_id))), None)

    async def turns(self, chat_id: int, thread_id: int, user_id: int, count: int, since: datetime) -> list[StoredAnswer]:
        query = (
            ANSWERED.where(questions.c.chat_id == chat_id, questions.c.thread_id == thread_id, questions.c.user_id == user_id)
            .where(questions.c.asked_at >= since, *_by_himself())
            .order_by(questions.c.asked_at.desc(), questions.c.id.desc())
            .limit(count)
        )
        async with self._db.read() as connection:
            return list(reversed(await _load(connection, query)))

    async def between(self, since: datetime, until: datetime) -> list[int]:
        query = select(answers.c.id).where(answers.c.answered_at >= since, answers.c.answered_at < until).order_by(answers.c.id)
        async with self._db.read() as connection:
            return list((await connection.execute(query)).scalars())

    async def cited_since(self, since: datetime) -> list[tuple[int, datetime]]:
        async with self._db.read() as connection:
            return await cited_since(connection, since)

    async def citing(self, post_id: int) -> tuple[list[int], list[int]]:
        async with self._db.read() as connection:
            return await citing(connection, post_id)

    async def link(self, chat_id: int, message_id: int, *, answer_id: int = 0, digest_id: int = 0) -> None:
        async with self._db.write() as connection:
            await following_up.link(connection, chat_id, message_id, answer_id, digest_id)

    async def linked(self, chat_id: int, message_id: int) -> tuple[int, int]:
        async with self._db.read() as connection:
            return await following_up.linked(connection, chat_id, message_id)

    async def messages_of(self, *, answer_id: int = 0, digest_id: int = 0) -> list[tuple[int, int]]:
        async with self._db.read() as connection:
            return await following_up.messages_of(connection, answer_id, digest_id)

    async def watch(self, answer_id: int, at: datetime) -> None:
        async with self._db.write() as connection:
            await following_up.watch(connection, answer_id, at)

    async def watches(self) -> list[Watch]:
        async with self._db.read() as connection:
            rows = await following_up.watches(connection)
        return [Watch(row.watch_id, question_of(row), row.made_at) for row in rows]

    async def told(self, watch_id: int, at: datetime) -> None:
        async with self._db.write() as connection:
            await following_up.told(connection, watch_id, at)


def _marked(mark: Mark | None) -> dict[str, Any]:
    return {"sameness": mark.sameness, "seen_version": mark.edge.version, "seen_chunk": mark.edge.chunk} if mark else {}


def _by_himself() -> list[ColumnElement[bool]]:
    """Without the questions that we ask again for somebody: they are no turns of his, and cost him nothing."""
    return [questions.c.key.not_like(f"{begins}%") for begins in AGAIN]


def question_of(row: Row[Any]) -> Question:
    asker = Asker(row.user_id, row.chat_id, row.thread_id, Role(row.role))
    return Question(row.key, row.text, row.asked_at, row.zone, asker, row.all_time, row.newest_first)


def _is(question: Question) -> ColumnElement[bool]:
    return questions.c.key == storable(question.key)


async def _write_down(connection: AsyncConnection, question: Question) -> None:
    asker = question.asker
    row = {
        "key": storable(question.key),
        "text": storable(question.text),
        "chat_id": asker.chat_id,
        "thread_id": asker.thread_id,
        "user_id": asker.user_id,
        "role": asker.role,
        "asked_at": question.asked_at,
        "zone": question.zone,
        "all_time": question.all_time,
        "newest_first": question.newest_first,
        "state": "open",
    }
    await insert_once(connection, questions, row, by=("key",))


async def _store_rest(connection: AsyncConnection, answer: Answer, answer_id: int) -> None:
    await store_claims(connection, [(SAID, answer.claims), (SIDES, answer.sides)], answer_id=answer_id)
    if answer.posts:
        cited = [
            {"answer_id": answer_id, "number": n, "version_id": post.version.id} for n, post in enumerate(answer.posts, start=1)
        ]
        await connection.execute(insert(answer_posts), cited)
    if answer.passages:
        near = [
            {
                "answer_id": answer_id,
                "number": number,
                "chunk_id": passage.chunk_id,
                "version_id": passage.post.version.id,
                "start": passage.start,
                "stop": passage.end,
                "score": passage.score,
            }
            for number, passage in enumerate(answer.passages, start=1)
        ]
        await connection.execute(insert(answer_passages), near)


async def _load(connection: AsyncConnection, query: Select[Any]) -> list[StoredAnswer]:
    rows: Sequence[Row[Any]] = (await connection.execute(query)).all()
    if not rows:
        return []
    ids = [row.answer_id for row in rows]
    said = await load_claims(connection, claims.c.answer_id, ids)
    cited = (await connection.execute(_parts(answer_posts, ids))).all()
    near = (await connection.execute(_parts(answer_passages, ids))).all()
    posts = await searching.version_posts(connection, {row.version_id for row in (*cited, *near)})
    return [
        StoredAnswer(
            answer=Answer(
                question=question_of(row),
                claims=(),
                posts=tuple(posts[part.version_id] for part in cited if part.answer_id == row.answer_id),
                passages=tuple(
                    Passage(part.chunk_id, posts[part.version_id], part.start, part.stop, part.score)
                    for part in near
                    if part.answer_id == row.answer_id
                ),
                receipt=receipt_of(row.receipt),
                id=row.answer_id,
            ),
            claims=tuple(said.get(row.answer_id, {}).get(SAID, ())),
            answered_at=row.answered_at,
            sides=tuple(said.get(row.answer_id, {}).get(SIDES, ())),
        )
        for row in rows
    ]


def _parts(table: Any, ids: Sequence[int]) -> Select[Any]:
    return select(table).where(among(table.c.answer_id, ids)).order_by(table.c.answer_id, table.c.number)
