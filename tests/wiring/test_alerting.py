"""Alerts in a running bot: what comes in is told once, a burst as one message; copies, old posts and trivial edits are not told."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from assistant.chat.application import accept
from assistant.ports import Engine
from assistant.words import ParsedPost, Role, Source, Subscription
from tests.botapi import Sent
from tests.wiring.marrowby import MORNING
from tests.wiring.test_jobs import ANN, running, tick

GOLDEN = Path(__file__).parent / "golden"
GLACIER = ParsedPost(
    "g1",
    "Glacier lake above Tarn rises",
    "https://alpine.example/g1",
    "The glacier lake above Tarn has risen by 4 metres since Friday, the observatory said. Engineers want to pump water out of it. "
    "The valley road stays open for now.",
)
HUT = ParsedPost(
    "g2",
    "Walkers told to avoid glacier hut",
    "https://alpine.example/g2",
    "Walkers should avoid the glacier hut until Thursday, the mountain rescue said. Twelve people were brought down by helicopter.",
)
SHEEP = ParsedPost(
    "g3", "Sheep fair draws crowds", "https://alpine.example/g3", "Nine hundred people came to the sheep fair in Tarn."
)


def hold(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == path.read_text(encoding="utf-8")


class Desk:
    """A running bot with an alert of Ann's on glaciers, and the press of the Alps."""

    def __init__(self, run, api, now, engine, source: Source) -> None:
        self.run, self.api, self.now, self.engine, self.source = run, api, now, engine, source

    async def publish(self, *posts: ParsedPost, source: Source | None = None) -> None:
        self.now.at += timedelta(seconds=1)  # a tick of one moment runs once
        dated = [replace(post, published=post.published or self.now.at) for post in posts]
        await self.run.house.database.posts.keep_many((source or self.source).id, dated, self.now.at)

    async def press(self, message: Sent, button: str) -> Sent:
        """What the press brought."""
        data = next(b["callback_data"] for b in message.buttons if b["text"] == button)
        self.api.push_press(message.chat_id, message.chat_id, message.message_id, data)
        for update in self.api.state.take_updates(0, 100):
            await accept(update, update["update_id"], engine=self.engine, me=self.run.front.me, clock=self.now)
        await self.engine.settle()
        sent: Sent = self.api.sent[-1]
        return sent

    async def after(self, **time: float) -> list[str]:
        """What was sent once so much time has passed."""
        before = len(self.api.sent)
        await tick(self.engine, "tick.alerts", self.now)
        self.now.at += timedelta(**time)
        await tick(self.engine, "tick.alerts", self.now)
        return [message.text for message in self.api.sent[before:]]

    async def alert(self, **more) -> Subscription:
        wish = Subscription(0, more.pop("chat_id", ANN), zone="Europe/Kyiv", times=(), instant=True, topics=("glacier",))
        made: Subscription = await self.run.house.database.digests.subscribe(replace(wish, **more), self.now.at)
        await tick(self.engine, "tick.alerts", self.now)
        self.now.at += timedelta(seconds=1)
        return made


@pytest.fixture
async def desk(tmp_path) -> AsyncIterator[Desk]:
    async with running(tmp_path) as (run, api, now, engine):
        source = await run.house.database.sources.add(Source(0, "feed", "https://alpine.example/feed", "Alpine Post"))
        yield Desk(run, api, now, engine, source)


async def test_a_burst_is_one_message_with_its_proof_and_its_end(desk):
    await desk.alert()
    await desk.publish(GLACIER, SHEEP)
    assert await desk.after(seconds=20) == []
    await desk.publish(HUT)
    (told,) = await desk.after(seconds=41)
    hold("alert", told)
    assert [b["text"] for b in desk.api.sent[-1].buttons] == ["Quotes", "Stop this alert"]
    assert await desk.after(minutes=10) == []


async def test_what_was_there_before_the_alert_is_not_told(desk):
    await desk.publish(GLACIER)
    desk.now.at += timedelta(seconds=1)
    await desk.alert()
    assert await desk.after(minutes=2) == []


