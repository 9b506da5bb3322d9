"""What stands under an answer, and posts as they are: evidence, votes, search, latest, sources, inline results."""

from dataclasses import replace

import pytest

from assistant.words import Role
from tests.chat.journeys import BRIDGE, FERRY, FLOOD
from tests.chat.room import ADMIN, ANN, BOB, EVE, words


@pytest.fixture
async def newsroom(room):
    room.api.chat(ADMIN)
    await room.grant(ANN, Role.REPORTER)
    await room.grant(BOB, Role.SUBSCRIBER)
    await room.publish(BRIDGE, FERRY, FLOOD)
    return room


async def test_quotes_show_the_passage_with_the_sentence_marked_and_where_it_comes_from(newsroom):
    (answer,) = await newsroom.say(ANN, "Which bridge was closed?")
    (quotes,) = await newsroom.press(ANN, answer, "Quotes")
    assert "[1] Harbour Gazette: Old bridge closed after crack" in quotes.text and "By Ada Quill. Version 1, read" in quotes.text
    assert "<b>Engineers closed the old bridge at noon.</b> It carries 4,000 cars a day." in quotes.html
    assert "https://gazette.example/bridge#:~:text=Engineers%20closed" in quotes.html


async def test_a_copy_is_plain_and_short_ones_have_a_button(newsroom):
    (answer,) = await newsroom.say(ANN, "Which bridge was closed?")
    (copy,) = await newsroom.press(ANN, answer, "Copy")
    assert [e["type"] for e in copy.entities] == ["pre"] and not copy.clickable
    assert copy.text.startswith("Engineers closed the old bridge at noon.\n(Harbour Gazette, ")
    assert copy.text.endswith("https://gazette.example/bridge")
    assert copy.buttons[0]["copy_text"]["text"] == copy.text


async def test_more_shows_what_else_was_found(newsroom):
    (answer,) = await newsroom.say(ANN, "What of the bridge, the ferry, the river, and whatever closed or flooded?")
    assert "More" not in words(answer)
    await newsroom.publish(
        *[replace(FERRY, key=f"f{n}", title=f"Ferry {n}", url=f"https://gazette.example/{n}") for n in range(7)]
    )
    (answer,) = await newsroom.say(ANN, "How often runs the ferry?")
    (more,) = await newsroom.press(ANN, answer, "More")
    assert more.text.startswith("Also found") and words(more) == ["Next ›"]
    (turned,) = await newsroom.press(ANN, more, "Next")
    assert turned.message_id == more.message_id and words(turned) == ["‹ Back"]


async def test_a_bad_answer_reaches_the_admins_once_with_question_and_evidence(newsroom):
    (answer,) = await newsroom.say(ANN, "Which bridge was closed?")
    why, notice = await newsroom.press(ANN, answer, "👎")
    assert (
        (why.chat_id, notice.chat_id) == (ANN, ADMIN) and "Which bridge was closed?" in notice.text and "Version 1" in notice.text
    )
    thanks, reason = await newsroom.press(ANN, why, "Out of date")
    assert thanks.message_id == why.message_id and "Out of date" in reason.text and reason.chat_id == ADMIN
    assert await newsroom.press(ANN, answer, "👍") == [] and "already" in newsroom.toast


async def test_search_turns_its_pages_in_place(newsroom):
    await newsroom.publish(
        *[replace(FERRY, key=f"f{n}", title=f"Ferry {n}", url=f"https://gazette.example/{n}") for n in range(7)]
    )
    (found,) = await newsroom.say(ANN, "/search ferry")
    assert found.text.startswith("Found for «ferry»") and words(found) == ["Next ›"]
    (second,) = await newsroom.press(ANN, found, "Next")
    assert second.message_id == found.message_id and words(second) == ["‹ Back"] and second.text != found.text
    (none,) = await newsroom.say(ANN, "/search zeppelin <b>")
    assert "Nothing for «zeppelin <b>»" in none.text


async def test_each_sees_the_sources_he_may_and_no_secret_of_their_addresses(newsroom):
    source = await newsroom.source("Desk notes", audience="reporters", url="https://u:pw@notes.example/feed?token=abc")
    await newsroom.publish(replace(BRIDGE, key="x", title="Inside story"), source=source)
    (mine,) = await newsroom.say(ANN, "/sources")
    (theirs,) = await newsroom.say(BOB, "/sources")
    assert "Desk notes (feed), reporters only" in mine.text and "Desk notes" not in theirs.text
    assert "abc" not in mine.text and "pw" not in mine.text
    assert "Inside story" in (await newsroom.say(ANN, "/latest"))[0].text
    assert "Inside story" not in (await newsroom.say(BOB, "/latest"))[0].text
    assert "Inside story" in (await newsroom.say(ANN, "/latest desk"))[0].text


async def asked_inline(room, user, query):
    room.api.push({"inline_query": {"id": f"i{user}{query}", "from": room.api.state.person(user), "query": query, "offset": ""}})
    await room.hear()
    return room.api.state.answered[-1]


async def test_inline_results_are_posts_for_reporters_and_nothing_for_strangers(newsroom):
    given = await asked_inline(newsroom, ANN, "ferry")
    (result,) = given["results"]
    assert (
        result["title"] == "Ferry runs twice as often"
        and "gazette.example/ferry" in result["input_message_content"]["message_text"]
    )
    assert (given["cache_time"], given["is_personal"]) == ("0", "true")
    assert len((await asked_inline(newsroom, ANN, ""))["results"]) == 3
    assert (await asked_inline(newsroom, EVE, "ferry"))["results"] == []


@pytest.mark.parametrize(("kind", "told"), [("voice", "listen"), ("photo", "pictures")])
async def test_voice_notes_and_pictures_are_declined_kindly(newsroom, kind, told):
    sent = await newsroom.say(ANN, "", **{kind: [{"file_id": "x"}] if kind == "photo" else {"file_id": "x"}})
    assert told in sent[0].text
