"""Voice notes: who may, how long, what was heard, and what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.chat.reporter_voice import LONGEST_NOTE
from assistant.errors import BadRequest
from assistant.words import Role
from tests.botapi import events
from tests.chat.journeys import BRIDGE, FERRY
from tests.chat.room import ADMIN, ANN, BOB, EVE, GROUP

QUESTION = b"OggS Which bridge was closed by engineers?"


class Ear:
    """Hears what the recording says, and remembers how often."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int]] = []
        self.says = ""
        self.fails = False

    async def __call__(self, audio: bytes, name: str, seconds: int) -> tuple[str, float]:
        self.heard.append((name, seconds))
        if self.fails:
            raise BadRequest("I could not listen to this: the model is away. Please write your question.")
        return self.says or audio.decode().removeprefix("OggS "), 0.001


@pytest.fixture
async def newsroom(room):
    room.api.chat(ADMIN)
    await room.grant(ANN, Role.REPORTER)
    await room.grant(BOB, Role.SUBSCRIBER)
    await room.publish(BRIDGE, FERRY)
    room.ear = Ear()
    room.desk = replace(room.desk, hear=room.ear)
    return room


async def speak(room, user, data=QUESTION, *, seconds=3, chat=0, **more):
    return await room.push(events.voice(room.api.state, chat or user, user, data, seconds, **more))


async def test_a_spoken_question_is_answered_below_what_was_heard(newsroom):
    (answer,) = await speak(newsroom, ANN)
    first, *_ = answer.text.splitlines()
    assert first == "I heard: «Which bridge was closed by engineers?»"
    assert "Engineers closed the old bridge at noon. [1]" in answer.text
    assert newsroom.ear.heard == [("voice.ogg", 3)]
    assert newsroom.journeys.asked[0].spent == 0.001


@pytest.mark.parametrize("who", [BOB, EVE])
async def test_who_may_not_ask_is_not_listened_to(newsroom, who):
    await speak(newsroom, who)
    assert newsroom.ear.heard == [] and not downloads(newsroom)


async def test_what_is_too_long_or_too_much_is_refused_before_it_is_fetched(newsroom):
    (answer,) = await speak(newsroom, ANN, seconds=LONGEST_NOTE + 1)
    assert "too long to listen to" in answer.text
    newsroom.desk = replace(newsroom.desk, limits={"questions_a_minute": 1})
    await speak(newsroom, ANN)
    (limited,) = await speak(newsroom, ANN)
    assert "many questions" in limited.text
    assert len(newsroom.ear.heard) == 1 == len(downloads(newsroom))


async def test_a_note_handled_twice_is_heard_once(newsroom):
    await speak(newsroom, ANN)
    ((_, _, payload),) = newsroom.engine.started
    await newsroom.database.deliveries.drop("update:1", "test")
    await newsroom.handle(payload)
    assert len(newsroom.ear.heard) == 1 and len(newsroom.api.sent) == 1


async def test_silence_and_a_failing_model_are_told_kindly(newsroom):
    newsroom.ear.says = "   "
    (silent,) = await speak(newsroom, ANN)
    assert "heard nothing" in silent.text
    newsroom.ear.says, newsroom.ear.fails = "", True
    (failed,) = await speak(newsroom, ANN)
    assert "Please write your question" in failed.text


async def test_what_is_heard_is_foreign_text(newsroom):
    (answer,) = await speak(newsroom, ANN, b"OggS Which bridge <b>closed</b> /revoke @all &amp;?")
    assert answer.text.startswith("I heard: «Which bridge <b>closed</b> /revoke @all &amp;?»")


async def test_in_a_group_a_note_in_reply_to_the_bot_is_a_question_and_another_is_not(newsroom):
    await newsroom.grant_group(GROUP, Role.REPORTER)
    (answer,) = await newsroom.say(ANN, f"@{newsroom.me.name} Which bridge was closed?", GROUP)
    assert await speak(newsroom, ANN, chat=GROUP) == []
    (spoken,) = await speak(newsroom, ANN, chat=GROUP, reply_to=answer.message_id)
    assert spoken.text.startswith("I heard") and len(newsroom.ear.heard) == 1


def downloads(room) -> list[str]:
    return (
        [call for call in room.api.state.calls if "getFile" in str(call)] if hasattr(room.api.state, "calls") else room.ear.heard
    )
