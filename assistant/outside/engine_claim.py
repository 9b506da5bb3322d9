"""Who runs under which worker's name: a lock that the operating system or PostgreSQL lets go when the process dies.

So there is no heartbeat to write and no clock to compare: a worker is dead when its name can be claimed. On SQLite it is a locked
file beside the engine's own (workers share a machine then); on PostgreSQL an advisory lock of a session kept for it.
A process that hangs keeps its name: its jobs are not taken from it while it might still run them.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol


class Claim(Protocol):
    """A worker's name, held."""

    def held(self) -> bool:
        """Whether it is still ours (a database session can break)."""
        ...

    def release(self) -> None: ...


def claim(url: str, worker: str) -> Claim | None:
    """The name, or None while a living process holds it. Raises OSError or the database's error when one cannot ask."""
    return _claim_session(url, worker) if url.startswith("postgresql") else _claim_file(sqlite_path(url), worker)


def sqlite_path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


class FileClaim:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def held(self) -> bool:
        return True

    def release(self) -> None:
        os.close(self._descriptor)


def _claim_file(engine_file: Path, worker: str) -> FileClaim | None:
    import fcntl

    # The file stays: removing it would let two processes lock two files of one name.
    name = hashlib.sha256(worker.encode()).hexdigest()[:12]
    descriptor = os.open(engine_file.with_name(f"{engine_file.name}.{name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return FileClaim(descriptor)


class SessionClaim:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def held(self) -> bool:
        from psycopg import Error

        try:
            self._connection.execute("select 1")
        except Error:
            return False
        return True

    def release(self) -> None:
        from psycopg import Error

        with suppress(Error):  # a session that broke holds nothing
            # closing alone would free it a moment later, when the server notices
            self._connection.execute("select pg_advisory_unlock_all()")
        self._connection.close()


def _claim_session(url: str, worker: str) -> SessionClaim | None:
    import psycopg

    number = int.from_bytes(hashlib.sha256(f"newsroom engine {worker}".encode()).digest()[:8], "big", signed=True)
    # keepalives: a machine that vanished is noticed in about half a minute
    connection = psycopg.connect(
        url, autocommit=True, connect_timeout=10, keepalives_idle=10, keepalives_interval=5, keepalives_count=4
    )
    row = connection.execute("select pg_try_advisory_lock(%s)", (number,)).fetchone()
    if row is None or not row[0]:
        connection.close()
        return None
    return SessionClaim(connection)
