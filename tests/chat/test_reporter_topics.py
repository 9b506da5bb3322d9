"""Timelines, briefs, what somebody said; receipts and what they change; who said that: end to end, with real search and the real gate."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, cast

import pytest

from assistant.ports import CountTokens
from assistant.topic import journey
from assistant.wiring import asking, topics
from assistant.wiring.pump import Pump
from assistant.words import ParsedPost, Question, Role
from tests.chat.room import ADMIN, ANN, EVE, GROUP, Room, words
from tests.fakes import FakeComplete
from tests.houses import house_of

CRACK = ParsedPost(
    "crack",
    "Crack found in the Tide dam",
    "https://gazette.example/crack",
    "Divers found a crack in the Tide dam on Wednesday morning. The wall dates from 1931 and holds back the whole valley.",
    author="Ada Quill",
)
EMPTIED = ParsedPost(
    "emptied",
    "Lower town emptied below the Tide dam",
    "https://townhall.example/emptied",
    "The fire service emptied 140 homes below the Tide dam because of the crack. Mayor Ilse Brandt said that nobody had been hurt so far. "
    "“We will not go back before the wall is safe,” she said.",
)
REPAIR = ParsedPost(
    "repair",
    "Tide dam to be repaired by spring",
    "https://gazette.example/repair",
    "Engineers will close the crack in the Tide dam with concrete by the end of March. Critics of Brandt said that it comes too late. "
    "The council set aside 3.2 million crowns for the work on the Tide dam.",
)


@dataclass(frozen=True)
class Writer:
    complete: FakeComplete
    count: CountTokens
    may_spend: Callable[[], Awaitable[str]]


async def no_reason() -> str:
    return ""


@pytest.fixture
async def newsroom(api, bot, archive) -> AsyncIterator[Room]:
    """Ann reports; posts of a paper, of the radio that copies it, and of the town hall are there, found by the real search."""
    house = house_of(archive, lambda: room.clock())
    bound = {name: partial(getattr(topics, name), house=house) for name in ("timeline", "brief", "quotes")}
    room = Room(api, bot, archive, **bound, ask=partial(asking.answer, house=house), search=partial(asking.search, house=house))
    await room.engine.launch()
    await room.grant(ANN, Role.REPORTER)
    paper, radio = await room.source(), await room.source("Lakeside Radio")
    hall = await room.source("Town Hall", tier="official")
    await room.publish(CRACK, source=paper, ago=timedelta(hours=30))
    await room.publish(replace(CRACK, key="copy", author=""), source=radio, ago=timedelta(hours=29))
    await room.publish(EMPTIED, source=hall, ago=timedelta(hours=20))
    await room.publish(REPAIR, source=paper, ago=timedelta(hours=2))
    await Pump(house).once()
    yield room
    await room.engine.close()
    await house.fetch.aclose()


async def test_a_timeline_is_a_line_a_development_with_copies_folded_and_the_tier_told(newsroom):
    (hint,) = await newsroom.say(ANN, "/timeline")
    assert "/timeline dam since Monday" in hint.text
    (told,) = await newsroom.say(ANN, "/timeline Tide dam")
    lines = told.text.splitlines()
    assert lines[0] == "Timeline: Tide dam"
    happened = [line for line in lines if "[" in line]
    assert [line[:1].isdigit() for line in happened] == [True] * 3
    assert "Divers found a crack" in happened[0] and "Harbour Gazette (2 posts, 1 origin) [1]" in happened[0]
    assert "Town Hall (official) [2]" in happened[1] and "Engineers will close" in happened[2]
    assert words(told) == ["Quotes", "Copy", "Brief"] and not told.clickable
    (quotes,) = await newsroom.press(ANN, told, "Quotes")
    assert "Version 1" in quotes.text


async def test_a_misspelt_topic_is_read_as_the_posts_spell_it(newsroom):
    (sent,) = await newsroom.say(ANN, "/timeline Tide Concreet")
    assert sent.text.startswith("Timeline: Tide Concrete") and "Engineers will close the crack" in sent.text


async def test_a_timeline_reads_periods_and_all_time_is_a_button(newsroom):
    (told,) = await newsroom.say(ANN, "/timeline Tide dam in the last 5 hours")
    assert "Engineers will close" in told.text and "Divers" not in told.text and "(in the last 5 hours)" in told.text
    (whole,) = await newsroom.press(ANN, told, "All time")
    assert whole.message_id == told.message_id and "Divers" in whole.text
    (none,) = await newsroom.say(ANN, "/timeline zeppelin")
    assert "Not in the archive" in none.text and words(none) == []


async def test_a_long_timeline_has_twelve_lines_and_pages(newsroom):
    things = "wall gate pump tower weir fence pier ramp bank lock hut mast rail vane sluice".split()
    for n, thing in enumerate(things):
        post = ParsedPost(f"t{n}", f"New {thing} for the harbour basin", f"https://gazette.example/t{n}",
                          f"Builders put up the {thing} number {n + 20} at the harbour basin and painted it {thing}-like.")  # fmt: skip
        await newsroom.publish(post, ago=timedelta(hours=40 * (20 - n)))
    await Pump(house_of(newsroom.database, newsroom.clock)).once()
    (told,) = await newsroom.say(ANN, "/timeline harbour basin")
    assert told.text.count("Builders") == 12 and "3 earlier developments" in told.text
    (first,) = await newsroom.press(ANN, told, "‹ Earlier")
    assert first.message_id == told.message_id and first.text.count("Builders") == 3 and "12 later ones" in first.text
    (back,) = await newsroom.press(ANN, first, "Later ›")
    assert back.text.count("Builders") == 12


async def test_a_corrected_post_is_marked_in_the_timeline(newsroom):
    changed = replace(EMPTIED, text=EMPTIED.text.replace("140 homes", "120 homes"))
    await newsroom.publish(changed, source=await newsroom.source("Town Hall"), ago=timedelta(hours=20))
    await Pump(house_of(newsroom.database, newsroom.clock)).once()
    (told,) = await newsroom.say(ANN, "/timeline Tide dam")
    assert "The fire service emptied 120 homes below the Tide dam because of the crack. (corrected) – Town Hall" in told.text


async def test_a_brief_is_at_most_five_cited_sentences_newest_first_and_kept_as_an_answer(newsroom):
    (told,) = await newsroom.say(ANN, "/brief Tide dam")
    assert told.text.startswith("Brief: Tide dam")
    body = told.text.split("Sources")[0]
    assert body.index("Engineers will close") < body.index("Divers found") and 3 <= body.count("[") <= 5
    assert "Town Hall (official), " in body and words(told) == ["Quotes", "Copy", "Timeline", "👍", "👎"]
    (copy,) = await newsroom.press(ANN, told, "Copy")
    assert "https://gazette.example/repair" in copy.text
    (timeline,) = await newsroom.press(ANN, told, "Timeline")
    assert timeline.text.startswith("Timeline: Tide dam") and timeline.message_id != told.message_id
    (brief,) = await newsroom.press(ANN, timeline, "Brief")
    assert brief.text.startswith("Brief: Tide dam")
    (none,) = await newsroom.say(ANN, "/brief zeppelin")
    assert "Not in the archive" in none.text and words(none) == []


async def test_a_model_writes_the_brief_and_only_what_is_proven_is_shown(newsroom):
    def claim(text: str, quote: str) -> dict[str, Any]:
        return {"text": text, "quotes": [{"passage": 1, "text": quote}], "assumes": None}

    words_ = "Engineers will close the crack in the Tide dam with concrete by the end of March."
    money = "The council set aside 3.2 million crowns for the work on the Tide dam."
    late = "Critics of Brandt said that it comes too late."
    stand = [claim(words_, words_), claim(money, money), claim(late, late)]
    invented = claim("The Tide dam will cost 9 million crowns.", money)
    for reply, by_model in (({"claims": [*stand, invented]}, True), ({"claims": [invented]}, False)):
        complete = FakeComplete(reply)
        writer = Writer(complete, cast(CountTokens, lambda text: len(text) // 4), no_reason)
        made = await journey.brief(
            Question("q", "Tide dam", newsroom.clock()),
            sources=await newsroom.database.sources.all(),
            posts=newsroom.database.posts,
            writer=writer,
        )
        assert not any("9 million" in c.text for c in made.claims) and made.claims
        assert bool(made.receipt.written_by) is by_model and bool(made.receipt.note) is not by_model
        assert made.receipt.tokens_in and made.receipt.prompt and "Tide dam" in complete.asked[0].user


async def test_a_reply_to_me_in_a_group_is_a_question_and_continues_the_answer(newsroom):
    (answer,) = await newsroom.say(ANN, "@newsroom_test_bot How many homes were emptied below the Tide dam?", GROUP)
    newsroom.later(hours=5)
    (told,) = await newsroom.say(ANN, "Who said that?", GROUP, reply_to=answer.message_id)
    assert "Searched 1 post of 1 source" in told.text and told.chat_id == GROUP


async def test_quotes_are_what_a_person_said_and_not_what_was_said_of_her(newsroom):
    (told,) = await newsroom.say(ANN, "/quotes Brandt")
    assert told.text.startswith("Brandt said") and "Critics" not in told.text
    assert "Town Hall (official), " in told.text and "1-2 of 2 statements" in told.text
    assert "(Mayor Ilse Brandt) “We will not go back before the wall is safe,” she said." in told.text
    (copy,) = await newsroom.press(ANN, told, "Copy")
    assert "(Town Hall, " in copy.text and "https://townhall.example/emptied" in copy.text
    (none,) = await newsroom.say(ANN, "/quotes Paul Strand")
    assert "No sentence in the archive has Paul Strand as its speaker." in none.text and words(none) == []


async def test_statements_turn_their_pages_in_place(newsroom):
    said = ["dry", "wet", "late", "early", "open", "shut", "fine"]
    text = " ".join(f"Jan Holm said that the {word} season at number {n} was {word} again." for n, word in enumerate(said))
    await newsroom.publish(ParsedPost("holm", "Holm speaks", "https://gazette.example/holm", text))
    await Pump(house_of(newsroom.database, newsroom.clock)).once()
    (told,) = await newsroom.say(ANN, "/quotes Jan Holm")
    assert "1-5 of 7" in told.text and words(told) == ["Older ›", "Quotes", "Copy"]
    (older,) = await newsroom.press(ANN, told, "Older")
    assert older.message_id == told.message_id and "6-7 of 7" in older.text and words(older) == ["‹ Newer", "Copy"]


async def test_who_said_that_is_read_off_the_last_answer(newsroom):
    await newsroom.say(ANN, "What did Brandt say, will they go back before the wall is safe?")
    newsroom.later(minutes=1)
    (told,) = await newsroom.say(ANN, "Who said that?")
    assert "Mayor Ilse Brandt" in told.text and "Said by Mayor Ilse Brandt (as Town Hall has it)" in told.text
    newsroom.later(minutes=1)
    await newsroom.say(ANN, "When was the crack in the Tide dam found by divers?")
    newsroom.later(minutes=1)
    (own,) = await newsroom.say(ANN, "who said that")
    assert "Nobody is named as saying this: it is " in own.text


async def test_the_receipt_tells_all_and_changes_the_period_and_the_sources(newsroom):
    (answer,) = await newsroom.say(ANN, "How many homes were emptied below the Tide dam?")
    (receipt,) = await newsroom.press(ANN, answer, "Receipt")
    told = receipt.text
    for line in ("Period: all time", "Posts: 4, newest ", "Searched: ", "Town Hall (official)", "Not well or silent: none",
                 "Written by: nobody", "Dropped as unproven: 0", "seconds", "Vectors of: "):  # fmt: skip
        assert line in told
    assert words(receipt)[:3] == ["Last 24 hours", "Last 7 days", "All time"]
    (day,) = await newsroom.press(ANN, receipt, "Last 24 hours")
    assert "last 24 hours" in day.text and "Searched 2 posts" in day.text
    (again,) = await newsroom.press(ANN, day, "Receipt")
    assert "Period: last 24 hours (from " in again.text
    (only,) = await newsroom.press(ANN, answer, "Only th")
    assert "Only: Town Hall." in only.text or "Only: Town Hall, " in only.text
    assert not any(word.startswith("Only") for word in words(only))


async def test_cancel_finds_a_question_that_still_waits_behind_another(newsroom):
    newsroom.desk = replace(newsroom.desk, ask=newsroom.journeys.ask)
    newsroom.journeys.hold = asyncio.Event()
    await newsroom.say(ANN, "Which bridge was closed?", wait=False)
    await newsroom.say(ANN, "And the ferry?", wait=False)
    await newsroom.api.wait_for(lambda api: newsroom.journeys.previous)
    stopped = await newsroom.say(ANN, "/cancel")
    assert [s.text for s in stopped] == ["Stopped: «Which bridge was closed?»", "Stopped: «And the ferry?»"]
    assert [q.text for q in newsroom.journeys.asked] == ["Which bridge was closed?"]


async def test_what_we_ask_again_for_somebody_is_no_turn_and_no_question_of_his(newsroom):
    answers, now = newsroom.database.answers, newsroom.clock()
    await newsroom.say(ANN, "Who won the chess?")
    mine = (await answers.asked(ANN, now - timedelta(days=1)))[0]
    await newsroom.desk.ask(replace(mine, key="watch:1:202611041200", asked_at=newsroom.clock()))
    assert [q.key for q in await answers.asked(ANN, now - timedelta(days=1))] == [mine.key]
    turns = await answers.turns(ANN, 0, ANN, 5, now - timedelta(days=1))
    assert [t.answer.question.key for t in turns] == [mine.key]


async def test_strangers_get_no_topics_and_groups_see_what_the_group_may(newsroom):
    newsroom.api.chat(ADMIN)
    (told,) = await newsroom.say(EVE, "/timeline Tide dam")
    assert "do not know you" in told.text
    secret = await newsroom.source("Desk notes", audience="reporters")
    await newsroom.publish(
        ParsedPost("s", "Tide dam secret", "", "The Tide dam plan is kept secret by the desk for now."), source=secret
    )
    await Pump(house_of(newsroom.database, newsroom.clock)).once()
    (group,) = await newsroom.say(ANN, "/timeline@newsroom_test_bot Tide dam", GROUP)
    (alone,) = await newsroom.say(ANN, "/timeline Tide dam")
    assert "secret" in alone.text and "secret" not in group.text


async def test_more_than_ten_words_are_searched_inline_and_the_post_comes_with_its_link(newsroom):
    query = "what did the divers find in the wall of the old Tide dam when they went down in their heavy suits"
    newsroom.api.push({"inline_query": {"id": "i1", "from": newsroom.api.state.person(ANN), "query": query, "offset": ""}})
    await newsroom.hear()
    given = newsroom.api.state.answered[-1]
    assert "https://gazette.example/crack" in given["results"][0]["input_message_content"]["message_text"]
    assert (given["cache_time"], given["is_personal"]) == ("0", "true")


async def test_search_says_which_period_and_source_it_understood(newsroom):
    (found,) = await newsroom.say(ANN, "/search Tide dam in the last 5 hours from:gazette")
    assert "Engineers will close" in found.text and "Divers" not in found.text
    assert "From " in found.text and "Only: gazette." in found.text
