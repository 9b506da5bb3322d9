"""The jobs of a running bot over the real house, Telegram's strict stand-in and the engine in memory."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from assistant.chat.application import Me
from assistant.chat.telegram import build_bot
from assistant.wiring import asking, jobs
from assistant.wiring.house import House, open_house
from assistant.wiring.pump import Pump
from assistant.wiring.run import assemble
from assistant.wiring.running import Running
from assistant.words import Asker, Delivery, ParsedPost, Role, Source, Subscription
from tests.botapi import BotApi
from tests.fake_engine import FakeEngine
from tests.wiring.marrowby import FIRST, LATER, MORNING, question, settings, take

ANN = 11


class Now:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.at = MORNING

    def __call__(self) -> datetime:
        return self.at


@contextlib.asynccontextmanager
async def running(folder: Path) -> AsyncIterator[tuple[Running, BotApi, Now, FakeEngine]]:
    """The sample newsroom with a running bot's parts; Ann is a reporter."""
    now, engine = Now(), FakeEngine()
    with BotApi() as api:
        async with open_house(settings(folder), clock=now) as house:
            bot = build_bot("123456:" + "A" * 35, api.base)
            await bot.initialize()
            run = assemble(house, bot, Me(bot.id, bot.username), engine)  # type: ignore[arg-type]  # the fake keeps the contract
            jobs.register(run)
            api.chat(ANN)
            await house.database.people.grant(ANN, Role.REPORTER, name="Ann", by=1, at=MORNING)
            await take(house, *FIRST)
            await Pump(house).once()
            await engine.launch()
            yield run, api, now, engine
            await engine.close()
            await bot.shutdown()


async def tick(engine: FakeEngine, name: str, now: Now) -> None:
    await engine.tick(name, now.at)
    await engine.settle()
    await engine.settle()


async def subscribe(house: House, **more) -> Subscription:
    wish = Subscription(0, ANN, zone="UTC", times=("10:00",), **more)
    return await house.database.digests.subscribe(wish, MORNING)


async def test_a_digest_comes_at_its_slot_once_with_the_button_that_proves_it(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        await subscribe(run.house)
        await tick(engine, "tick.digests", now)
        assert not api.sent
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        await tick(engine, "tick.digests", now)
        assert "Digest" in api.sent[0].text and "Brandt calls for a decision" in api.sent[0].text
        assert [m.text[:6] for m in api.sent].count("Digest") == 1
        assert api.sent[-1].reply_markup and api.sent[-1].reply_markup["inline_keyboard"][0][0]["text"] == "Quotes"


async def test_the_next_days_digest_brings_the_correction_first_and_nothing_twice(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        await subscribe(run.house, length="headlines")
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        first = [m.text for m in api.sent]
        await take(run.house, LATER)
        now.at += timedelta(days=1)
        await tick(engine, "tick.digests", now)
        second = "\n".join(m.text for m in api.sent[len(first) :])
        assert "four weeks" in second
        told = second.split("\n\n")
        assert "Corrected" in told[1]
        assert not [line for line in "\n".join(first).splitlines() if line.startswith("New: ") and line in second.splitlines()]


async def test_down_over_the_slot_means_one_digest_marked_late(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        await subscribe(run.house)
        now.at = MORNING + timedelta(hours=5)
        await tick(engine, "tick.digests", now)
        assert "Late" in api.sent[0].text
        rows = await run.house.database.deliveries.latest(10)
        assert all(row.late and row.state == "sent" for row in rows)


async def test_a_quiet_subscriber_hears_nothing_of_an_empty_digest(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        await subscribe(run.house, topics=("glaciers",), silent_when_empty=True)
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        assert not api.sent


async def test_who_waits_for_an_answer_is_told_once_when_there_is_one(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        me = Asker(ANN, ANN, 0, Role.REPORTER)
        asked = await asking.answer(question("Who won the Marrowby chess championship?", "u1", asker=me), house=run.house)
        assert not asked.claims
        await run.house.database.answers.watch(asked.id, now.at)
        await tick(engine, "tick.watches", now)
        assert not api.sent
        now.at += timedelta(hours=2)
        source = await run.house.database.sources.add(Source(0, "feed", "https://chess.example/feed", "Chess News"))
        text = "Nadia Orlova won the Marrowby chess championship on Thursday, beating Tom Reed in the final."
        news = ParsedPost("c1", "Orlova wins Marrowby chess championship", "https://chess.example/1", text, published=now.at)
        await run.house.database.posts.keep_many(source.id, [news], now.at)
        await Pump(run.house).once()
        now.at += timedelta(minutes=2)
        await tick(engine, "tick.watches", now)
        assert "Orlova" in "\n".join(m.text for m in api.sent)
        heard = len(api.sent)
        now.at += timedelta(minutes=2)
        await tick(engine, "tick.watches", now)
        assert len(api.sent) == heard


async def test_an_open_delivery_without_a_job_gets_one_at_start(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        row = Delivery("digest:99", 0, ANN, {"html": "kept through the night"}, now.at - timedelta(minutes=5))
        await run.house.database.deliveries.plan([row])
        await jobs.take_up(run)
        await engine.settle()
        assert [m.text for m in api.sent] == ["kept through the night"]


async def test_a_blocked_chat_keeps_its_rows_with_the_reason_and_is_paused(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        sub = await subscribe(run.house)
        api.chat(ANN, blocked=True)
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        rows = await run.house.database.deliveries.latest(10)
        assert rows and all(r.state == "refused" and r.error for r in rows)
        assert sub.id not in {s.id for s in await run.house.database.digests.subscriptions()}
        assert await run.house.database.digests.subscription(sub.id)


async def test_a_group_that_moved_gets_its_message_under_the_new_id(tmp_path):
    old, new = -501, -1_000_000_000_501
    async with running(tmp_path) as (run, api, now, engine):
        await run.house.database.people.see_chat(old, "group", "Night desk")
        await run.house.database.people.grant_chat(old, Role.SUBSCRIBER)
        await run.house.database.digests.subscribe(replace(Subscription(0, old), times=("10:00",)), MORNING)
        api.chat(new, kind="supergroup")
        api.chat(old, kind="group", moved_to=new)
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        assert {m.chat_id for m in api.sent} == {new}
        assert [s.chat_id for s in await run.house.database.digests.subscriptions()] == [new]
