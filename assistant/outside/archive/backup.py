"""The whole state in one file, and back. The file is a SQLite database, whichever database it was taken of or goes into.

`backup` is one consistent look while the bot goes on. `restore` never sends what was due before it: those messages are marked
not_sent, and questions left open are cancelled. The vector index is no part of a backup: it is to be filled anew from SQL, so the
caller sets its folder aside.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.errors import StoreError
from assistant.outside.archive import chunking
from assistant.outside.archive.copying import Told, copy, empty, rows_in
from assistant.outside.archive.upsert import upsert
from assistant.outside.schema.answers import questions
from assistant.outside.schema.posts import index_queue, vectors
from assistant.outside.schema.sending import deliveries, settings

if TYPE_CHECKING:
    from assistant.outside.database import Database

TAKEN, RESTORED = "backup.taken", "backup.restored"
NOT_SENT = "it was due before the backup was restored"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore."""

    taken_at: datetime
    rows: int
    not_sent: int
    models: tuple[str, ...]  # whose vectors are queued for the index


def _quiet(_table: str, _rows: int) -> None:
    return None


async def backup(database: Database, file: Path, at: datetime, told: Told = _quiet) -> int:
    """Write the file, whole or not at all, readable by its owner only. Returns its size in bytes.

    Raises StoreError when it is there already, or cannot be written.
    """
    if file.exists():
        raise StoreError(f"{file} is there already: a backup never overwrites")
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        if database.connections.dialect == "sqlite":
            await asyncio.to_thread(_snapshot, database.connections.writer.url.database or "", part)
        else:
            await _export(database, part, told)
        await asyncio.to_thread(_finish, part, file, at)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the backup could not be written: {error}") from error
    finally:
        for rest in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            rest.unlink(missing_ok=True)
    return file.stat().st_size


def _snapshot(origin: str, part: Path) -> None:
    with closing(sqlite3.connect(origin, timeout=60)) as connection:
        connection.execute("VACUUM INTO ?", (str(part),))


async def _export(database: Database, part: Path, told: Told) -> None:
    """PostgreSQL: all tables as of one moment."""
    from assistant.outside.database import open_database

    exported = await open_database(f"sqlite:///{part}")
    try:
        async with database.connections.read() as origin, exported.connections.write() as target:
            await origin.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            await copy(origin, target, told)
    finally:
        await exported.aclose()


def _finish(part: Path, file: Path, at: datetime) -> None:
    """Says when it was taken; everything on the disk before it gets its name."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        moment = int(at.timestamp() * 1_000_000)
        connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", (TAKEN, json.dumps(at.isoformat()), moment))
        connection.commit()
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)


async def restore(database: Database, file: Path, now: datetime, *, over: bool = False, told: Told = _quiet) -> Restored:
    """Fill this database with a backup's rows, all or nothing. Raises StoreError when the file is no backup of ours or of a newer
    release, or when this database holds anything and `over` is not given (then it is emptied first)."""
    async with _opened(file) as origin, database.connections.write() as target:
        taken = (await origin.execute(select(settings.c.value).where(settings.c.name == TAKEN))).scalar()
        if taken is None:
            raise StoreError(f"{file} is a database of ours, and no backup")
        if await rows_in(target) and not over:
            raise StoreError("this database is not empty: restoring would replace all that it holds")
        await empty(target)
        rows = await copy(origin, target, told)
        not_sent, models = await _settle(target, now)
        await upsert(target, settings, {"name": RESTORED, "value": {"at": now.isoformat(), "taken": taken}, "at": now})
    return Restored(datetime.fromisoformat(taken), rows, not_sent, models)


async def _settle(connection: AsyncConnection, now: datetime) -> tuple[int, tuple[str, ...]]:
    """What was on its way when the backup was taken, or since, is not sent again; the vector index starts from nothing."""
    on_its_way = (deliveries.c.state.in_(("due", "sending")), deliveries.c.due_at <= now)
    not_sent = await connection.execute(update(deliveries).where(*on_its_way).values(state="not_sent", error=NOT_SENT))
    await connection.execute(update(questions).where(questions.c.state == "open").values(state="cancelled"))
    await connection.execute(index_queue.delete())
    models = (await connection.execute(select(vectors.c.model).distinct().order_by(vectors.c.model))).scalars().all()
    for model in models:
        await chunking.rebuild(connection, model)
    return not_sent.rowcount, tuple(models)


@asynccontextmanager
async def _opened(file: Path) -> AsyncIterator[AsyncConnection]:
    """The backup, brought up to date in a copy of its own: the file itself is only read."""
    from assistant.outside.database import open_database

    with tempfile.TemporaryDirectory(prefix="newsroom-restore-") as folder:
        own = Path(folder) / "backup.db"
        await asyncio.to_thread(_check_and_copy, file, own)
        opened = await open_database(f"sqlite:///{own}")
        try:
            async with opened.connections.read() as connection:
                yield connection
        finally:
            await opened.aclose()


def _check_and_copy(file: Path, own: Path) -> None:
    try:
        shutil.copyfile(file, own)
        with closing(sqlite3.connect(f"file:{own}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0]
            ours = connection.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'posts')").fetchone()[
                0
            ]
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{file} cannot be read as a backup: {error}") from error
    if sound != "ok" or ours != 2:
        raise StoreError(f"{file} is damaged, or no backup of ours")
