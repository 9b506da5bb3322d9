"""Many digests at once: made once for all who get the same, each remembered by its own chat; a chat that must wait holds up nobody."""

from __future__ import annotations

from datetime import timedelta

from assistant.wiring.storylines import Storylines
from assistant.words import Role, Subscription
from tests.botapi import Fail
from tests.wiring.marrowby import LATER, MORNING, take
from tests.wiring.test_jobs import running, tick

READERS = (21, 22, 23, 24)
SAME = "SELECT count(DISTINCT coalesce(content_id, id)) FROM digests"


async def subscribe(run, api, **more) -> None:
    for chat in READERS:
        api.chat(chat)
        await run.house.database.people.grant(chat, Role.REPORTER, name="", by=1, at=MORNING)
        wish = Subscription(0, chat, times=("10:00",), **(more if chat == READERS[-1] else {}))
        await run.house.database.digests.subscribe(wish, MORNING)


async def test_who_wants_the_same_shares_a_digest_and_each_has_it_in_his_own_memory(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        await subscribe(run, api, length="headlines")
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        told = {m.chat_id: m.text for m in api.sent}
        assert set(told) == set(READERS) and told[21] == told[22] == told[23] != told[24]
        digests = run.house.database.digests
        had = await digests.contents_had(MORNING)
        assert had[21, 0] == had[22, 0] == had[23, 0] != had[24, 0]
        assert await digests.memory(22, 0, MORNING) == await digests.memory_of(had[21, 0]) != []
        assert len(await digests.between(MORNING, now.at + timedelta(hours=1))) == 2


async def test_after_a_correction_all_who_had_it_are_told_first_and_the_quotes_open_in_each_chat(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        await subscribe(run, api)
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        buttons = {m.reply_markup["inline_keyboard"][0][0]["callback_data"] for m in api.sent if m.reply_markup}
        made = await run.house.database.buttons.get(buttons.pop(), now.at)
        assert made and (made.chat_id, made.user_id, made.action) == (0, 0, "digest_quotes") and not buttons
        first = len(api.sent)
        await take(run.house, LATER)
        now.at += timedelta(days=1)
        await tick(engine, "tick.digests", now)
        second = [m for m in api.sent[first:] if "Digest" in m.text]
        assert {m.chat_id for m in second} == set(READERS)
        assert all("Corrected: " in m.text.split("\n\n")[1] for m in second)


async def test_a_flood_wait_of_one_chat_delays_that_chat_alone(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        await subscribe(run, api)
        api.fail_next("sendMessage", 21, Fail.slow_down(1))
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        await api.wait_for(lambda a: len(a.sent) >= len(READERS), 10)
        assert api.sent[-1].chat_id == 21
        assert sorted(m.chat_id for m in api.sent) == list(READERS)


async def test_a_blocked_chat_among_many_is_paused_and_the_others_have_theirs(tmp_path):
    async with running(tmp_path) as (run, api, now, engine):
        await subscribe(run, api)
        api.chat(22, blocked=True)
        now.at = MORNING + timedelta(hours=1)
        await tick(engine, "tick.digests", now)
        assert {m.chat_id for m in api.sent} == {21, 23, 24}
        assert {s.chat_id for s in await run.house.database.digests.subscriptions()} == {21, 23, 24}
        assert not await run.house.database.digests.contents_had(now.at + timedelta(hours=1))


async def test_a_post_keeps_its_story_over_a_restart_and_a_later_one_joins_it(tmp_path):
    async with running(tmp_path) as (run, _, now, _engine):
        database = run.house.database
        assert await run.house.stories.place() > 0
        posts = await database.posts.by_ids(range(1, 60))
        before = await database.stories.of([p.id for p in posts])
        assert set(before) == {p.id for p in posts}
        await take(run.house, LATER)
        again = Storylines(database.stories, now)
        placed = await again.place()
        assert await again.place() == 0
        after = await database.stories.of(range(1, 90))
        assert before.items() <= after.items() and len(after) == len(before) + placed
