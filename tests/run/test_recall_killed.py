"""A correction killed with -9 at every n-th step: all who had the sentence are told, once; only what was in flight comes twice."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.chat.message import Outgoing, to_json
from assistant.ports import Posts
from assistant.settings import load
from assistant.wiring import asking
from assistant.wiring.house import open_house
from assistant.wiring.pump import Pump
from assistant.words import Asker, Delivery, ParsedPost, Question, Role, Source, Subscription
from tests.botapi import BotApi, Sent
from tests.run.process import Lives
from tests.run.test_stepped import in_doubt, states

ASKERS, READERS = (31, 32), (32, 33)  # answers, digests; one person has both
CHATS = sorted({*ASKERS, *READERS})
STEP = 29  # 1 takes every one, in some minutes
ADDRESS = "https://valley.example"
POSTS = (
    (
        "Ferry Bridge could stay closed for six weeks",
        "The Ferry Bridge could stay closed for six weeks, engineer Olga Reiss said.",
    ),
    ("Chess final moves to the town hall", "The final of the valley chess cup moves to the town hall on Sunday, the club said."),
)
CORRECTION = "Correction: the Ferry Bridge could stay closed for four weeks, engineer Olga Reiss said."


def opened(data: Path):
    return open_house(load(None, data_dir=data))


async def ask_and_subscribe(data: Path) -> None:
    """A source just read; answers on their way to two chats, and digests due in two."""
    now = datetime.now(UTC)
    async with opened(data) as house:
        source = await house.database.sources.add(Source(0, "feed", f"{ADDRESS}/feed", "Valley Radio"))
        for number, (title, text) in enumerate(POSTS):
            await house.database.posts.keep(source.id, ParsedPost(str(number), title, f"{ADDRESS}/{number}", text, now), now)
        await Pump(house).once()
        for chat in CHATS:
            await house.database.people.grant(chat, Role.REPORTER, name="", by=1, at=now)
        for chat in ASKERS:
            asked = Question(
                f"q{chat}", "How long could the Ferry Bridge stay closed?", now, asker=Asker(chat, chat, 0, Role.REPORTER)
            )
            answer = await asking.answer(asked, house=house)
            assert any("six weeks" in claim.text for claim in answer.claims)
            row = to_json(Outgoing("Six weeks.")) | {"answer_id": answer.id, "digest_id": 0, "asked": 0}
            await house.database.deliveries.plan([Delivery(f"update:{chat}", 0, chat, row, now)])
        for chat in READERS:
            wish = Subscription(0, chat, times=(f"{now - timedelta(minutes=5):%H:%M}",), length="full")
            await house.database.digests.subscribe(wish, now - timedelta(hours=3))


async def edit(posts: Posts, now: datetime) -> None:
    """The post has a version that says four."""
    title, text = (words.replace("six", "four") for words in POSTS[0])
    await posts.keep(1, ParsedPost("0", title, f"{ADDRESS}/0", text, now), now)


async def publish(posts: Posts, now: datetime) -> None:
    """The post stays, and its source publishes a correction of its own."""
    text = f"{CORRECTION} See {ADDRESS}/0"
    await posts.keep(1, ParsedPost("9", f"Correction: {POSTS[0][0]}", f"{ADDRESS}/9", text, now), now)


async def happens(change: Callable[[Posts, datetime], Awaitable[None]], data: Path) -> None:
    async with opened(data) as house:
        await change(house.database.posts, datetime.now(UTC))


@pytest.fixture
def told(tmp_path: Path, lives: Lives, api: BotApi) -> Path:
    """A newsroom whose answers and digests are with their readers, and that has looked for corrections before."""
    data = tmp_path / "told"
    data.mkdir()
    (data / "jobs.jsonl").touch()
    for chat in CHATS:
        api.chat(chat)
    asyncio.run(ask_and_subscribe(data))
    assert lives.lived(data)
    assert lives.lived(data, tick="tick.changes")
    assert Counter(m.chat_id for m in api.sent) == Counter([*ASKERS, *READERS])
    return data


def check_killed(lives: Lives, api: BotApi, changed: Path, data: Path, last: int) -> None:
    """Killed at step `last`, then alive again."""
    before = len(api.sent)
    shutil.copytree(changed, data)
    assert lives.lived(data, last, "tick.changes") == 0
    unsure = in_doubt(data)
    assert lives.lived(data, tick="tick.changes")
    came = Counter(m.chat_id for m in api.sent[before:])
    assert came >= Counter(CHATS), f"lost, killed at step {last}: {came}"
    again = came - Counter(CHATS)
    assert again.total() <= 1 and again <= unsure, f"killed at step {last}: {came}"
    assert states(data) == Counter(sent=len(ASKERS) + len(READERS) + len(CHATS))
    assert all(is_notice(m) for m in api.sent[before:])
    shutil.rmtree(data)


def is_notice(message: Sent) -> bool:
    said, _, now = message.text.partition("»")
    return message.reply_to > 0 and "A post that this" in said and "six weeks" in said and "four weeks" in now


@pytest.mark.parametrize("change", [edit, publish], ids=["the post was edited", "a correction was published"])
def test_killed_at_each_nth_step_of_a_correction_every_chat_has_one_notice(change, told, tmp_path, lives, api) -> None:
    asyncio.run(happens(change, told))
    shutil.copytree(told, tmp_path / "whole")
    before = len(api.sent)
    steps = lives.lived(tmp_path / "whole", tick="tick.changes")
    assert Counter(m.chat_id for m in api.sent[before:]) == Counter(CHATS)
    assert steps >= 30, "there is little to kill"
    for last in range(1, steps - 1, STEP):
        check_killed(lives, api, told, tmp_path / "killed", last)
