"""Connections to SQLite or PostgreSQL, by a plain URL: one door for reading, one for writing.

SQLite has one writer at a time: ours queue here, in order, on one connection, and other processes wait for the lock (busy_timeout).
Write-ahead logging lets readers go on meanwhile. `synchronous=NORMAL`: a commit is with the operating system before we go on, so
kill -9 loses nothing that was committed; a power cut may lose the last moments, and never leaves the file inconsistent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from assistant.errors import StoreError
from assistant.outside.sqlite_connection import READS, WRITES, begins, opener

READERS = 5
WRITERS = 8  # of PostgreSQL
WAIT = 60  # seconds for a connection of ours, or for another process's lock
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout={WAIT * 1000}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16384",  # KiB, for each connection
    "PRAGMA mmap_size=268435456",
    "PRAGMA journal_size_limit=67108864",
)


@dataclass(frozen=True, slots=True)
class Connections:
    reader: AsyncEngine
    writer: AsyncEngine

    @property
    def dialect(self) -> str:
        return self.writer.dialect.name

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One consistent look. Raises StoreError."""
        async with _errors_mapped(), self.reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed when the block ends, undone when it raises. Raises StoreError."""
        async with _errors_mapped(), self.writer.begin() as connection:
            yield connection

    async def aclose(self) -> None:
        await self.reader.dispose()
        await self.writer.dispose()


@asynccontextmanager
async def _errors_mapped() -> AsyncIterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise StoreError("the database is too busy: no connection was free in time") from error
    except StatementError as error:
        raise StoreError(f"the database answered: {error.orig}") from error
    except ConnectionError as error:
        raise StoreError(f"the database cannot be reached: {error}") from error


def with_driver(url: str) -> URL:
    """A plain URL as people write it, with our driver. Raises StoreError (never showing a password)."""
    try:
        plain = make_url(url)
    except ArgumentError as error:
        raise StoreError("DATABASE_URL is not an address of a database") from error
    name = plain.drivername.partition("+")[0]
    if name not in DRIVERS:
        raise StoreError(f"DATABASE_URL begins with sqlite:/// or postgresql://, not {name}://")
    if name == "sqlite" and plain.database in (None, "", ":memory:"):
        raise StoreError("DATABASE_URL of SQLite names a file")
    query = dict(plain.query)
    if name != "sqlite" and "sslmode" in query:  # libpq's word; asyncpg's is ssl
        query["ssl"] = query.pop("sslmode")
    return plain.set(drivername=DRIVERS[name], query=query)


def connect(url: str) -> Connections:
    """Engines for a plain URL; connects only when first used. SQLite's folder is made. Raises StoreError."""
    address = with_driver(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    reader = create_async_engine(address, pool_size=READERS, pool_timeout=WAIT, pool_pre_ping=True)
    writer = create_async_engine(address, pool_size=WRITERS, max_overflow=0, pool_timeout=WAIT, pool_pre_ping=True)
    return Connections(reader, writer)


def _sqlite(address: URL) -> Connections:
    path = Path(address.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the database's folder {path.parent} cannot be made: {error.strerror}") from error
    if path.is_dir():
        raise StoreError(f"the database {path} is a folder")
    reader, writer = (_engine(address, begin, size) for begin, size in ((READS, READERS), (WRITES, 1)))
    return Connections(reader, writer)


def _engine(address: URL, begin: str, size: int) -> AsyncEngine:
    opens = {"async_creator_fn": opener(SQLITE_PRAGMAS, begin)}
    engine = create_async_engine(address, pool_size=size, max_overflow=0, pool_timeout=WAIT, connect_args=opens)
    event.listen(engine.sync_engine, "begin", begins)
    return engine
