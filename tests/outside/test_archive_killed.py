"""kill -9 in the middle of writes, and readers beside a busy writer."""

import asyncio
import random
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.errors import StoreError
from assistant.outside.database import open_database
from tests.outside.archive_cases import MODEL, NOW, a_source, kept_and_indexed, read, scope

ROOT = Path(__file__).parents[2]


def write_until_killed(url, lines):
    """What the killed process said was committed, as (what, number)."""
    command = [sys.executable, "-m", "tests.outside.archive_writer", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        heard = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        heard += writer.stdout.readlines()
    return [line.split() for line in heard if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(2))
async def test_killed_in_the_middle_of_writes_nothing_committed_is_lost_or_half_there(database, database_url, seed):
    heard = await asyncio.to_thread(write_until_killed, database_url, random.Random(seed).randint(4, 40))
    posts = {post.key: post for post in await database.posts.latest(scope(*await database.sources.all()), 9999)}
    for what, number, *rest in heard:
        if what == "kept":
            assert {f"{number}-{place}" for place in range(5)} <= posts.keys()
            assert posts["the same"].version.number >= int(rest[0])
        elif what == "indexed":
            assert len(await database.posts.search([number], scope(*await database.sources.all()), 99)) >= 5
        else:
            assert [row.state for row in await database.deliveries.open(f"update:{number}")] == ["due", "due"]
    by_key: dict[str, list[int]] = {}
    for row in await database.deliveries.latest(9999):
        by_key.setdefault(row.key, []).append(row.part)
    assert {tuple(sorted(parts)) for parts in by_key.values()} <= {(1, 2)}
    counts = await database.posts.counts(MODEL)
    assert counts.chunks == counts.full_text == counts.vectors
    # "the same" keeps its older chunk in search until its new version has one
    assert counts.chunks - (counts.posts - counts.to_make) in ((0, 1) if counts.to_make else (0,))
    assert len(await database.posts.chunks_to_make(999)) == counts.to_make
    if database.connections.dialect == "sqlite":
        async with database.connections.write() as connection:
            assert (await connection.execute(text("PRAGMA integrity_check"))).scalar() == "ok"
            await connection.execute(text("INSERT INTO full_text (full_text, rank) VALUES ('integrity-check', 1)"))


async def test_reading_goes_on_while_a_writer_holds_its_transaction_open(database):
    source = await a_source(database)
    await kept_and_indexed(database, source, read("a", text="ferry"))
    async with database.connections.write() as connection:
        await connection.execute(text("UPDATE sources SET title = 'Half done'"))
        async with asyncio.timeout(5):
            assert len(await database.posts.search(["ferry"], scope(source), 5)) == 1
            assert (await database.sources.all())[0].title == "One"
            waiting = asyncio.create_task(database.sources.pause(source.id))
            await asyncio.sleep(0.05)
            assert not waiting.done()
    await waiting
    assert [(one.title, one.state) for one in await database.sources.all()] == [("Half done", "paused")]


async def test_many_writers_at_once_wait_for_each_other(database, database_url):
    source = await a_source(database)
    other = await open_database(database_url)
    try:
        async with asyncio.timeout(60):
            work = [(database, other)[n % 2].posts.keep(source.id, read(f"k{n % 7}", text=f"{n}"), NOW) for n in range(40)]
            kept = await asyncio.gather(*work)
    finally:
        await other.aclose()
    versions = [version.number for key in range(7) for version in await database.posts.versions(kept[key][0].id)]
    assert len(versions) == 40 and {what for _, what in kept} == {"new", "changed"}


async def test_what_fails_in_the_middle_is_undone_whole(database):
    source = await a_source(database)
    with pytest.raises(StoreError):
        async with database.connections.write() as connection:
            await connection.execute(text("UPDATE sources SET title = 'Half done'"))
            await connection.execute(text("INSERT INTO nowhere VALUES (1)"))
    assert await database.sources.all() == [source]
