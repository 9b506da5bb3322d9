"""A followed answer in a running bot: told when it says something else, before and after, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assistant.wiring import asking
from assistant.wiring.pump import Pump
from assistant.words import Asker, ParsedPost, Role, Source
from tests.wiring.marrowby import question
from tests.wiring.test_alerting import hold
from tests.wiring.test_jobs import ANN, running, tick

ME = Asker(ANN, ANN, 0, Role.REPORTER)
ASKED = "When does the Tarn ferry run again?"
FIRST = ParsedPost(
    "f1",
    "Tarn ferry stays in harbour",
    "https://alpine.example/f1",
    "The Tarn ferry will run again on 20 March, the harbour office said.",
)
SAME = ParsedPost(
    "f2",
    "Ferry: what we know",
    "https://alpine.example/f2",
    "On 20 March the Tarn ferry will run again, according to the harbour office.",
)
OTHER = ParsedPost(
    "f3",
    "Tarn ferry delayed further",
    "https://alpine.example/f3",
    "The Tarn ferry will not run again before 27 March, the harbour office said.",
)


async def test_only_another_answer_is_told_with_before_and_after(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        house, source = (
            run.house,
            await run.house.database.sources.add(Source(0, "feed", "https://alpine.example/feed", "Alpine Post")),
        )

        async def publish(post: ParsedPost, **later: float) -> list[str]:
            now.at += timedelta(**later)
            await house.database.posts.keep_many(source.id, [replace(post, published=now.at)], now.at)
            await Pump(house).once()
            before = len(api.sent)
            now.at += timedelta(minutes=6)
            await tick(engine, "tick.followed", now)
            await tick(engine, "tick.followed", now)
            return [m.text for m in api.sent[before:]]

        await publish(FIRST, minutes=1)
        asked = await asking.answer(question(ASKED, "u1", asker=ME), house=house)
        asked = await asking.answer(replace(question(ASKED, "u2", asker=ME), asked_at=now.at), house=house)
        assert "20 March" in asked.claims[0].text
        await house.database.followings.follow(asked.id, now.at)
        assert await publish(SAME, hours=1) == []
        (told,) = await publish(OTHER, hours=1)
        hold("answer-changed", told)
        assert [b["text"] for b in api.sent[-1].buttons] == ["Quotes", "Copy", "Stop following"]
        (following,) = await house.database.followings.of_person(ANN, ANN)
        assert following.answer_id != asked.id
        quiet = ParsedPost(
            "f4", "Tarn sheep fair", "https://alpine.example/f4", "Nine hundred people came to the sheep fair in Tarn."
        )
        assert await publish(quiet, hours=1) == []


async def test_who_may_ask_no_more_is_told_no_more(tmp_path):
    async with running(tmp_path) as (run, _api, now, engine):
        asked = await asking.answer(question(ASKED, "u1", asker=ME), house=run.house)
        await run.house.database.followings.follow(asked.id, now.at)
        await run.house.database.people.revoke(ANN)
        await tick(engine, "tick.followed", now)
        assert await run.house.database.followings.all() == []
