"""A connection to SQLite that lets go of its lock when it is closed, however its last call ended.

A cancelled call is the case. SQLAlchemy then closes the connection; but SQLite keeps a closed connection alive, transaction, lock and all,
for as long as one of its statements is unfinished (sqlite3_close_v2: a "zombie"), and the cancelled call's traceback holds such a
statement until some garbage collection. Until then every writer is told "database is locked".
"""

from __future__ import annotations

import asyncio
import sqlite3
from functools import partial
from typing import Any
from weakref import WeakSet

import aiosqlite


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


class OneStop(aiosqlite.Connection):
    """Its thread is told to stop once: a second call (a second cancel, while the first still closes) would wait for ever."""

    _stopped: asyncio.Future[Any] | None = None

    def stop(self) -> asyncio.Future[Any] | None:
        if self._stopped is None:
            self._stopped = super().stop()
        return self._stopped


def open_connection(database: str, **options: Any) -> OneStop:
    """For SQLAlchemy's `async_creator_fn`; not yet connected: it is awaited there."""
    connection = OneStop(partial(sqlite3.connect, database, factory=Ending, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # as SQLAlchemy does for its own: a thread in a long call does not keep the process alive
    return connection