async def test_old_posts_copies_and_trivial_edits_raise_none(desk):
    await desk.alert()
    await desk.publish(GLACIER)
    assert len(await desk.after(minutes=2)) == 1
    posts = desk.run.house.database.posts
    other = await desk.run.house.database.sources.add(Source(0, "feed", "https://valley.example/feed", "Valley Times"))
    ((copy, _),) = await posts.keep_many(other.id, [replace(GLACIER, key="v1", published=desk.now.at)], desk.now.at)
    (mine,) = [p for p in await posts.by_ids(range(1, copy.id)) if p.key == "g1"]
    await posts.keep_origins({}, {copy.id: mine.id}, [])
    trivial = replace(GLACIER, text=GLACIER.text.replace("Engineers", "The engineers").replace("4 metres", "4\u00a0metres"))
    await desk.publish(trivial)
    assert await desk.after(minutes=5) == []


async def test_an_edit_that_adds_news_is_told_as_an_update_with_the_new_sentence(desk):
    await desk.alert()
    await desk.publish(GLACIER)
    await desk.after(minutes=2)
    await desk.publish(
        replace(GLACIER, text=GLACIER.text + "\n\nThe glacier lake broke out at 17:20 and 60 houses in Tarn were cleared.")
    )
    (told,) = await desk.after(minutes=2)
    assert told.splitlines()[2].startswith("Updated: Glacier lake") and "60 houses" in told and "4 metres" not in told


async def test_what_this_chat_had_in_a_digest_does_not_ring_again(desk):
    await desk.alert()
    every = Subscription(0, ANN, zone="UTC", times=("09:30",), topics=("glacier",))
    await desk.run.house.database.digests.subscribe(every, desk.now.at)
    await desk.publish(GLACIER)
    assert len(await desk.after(minutes=2)) == 1
    desk.now.at = MORNING + timedelta(minutes=31)
    await tick(desk.engine, "tick.digests", desk.now)
    assert desk.api.sent[-1].text.startswith("Nothing new")


async def test_a_flood_of_posts_is_told_in_few_messages_and_the_rest_counted(desk):
    await desk.alert()
    for hour in range(12):
        names = [
            f"{word}{hour}" for word in ("Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse", "Hazel", "Iris", "Juniper")
        ]
        posts = [
            ParsedPost(
                name, f"{name} valley reports", f"https://alpine.example/{name}",
                f"{name} Huber measured glacier number {1000 * hour + n} near {name} with {n + 3} students on a cold day.",
            )
            for n, name in enumerate(names)
        ]  # fmt: skip
        await desk.publish(*posts)
        await desk.after(minutes=2)
    alerts = [m.text for m in desk.api.sent if m.text.startswith("Alert")]
    assert len(alerts) == 6 and "And 2 more stories" in alerts[0]


async def test_quiet_hours_collect_till_morning_and_let_urgent_ones_through(desk):
    quiet = {"quiet": ("10:00", "12:00"), "quiet_does": "urgent"}  # it is 11:00 in Kyiv
    await desk.alert(**quiet)
    await desk.alert(**quiet, urgent=True, topics=('"glacier hut"',))
    await desk.publish(GLACIER, HUT)
    (urgent,) = await desk.after(minutes=5)
    assert urgent.startswith('Alert: "glacier hut"')
    (collected,) = await desk.after(hours=1)
    assert "Collected 12 Mar 11:00 - 12:0" in collected and "Glacier lake above Tarn rises" in collected


async def test_what_a_person_says_is_told_with_his_sentence(desk):
    await desk.alert(topics=(), speakers=("Ida Moser",))
    said = "Mayor Ida Moser said the valley road would be closed at noon on Friday. The army is to bring 20 pumps."
    named = "The council met for three hours. Critics of Ida Moser asked for her to resign, and 40 people came to watch."
    await desk.publish(
        ParsedPost("m1", "Road closes", "https://alpine.example/m1", said),
        ParsedPost("m2", "Council meets", "https://alpine.example/m2", named),
    )
    (told,) = await desk.after(minutes=2)
    hold("alert-quoted", told)


