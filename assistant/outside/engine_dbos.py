"""DBOS set up for us and taken down again: the choices, each with its reason. Nothing here knows a job."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import sqlite3
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.errors import InUse
from assistant.outside.engine_claim import sqlite_path

if TYPE_CHECKING:
    from dbos import DBOSConfig

log = logging.getLogger(__name__)
T = TypeVar("T")

APP = "newsroom"
APP_VERSION = "1"
"""Constant: DBOS recovers only jobs of its own version, by default a hash of the source, so every upgrade would strand jobs."""

QUEUE_POLL = 0.5
SCHEDULE_POLL = 1.0
THREADS = 32
CONNECTIONS = 10

_process = threading.Lock()  # DBOS is one per process and would hand out the first silently


def take_process() -> None:
    if not _process.acquire(blocking=False):
        raise InUse("This process runs a job engine already.")


def leave_process() -> None:
    _process.release()


def configure(url: str, executor_id: str) -> DBOSConfig:
    from dbos import DBOSPortableJSONSerializer

    return {
        "name": APP,
        "system_database_url": url,
        "application_version": APP_VERSION,
        "executor_id": executor_id,
        "serializer": DBOSPortableJSONSerializer(),  # the default pickles: a changed class would break old rows
        "log_level": "WARNING",
        "enable_otlp": False,
        "sys_db_pool_size": CONNECTIONS,
        "max_executor_threads": THREADS,  # DBOS makes its pool the loop's own; unbounded by default
        "scheduler_polling_interval_sec": SCHEDULE_POLL,
        "notification_listener_polling_interval_sec": 0.5,  # we use no notifications, but stopping waits for its sleep
    }


def quiet_logs() -> None:
    """DBOS's log goes to ours, without a console of its own and without what we log ourselves."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:  # else DBOS adds a console handler and stops propagation
        logger.addHandler(logging.NullHandler())
    if _ours not in logger.filters:
        logger.addFilter(_ours)


def _ours(record: logging.LogRecord) -> bool:
    said = ("Exception encountered in asynchronous workflow", "Asyncio task cancelled for")
    return not str(record.msg).startswith(said)


def prepare_file(url: str) -> None:
    """SQLite only: its folder, WAL (sticks to the file; twice as fast), and a file that is not a database moved aside.

    The app's tables are the truth, so an empty engine is a state to go on from (`Engine.revive`).
    """
    if url.startswith("postgresql"):
        return
    path = sqlite_path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _set_wal(str(path))
    except sqlite3.OperationalError:
        raise  # locked or not writable: not damage
    except sqlite3.DatabaseError as error:
        aside = path.with_name(f"{path.name}.damaged-{int(time.time())}")
        log.error("The engine's file %s is damaged (%s): moved to %s, starting an empty one.", path, error, aside.name)
        path.rename(aside)
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        _set_wal(str(path))


def _set_wal(path: str) -> None:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("pragma journal_mode = wal").fetchone()
        connection.execute("select count(*) from sqlite_master").fetchone()
    finally:
        connection.close()


async def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run outside the caller's context: DBOS takes a call from within a job for a step of that job.

    And to its end, where the caller is cancelled meanwhile (all are short): a start broken off between DBOS's row and its task would be
    a job that nobody runs until the next launch.
    """
    task = asyncio.create_task(work, context=contextvars.Context())
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled from (None if task.cancelled() else task.exception())
    return task.result()


async def destroy(seconds: float) -> None:
    """Stop DBOS from another thread (it waits for threads that wait for this loop) and give the loop a pool of its own back."""
    from dbos import DBOS

    pool = ThreadPoolExecutor(1, "engine-stop")
    loop = asyncio.get_running_loop()
    try:
        stopped = loop.run_in_executor(pool, lambda: DBOS.destroy(destroy_registry=True))
        await asyncio.wait_for(stopped, seconds)
    except TimeoutError:
        log.warning("The job engine did not stop within %g s.", seconds)
    finally:
        pool.shutdown(wait=False)
        loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))
