"""Digests killed with -9 at every n-th step of their making and sending: none is lost, at most one comes twice."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.outside.database import open_database
from assistant.words import Role, Subscription
from tests.botapi import BotApi
from tests.run.process import Lives

READERS = (21, 22, 23)
STEP = 5  # python -m bench.killed takes every one


@pytest.fixture
def due(tmp_path: Path, sample: Path) -> Path:
    """The sample newsroom with three subscribers whose digest was due five minutes ago; two of them want the same."""
    shutil.copytree(sample, tmp_path / "due")
    asyncio.run(subscribe_all(tmp_path / "due"))
    return tmp_path / "due"


async def subscribe_all(data: Path) -> None:
    now = datetime.now(UTC)
    database = await open_database(f"sqlite:///{data / 'newsroom.db'}")
    try:
        for chat in READERS:
            await database.people.grant(chat, Role.REPORTER, name="", by=1, at=now)
            wish = Subscription(0, chat, times=(f"{now - timedelta(minutes=5):%H:%M}",), length="full" if chat == 23 else "short")
            await database.digests.subscribe(wish, now - timedelta(hours=3))
    finally:
        await database.aclose()


def in_doubt(data: Path) -> Counter[int]:
    """Chats whose message was on its way."""
    with closing(sqlite3.connect(data / "newsroom.db")) as connection:
        return Counter(row[0] for row in connection.execute("SELECT chat_id FROM deliveries WHERE state = 'sending'"))


def states(data: Path) -> Counter[str]:
    with closing(sqlite3.connect(data / "newsroom.db")) as connection:
        return Counter(dict(connection.execute("SELECT state, count(*) FROM deliveries GROUP BY state").fetchall()))


def check_killed(lives: Lives, api: BotApi, due: Path, data: Path, last: int) -> int:
    """Killed at step `last`, then alive again. Returns how many came twice; fails where one was lost."""
    before = len(api.sent)
    shutil.copytree(due, data)
    assert lives.lived(data, last) == 0
    unsure = in_doubt(data)
    assert lives.lived(data)
    came = Counter(m.chat_id for m in api.sent[before:])
    assert came >= Counter(READERS), f"lost, killed at step {last}: {came}"
    again = came - Counter(READERS)
    assert again.total() <= 1 and again <= unsure, f"killed at step {last}: {came}"
    assert states(data) == Counter(sent=len(READERS))
    shutil.rmtree(data)
    return again.total()


def test_killed_at_each_nth_step_no_digest_is_lost_and_at_most_one_comes_twice(due, tmp_path, lives, api) -> None:
    for chat in READERS:
        api.chat(chat)
    shutil.copytree(due, tmp_path / "whole")
    steps = lives.lived(tmp_path / "whole")
    assert Counter(m.chat_id for m in api.sent) == Counter(READERS)
    assert steps >= 30, "there is little to kill"
    for last in range(1, steps - 1, STEP):
        check_killed(lives, api, due, tmp_path / "killed", last)
