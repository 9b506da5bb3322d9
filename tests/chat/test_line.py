"""The answer in the making: proven claims in place of the progress line, the answer in place of both, once, whatever happens between."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import UTC, datetime
from typing import cast

import pytest

from assistant.chat.fleeting import AMEND_EVERY, Fleeting
from assistant.chat.incoming import Incoming
from assistant.chat.line import Line
from assistant.chat.outbox import Outbox
from assistant.chat.pace import Limits, Pace
from assistant.chat.render import messages
from assistant.gate import Stands, prove
from assistant.layout import progress, say
from assistant.words import Claim, Role
from tests.chat.journeys import BRIDGE, FERRY, FLOOD
from tests.chat.room import ANN, GROUP

ASKED = "Which bridge was closed by engineers?"


@pytest.fixture
async def newsroom(room):
    await room.grant(ANN, Role.REPORTER)
    posts = await room.publish(BRIDGE, FERRY, FLOOD)
    proven = [v.proven for p in posts if isinstance(v := prove(Claim(p.text.split(". ")[0] + "."), [p]), Stands)]
    room.journeys.told_meanwhile = [(proven[:n], posts[:n]) for n in range(1, len(proven) + 1)]
    assert len(proven) == 3
    return room


async def until(there):
    for _ in range(1000):
        if there():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


async def test_claims_stand_in_the_chat_as_they_are_proven_and_the_answer_takes_their_place(newsroom):
    *_, first = await newsroom.say(ANN, ASKED)
    sent, edits = newsroom.api.sent, newsroom.api.state.edits
    assert len(sent) == 1, "one message all the while"
    assert "Engineers closed the old bridge at noon. [1]" in sent[0].text and "Still writing" in sent[0].text
    assert "[2]" in edits[0].text and "Still writing" in edits[0].text
    stands = newsroom.stands(ANN, first.message_id)
    assert "Still writing" not in stands.text and "Searched 3 posts" in stands.text
    assert {e.message_id for e in edits} == {sent[0].message_id}


async def test_killed_while_it_was_shown_the_same_message_becomes_the_answer(newsroom):
    newsroom.journeys.hold = asyncio.Event()
    await newsroom.say(ANN, ASKED, wait=False)
    await until(lambda: newsroom.api.state.edits)
    await newsroom.engine.close()
    ((_, _, payload),) = newsroom.engine.started
    newsroom.journeys.hold = None
    await newsroom.handle(payload)
    (message,) = newsroom.api.sent
    assert "Searched 3 posts" in newsroom.stands(ANN, message.message_id).text


async def test_a_line_that_was_deleted_is_not_sent_again_by_a_change_of_it(newsroom):
    front, asked = newsroom.front, Incoming(77, "message", newsroom.clock(), chat_id=ANN, message_id=1)
    newsroom.api.push_text(ANN, ANN, "hello")
    line = Line(asked, front.outbox, front.amend, every=0.0)
    await line.begin(progress(say("Searching …")))
    (stands,) = newsroom.api.sent
    await newsroom.bot.delete_message(ANN, stands.message_id)
    await line.show(progress(say("More")))
    await line.close()
    assert len(newsroom.api.sent) == 1


async def test_what_comes_too_quickly_is_shown_as_its_last_and_nothing_after_the_end():
    shown: list[str] = []

    class Rows:
        async def progress(self, incoming, draft):
            shown.append(messages(draft.blocks)[0])

        async def progress_id(self, incoming):
            return len(shown) and 5

    async def amend(chat_id, message_id, html):
        shown.append(html)
        return True

    line = Line(Incoming(1, "message", datetime.now(UTC)), cast(Outbox, Rows()), amend, every=0.0)
    for words in ("a", "b", "c"):
        await line.show(progress(say(words)))
    await until(lambda: shown)
    line._every = 60.0
    await line.show(progress(say("d")))
    await asyncio.sleep(0)
    await line.show(progress(say("e")))
    await line.close()
    assert len(shown) <= 2 and "c" in shown[0]


async def test_an_edit_that_need_not_be_leaves_a_messages_room_alone():
    now = [0.0]
    pace = Pace(Limits(), clock=lambda: now[0])
    assert [pace.spare(1) for _ in range(3)] == [True, False, False]
    now[0] = 1.0
    assert pace.spare(1)
    await pace.turn(1)  # the answer does not wait for the edit before it
    spared: deque[bool] = deque()
    for second in range(2, 62):
        now[0] = float(second)
        spared.append(pace.spare(GROUP))
    assert sum(spared) == 10, "half of a group's twenty a minute"


async def test_in_a_group_the_line_changes_more_seldom(newsroom):
    now = [0.0]
    show = Fleeting(newsroom.bot, clock=lambda: now[0])
    await newsroom.say(ANN, ASKED)
    (message,) = newsroom.api.sent
    assert await show.amend(ANN, message.message_id, "one")
    assert not await show.amend(ANN, message.message_id, "two")
    now[0] = 1.0
    assert await show.amend(ANN, message.message_id, "two")
    assert AMEND_EVERY >= 3.0
