"""Following an answer: noted by its asker alone, listed, ended."""

import pytest

from assistant.words import Role
from tests.chat.journeys import BRIDGE, FLOOD
from tests.chat.room import ANN, BOB, GROUP, words


@pytest.fixture
async def newsroom(room):
    await room.grant(ANN, Role.REPORTER)
    await room.grant(BOB, Role.REPORTER)
    await room.grant_group(GROUP, Role.REPORTER)
    await room.publish(BRIDGE, FLOOD)
    return room


async def test_an_answer_is_followed_listed_and_ended(newsroom):
    (answer,) = await newsroom.say(ANN, "Which streets were flooded?")
    for _ in range(2):
        (noted,) = await newsroom.press(ANN, answer, "Tell me when it changes")
    assert "when the answer changes" in noted.text and newsroom.toast == "Noted."
    (one,) = await newsroom.database.followings.all()
    assert one.question.text == "Which streets were flooded?"
    (listed,) = await newsroom.say(ANN, "/following")
    assert "1. Which streets were flooded?" in listed.text and words(listed) == ["End 1. Which streets were flooded?"]
    (ended,) = await newsroom.press(ANN, listed, "End 1")
    assert "You follow no question here" in ended.text and newsroom.toast == "Ended."
    await newsroom.press(ANN, answer, "Tell me when it changes")
    assert len(await newsroom.database.followings.all()) == 1


async def test_in_a_group_only_its_asker_follows_it(newsroom):
    newsroom.api.chat(GROUP, members={ANN, BOB})
    (answer,) = await newsroom.say(ANN, "@newsroom_test_bot Which streets were flooded?", GROUP)
    assert await newsroom.press(BOB, answer, "Tell me when it changes") == []
    assert "made for" in newsroom.toast and await newsroom.database.followings.all() == []


async def test_the_button_expires(newsroom):
    (answer,) = await newsroom.say(ANN, "Which streets were flooded?")
    newsroom.later(days=8)
    assert await newsroom.press(ANN, answer, "Tell me when it changes") == []
    assert "expired" in newsroom.toast