async def test_a_source_that_this_chat_may_not_see_rings_nowhere(desk):
    await desk.run.house.database.people.grant(12, Role.SUBSCRIBER, name="Bob", by=1, at=desk.now.at)
    desk.api.chat(12)
    await desk.alert(chat_id=12)
    notes = await desk.run.house.database.sources.add(
        Source(0, "feed", "https://notes.example/feed", "Notes", audience="reporters")
    )
    await desk.publish(GLACIER, source=notes)
    assert await desk.after(minutes=2) == []


async def test_killed_at_any_step_nothing_is_lost_and_nothing_told_twice(desk):
    """The steps of a message one by one, the process gone after each: found, claimed, stored, planned."""
    from assistant.wiring import alerting

    await desk.alert()
    house, outbox, store = desk.run.house, desk.run.front.outbox, desk.run.house.database.alerts
    await desk.publish(GLACIER)
    for _ in range(2):
        await alerting.look(house)
    assert len(await store.open()) == 1
    desk.now.at += timedelta(minutes=2)

    class Dead:
        async def start(self, *_, **__):
            return None

    await alerting.release_due(house, cast(Engine, Dead()))
    (hit,) = await store.open()
    assert hit.state == "claimed"
    subscription = await house.database.digests.subscription(hit.subscription_id)
    stored = await alerting._made(hit.key, subscription, [hit], house)
    again = await alerting._made(hit.key, subscription, [hit], house)
    assert stored is not None and again is not None and stored.id == again.id
    for _ in range(2):
        await alerting.tell({"key": hit.key, "subscription": hit.subscription_id}, house=house, outbox=outbox)
    await alerting.release_due(house, desk.engine)
    await desk.engine.settle()
    assert len(desk.api.sent) == 1 and await store.open() == []


async def test_an_alert_that_is_ended_or_paused_says_nothing_more(desk):
    one = await desk.alert()
    await desk.publish(GLACIER)
    await tick(desk.engine, "tick.alerts", desk.now)
    await desk.run.house.database.digests.subscribe(replace(one, paused=True), desk.now.at)
    assert await desk.after(minutes=2) == []
    await desk.run.house.database.digests.subscribe(one, desk.now.at)
    assert await desk.after(minutes=2) == []


async def test_a_correction_of_what_an_alert_told_is_told_as_a_reply(desk):
    await desk.alert()
    await desk.publish(GLACIER)
    await desk.after(minutes=2)
    await desk.publish(replace(GLACIER, text=GLACIER.text.replace("4 metres", "6 metres")))
    before = len(desk.api.sent)
    await tick(desk.engine, "tick.changes", desk.now)
    await desk.after(minutes=2)
    (notice,) = desk.api.sent[before:]
    assert notice.reply_to and "4 metres" in notice.text and "6 metres" in notice.text


async def test_a_digest_may_come_as_a_message_for_each_story(desk):
    wish = Subscription(0, ANN, zone="UTC", times=("09:30",), topics=("glacier", "sheep"), apart=True)
    await desk.run.house.database.digests.subscribe(wish, desk.now.at)
    await desk.publish(GLACIER, HUT, SHEEP)
    desk.now.at = MORNING + timedelta(minutes=31)
    await tick(desk.engine, "tick.digests", desk.now)
    hold("apart", "\n\n====\n\n".join(m.text for m in desk.api.sent))
    messages = desk.api.sent
    assert [[b["text"] for b in m.buttons] for m in messages] == [["Quotes"]] * 3
    proof = await desk.press(messages[1], "Quotes")
    headlines = [next(t for t in (GLACIER, HUT, SHEEP) if t.title in m.text).title for m in messages]
    assert [title in proof.text for title in headlines] == [False, True, False]
    assert len(await desk.run.house.database.digests.memory(ANN, 0, MORNING)) == 3
