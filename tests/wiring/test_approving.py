"""A channel's digest before its editor: approved, items left out, sent, dropped, or the deadline; in a running bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.chat.application import accept
from assistant.words import Role, Subscription
from tests.wiring.marrowby import MORNING
from tests.wiring.test_alerting import hold
from tests.wiring.test_jobs import ANN, running, tick

BEN, EVE = 12, 13
EDITORS, CHANNEL = -1_000_000_000_701, -1_000_000_000_702


class Desk:
    """A running bot whose channel gets a digest at ten, which the editors' group sees first for half an hour."""

    def __init__(self, run, api, now, engine) -> None:
        self.run, self.api, self.now, self.engine = run, api, now, engine
        self.digests, self.approvals = run.house.database.digests, run.house.database.approvals

    async def press(self, user: int, button: str, message=None, chat: int = EDITORS) -> str:
        """The toast."""
        message = message or self.control
        stands = self.api.state.now[chat, message.message_id]
        data = next(b["callback_data"] for b in stands.buttons if b["text"] == button)
        self.api.push_press(chat, user, message.message_id, data)
        await self.hear()
        return str(self.api.state.answered[-1].get("text", ""))

    async def hear(self) -> None:
        front = self.run.front
        for update in self.api.state.take_updates(0, 100):
            self.api.state.take_updates(update["update_id"] + 1, 1)
            await accept(update, update["update_id"], engine=self.engine, me=front.me, clock=self.now)
        await self.engine.settle()
        await self.engine.settle()

    @property
    def control(self):
        return next(m for m in reversed(self.api.sent) if m.chat_id == EDITORS and m.text.startswith("Digest for"))

    def published(self) -> list[str]:
        return [m.text for m in self.api.sent if m.chat_id == CHANNEL]

    async def at(self, **time: float) -> None:
        self.now.at = MORNING + timedelta(**time)
        await tick(self.engine, "tick.digests", self.now)
        await tick(self.engine, "tick.deadlines", self.now)

    async def audit(self) -> list[tuple[int, str]]:
        return [(n.actor, n.action) for n in await self.run.house.database.audit.latest(20) if n.action.startswith("digest")]


@pytest.fixture
async def desk(tmp_path) -> AsyncIterator[Desk]:
    async with running(tmp_path) as (run, api, now, engine):
        people = run.house.database.people
        for chat, kind, title in ((EDITORS, "supergroup", "Editors"), (CHANNEL, "channel", "Lakeside Alerts")):
            api.chat(chat, kind=kind, title=title, members={ANN, BEN, EVE})
            await people.see_chat(chat, kind, title)
        await people.grant_chat(CHANNEL, Role.SUBSCRIBER)
        await people.grant(BEN, Role.REPORTER, name="Ben", by=1, at=MORNING)
        wish = Subscription(
            0, CHANNEL, times=("10:00",), zone="UTC", topics=("bridge", "barrier"), editor_chat=EDITORS, editor_wait=30
        )
        await run.house.database.digests.subscribe(replace(wish), MORNING)
        made = Desk(run, api, now, engine)
        await made.at(hours=1)
        yield made


async def test_the_editors_see_the_digest_and_what_is_to_be_decided_and_the_channel_nothing(desk):
    assert desk.published() == []
    seen = [m for m in desk.api.sent if m.chat_id == EDITORS]
    assert seen[0].text.startswith("Digest, 12 Mar 2026") and seen[0].buttons == []
    hold("approval", "\n".join([desk.control.text, "", *(b["text"] for b in desk.control.buttons)]))
    await desk.at(hours=1, minutes=1)
    assert len([m for m in desk.api.sent if m.chat_id == EDITORS]) == len(seen)


async def test_what_is_left_out_is_not_sent_and_the_channel_has_not_had_it(desk):
    assert await desk.press(ANN, "Leave out 1") == "Left out."
    left = desk.api.state.now[EDITORS, desk.control.message_id].text.splitlines()
    first = next(line for line in left if line.startswith("1. "))
    assert first.startswith("1. left out: ")
    assert await desk.press(BEN, "Send now") == "Sent."
    told = "\n".join(desk.published())
    assert told.startswith("Digest, 12 Mar 2026") and first.removeprefix("1. left out: ") not in told
    shown = await desk.digests.memory(CHANNEL, 0, MORNING)
    titles = {p.title for p in await desk.run.house.database.posts.by_ids([s.post_id for s in shown])}
    assert titles and first.removeprefix("1. left out: ") not in titles
    assert await desk.audit() == [(BEN, "digest sent"), (ANN, "digest left out")]
    hold("approval-decided", desk.api.state.now[EDITORS, desk.control.message_id].text)


