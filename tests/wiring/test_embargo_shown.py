"""A subscriber, a reporter and a group meet a post under embargo on every way that leads to it: the whole bot over a real house."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from assistant.gate import Stands, prove
from assistant.wiring import asking, checking, digesting, recalling
from assistant.wiring.house import House
from assistant.wiring.pump import Pump
from assistant.words import Answer, Asker, Claim, ParsedPost, Question, Receipt, Role, Source
from tests.chat.conftest import api, archive, bot, empty_archive  # noqa: F401  fixtures
from tests.chat.room import GROUP, Room
from tests.houses import house_of

ANN, SUE = 11, 21
SECRET = "Chancellor Ostrava"
OPEN = "The treasury of Marrowby will publish 14 budget tables in the town hall, its office said on Monday."
HELD = f"EMBARGOED UNTIL 23 November 2099 18:00 GMT\n\n{OPEN} {SECRET} will cut the harbour toll by 12 per cent, the office said."
FREE = HELD.partition("\n\n")[2]


@dataclass
class Held:
    """A room in which one post was open and is under embargo now, and another came under embargo from the beginning."""

    house: House
    room: Room
    posts: tuple[int, int]

    async def asked_inline(self, user: int, query: str) -> str:
        who = self.room.api.state.person(user)
        self.room.api.push({"inline_query": {"id": f"i{user}{query}", "from": who, "query": query, "offset": ""}})
        await self.room.hear()
        return str(self.room.api.state.answered[-1]["results"])


@pytest.fixture
async def held(api, bot, archive) -> AsyncIterator[Held]:  # noqa: F811
    house = house_of(archive, lambda: room.clock())
    bound: dict[str, Callable[..., Any]] = {
        "ask": asking.answer,
        "search": asking.search,
        "check": checking.check,
        "digest": digesting.digest,
    }
    room = Room(api, bot, archive, **{name: partial(made, house=house) for name, made in bound.items()})
    room.engine.register("recall", partial(recalling.recall, house=house, engine=room.engine, outbox=room.front.outbox))

    async def send(payload):
        await room.front.outbox.send(payload["key"])

    room.engine.register("send", send)
    await room.engine.launch()
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(room.engine.close)
        stack.push_async_callback(house.fetch.aclose)
        await room.grant(ANN, Role.REPORTER)
        await room.grant(SUE, Role.SUBSCRIBER)
        await room.grant_group(GROUP, Role.SUBSCRIBER)
        for user in (ANN, SUE):
            await room.say(user, "/start")
        posts = await _publish(house, room)
        yield Held(house, room, posts)


async def _publish(house: House, room: Room) -> tuple[int, int]:
    now = room.clock() - timedelta(minutes=20)
    source = await house.database.sources.add(Source(0, "feed", "https://a.example/f", "Treasury", added_at=now))
    opened = ParsedPost("a", "Autumn budget to be published", "https://a.example/1", OPEN, now)
    post, _ = await house.database.posts.keep(source.id, opened, now)
    for user in (ANN, SUE):
        verdict = prove(Claim(OPEN, ((1, OPEN),)), [post])
        assert isinstance(verdict, Stands)
        question = Question(f"q{user}", "What will the treasury publish?", now, asker=Asker(user, user, 0, Role.SUBSCRIBER))
        stored = await house.database.answers.store(Answer(question, (verdict.proven,), (post,), (), Receipt()), now)
        await house.database.answers.link(user, 900 + user, answer_id=stored.id)
    edited = HELD.replace("14 budget", "15 budget")  # what was said does not stand any more
    await house.database.posts.keep(source.id, replace(opened, text=edited), room.clock())
    fresh = ParsedPost("b", f"{SECRET} cuts harbour toll", "https://a.example/2", HELD, room.clock())
    second, _ = await house.database.posts.keep(source.id, fresh, room.clock())
    await Pump(house).once()
    return post.id, second.id


WAYS = (
    "/latest",
    "/corrections",
    "/digest",
    "/sources",
    "What will Chancellor Ostrava do with the harbour toll?",
    "/search Ostrava harbour toll",
)


@pytest.mark.parametrize("words", WAYS)
@pytest.mark.parametrize("chat", [SUE, GROUP])
async def test_no_way_of_a_subscriber_or_of_his_group_leads_to_what_is_held(held: Held, words: str, chat: int) -> None:
    who = SUE if chat == SUE else ANN
    said = f"@{held.room.me.name} {words}" if chat == GROUP and not words.startswith("/") else words
    shown = await held.room.say(who, said, 0 if chat == SUE else GROUP)
    told = "".join(message.text for message in shown)
    assert shown and SECRET not in told and "EMBARGOED" not in told, words


async def test_by_its_number_its_history_is_closed_too_and_open_to_reporters(held: Held) -> None:
    (closed,) = await held.room.say(SUE, "/history 1", reply_to=900 + SUE)
    assert "not for you" in closed.text
    (opened,) = await held.room.say(ANN, "/history 1", reply_to=900 + ANN)
    assert SECRET in opened.text and "embargoed until" in opened.text


async def test_reporters_see_it_marked_and_insert_it_nowhere(held: Held) -> None:
    (latest,) = await held.room.say(ANN, "/latest")
    assert SECRET in latest.text and "embargoed until 23 Nov 2099" in latest.text
    (found,) = await held.room.say(ANN, "/search Ostrava harbour toll")
    assert SECRET in found.text and "embargoed until" in found.text
    for query in ("Ostrava harbour toll", ""):
        assert SECRET not in await held.asked_inline(ANN, query)


async def test_evidence_of_what_is_held_is_for_reporters_alone_and_says_so(held: Held) -> None:
    (answer,) = await held.room.say(ANN, "What will Chancellor Ostrava do with the harbour toll?")
    by_command = await held.room.say(ANN, "/evidence", reply_to=answer.message_id)
    (receipt,) = await held.room.press(ANN, answer, "Receipt")
    for shown in (by_command, await held.room.press(ANN, receipt, "Evidence file")):
        (file,) = shown
        assert SECRET in file.file.decode() and "under embargo until 23 Nov 2099" in file.text
    for words, reply_to in (("/evidence", 0), ("/evidence", 900 + SUE), ("/evidence", answer.message_id)):
        for told in await held.room.say(SUE, words, reply_to=reply_to):
            assert not told.file and SECRET not in told.text, words


async def test_evidence_asked_for_in_a_group_holds_only_what_the_group_may_read(held: Held) -> None:
    (answer,) = await held.room.say(ANN, "What will Chancellor Ostrava do with the harbour toll?")
    question = f"@{held.room.me.name} What will Chancellor Ostrava do with the harbour toll?"
    asked = await held.room.say(ANN, question, GROUP)
    for reply_to in (answer.message_id, asked[-1].message_id, 0):
        for shown in await held.room.say(ANN, "/evidence", GROUP, reply_to=reply_to):
            assert SECRET not in shown.text and SECRET.encode() not in shown.file


async def test_a_notice_of_a_correction_shows_what_is_held_to_reporters_alone(held: Held) -> None:
    before = len(held.room.api.state.sent)
    await recalling.look(held.house, held.room.engine)
    await held.room.engine.settle()
    assert not await held.room.engine.failed("recall")
    assert [m.chat_id for m in held.room.api.state.sent[before:]] == [ANN]


async def test_when_the_embargo_ends_the_others_are_told_too_once(held: Held) -> None:
    (post,) = await held.house.database.posts.by_ids([held.posts[0]])
    until = held.room.clock() + timedelta(hours=30)
    text = post.text.replace("23 November 2099 18:00", f"{until:%d %B %Y %H:%M}")
    await held.house.database.posts.keep(
        post.source_id, ParsedPost(post.key, post.title, post.url, text, post.published), held.room.clock()
    )
    for hours, told in ((0, [ANN]), (29, []), (2, [SUE]), (24, [])):
        held.room.later(hours=hours)
        before = len(held.room.api.state.sent)
        await recalling.look(held.house, held.room.engine)
        await held.room.engine.settle()
        assert not await held.room.engine.failed("recall")
        assert [m.chat_id for m in held.room.api.state.sent[before:]] == told, hours


async def test_when_the_mark_is_taken_off_a_subscriber_reads_it(held: Held) -> None:
    (post,) = await held.house.database.posts.by_ids([held.posts[1]])
    open_now = ParsedPost(post.key, post.title, post.url, FREE, post.published)
    await held.house.database.posts.keep(post.source_id, open_now, held.room.clock())
    (latest,) = await held.room.say(SUE, "/latest")
    assert SECRET in latest.text
