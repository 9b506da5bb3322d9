"""A correction from the feed to the chat: the real house, the whole bot, the strict Bot API server; the sample newsroom's Old Bridge."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from assistant.collect.journey import Round
from assistant.evidence.page import data_in
from assistant.evidence.verify import holds, verify
from assistant.gate import Stands, excerpt
from assistant.sentences import sentences
from assistant.wiring import asking, recalling, topics
from assistant.wiring.digesting import scope_of
from assistant.wiring.house import House
from assistant.words import Asker, Digest, DigestItem, Parsed, ParsedPost, Role, Source
from tests.chat.conftest import api, bot  # noqa: F401  fixtures
from tests.chat.room import ANN, GROUP, Room, words
from tests.wiring.marrowby import LATER, MORNING, newsroom, question, take

BRIDGE = "What did Paul Strand say about the Old Bridge closure?"
SIX, FOUR = "six weeks", "four weeks"


class Newsroom:
    """A room over a real house, with the jobs of recall on its engine."""

    def __init__(self, house: House, room: Room) -> None:
        self.house, self.room = house, room
        room.engine.register("recall", partial(recalling.recall, house=house, engine=room.engine, outbox=room.front.outbox))
        room.engine.register("send", self._send)

    async def _send(self, payload):
        await self.room.front.outbox.send(payload["key"])

    async def look(self):
        """What a round or tick does; returns what the chats got by it."""
        before = len(self.room.api.state.sent)
        await recalling.look(self.house, self.room.engine)
        return await self.settled(before)

    async def settled(self, before: int):
        await self.room.engine.settle()
        for name in ("recall", "send"):
            assert not await self.room.engine.failed(name)
        return self.room.api.state.sent[before:]

    async def bridge(self):
        """The post that the radio corrects."""
        sources = await self.house.database.sources.all()
        radio = next(s for s in sources if "Tideway" in s.title)
        found = await self.house.database.posts.latest(scope_of([radio]), 50)
        return next(p for p in found if p.title.startswith("Old Bridge could"))

    async def correct(self, text: str, title: str = ""):
        post = await self.bridge()
        parsed = replace(as_parsed(post), text=text, title=title or post.title)
        return await self.house.database.posts.keep(post.source_id, parsed, self.room.clock())


def as_parsed(post):
    return ParsedPost(post.key, post.title, post.url, post.text, post.published)


@pytest.fixture
async def desk(api, bot, tmp_path: Path) -> AsyncIterator[Newsroom]:  # noqa: F811
    async with contextlib.AsyncExitStack() as stack:
        house = await stack.enter_async_context(newsroom(tmp_path, vectors=False))
        room = Room(api, bot, house.database, ask=partial(asking.answer, house=house))
        room.skip = MORNING - room.clock()
        await room.engine.launch()
        stack.push_async_callback(room.engine.close)
        await room.grant(ANN, Role.REPORTER)
        yield Newsroom(house, room)


async def test_a_correction_reaches_the_chat_once_as_a_reply_with_what_was_and_is(desk):
    (answer,) = await desk.room.say(ANN, BRIDGE)
    assert SIX in answer.text
    assert await desk.look() == []

    await take(desk.house, LATER)
    (notice,) = await desk.look()
    assert notice.chat_id == ANN
    assert notice.reply_to == answer.message_id
    assert "was changed" in notice.text
    assert SIX in notice.text.split("Now:")[0]
    assert FOUR in notice.text.split("Now:", 1)[1]
    assert words(notice) == ["What changed", "No more of these"]

    assert await desk.look() == []
    await desk.room.engine.start("recall", "again", {"post": (await desk.bridge()).id})
    assert await desk.settled(len(desk.room.api.state.sent)) == []


async def test_killed_before_its_state_was_noted_the_same_notice_is_not_planned_twice(desk):
    await desk.room.say(ANN, BRIDGE)
    await take(desk.house, LATER)
    assert len(await desk.look()) == 1
    post = await desk.bridge()
    await desk.house.database.settings.put(f"recall:{post.id}:{ANN}", None, desk.room.clock())
    await desk.room.engine.start("recall", "after the kill", {"post": post.id})
    assert await desk.settled(len(desk.room.api.state.sent)) == []


async def test_an_edit_that_leaves_the_answer_standing_tells_nobody_and_a_further_correction_does(desk):
    await desk.room.say(ANN, BRIDGE)
    post = await desk.bridge()
    await desk.correct(post.text + " The mayor visited the bridge.")
    assert await desk.look() == []
    await desk.correct(post.text.replace("six", "four"), post.title.replace("six", "four"))
    assert len(await desk.look()) == 1
    await desk.correct(post.text.replace("six", "four") + " The mayor visited.", post.title.replace("six", "four"))
    assert await desk.look() == []
    await desk.correct(post.text.replace("six", "three"), post.title.replace("six", "three"))
    (notice,) = await desk.look()
    assert "three weeks" in notice.text


async def test_a_muted_chat_hears_nothing_until_it_wants_to_again(desk):
    await desk.room.say(ANN, BRIDGE)
    post = await desk.bridge()
    await take(desk.house, LATER)
    (notice,) = await desk.look()
    await desk.room.press(ANN, notice, "No more of these")
    assert desk.room.toast == "Off."
    await desk.correct(post.text.replace("six", "three"), post.title.replace("six", "three"))
    assert await desk.look() == []
    (listed,) = await desk.room.say(ANN, "/corrections")
    await desk.room.press(ANN, listed, "Notices on")
    await desk.correct(post.text.replace("six", "two"), post.title.replace("six", "two"))
    assert len(await desk.look()) == 1


async def test_who_may_not_read_the_source_any_more_is_told_nothing_of_it(desk):
    await desk.room.say(ANN, BRIDGE)
    post = await desk.bridge()
    source = await desk.house.database.sources.get(post.source_id)
    await desk.house.database.sources.change(replace(source, audience="chats", chats=(GROUP,)))
    await take(desk.house, LATER)
    assert await desk.look() == []


async def test_a_post_missing_between_neighbours_is_withdrawn_and_its_readers_are_told_and_of_its_return_too(desk):
    await desk.room.say(ANN, BRIDGE)
    post = await desk.bridge()
    source = Source(post.source_id, "feed", "https://radio.tideway.example/feed.xml", "Tideway Radio")
    posts = await desk.house.database.posts.latest(scope_of([source]), 50)
    parsed = [as_parsed(p) for p in posts]

    async def listing(some):
        before = len(desk.room.api.state.sent)
        kept = await desk.house.database.posts.keep_many(source.id, some, desk.room.clock())
        done = Round(source, tuple(kept), fetched=Parsed("feed", "Tideway Radio", tuple(some)))
        await recalling.listed(desk.house, desk.room.engine, done)
        return await desk.settled(before)

    assert await listing(parsed) == []
    assert await listing(parsed[:-1]) == [], "aged off the end"
    without = [p for p in parsed if p.key != post.key]
    (notice,) = await listing(without)
    assert "withdrawn" in notice.text
    assert SIX in notice.text
    assert await listing(without) == []
    desk.room.later(hours=1)
    (back,) = await listing(parsed)
    assert "says it again" in back.text


async def test_history_shows_old_and_new_and_corrections_list_what_may_be_read(desk):
    (answer,) = await desk.room.say(ANN, BRIDGE)
    await take(desk.house, LATER)
    (notice,) = await desk.look()
    (shown,) = await desk.room.press(ANN, notice, "What changed")
    assert "2 versions" in shown.text
    assert "Was: «Old Bridge could stay closed for six weeks»" in shown.text
    assert "numbers" in shown.text
    (again,) = await desk.room.say(ANN, "/history 1", reply_to=answer.message_id)
    assert "Version 2" in again.text
    (listed,) = await desk.room.say(ANN, "/corrections")
    assert "Corrected" in listed.text and FOUR in listed.text
    await desk.room.grant(12, Role.SUBSCRIBER)
    post = await desk.bridge()
    await desk.house.database.sources.change(replace(await desk.house.database.sources.get(post.source_id), audience="reporters"))
    (nothing,) = await desk.room.say(12, "/corrections")
    assert FOUR not in nothing.text


async def test_the_evidence_of_an_answer_comes_as_a_file_that_verifies_without_us_after_the_post_has_changed(desk):
    (answer,) = await desk.room.say(ANN, BRIDGE)
    await take(desk.house, LATER)
    (sent,) = await desk.room.say(ANN, "/evidence", reply_to=answer.message_id)
    body = sent.file
    assert holds(verify(body)), [f.words for f in verify(body) if not f.holds]
    assert SIX in body.decode() and FOUR not in body.decode()
    assert json.loads(data_in(body.decode()))["seal"] in sent.text


async def test_statements_of_a_person_are_proven_and_recalled_as_answers_are(desk):
    desk.room.desk = replace(desk.room.desk, quotes=partial(topics.quotes, house=desk.house))
    (said,) = await desk.room.say(ANN, "/quotes Paul Strand")
    assert SIX in said.text
    (proof,) = await desk.room.press(ANN, said, "Quotes")
    assert "Version 1, read" in proof.text and SIX in proof.text
    await take(desk.house, LATER)
    (notice,) = await desk.look()
    assert notice.reply_to == said.message_id and "this answer" in notice.text and FOUR in notice.text


async def test_an_alert_is_recalled_as_one(desk):
    data, now, post = desk.house.database, desk.house.clock(), await desk.bridge()
    await desk.room.grant(23, Role.SUBSCRIBER)
    await desk.room.say(23, "/start")
    made = Digest(23, now - timedelta(hours=1), now, (DigestItem("s", "new", post, (), (post,)),), subscription_id=9)
    await data.answers.link(23, 71, digest_id=(await data.digests.store(made, key="alert:9")).id)
    await take(desk.house, LATER)
    (notice,) = await desk.look()
    assert "this alert cites was changed" in notice.text


async def test_the_evidence_of_a_digest_comes_by_a_reply_to_it(desk):
    post = await desk.bridge()
    made = Digest(ANN, MORNING - timedelta(hours=24), MORNING, (DigestItem("s", "new", post, (), (post,)),))
    stored = await desk.house.database.digests.store(made, key="d")
    await desk.house.database.answers.link(ANN, 70, digest_id=stored.id)
    (sent,) = await desk.room.say(ANN, "/evidence", reply_to=70)
    assert holds(verify(sent.file)) and f"digest {stored.id}" in sent.text and post.title in sent.file.decode()


async def test_a_digest_is_recalled_in_its_chat_by_its_sentence_or_by_its_headline_alone(desk):
    data, now, post = desk.house.database, desk.house.clock(), await desk.bridge()
    verdict = excerpt(post, *sentences(post.text)[0])
    assert isinstance(verdict, Stands)
    sentence = verdict.proven
    for chat, claims in ((21, (sentence,)), (22, ())):
        await desk.room.grant(chat, Role.SUBSCRIBER)
        await desk.room.say(chat, "/start")
        made = Digest(chat, now - timedelta(hours=24), now, (DigestItem("s", "new", post, claims, (post,)),))
        stored = await data.digests.store(made, key=f"d{chat}")
        await data.answers.link(chat, 70, digest_id=stored.id)
    await take(desk.house, LATER)
    notices = await desk.look()
    assert [n.chat_id for n in sorted(notices, key=lambda n: n.chat_id)] == [21, 22]
    assert all("this digest" in n.text and FOUR in n.text for n in notices)
    assert "chief engineer" in next(n.text for n in notices if n.chat_id == 21).split("I told you")[1]
    assert await desk.look() == []


CORRECTION = (
    "The county's chief engineer Paul Strand said the Old Bridge could stay closed for four weeks, not six as we reported."
)


async def arrives(desk, title: str, text: str, key: str = "tr-2299"):
    """A further post of the radio; returns what the chats got by it."""
    before, post = len(desk.room.api.state.sent), await desk.bridge()
    await desk.house.database.posts.keep(post.source_id, ParsedPost(key, title, "", text, desk.room.clock()), desk.room.clock())
    await recalling.look_for_corrections(desk.house, desk.room.engine)
    return await desk.settled(before)


async def test_a_correction_in_a_post_of_its_own_recalls_the_post_that_it_corrects_once(desk):
    (answer,) = await desk.room.say(ANN, BRIDGE)
    assert await arrives(desk, "Old Bridge news", "The Old Bridge is old.", "tr-1") == []
    (notice,) = await arrives(desk, "Correction: Old Bridge could stay closed for four weeks", CORRECTION)
    assert (notice.chat_id, notice.reply_to) == (ANN, answer.message_id)
    assert "corrected, in a post of its own" in notice.text
    assert (
        SIX in notice.text.split("I told you")[1].split("It says")[0] and "four weeks, not six" in notice.text.split("It says")[1]
    )
    assert words(notice) == ["No more of these"]
    await desk.house.database.settings.put(recalling.ARRIVED, {"after": 0, "lately": []}, desk.room.clock())
    assert await arrives(desk, "Weather", "It rains.", "tr-2") == [], "looked at again after a kill"
    (listed,) = await desk.room.say(ANN, "/corrections")
    assert "A correction, " in listed.text and "four weeks, not six" in listed.text


async def test_a_correction_of_something_else_tells_nobody(desk):
    await desk.room.say(ANN, BRIDGE)
    await arrives(desk, "Weather", "It rains.", "tr-1")
    assert (
        await arrives(desk, "Correction: Rovers play on Sunday", "The Rovers play on Sunday, not on Saturday as we reported.")
        == []
    )


async def test_in_a_group_each_may_turn_off_the_notices_of_his_own_answers(desk):
    for user in (ANN, 12):
        await desk.room.grant(user, Role.REPORTER)
    await desk.room.grant_group(GROUP, Role.REPORTER)
    (first,) = await desk.room.say(ANN, f"/ask {BRIDGE}", GROUP)
    post = await desk.bridge()
    await desk.correct(post.text.replace("six", "five"), post.title.replace("six", "five"))
    (notice,) = await desk.look()
    assert notice.chat_id == GROUP and words(notice) == ["What changed", "Not of my answers", "No more here"]
    await desk.room.press(ANN, notice, "Not of my answers")
    await desk.correct(post.text.replace("six", "three"), post.title.replace("six", "three"))
    assert await desk.look() == []
    (second,) = await desk.room.say(12, f"/ask {BRIDGE}", GROUP)
    await desk.correct(post.text.replace("six", "two"), post.title.replace("six", "two"))
    (notice,) = await desk.look()
    assert notice.reply_to == second.message_id != first.message_id


async def test_in_a_group_only_a_reporter_or_admin_turns_all_notices_off(desk):
    await desk.room.grant_group(GROUP, Role.SUBSCRIBER)
    await desk.room.say(12, "/start", GROUP)
    data, now, post = desk.house.database, desk.house.clock(), await desk.bridge()
    made = Digest(GROUP, now - timedelta(hours=24), now, (DigestItem("s", "new", post, (), (post,)),))
    stored = await data.digests.store(made, key="g")
    await data.answers.link(GROUP, 70, digest_id=stored.id)
    await take(desk.house, LATER)
    (notice,) = await desk.look()
    await desk.room.press(12, notice, "No more here")
    assert not await recalling.is_muted(GROUP, desk.house)
    (listed,) = await desk.room.say(12, "/corrections", GROUP)
    assert "Notices off" not in words(listed)
    await desk.room.press(ANN, notice, "No more here")
    assert await recalling.is_muted(GROUP, desk.house)


async def test_a_correction_published_first_and_the_post_edited_later_is_one_notice_while_the_same_stands(desk):
    await desk.room.say(ANN, BRIDGE)
    post = await desk.bridge()
    assert await arrives(desk, "Old Bridge news", "The Old Bridge is old.", "tr-1") == []
    assert len(await arrives(desk, "Correction: Old Bridge could stay closed for four weeks", CORRECTION)) == 1
    desk.room.later(hours=1)
    await desk.correct(post.text.replace("six", "four"), post.title.replace("six", "four"))
    assert await desk.look() == [], "what it says now was told"
    await desk.correct(post.text.replace("six", "three"), post.title.replace("six", "three"))
    (notice,) = await desk.look()
    assert "three weeks" in notice.text


async def test_the_post_edited_otherwise_than_its_correction_said_is_told_again(desk):
    await desk.room.say(ANN, BRIDGE)
    post = await desk.bridge()
    assert await arrives(desk, "Old Bridge news", "The Old Bridge is old.", "tr-1") == []
    assert len(await arrives(desk, "Correction: Old Bridge could stay closed for four weeks", CORRECTION)) == 1
    await desk.correct(post.text.replace("six", "five"), post.title.replace("six", "five"))
    (notice,) = await desk.look()
    assert "five weeks" in notice.text


async def test_the_post_edited_first_and_its_correction_published_later_is_one_notice(desk):
    await desk.room.say(ANN, BRIDGE)
    post = await desk.bridge()
    assert await arrives(desk, "Old Bridge news", "The Old Bridge is old.", "tr-1") == []
    await desk.correct(post.text.replace("six", "four"), post.title.replace("six", "four"))
    assert len(await desk.look()) == 1
    assert await arrives(desk, "Correction: Old Bridge could stay closed for four weeks", CORRECTION) == []


async def test_a_correction_in_a_post_of_its_own_recalls_a_digest(desk):
    data, now, post = desk.house.database, desk.house.clock(), await desk.bridge()
    verdict = excerpt(post, *sentences(post.text)[0])
    assert isinstance(verdict, Stands)
    assert await arrives(desk, "Old Bridge news", "The Old Bridge is old.", "tr-1") == []
    for chat, claims in ((21, (verdict.proven,)), (22, ())):
        await desk.room.grant(chat, Role.SUBSCRIBER)
        await desk.room.say(chat, "/start")
        made = Digest(chat, now - timedelta(hours=24), now, (DigestItem("s", "new", post, claims, (post,)),))
        stored = await data.digests.store(made, key=f"d{chat}")
        await data.answers.link(chat, 70, digest_id=stored.id)
    notices = await arrives(desk, "Correction: Old Bridge could stay closed for four weeks", CORRECTION)
    assert sorted(n.chat_id for n in notices) == [21, 22]
    assert all("A post that this digest cites was corrected" in n.text for n in notices)


async def test_a_correction_that_comes_before_the_answer_stands_in_the_chat_is_told_once_it_does(desk):
    asked = question(BRIDGE, asker=Asker(ANN, ANN, 0, Role.REPORTER))
    given = await asking.answer(asked, house=desk.house)
    await take(desk.house, LATER)
    assert await desk.look() == []
    (shown,) = await desk.room.say(ANN, "/start")
    await desk.house.database.answers.link(ANN, shown.message_id, answer_id=given.id)
    desk.house = replace(desk.house, clock=lambda: MORNING + timedelta(minutes=2))
    (notice,) = await desk.look()
    assert notice.reply_to == shown.message_id and FOUR in notice.text
    desk.house = replace(desk.house, clock=lambda: MORNING + timedelta(minutes=9))
    assert await desk.look() == []
