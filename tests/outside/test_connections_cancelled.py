"""A task cancelled anywhere in a transaction, once or twice: nothing stays locked, and the transaction is there wholly or not at all."""

import asyncio
import gc
import sqlite3
from contextlib import closing
from itertools import count

import pytest
from sqlalchemy import text

from assistant.outside.connections import connect
from tests.cancelling import AGAIN, cancelled_at
from tests.postgres import fresh_postgres_url

LONG = 5  # seconds: far more than any of these transactions takes


@pytest.fixture(params=["sqlite", "postgresql"])
async def connections(request, tmp_path):
    """With a table of pairs. Garbage is not collected meanwhile: what frees itself only then is not free."""
    opened = connect(f"sqlite:///{tmp_path / 'state.db'}" if request.param == "sqlite" else fresh_postgres_url())
    async with opened.write() as connection:
        await connection.execute(text("CREATE TABLE pairs (side VARCHAR NOT NULL)"))
        await connection.execute(text("INSERT INTO pairs VALUES ('left'), ('right')"))
    gc.disable()
    yield opened
    gc.enable()
    await opened.aclose()


async def write(connections):
    async with connections.write() as connection:
        await connection.execute(text("INSERT INTO pairs VALUES ('left')"))
        await connection.execute(text("SELECT side FROM pairs"))
        await connection.execute(text("INSERT INTO pairs VALUES ('right') RETURNING side"))


async def read(connections):
    async with connections.read() as connection:
        await connection.execute(text("SELECT side FROM pairs"))
        await connection.execute(text("SELECT count(*) FROM pairs"))


async def nothing_is_held(connections):
    async with asyncio.timeout(LONG), connections.write() as connection:
        if connections.dialect == "postgresql":
            await connection.execute(text("LOCK TABLE pairs IN ACCESS EXCLUSIVE MODE"))
        counted = await connection.execute(text("SELECT count(*) FROM pairs GROUP BY side"))
        left, right = counted.scalars()
        assert left == right
        await connection.execute(text("INSERT INTO pairs VALUES ('left'), ('right')"))
    if connections.dialect == "sqlite":
        await asyncio.to_thread(another_process_can_write, connections.writer.url.database)


def another_process_can_write(path):
    with closing(sqlite3.connect(path, timeout=LONG)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        (busy, _, _) = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not busy  # no reader's old look is held either


@pytest.mark.parametrize("late", [False, True], ids=["before it is done", "when it is done"])
@pytest.mark.parametrize("connected", [True, False], ids=["connected", "connecting"])
@pytest.mark.parametrize("work", [write, read])
async def test_a_cancel_at_any_point_once_or_twice_leaves_nothing_locked(connections, work, connected, late):
    ends = []  # their tracebacks hold what the calls held
    for first in count():
        try:
            for places in [(first,), *((first, first + later) for later in AGAIN)]:
                if not connected:
                    await connections.aclose()  # and opens again
                ends.append(await cancelled_at(places, work(connections), late=late))
                assert ends[-1] is None or isinstance(ends[-1], asyncio.CancelledError)
                await nothing_is_held(connections)
        except IndexError:
            break
    assert first > 2


async def test_a_cancel_while_it_waits_for_the_writer_loses_no_connection(connections):
    for first in range(2):
        async with connections.write() as connection:
            await connection.execute(text("INSERT INTO pairs VALUES ('left'), ('right')"))
            waiting = [asyncio.create_task(write(connections)) for _ in range(12)]
            await asyncio.sleep(0.02)
            for task in waiting[first::2]:
                task.cancel()
        ends = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), LONG)
        assert ends[1 - first :: 2] == [None] * 6
        assert all(end is None or isinstance(end, asyncio.CancelledError) for end in ends)
        await nothing_is_held(connections)
