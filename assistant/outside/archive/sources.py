"""`Sources` of ports in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, false, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive import erasing
from assistant.outside.archive.fulltext import FullText
from assistant.outside.archive.rows import storable
from assistant.outside.connections import Connections
from assistant.outside.schema.posts import source_chats, sources
from assistant.outside.schema.types import among
from assistant.words import Outcome, Role, Source, Tended, Validators

INTERVALS = {"feed": timedelta(minutes=15), "page": timedelta(minutes=15), "liveblog": timedelta(minutes=2)}
"""Until a source's rhythm is known. Other kinds come to us and are never due."""

NEVER_READ: dict[str, Any] = {"etag": "", "last_modified": "", "failures": 0, "last_error": "", "last_ok": None, "last_new": None}
SEARCHED_AGAIN: dict[str, Any] = {"removed_at": None, "posts_kept": True}
SEARCHED = or_(sources.c.state != "removed", sources.c.posts_kept)


class SqlSources:
    def __init__(self, connections: Connections, full_text: FullText) -> None:
        self._db = connections
        self._full_text = full_text

    async def add(self, source: Source, *, interval: timedelta | None = None) -> Source:
        url, now = storable(source.url), source.added_at or datetime.now(UTC)
        every = interval or INTERVALS.get(source.kind)
        async with self._db.write() as connection:
            known = (await connection.execute(select(sources).where(sources.c.kind == source.kind, sources.c.url == url))).first()
            if known and known.state != "removed":
                return (await _with_chats(connection, [known]))[0]
            row = (
                NEVER_READ
                | SEARCHED_AGAIN
                | {
                    "state": source.state,
                    "next_due": now if every else None,
                    "seconds": every.total_seconds() if every else 0,
                }
            )
            if known:
                await connection.execute(update(sources).where(sources.c.id == known.id).values(row))
                source_id = known.id
            else:
                row |= {
                    "kind": source.kind,
                    "url": url,
                    "added_at": now,
                    "title": "",
                    "audience": source.audience,
                    "tier": source.tier,
                }
                source_id = (await connection.execute(insert(sources).values(row).returning(sources.c.id))).scalar_one()
            await _describe(connection, source_id, source)
            return (await _read(connection, sources.c.id == source_id))[0]

    async def get(self, source_id: int) -> Source | None:
        async with self._db.read() as connection:
            return next(iter(await _read(connection, sources.c.id == source_id)), None)

    async def all(self) -> list[Source]:
        async with self._db.read() as connection:
            return await _read(connection, sources.c.state != "removed")

    async def visible(self, role: int, chat_id: int) -> list[Source]:
        async with self._db.read() as connection:
            return await _read(connection, and_(SEARCHED, _seen_by(role, chat_id)))

    async def chats_with_own(self) -> set[int]:
        async with self._db.read() as connection:
            return set((await connection.execute(select(source_chats.c.chat_id).distinct())).scalars())

    async def tended(self, source_ids: Sequence[int] | None = None) -> list[Tended]:
        return await self._those(true() if source_ids is None else among(sources.c.id, source_ids))

    async def suspects(self, failures: int, also: Sequence[int] = ()) -> list[Tended]:
        gone = and_(sources.c.state == "ended", sources.c.last_error != "")
        return await self._those(or_(sources.c.failures >= failures, sources.c.undated, gone, among(sources.c.id, also)))

    async def _those(self, condition: ColumnElement[bool]) -> list[Tended]:
        async with self._db.read() as connection:
            rows = await connection.execute(select(sources).where(condition).order_by(sources.c.id))
            return await _tended(connection, rows.all())

    async def due(self, now: datetime, count: int) -> list[Tended]:
        query = select(sources).where(sources.c.state == "active", sources.c.next_due <= now)
        async with self._db.read() as connection:
            rows = await connection.execute(query.order_by(sources.c.next_due, sources.c.id).limit(count))
            return await _tended(connection, rows.all())

    async def remember(self, outcome: Outcome) -> None:
        changes: dict[str, Any] = {"next_due": outcome.next_due, "last_error": storable(outcome.error)}
        if outcome.error:
            changes["failures"] = sources.c.failures + 1
        else:
            changes |= {"failures": 0, "last_ok": outcome.at}
        if outcome.new:
            changes["last_new"] = outcome.at
        if outcome.validators is not None:
            changes |= {"etag": storable(outcome.validators.etag), "last_modified": storable(outcome.validators.last_modified)}
        changes |= {"moving_to": storable(outcome.moving_to), "moving_times": outcome.moving_times, "undated": outcome.undated}
        if outcome.skip_hours is not None:
            changes["skip_hours"] = ",".join(map(str, outcome.skip_hours))
        if outcome.interval is not None:
            changes["seconds"] = outcome.interval.total_seconds()
        mine = (sources.c.id == outcome.source_id, sources.c.state != "removed")
        async with self._db.write() as connection:
            await connection.execute(update(sources).where(*mine).values(changes))
            if outcome.ended:
                await connection.execute(update(sources).where(*mine).values(state="ended", next_due=None))
            if outcome.moved_to:
                await _move(connection, outcome.source_id, storable(outcome.moved_to))

    async def change(self, source: Source) -> None:
        async with self._db.write() as connection:
            await _describe(connection, source.id, source)

    async def forget_pace(self, source_id: int, now: datetime) -> None:
        async with self._db.write() as connection:
            mine = update(sources).where(sources.c.id == source_id, sources.c.seconds > 0, sources.c.state == "active")
            for kind, every in INTERVALS.items():
                anew = {"seconds": every.total_seconds(), "next_due": now, "etag": "", "last_modified": "", "skip_hours": ""}
                await connection.execute(mine.where(sources.c.kind == kind).values(anew))

    async def pause(self, source_id: int) -> None:
        async with self._db.write() as connection:
            await connection.execute(
                update(sources).where(sources.c.id == source_id, sources.c.state == "active").values(state="paused")
            )

    async def resume(self, source_id: int, now: datetime) -> None:
        """Kinds that are never due (an interval of 0) stay so."""
        async with self._db.write() as connection:
            mine = update(sources).where(sources.c.id == source_id)
            await connection.execute(mine.values(SEARCHED_AGAIN | {"state": "active", "failures": 0, "last_error": ""}))
            await connection.execute(mine.where(sources.c.seconds > 0).values(next_due=now))

    async def remove(self, source_id: int, at: datetime, *, keep_posts: bool = True) -> None:
        gone = {"state": "removed", "removed_at": at, "next_due": None, "posts_kept": keep_posts}
        async with self._db.write() as connection:
            await connection.execute(update(sources).where(sources.c.id == source_id, sources.c.state != "removed").values(gone))

    async def erase(self, before: datetime) -> int:
        async with self._db.write() as connection:
            return await erasing.erase(connection, self._full_text, before)


