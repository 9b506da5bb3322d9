"""Alerts killed with -9 at every n-th step of their finding and telling: each post is told to all who want it, once; only what was in
flight comes twice."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.settings import load
from assistant.wiring import alerting
from assistant.wiring.house import House, open_house
from assistant.words import ParsedPost, Role, Source, Subscription
from tests.botapi import BotApi
from tests.run.process import Lives
from tests.run.test_stepped import in_doubt

CHATS = (41, 42, 43)  # the last one wants something else too
STEP = 31  # 1 takes every one, in some minutes
BRIDGE, FERRY = "Ferry Bridge shut after a crack", "Ferry Bridge opens to cyclists"
POSTS = (
    (BRIDGE, "The Ferry Bridge was shut at noon after a diver found a crack in its second pier, the county said."),
    (FERRY, "The Ferry Bridge opened to cyclists on Monday evening, while cars must wait for three weeks, the town hall said."),
)


async def arrive(house: House, source: Source, number: int) -> None:
    title, text = POSTS[number]
    now = house.clock()
    await house.database.posts.keep(source.id, ParsedPost(str(number), title, f"https://valley.example/{number}", text, now), now)


async def listen(data: Path) -> None:
    """Three alerts; a post that was found three minutes ago and waits to be told; another one that just came."""
    begun = datetime.now(UTC) - timedelta(minutes=3)
    async with open_house(load(None, data_dir=data), clock=lambda: begun) as house:
        source = await house.database.sources.add(Source(0, "feed", "https://valley.example/feed", "Valley Radio"))
        for chat in CHATS:
            await house.database.people.grant(chat, Role.REPORTER, name="", by=1, at=begun)
            wish = Subscription(
                0, chat, times=(), topics=("ferry bridge", "chess") if chat == CHATS[-1] else ("ferry bridge",), instant=True
            )
            await house.database.digests.subscribe(wish, begun)
        await alerting.look(house)
        await arrive(house, source, 0)
        await alerting.look(house)
        await arrive(house, source, 1)


def time_passes(data: Path) -> None:
    """What waits for a burst to end has waited."""
    with closing(sqlite3.connect(data / "newsroom.db")) as connection:
        connection.execute("UPDATE alert_hits SET found_at = found_at - 120000000")
        connection.commit()


def told(api: BotApi, since: int) -> Counter[tuple[int, str]]:
    return Counter((m.chat_id, title) for m in api.sent[since:] for title, _ in POSTS if title in m.text)


@pytest.fixture
def waiting(tmp_path: Path, api: BotApi) -> Path:
    data = tmp_path / "waiting"
    data.mkdir()
    (data / "jobs.jsonl").touch()
    for chat in CHATS:
        api.chat(chat)
    asyncio.run(listen(data))
    return data


def check_killed(lives: Lives, api: BotApi, waiting: Path, data: Path, last: int) -> None:
    """Killed at step `last`, alive again, and once more when the second post has waited long enough."""
    before = len(api.sent)
    shutil.copytree(waiting, data)
    assert lives.lived(data, last, "tick.alerts") == 0
    unsure = in_doubt(data)
    assert lives.lived(data, tick="tick.alerts")
    time_passes(data)
    assert lives.lived(data, tick="tick.alerts")
    once = Counter((chat, title) for chat in CHATS for title, _ in POSTS)
    came = told(api, before)
    assert came >= once, f"lost, killed at step {last}: {came}"
    again = came - once
    assert max(again.values(), default=1) == 1, f"killed at step {last}: {came}"
    repeated = {chat for chat, _ in again}  # a message may tell both posts
    assert len(repeated) <= 1 and repeated <= set(unsure), f"killed at step {last}: {came}"
    shutil.rmtree(data)


def test_killed_at_each_nth_step_of_an_alert_every_post_is_told_to_each_chat_once(waiting, tmp_path, lives, api) -> None:
    shutil.copytree(waiting, tmp_path / "whole")
    steps = lives.lived(tmp_path / "whole", tick="tick.alerts")
    assert told(api, 0) == Counter((chat, title) for chat in CHATS for title, _ in POSTS)
    assert steps >= 30, "there is little to kill"
    for last in range(1, steps - 1, STEP):
        check_killed(lives, api, waiting, tmp_path / "killed", last)
