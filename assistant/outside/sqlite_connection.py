"""Our connection to SQLite beneath SQLAlchemy: a thread of its own, one turn of that thread a statement, and a lock that is let go of.

    BEGIN with the first statement -> statement and its rows in one turn -> ... -> COMMIT or ROLLBACK; closing undoes what is left

A turn costs a tenth of a millisecond on a quiet machine, and far more on a busy one; aiosqlite's own cursors take four a statement.
A cancelled call is why closing is ours: SQLAlchemy then closes the connection, but SQLite keeps a closed connection alive, transaction,
lock and all, for as long as one of its statements is unfinished (sqlite3_close_v2: a "zombie"), and the cancelled call's traceback holds
such a statement until some garbage collection. Until then every writer is told "database is locked".
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from typing import Any, Self
from weakref import WeakSet

import aiosqlite

READS, WRITES = "BEGIN", "BEGIN IMMEDIATE"  # a writer takes the lock first, or two would deadlock
AT_ONCE = 1_000  # rows brought with the statement; of a longer result the rest is fetched as it is read


class Ending(sqlite3.Connection):
    """Closing it ends its statements and undoes what was not committed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()
        self._closed = False

    def cursor(self, factory: Any = sqlite3.Cursor) -> Any:
        made = super().cursor(factory)
        self._cursors.add(made)
        return made

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            for cursor in list(self._cursors):
                cursor.close()
            if self.in_transaction:
                self.rollback()
        finally:
            super().close()


class OneTurn(aiosqlite.Connection):
    """What SQLAlchemy's dialect for aiosqlite asks of a connection, in as few turns as will do.

    `begin` is said in its thread with the first statement: what needs no statement needs no transaction. It stops once: told to a second
    time (a second cancel, while the first still closes) it would be waited for for ever.
    """

    _stopped: asyncio.Future[Any] | None = None

    def __init__(self, connector: Callable[[], sqlite3.Connection], begin: str) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy does with its own: a thread in a long call does not keep the process alive
        self._begin = begin
        self._begins = False

    async def _connect(self) -> Self:
        try:
            await super()._connect()
        except Exception:
            if self._stopped is not None:  # its thread: else it may outlive the loop, and fail to say so
                await asyncio.wait((self._stopped,))
            raise
        return self

    def cursor(self) -> Any:
        return Statement(self)

    def begin(self) -> None:
        """With the next statement."""
        self._begins = True

    def begun(self) -> sqlite3.Connection:
        """In the thread: the connection, its transaction begun."""
        if self._begins:
            self._conn.execute(self._begin)
            self._begins = False
        return self._conn

    async def turn(self, work: Callable[..., Any], *given: Any) -> Any:
        """`work(*given)` in the thread. Raises ValueError when the connection is closed."""
        execute: Any = self._execute
        return await execute(work, *given)

    async def commit(self) -> None:
        self._begins = False
        if self._conn.in_transaction:
            await self.turn(self._conn.commit)

    async def rollback(self) -> None:
        """Not waited for where nothing was written: whoever comes next stands behind it."""
        self._begins = False
        if not self._conn.in_transaction:
            return
        if self._begin == READS:
            self._tx.put_nowait((None, self._conn.rollback))
        else:
            await self.turn(self._conn.rollback)

    def stop(self) -> asyncio.Future[Any] | None:
        if self._stopped is None:
            self._stopped = super().stop()
        return self._stopped


class Statement:
    """A cursor: what SQLAlchemy reads of one, filled in the connection's thread."""

    arraysize = 1

    def __init__(self, connection: OneTurn) -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None  # while rows are left in it
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        await self._connection.turn(self._run, sqlite3.Cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> Self:
        await self._connection.turn(self._run, sqlite3.Cursor.executemany, sql, parameters)
        return self

    def _run(self, how: Callable[[sqlite3.Cursor, str, Any], object], sql: str, parameters: Sequence[Any]) -> None:
        cursor = self._connection.begun().cursor()
        how(cursor, sql, parameters)
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        self._rows = cursor.fetchmany(AT_ONCE) if cursor.description else []
        if len(self._rows) < AT_ONCE:
            cursor.close()
        else:
            self._cursor = cursor

    async def fetchall(self) -> list[Any]:
        return await self.fetchmany(-1)

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """At most so many; a negative number: all that are left."""
        size = self.arraysize if size is None else size
        if self._cursor and (size < 0 or size > len(self._rows)):
            more = partial(self._cursor.fetchmany, size - len(self._rows)) if size >= 0 else self._cursor.fetchall
            self._rows = [*self._rows, *await self._connection.turn(more)]
        taken, self._rows = (self._rows, []) if size < 0 else (self._rows[:size], self._rows[size:])
        return taken

    async def __aiter__(self) -> AsyncIterator[Any]:
        while rows := await self.fetchmany(AT_ONCE):
            for row in rows:
                yield row

    async def close(self) -> None:
        self._rows = []
        if self._cursor:
            cursor, self._cursor = self._cursor, None
            await self._connection.turn(cursor.close)


def opener(pragmas: Sequence[str], begin: str) -> Callable[..., OneTurn]:
    """For SQLAlchemy's `async_creator_fn`: makes connections, not yet open, that say `pragmas` first. They are awaited there."""

    def opened(database: str, options: dict[str, Any]) -> sqlite3.Connection:
        connection = sqlite3.connect(database, factory=Ending, isolation_level=None, **options)  # None: we say BEGIN ourselves
        try:
            for pragma in pragmas:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    return lambda database, **options: OneTurn(partial(opened, database, options), begin)


def begins(connection: Any) -> None:
    """For SQLAlchemy's event "begin"."""
    connection.connection.driver_connection.begin()