def _seen_by(role: int, chat_id: int) -> ColumnElement[bool]:
    if role >= Role.ADMIN:
        return true()
    if role <= Role.STRANGER:
        return false()
    here = select(source_chats.c.source_id).where(source_chats.c.chat_id == chat_id)
    audiences = ["all", "reporters"] if role >= Role.REPORTER else ["all"]
    return or_(sources.c.audience.in_(audiences), and_(sources.c.audience == "chats", sources.c.id.in_(here)))


async def _describe(connection: AsyncConnection, source_id: int, source: Source) -> None:
    described = {
        "title": storable(source.title),
        "audience": source.audience,
        "tier": source.tier,
        "reads_from": source.reads_from,
        "news_from": source.news_from,
    }
    await connection.execute(update(sources).where(sources.c.id == source_id).values(described))
    await connection.execute(delete(source_chats).where(source_chats.c.source_id == source_id))
    if source.chats:
        rows = [{"source_id": source_id, "chat_id": chat_id} for chat_id in dict.fromkeys(source.chats)]
        await connection.execute(insert(source_chats), rows)


async def _move(connection: AsyncConnection, source_id: int, url: str) -> None:
    """To its new address, unless another source of its kind is there already."""
    kind = select(sources.c.kind).where(sources.c.id == source_id).scalar_subquery()
    taken = (await connection.execute(select(sources.c.id).where(sources.c.url == url, sources.c.kind == kind))).first()
    if not taken:
        await connection.execute(update(sources).where(sources.c.id == source_id).values(url=url))


async def _read(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[Source]:
    return await _with_chats(
        connection, (await connection.execute(select(sources).where(condition).order_by(sources.c.id))).all()
    )


async def _with_chats(connection: AsyncConnection, rows: Iterable[Row[Any]]) -> list[Source]:
    rows = list(rows)
    named = [row.id for row in rows if row.audience == "chats"]
    chats: dict[int, list[int]] = {}
    if named:
        query = select(source_chats).where(among(source_chats.c.source_id, named)).order_by(source_chats.c.chat_id)
        for row in await connection.execute(query):
            chats.setdefault(row.source_id, []).append(row.chat_id)
    return [_source_of(row, tuple(chats.get(row.id, ()))) for row in rows]


def _source_of(row: Row[Any], chats: tuple[int, ...]) -> Source:
    return Source(
        row.id,
        row.kind,
        row.url,
        row.title,
        row.state,
        row.audience,
        chats,
        row.tier,
        row.added_at,
        row.reads_from,
        row.news_from,
    )


async def _tended(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> list[Tended]:
    found = await _with_chats(connection, rows)
    return [
        Tended(
            source=source,
            validators=Validators(row.etag, row.last_modified),
            interval=timedelta(seconds=row.seconds),
            next_due=row.next_due,
            failures=row.failures,
            last_error=row.last_error,
            last_ok=row.last_ok,
            last_new=row.last_new,
            removed_at=row.removed_at,
            skip_hours=tuple(int(hour) for hour in row.skip_hours.split(",") if hour),
            moving_to=row.moving_to,
            moving_times=row.moving_times,
            undated=row.undated,
        )
        for row, source in zip(rows, found, strict=True)
    ]
