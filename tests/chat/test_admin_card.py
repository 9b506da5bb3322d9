"""A source's card: what an admin sees of it and changes later, with everything it is for held against what others then see."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.chat.admin_card import every
from assistant.words import Outcome, Role
from tests.chat.journeys import BRIDGE, FERRY
from tests.chat.newsdesk import feed, newsdesk, site_with_feed
from tests.chat.room import ADMIN, ANN, BOB, GROUP, words


@pytest.fixture
async def newsroom(room):
    room.api.chat(ADMIN)
    await room.grant(ANN, Role.REPORTER)
    await room.grant(BOB, Role.SUBSCRIBER)
    await room.publish(BRIDGE, FERRY)
    return room


async def card(room):
    (shown,) = await room.say(ADMIN, "/source 1")
    return shown


async def test_the_list_leads_to_a_card_with_what_is_known_of_the_source(newsroom):
    await newsroom.database.sources.remember(
        Outcome(1, newsroom.clock(), newsroom.clock() + timedelta(hours=3), new=2, interval=timedelta(hours=3))
    )
    (listed,) = await newsroom.say(ADMIN, "/sources")
    assert words(listed) == ["1"]
    (shown,) = await newsroom.press(ADMIN, listed, "1")
    assert shown.message_id != listed.message_id, "the list stays"
    assert (
        "1. Harbour Gazette (feed)" in shown.text and "Seen by: everybody\nSort: press\n2 posts kept, the newest of" in shown.text
    )
    assert "Read every 3 hours; last just now; next " in shown.text and "Another name: /source 1 New name" in shown.text
    assert words(shown) == ["Who sees it", "What sort it is", "Learn its rhythm anew", "Pause", "Remove"]
    (theirs,) = await newsroom.say(ANN, "/sources")
    assert not theirs.buttons


async def test_a_source_is_opened_to_reporters_alone_and_to_everybody_again(newsroom):
    (choice,) = await newsroom.press(ADMIN, await card(newsroom), "Who sees it")
    assert words(choice) == ["✓ Everybody", "Reporters only", "‹ Back"]
    (changed,) = await newsroom.press(ADMIN, choice, "Reporters only")
    assert "Seen by: reporters only" in changed.text and newsroom.toast == "Changed"
    assert "Old bridge" in (await newsroom.say(ANN, "/latest"))[0].text
    assert "Old bridge" not in (await newsroom.say(BOB, "/latest"))[0].text
    (choice,) = await newsroom.press(ADMIN, changed, "Who sees it")
    await newsroom.press(ADMIN, choice, "Everybody")
    assert "Old bridge" in (await newsroom.say(BOB, "/latest"))[0].text
    assert [n.action for n in await newsroom.database.audit.latest(2)] == ["source changed", "source changed"]


async def test_a_source_is_given_to_named_groups_and_taken_from_them(newsroom):
    await newsroom.database.people.see_chat(GROUP, "supergroup", "Night desk")
    await newsroom.grant_group(GROUP, Role.REPORTER)
    (choice,) = await newsroom.press(ADMIN, await card(newsroom), "Who sees it")
    (choice,) = await newsroom.press(ADMIN, choice, "Group Night desk")
    assert "✓ Group Night desk" in words(choice) and "Everybody" in words(choice)
    assert "Old bridge" in (await newsroom.say(BOB, "/latest", GROUP))[0].text
    assert "Old bridge" not in (await newsroom.say(ANN, "/latest"))[0].text
    (back,) = await newsroom.press(ADMIN, choice, "Back")
    assert "Seen in: Chat -1000000000077" in back.text, "by its name as Telegram told it last"
    (choice,) = await newsroom.press(ADMIN, back, "Who sees it")
    (choice,) = await newsroom.press(ADMIN, choice, "Group Chat")
    assert "Old bridge" not in (await newsroom.say(BOB, "/latest", GROUP))[0].text


async def test_its_sort_is_changed_and_said_with_its_name(newsroom):
    (choice,) = await newsroom.press(ADMIN, await card(newsroom), "What sort")
    assert words(choice) == ["official body", "news agency", "our own", "✓ press", "social media", "‹ Back"]
    (changed,) = await newsroom.press(ADMIN, choice, "official")
    assert "Sort: official body" in changed.text
    assert (await newsroom.database.sources.get(1)).tier == "official"


async def test_it_is_renamed_and_odd_names_and_numbers_are_refused_in_words(newsroom):
    (renamed,) = await newsroom.say(ADMIN, "/source 1   Harbour\u202e  <b>Post")
    assert "<b>Post" in renamed.text and (await newsroom.database.sources.get(1)).title.startswith("Harbour")
    (long,) = await newsroom.say(ADMIN, f"/source 1 {'x' * 90}")
    assert "80 characters" in long.text
    for given, why in (
        ("9", "There is no source 9"),
        ("", "/source 3 shows"),
        ("²", "/source 3 shows"),
        ("1" * 30, "/source 3 shows"),
    ):
        assert why in (await newsroom.say(ADMIN, f"/source {given}"))[0].text
    for person in (ANN, BOB):
        assert "Only admins" in (await newsroom.say(person, "/source 1"))[0].text


async def test_a_removed_source_has_no_card(newsroom):
    shown = await card(newsroom)
    await newsroom.database.sources.remove(1, newsroom.clock())
    (gone,) = await newsroom.press(ADMIN, shown, "Who sees it")
    assert gone.text == "This source is gone."


async def test_a_rhythm_that_was_learnt_is_forgotten_and_the_source_read_at_once(api, bot, archive):
    with site_with_feed() as site:
        async with newsdesk(api, bot, archive) as desk:
            (report,) = await desk.say(ADMIN, f"/addsource {site.url}/all.xml")
            (added,) = await desk.press(ADMIN, report, "for all")
            day = timedelta(days=1)
            await archive.sources.remember(Outcome(1, desk.clock(), desk.clock() + day, interval=day, skip_hours=(3, 4)))
            site.page(
                "/all.xml", feed(site.url, "Bridge closed", "Ferry delayed", "Quay opens"), content_type="application/rss+xml"
            )
            (shown,) = await desk.press(ADMIN, added, "Who sees it")
            assert "Read every day" in shown.text
            (anew,) = await desk.press(ADMIN, shown, "rhythm")
            (tended,) = await archive.sources.tended()
            assert tended.interval < timedelta(hours=2) and not tended.skip_hours and "last just now" in anew.text
            assert "5 posts kept" in anew.text
            await archive.sources.change(replace(tended.source, title="X"))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "minute"), (15, "15 minutes"), (60, "hour"), (90, "90 minutes"), (250, "4 hours"), (1440, "day"), (0, "minute")],
)
def test_intervals_in_words(minutes, words):
    assert every(timedelta(minutes=minutes)) == words
