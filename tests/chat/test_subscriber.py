"""Digests now, subscriptions by buttons and by words, settings: end to end."""

import asyncio

import pytest

from assistant.chat.subscriber_words import HOURLY, WEEKDAYS, name_of, of_state, read, state_of
from assistant.chat.subscriber_zones import like, zones_named
from assistant.errors import BadRequest
from assistant.words import Role, Subscription
from tests.chat.journeys import BRIDGE, FERRY, FLOOD
from tests.chat.room import ANN, BOB, EVE, FORUM, GROUP, words


@pytest.fixture
async def newsroom(room):
    await room.grant(BOB, Role.SUBSCRIBER)
    await room.publish(BRIDGE, FERRY, FLOOD)
    return room


async def test_a_digest_now_shows_what_is_new_and_the_next_one_nothing_again(newsroom):
    (first,) = await newsroom.say(BOB, "/digest")
    assert all(title in first.text for title in ("Old bridge closed", "Ferry runs", "River Tide"))
    (second,) = await newsroom.say(BOB, "/digest")
    assert second.text.startswith("Nothing new")
    (quotes,) = await newsroom.press(BOB, first, "Quotes")
    assert "Engineers closed the old bridge at noon." in quotes.text


async def test_a_digest_takes_the_place_of_its_progress_line(newsroom):
    newsroom.hurry()
    newsroom.journeys.hold = asyncio.Event()
    await newsroom.say(BOB, "/digest", wait=False)
    line = (await newsroom.api.wait_for(lambda api: api.sent))[0]
    newsroom.journeys.hold.set()
    await newsroom.hear()
    assert "Old bridge closed" in newsroom.stands(BOB, line.message_id).text and len(newsroom.api.sent) == 1


async def test_a_digest_handled_twice_stays_the_same(newsroom):
    await newsroom.say(BOB, "/digest bridge")
    ((_, _, payload),) = newsroom.engine.started
    await newsroom.handle(payload)
    assert len(newsroom.api.sent) == 1
    assert "Old bridge" in newsroom.api.sent[0].text and "Ferry" not in newsroom.api.sent[0].text


async def test_a_subscription_is_chosen_by_buttons_previewed_and_saved(newsroom):
    (begun,) = await newsroom.say(BOB, "/subscribe")
    (times,) = await newsroom.press(BOB, begun, "Times")
    assert times.message_id == begun.message_id and "✓ 08:00" in words(times)
    await newsroom.press(BOB, begun, "18:00")
    await newsroom.press(BOB, begun, "Done")
    await newsroom.press(BOB, begun, "Days")
    await newsroom.press(BOB, begun, "Mon to Fri")
    await newsroom.press(BOB, begun, "Length")
    await newsroom.press(BOB, begun, "Headlines")
    await newsroom.press(BOB, begun, "Quiet hours")
    await newsroom.press(BOB, begun, "22:00 to 07:00")
    (main,) = await newsroom.press(BOB, begun, "Done")
    assert "When: 08:00 and 18:00, Monday to Friday (Europe/Kyiv)." in main.text
    (preview,) = await newsroom.press(BOB, begun, "Preview")
    assert preview.text.startswith("Preview") and "Old bridge closed" in preview.text
    assert await newsroom.database.digests.of_chat(BOB) == []
    (saved,) = await newsroom.press(BOB, begun, "Save")
    assert saved.message_id == begun.message_id and "The next one comes" in saved.text and newsroom.toast == "Saved."
    await newsroom.press(BOB, preview, "Save")
    (kept,) = await newsroom.database.digests.of_chat(BOB)
    assert (kept.times, kept.weekdays, kept.length, kept.quiet, kept.zone, kept.made_by) == (
        ("08:00", "18:00"), WEEKDAYS, "headlines", ("22:00", "07:00"), "Europe/Kyiv", BOB,
    )  # fmt: skip


async def test_the_words_behind_subscribe_are_read_and_wrong_ones_explained(newsroom):
    (begun,) = await newsroom.say(BOB, '/subscribe flood, "old bridge" -football 7:30 headlines')
    assert "When: 07:30, every day" in begun.text and 'About: "old bridge"; flood, without football.' in begun.text
    (cleared,) = await newsroom.press(BOB, begun, "All topics")
    assert "About: everything." in cleared.text
    (wrong,) = await newsroom.say(BOB, "/subscribe 25:00")
    assert wrong.text == "25:00 is no time of day; write one like 08:00."


async def test_a_group_has_digests_when_it_is_granted_and_in_the_topic_it_was_asked_in(newsroom):
    newsroom.api.chat(FORUM, topics={4})
    await newsroom.grant(ANN, Role.REPORTER)
    (refused,) = await newsroom.say(ANN, "/subscribe@newsroom_test_bot", FORUM, thread=4)
    assert "/grant" in refused.text
    await newsroom.grant_group(FORUM, Role.SUBSCRIBER)
    (begun,) = await newsroom.say(ANN, "/subscribe@newsroom_test_bot 09:00", FORUM, thread=4)
    assert await newsroom.press(EVE, begun, "Save") == [] and "made for" in newsroom.toast
    await newsroom.press(ANN, begun, "Save")
    (kept,) = await newsroom.database.digests.of_chat(FORUM)
    assert (kept.thread_id, kept.times) == (4, ("09:00",))
    assert await newsroom.say(EVE, "/subscribe@newsroom_test_bot", GROUP) == []