async def test_of_two_editors_the_first_decides_and_the_second_is_told(desk):
    control = desk.control
    data = {b["text"]: b["callback_data"] for b in control.buttons}
    desk.api.push_press(EDITORS, ANN, control.message_id, data["Send now"])
    desk.api.push_press(EDITORS, BEN, control.message_id, data["Drop it"])
    await desk.hear()
    toasts = [a.get("text") for a in desk.api.state.answered]
    assert toasts == ["Sent.", f"Person {ANN} was first and sent it."]
    assert len([t for t in desk.published() if t.startswith("Digest")]) == 1
    assert await desk.audit() == [(ANN, "digest sent")]


async def test_an_approved_one_goes_out_at_the_deadline(desk):
    assert await desk.press(ANN, "Approve") == "Approved."
    assert "Approved by Person 11" in desk.api.state.now[EDITORS, desk.control.message_id].text
    await desk.at(hours=1, minutes=29)
    assert desk.published() == []
    await desk.at(hours=1, minutes=30)
    assert len([t for t in desk.published() if t.startswith("Digest")]) == 1
    assert "has sent it" in desk.api.state.now[EDITORS, desk.control.message_id].text
    await desk.at(hours=1, minutes=45)
    assert len([t for t in desk.published() if t.startswith("Digest")]) == 1


@pytest.mark.parametrize(("after", "sent"), [("send", 1), ("drop", 0)])
async def test_when_nobody_decides_the_deadline_does_as_it_was_chosen(tmp_path, after, sent):
    async with running(tmp_path) as (run, api, now, engine):
        for chat in (EDITORS, CHANNEL):
            api.chat(chat, kind="channel" if chat == CHANNEL else "supergroup")
            await run.house.database.people.grant_chat(chat, Role.SUBSCRIBER)
        wish = Subscription(0, CHANNEL, times=("10:00",), zone="UTC", editor_chat=EDITORS, editor_after=after)
        await run.house.database.digests.subscribe(wish, MORNING)
        desk = Desk(run, api, now, engine)
        await desk.at(hours=1)
        await desk.at(hours=1, minutes=30)
        assert len([t for t in desk.published() if t.startswith("Digest")]) == sent
        assert await desk.audit() == [(0, "digest sent" if sent else "digest dropped")]
        assert bool(await desk.digests.memory(CHANNEL, 0, MORNING)) is bool(sent)
        await desk.at(hours=2)
        assert len([t for t in desk.published() if t.startswith("Digest")]) == sent


async def test_who_is_no_reporter_there_decides_nothing_and_a_late_press_is_told(desk):
    assert await desk.press(EVE, "Send now") == "You may not do this here."
    control = desk.control
    drop = next(b["callback_data"] for b in control.buttons if b["text"] == "Drop it")
    await desk.at(hours=1, minutes=30)
    desk.api.push_press(EDITORS, ANN, control.message_id, drop)
    await desk.hear()
    assert desk.api.state.answered[-1]["text"] == "The deadline was first and dropped it."
    assert desk.published() == []


async def test_nothing_is_sent_where_everything_is_left_out(desk):
    made = (await desk.approvals.waiting(EDITORS))[0].digest_id
    count = len((await desk.digests.get(made)).digest.items)
    for number in range(1, count + 1):
        await desk.press(ANN, f"Leave out {number}")
    assert "nothing to send" in await desk.press(ANN, "Send now")
    assert await desk.press(ANN, "Take in 1") == "Taken in."
    assert await desk.press(ANN, "Send now") == "Sent."
    assert len(desk.published()) == 1


async def test_killed_after_the_decision_it_is_sent_once(desk):
    (held,) = await desk.approvals.waiting(EDITORS)
    assert await desk.approvals.decide(held.digest_id, "sent", by=ANN, name="Ann", at=desk.now.at)
    for minute in (2, 3):
        await desk.at(hours=1, minutes=minute)
    assert len([t for t in desk.published() if t.startswith("Digest")]) == 1
