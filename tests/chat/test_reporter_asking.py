"""Questions, end to end: answered, continued, edited, stopped, limited; and who may press what."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from assistant.chat.reporter_limits import ends
from assistant.words import Role
from tests.chat.journeys import BRIDGE, FERRY, FLOOD
from tests.chat.room import ADMIN, ANN, BOB, EVE, FORUM, GROUP, words


@pytest.fixture
async def newsroom(room):
    """Ann reports, Bob subscribes, Eve is a stranger; three posts are there."""
    room.api.chat(ADMIN)
    await room.grant(ANN, Role.REPORTER)
    await room.grant(BOB, Role.SUBSCRIBER)
    await room.publish(BRIDGE, FERRY, FLOOD)
    return room


async def test_a_question_is_answered_with_citations_and_buttons(newsroom):
    (answer,) = await newsroom.say(ANN, "Which bridge was closed by engineers?")
    assert "Engineers closed the old bridge at noon. [1]" in answer.text
    assert "[1] Harbour Gazette: Old bridge closed after crack" in answer.text and not answer.preview and not answer.clickable
    assert words(answer) == ["Quotes", "Copy", "Newest first", "Tell me when it changes", "👍", "👎", "Receipt"]
    (receipt,) = await newsroom.press(ANN, answer, "Receipt")
    assert "Evidence file" in words(receipt) and len(answer.reply_markup["inline_keyboard"]) <= 4
    assert newsroom.api.state.actions[0] == (ANN, 0, "typing")


async def test_an_update_handled_twice_is_answered_once(newsroom):
    await newsroom.say(ANN, "Which bridge was closed?")
    ((_, _, payload),) = newsroom.engine.started
    await newsroom.handle(payload)
    assert len(newsroom.api.sent) == 1 and len(newsroom.journeys.asked) == 1


async def test_a_follow_up_knows_the_turns_before_and_new_forgets_them(newsroom):
    await newsroom.say(ANN, "Which bridge was closed?")
    newsroom.later(minutes=5)
    await newsroom.say(ANN, "Since when?")
    newsroom.later(minutes=5)
    await newsroom.say(ANN, "/new")
    newsroom.later(minutes=5)
    await newsroom.say(ANN, "And the ferry?")
    assert newsroom.journeys.previous == [[], ["Which bridge was closed?"], []]


async def test_a_reply_to_an_older_answer_continues_that_one(newsroom):
    (first,) = await newsroom.say(ANN, "Which bridge was closed?")
    await newsroom.say(ANN, "What of the ferry?")
    await newsroom.say(ANN, "Since when?", reply_to=first.message_id)
    stored = await newsroom.database.answers.by_key(newsroom.journeys.asked[0].key)
    assert [q.follows for q in newsroom.journeys.asked] == [0, 0, stored.answer.id]


async def test_no_evidence_is_said_and_a_watch_is_kept(newsroom):
    (refusal,) = await newsroom.say(ANN, "Who won overnight?")
    assert "Not in the archive." in refusal.text and "Nearest posts" in refusal.text
    assert words(refusal) == ["Tell me when there is one", "All time", "Receipt"]
    (told,) = await newsroom.press(ANN, refusal, "Tell me")
    assert "as soon as" in told.text
    (watch,) = await newsroom.database.answers.watches()
    assert watch.question.text == "Who won overnight?"
    before = await newsroom.database.answers.linked(ANN, refusal.message_id)
    (again,) = await newsroom.press(ANN, refusal, "All time")
    assert newsroom.journeys.asked[-1].all_time and again.reply_to == refusal.message_id
    assert await newsroom.database.answers.linked(ANN, refusal.message_id) == before != (0, 0)


async def test_an_edited_question_is_answered_anew_in_place(newsroom):
    (answer,) = await newsroom.say(ANN, "Which bridge was closed?")
    mine = newsroom.last_message_of(ANN)
    assert await newsroom.edit(ANN, mine, "Which bridge was closed?") == []
    (changed,) = await newsroom.edit(ANN, mine, "How often runs the ferry?")
    assert (changed.message_id, changed.method) == (answer.message_id, "editMessageText") and "every ten minutes" in changed.text
    (again,) = await newsroom.edit(ANN, mine, "Which streets were flooded?")
    assert again.message_id == answer.message_id and "Mill Lane" in again.text and len(newsroom.api.sent) == 1


async def test_cancel_overtakes_and_stops_what_is_being_answered(newsroom):
    newsroom.hurry()
    newsroom.journeys.hold = asyncio.Event()
    await newsroom.say(ANN, "Which bridge was closed?", wait=False)
    await newsroom.api.wait_for(lambda api: api.sent)
    (stopped,) = await newsroom.say(ANN, "/cancel")
    assert stopped.text == "Stopped: «Which bridge was closed?»" and stopped.message_id == newsroom.api.sent[0].message_id
    assert await newsroom.database.answers.open_questions() == []
    (nothing,) = await newsroom.say(ANN, "/cancel")
    assert "nothing to stop" in nothing.text


async def test_the_answer_takes_the_place_of_the_progress_line(newsroom):
    newsroom.hurry()
    newsroom.journeys.hold = asyncio.Event()
    await newsroom.say(ANN, "Which bridge was closed?", wait=False)
    line = (await newsroom.api.wait_for(lambda api: api.sent))[0]
    newsroom.journeys.hold.set()
    await newsroom.hear()
    assert "Engineers closed" in newsroom.stands(ANN, line.message_id).text and len(newsroom.api.sent) == 1


async def test_a_question_that_waited_for_over_an_hour_is_marked_late(newsroom):
    sent_at = int((newsroom.clock() - timedelta(hours=2)).timestamp())
    (answer,) = await newsroom.say(ANN, "Which bridge was closed?", date=sent_at)
    assert answer.text.startswith("Late: you asked at ")


# --- who may ----------------------------------------------------------------------------------------------------------


async def test_a_subscriber_is_told_kindly_and_a_stranger_how_to_get_in(newsroom):
    (told,) = await newsroom.say(BOB, "Which bridge was closed?")
    assert "for reporters here" in told.text and "/digest" in told.text
    (stranger,) = await newsroom.say(EVE, "Which bridge was closed?")
    assert str(EVE) in stranger.text and newsroom.journeys.asked == []


async def test_a_group_is_answered_when_it_speaks_to_me_and_a_topic_in_the_topic(newsroom):
    newsroom.api.chat(FORUM, topics={5})
    assert await newsroom.say(ANN, "Which bridge was closed?", GROUP) == []
    (answer,) = await newsroom.say(ANN, "@newsroom_test_bot Which bridge was closed?", GROUP)
    assert answer.reply_to == newsroom.last_message_of(ANN, GROUP)
    (asked,) = await newsroom.say(ANN, "/ask@newsroom_test_bot Which bridge was closed?", FORUM, thread=5)
    assert asked.thread == 5 and "Engineers closed" in asked.text
    assert await newsroom.say(EVE, "@newsroom_test_bot Which bridge was closed?", GROUP) == []


async def test_a_post_inserted_here_by_inline_mode_is_no_question(newsroom):
    assert await newsroom.say(ANN, "Old bridge closed after crack", via_bot=newsroom.api.state.me) == []


async def test_an_admin_asking_in_a_group_sees_there_what_a_reporter_may(newsroom):
    await newsroom.say(ADMIN, "@newsroom_test_bot Which bridge was closed?", GROUP)
    await newsroom.say(ADMIN, "Which bridge was closed?")
    assert [q.asker.role for q in newsroom.journeys.asked] == [Role.REPORTER, Role.ADMIN]


async def test_buttons_that_change_something_are_his_alone_and_others_serve_the_chat(newsroom):
    (answer,) = await newsroom.say(ANN, "@newsroom_test_bot Which bridge was closed?", GROUP)
    assert await newsroom.press(BOB, answer, "👎") == [] and "made for" in newsroom.toast
    assert await newsroom.press(EVE, answer, "Quotes") == [] and "may not" in newsroom.toast
    (quotes,) = await newsroom.press(BOB, answer, "Quotes")
    assert "Engineers closed the old bridge at noon." in quotes.text
    newsroom.later(days=8)
    assert await newsroom.press(ANN, answer, "Quotes") == [] and "expired" in newsroom.toast


# --- limits -----------------------------------------------------------------------------------------------------------

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds_ago", "until"),
    [((), None), ((1, 2), None), ((10, 20, 30), 30), ((10, 20, 61), None), ((5, 10, 20, 30), 40), ((100, 200, 300, 400, 500), 85_900)],
)  # fmt: skip
def test_a_limit_ends_when_enough_questions_are_old_enough(seconds_ago, until):
    asked = [NOON - timedelta(seconds=s) for s in seconds_ago]
    end = ends(asked, NOON, {"questions_a_minute": 3, "questions_a_day": 5})
    assert end == (NOON + timedelta(seconds=until) if until else None)


async def test_who_meets_the_limit_is_told_once_and_may_ask_again_later(newsroom):
    told = [await newsroom.say(ANN, f"Which bridge was closed? {n}") for n in range(9)]
    assert [len(t) for t in told] == [1] * 7 + [0, 0] and "ask again after" in told[6][0].text
    newsroom.later(minutes=2)
    assert "Engineers closed" in (await newsroom.say(ANN, "Which bridge was closed?"))[0].text


async def test_a_question_that_is_far_too_long_is_not_asked(newsroom):
    (told,) = await newsroom.say(ANN, "bridge " * 200)
    assert "too long" in told.text and newsroom.journeys.asked == []