async def saved(room, words):
    (begun,) = await room.say(BOB, f"/subscribe {words}")
    await room.press(BOB, begun, "Save")


async def test_settings_pause_resume_and_change_what_comes_here(newsroom):
    await saved(newsroom, "08:00")
    await saved(newsroom, "flood 18:00")
    (shown,) = await newsroom.say(BOB, "/settings")
    assert "1. 08:00, every day: everything" in shown.text and "2. 18:00, every day: flood" in shown.text
    (paused,) = await newsroom.press(BOB, shown, "Pause 1")
    assert "everything (paused)" in paused.text and len(await newsroom.database.digests.subscriptions()) == 1
    await newsroom.press(BOB, shown, "Pause all")
    (resumed,) = await newsroom.press(BOB, shown, "Resume all")
    assert "paused" not in resumed.text
    await newsroom.press(BOB, shown, "Change 2")
    await newsroom.press(BOB, shown, "Length")
    await newsroom.press(BOB, shown, "Full")
    await newsroom.press(BOB, shown, "Save")
    assert [s.length for s in await newsroom.database.digests.of_chat(BOB)] == ["short", "full"]


async def test_the_zone_is_set_by_city_and_digests_of_the_old_zone_move_along(newsroom):
    await saved(newsroom, "08:00")
    (told,) = await newsroom.say(BOB, "/settings zone New York")
    assert "America/New_York" in told.text
    assert [s.zone for s in await newsroom.database.digests.of_chat(BOB)] == ["America/New_York"]
    (asked,) = await newsroom.say(BOB, "/settings zone Lisbonn")
    await newsroom.press(BOB, asked, "Lisbon")
    assert (await newsroom.database.people.chat(BOB)).zone == "Europe/Lisbon"
    (unknown,) = await newsroom.say(BOB, "/settings zone Xyzzyville")
    assert "know no city" in unknown.text
    (place,) = await newsroom.say(BOB, "", location={"latitude": 49.84, "longitude": 24.03})
    assert "shown in Europe/Kyiv" in place.text


async def test_unsubscribing_asks_before_it_ends(newsroom):
    await saved(newsroom, "08:00")
    await saved(newsroom, "18:00")
    (which,) = await newsroom.say(BOB, "/unsubscribe")
    (sure,) = await newsroom.press(BOB, which, "2.")
    assert sure.text.startswith("End this digest? 18:00")
    await newsroom.press(BOB, which, "Yes")
    assert [s.times for s in await newsroom.database.digests.of_chat(BOB)] == [("08:00",)]
    (one,) = await newsroom.say(BOB, "/unsubscribe")
    await newsroom.press(BOB, one, "Keep")
    assert len(await newsroom.database.digests.of_chat(BOB)) == 1


# --- words and zones --------------------------------------------------------------------------------------------------

BEGUN = Subscription(0, 5)


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("", {}),
        ("flood, 'old bridge", {"topics": ("flood", "'old bridge")}),
        (
            'city council, «Mill Lane» -sport -"local derby"',
            {"topics": ('"Mill Lane"', "city council"), "without": ("sport", '"local derby"')},
        ),
        ("18:00 8:05, weekdays", {"times": ("08:05", "18:00"), "weekdays": WEEKDAYS}),
        ("09:00 weekend", {"times": ("09:00",), "weekdays": (5, 6)}),
        ("hourly 22:30-06:00 full", {"times": HOURLY, "quiet": ("22:30", "06:00"), "length": "full"}),
        ("zone:Kyiv floods", {"zone": "Europe/Kyiv", "topics": ("floods",)}),
        ('zone:"New York"', {"zone": "America/New_York"}),
        ("covid-19, full-time whistle", {"topics": ("covid-19", "full-time whistle")}),
    ],
)
def test_the_words_of_a_subscription(said, changes):
    made = read(said, BEGUN)
    assert {name: getattr(made, name) for name in changes} == changes
    assert {n for n in state_of(made) if getattr(made, n) != getattr(BEGUN, n)} == set(changes)
    assert of_state(state_of(made), 5, 0) == made and name_of(made)


@pytest.mark.parametrize("said", ["24:00", "8:60", "22:00-25:00", "zone:Nowhere", "x" * 61, ",".join("abcdefghijklm")])
def test_words_that_cannot_be_are_refused(said):
    with pytest.raises(BadRequest):
        read(said, BEGUN)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Kyiv", "Europe/Kyiv"), ("new york", "America/New_York"), ("europe/london", "Europe/London"), ("utc", "UTC"),
        ("UTC+2", "Etc/GMT-2"), ("gmt-5", "Etc/GMT+5"), ("Kolkata", "Asia/Kolkata"),
    ],
)  # fmt: skip
def test_zones_by_the_names_people_use(said, zone):
    assert zones_named(said)[0] == zone


def test_a_city_written_nearly_right_is_offered():
    assert "Europe/Lisbon" in like("Lisbonn") and like("Xyzzyville") == () == zones_named("UTC+40")
