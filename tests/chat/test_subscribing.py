"""What is chosen for a digest or alert, by buttons and replies: topics, sources, languages, zones, quiet hours, chats, editors."""

import os
from pathlib import Path

import pytest

from assistant.chat.subscriber_words import read
from assistant.chat.subscriber_zones import zone_at, zones_named, zones_of_country
from assistant.errors import BadRequest
from assistant.words import Role, Source, Subscription
from tests.botapi import events
from tests.chat.journeys import BRIDGE, FERRY, FLOOD
from tests.chat.newsdesk import bot_was_put, forwarded
from tests.chat.room import ADMIN, ANN, BOB, EVE, FORUM, GROUP, words

CHANNEL = -1_000_000_000_555


@pytest.fixture
async def newsroom(room):
    await room.grant(BOB, Role.SUBSCRIBER)
    await room.grant(ANN, Role.REPORTER)
    room.api.chat(ADMIN)
    await room.publish(BRIDGE, FERRY, FLOOD)
    return room


async def only(room, chat=BOB):
    (kept,) = await room.database.digests.of_chat(chat)
    return kept


async def test_topics_are_written_as_a_reply_to_their_screen_and_taken_away_by_a_tap(newsroom):
    (begun,) = await newsroom.say(ANN, "/subscribe bridge")
    (asked,) = await newsroom.press(ANN, begun, "Topics")
    assert "✕ bridge" in words(asked) and "phrase in quotation marks" in asked.text
    drafts = await newsroom.say(ANN, 'flood, "Mill Lane" -football', reply_to=asked.message_id)
    above, main = drafts
    assert above.message_id == asked.message_id and above.text == "Go on below."
    assert 'About: bridge; "Mill Lane"; flood, without football.' in main.text and newsroom.journeys.asked == []
    (asked,) = await newsroom.press(ANN, main, "Topics")
    (asked,) = await newsroom.press(ANN, asked, "✕ bridge")
    await newsroom.press(ANN, asked, "Done")
    await newsroom.press(ANN, main, "Save")
    kept = await only(newsroom, ANN)
    assert (kept.topics, kept.without) == (('"Mill Lane"', "flood"), ("football",))


async def test_a_reporters_next_words_are_a_question_a_subscribers_are_the_answer(newsroom):
    for who in (ANN, BOB):
        (begun,) = await newsroom.say(who, "/subscribe")
        await newsroom.press(who, begun, "Zone")
    await newsroom.say(ANN, "Lviv")
    assert [q.text for q in newsroom.journeys.asked] == ["Lviv"]
    _, main = await newsroom.say(BOB, "Munich")
    assert "(Europe/Berlin)" in main.text
    (unsure,) = await newsroom.say(BOB, "Munich")
    assert "Questions and searches are for reporters" in unsure.text


async def test_a_wrong_reply_is_explained_and_may_be_tried_again(newsroom):
    (begun,) = await newsroom.say(BOB, "/subscribe")
    (asked,) = await newsroom.press(BOB, begun, "Times")
    (wrong,) = await newsroom.say(BOB, "25:00", reply_to=asked.message_id)
    assert "no time of day" in wrong.text
    _, main = await newsroom.say(BOB, "19:45 7:30", reply_to=asked.message_id)
    assert "When: 07:30 and 19:45, every day" in main.text


async def test_the_zone_comes_from_a_shared_location_and_the_place_is_kept_nowhere(newsroom):
    (begun,) = await newsroom.say(BOB, "/subscribe")
    await newsroom.press(BOB, begun, "Zone")
    (asked,) = await newsroom.press(BOB, begun, "Share my location")
    assert asked.reply_markup["keyboard"][0][0]["request_location"]
    above, taken, main = await newsroom.say(BOB, "", location={"latitude": 38.72, "longitude": -9.14})
    assert taken.reply_markup == {"remove_keyboard": True} and "(Europe/Lisbon)" in main.text and above.text == "Go on below."
    await newsroom.press(BOB, main, "Save")
    assert (await only(newsroom)).zone == "Europe/Lisbon"
    assert (await newsroom.database.people.chat(BOB)).zone == ""


async def test_sources_and_languages_are_tapped(newsroom):
    radio = await newsroom.source("Tideway Radio")
    secret = await newsroom.source("Desk notes", audience="reporters")
    (begun,) = await newsroom.say(BOB, "/subscribe")
    (asked,) = await newsroom.press(BOB, begun, "Sources")
    assert "Tideway Radio" in words(asked) and "Desk notes" not in words(asked)
    await newsroom.press(BOB, begun, "Tideway Radio")
    (main,) = await newsroom.press(BOB, begun, "Done")
    assert "Sources: Tideway Radio." in main.text
    await newsroom.press(BOB, begun, "Languages")
    await newsroom.press(BOB, begun, "Ukrainian")
    await newsroom.press(BOB, begun, "Done")
    await newsroom.press(BOB, begun, "Save")
    kept = await only(newsroom)
    assert (kept.source_ids, kept.languages) == ((radio.id,), ("uk",)) and secret.id not in kept.source_ids


async def test_quiet_hours_say_what_happens_in_them(newsroom):
    (begun,) = await newsroom.say(BOB, "/subscribe")
    await newsroom.press(BOB, begun, "Quiet hours")
    await newsroom.press(BOB, begun, "23:00 to 06:00")
    await newsroom.press(BOB, begun, "Silence")
    (main,) = await newsroom.press(BOB, begun, "Done")
    assert "Quiet hours: 23:00 to 06:00, what falls due does not come." in main.text
    await newsroom.press(BOB, begun, "Length")
    await newsroom.press(BOB, begun, "One for each story")
    await newsroom.press(BOB, begun, "Save")
    kept = await only(newsroom)
    assert (kept.quiet, kept.quiet_does, kept.apart) == (("23:00", "06:00"), "silence", True)


async def test_an_alert_is_made_in_words_seen_before_and_saved(newsroom):
    (begun,) = await newsroom.say(BOB, '/alert "Mill Lane" urgent 22:00-07:00')
    assert begun.text.startswith("A new alert for this chat") and "When: at once, also in quiet hours" in begun.text
    assert "Days" not in words(begun) and "✓ Urgent" in words(begun)
    (preview,) = await newsroom.press(BOB, begun, "Preview")
    assert preview.text.startswith("Preview: of the last 24 hours")
    (saved,) = await newsroom.press(BOB, begun, "Save")
    assert "told at once" in saved.text
    kept = await only(newsroom)
    assert (kept.instant, kept.urgent, kept.topics, kept.quiet_does) == (True, True, ('"Mill Lane"',), "urgent")


async def test_an_alert_on_everything_is_refused(newsroom):
    (begun,) = await newsroom.say(BOB, "/alert")
    assert await newsroom.press(BOB, begun, "Save") == [] and "never be quiet" in newsroom.toast
    assert await newsroom.database.digests.of_chat(BOB) == []


async def test_in_a_forum_it_goes_to_the_topic_or_to_general(newsroom):
    newsroom.api.chat(FORUM, topics={4})
    await newsroom.grant_group(FORUM, Role.SUBSCRIBER)
    (begun,) = await newsroom.say(ANN, "/subscribe@newsroom_test_bot 09:00", FORUM, thread=4)
    assert "Topic of the forum: this one." in begun.text
    (general,) = await newsroom.press(ANN, begun, "Send to General")
    assert "Topic of the forum: General." in general.text
    await newsroom.press(ANN, begun, "Save")
    assert (await only(newsroom, FORUM)).thread_id == 0


# --- other chats ------------------------------------------------------------------------------------------------------


async def known_channel(room, chat=CHANNEL, kind="channel", title="Lakeside Alerts"):
    room.api.chat(chat, kind=kind, title=title)
    await room.push(bot_was_put(chat, kind, title, to="administrator"))


async def test_an_admin_subscribes_a_channel_and_routes_a_source_to_it(newsroom):
    await known_channel(newsroom)
    radio = await newsroom.source("Tideway Radio")
    (begun,) = await newsroom.say(ADMIN, "/subscribe 08:00")
    await newsroom.press(ADMIN, begun, "For which chat")
    (main,) = await newsroom.press(ADMIN, begun, "Lakeside Alerts")
    assert main.text.startswith("A new digest for Lakeside Alerts")
    await newsroom.press(ADMIN, begun, "Sources")
    await newsroom.press(ADMIN, begun, "Tideway Radio")
    await newsroom.press(ADMIN, begun, "Done")
    (saved,) = await newsroom.press(ADMIN, begun, "Save")
    assert saved.text.startswith("Saved for Lakeside Alerts") and "/subscriptions" in saved.text
    kept = await only(newsroom, CHANNEL)
    assert (kept.chat_id, kept.source_ids, kept.made_by) == (CHANNEL, (radio.id,), ADMIN)
    assert (await newsroom.database.people.chat(CHANNEL)).role is Role.SUBSCRIBER
    assert [n.action for n in await newsroom.database.audit.latest(2)] == ["subscribed", "granted"]


async def test_a_chat_that_is_shared_is_subscribed(newsroom):
    (begun,) = await newsroom.say(ADMIN, "/subscribe 08:00")
    await newsroom.press(ADMIN, begun, "For which chat")
    (asked,) = await newsroom.press(ADMIN, begun, "Another group or channel")
    first = asked.reply_markup["keyboard"][0][0]["request_chat"]
    assert first["chat_is_channel"] and first["bot_is_member"]
    shared = events.shared_chat(newsroom.api.state, ADMIN, 1, CHANNEL, "City Desk")
    _, taken, main = await newsroom.push(shared)
    assert taken.text == "It goes to City Desk." and main.text.startswith("A new digest for City Desk")
    await newsroom.press(ADMIN, main, "Save")
    assert (await only(newsroom, CHANNEL)).times == ("08:00",)


async def test_a_message_forwarded_from_a_channel_chooses_it(newsroom):
    await known_channel(newsroom)
    (begun,) = await newsroom.say(ADMIN, "/subscribe 08:00")
    await newsroom.press(ADMIN, begun, "For which chat")
    other = {"id": CHANNEL - 1, "type": "channel", "title": "Elsewhere"}
    (unknown,) = await newsroom.say(ADMIN, "A post", **forwarded("", type="channel", chat=other, message_id=3))
    assert "I am not in Elsewhere" in unknown.text
    mine = {"id": CHANNEL, "type": "channel", "title": "Lakeside Alerts"}
    above, main = await newsroom.say(ADMIN, "A post", **forwarded("", type="channel", chat=mine, message_id=3))
    assert above.message_id == begun.message_id and main.text.startswith("A new digest for Lakeside Alerts")
    (offer,) = await newsroom.say(ADMIN, "A post", **forwarded("", type="channel", chat=mine, message_id=3))
    assert offer.text.startswith("Keep this as a post")


async def test_only_admins_reach_other_chats_and_one_who_is_none_any_more_does_not(newsroom):
    await known_channel(newsroom)
    await newsroom.grant(ANN, Role.ADMIN)
    (begun,) = await newsroom.say(ANN, "/subscribe 08:00")
    await newsroom.press(ANN, begun, "For which chat")
    await newsroom.press(ANN, begun, "Lakeside Alerts")
    await newsroom.grant(ANN, Role.REPORTER)
    (refused,) = await newsroom.press(ANN, begun, "Save")
    assert "Only admins" in refused.text and await newsroom.database.digests.of_chat(CHANNEL) == []
    (mine,) = await newsroom.say(BOB, "/subscribe")
    assert "For which chat" not in words(mine)
    shared = events.shared_chat(newsroom.api.state, BOB, 1, CHANNEL, "City Desk")
    (told,) = await newsroom.push(shared)
    assert "Only admins" in told.text
    assert await newsroom.say(EVE, "/alert flood", GROUP) == []


async def test_admins_see_pause_and_end_the_digests_of_all_chats(newsroom):
    await known_channel(newsroom)
    made = Subscription(0, CHANNEL, topics=("flood",))
    kept = await newsroom.database.digests.subscribe(made, newsroom.clock())
    await newsroom.database.digests.subscribe(Subscription(0, BOB), newsroom.clock())
    (shown,) = await newsroom.say(ADMIN, "/subscriptions")
    assert "1. Lakeside Alerts: 08:00, every day: flood" in shown.text
    (paused,) = await newsroom.press(ADMIN, shown, "Pause 1")
    assert "flood (paused)" in paused.text and newsroom.toast == "Paused."
    await newsroom.press(ADMIN, shown, "Resume 1")
    (change,) = await newsroom.press(ADMIN, shown, "Change 1")
    assert change.text.startswith("Change this digest for Lakeside Alerts")
    (again,) = await newsroom.say(ADMIN, "/subscriptions")
    await newsroom.press(ADMIN, again, "End 1")
    assert await newsroom.database.digests.subscription(kept.id) is None
    actions = [n.action for n in await newsroom.database.audit.latest(3)]
    assert actions == ["unsubscribed", "resumed", "paused"]


async def test_an_editor_is_chosen_with_his_time_and_what_happens_then(newsroom):
    await known_channel(newsroom)
    await known_channel(newsroom, GROUP, "supergroup", "Night desk")
    (begun,) = await newsroom.say(ADMIN, "/subscribe 08:00")
    await newsroom.press(ADMIN, begun, "For which chat")
    await newsroom.press(ADMIN, begun, "Lakeside Alerts")
    await newsroom.press(ADMIN, begun, "Editor")
    await newsroom.press(ADMIN, begun, "Night desk")
    await newsroom.press(ADMIN, begun, "60 min")
    await newsroom.press(ADMIN, begun, "Then send it")
    (main,) = await newsroom.press(ADMIN, begun, "Done")
    assert "An editor sees it first: in Night desk; sent after 60 minutes." in main.text
    await newsroom.press(ADMIN, begun, "Save")
    kept = await only(newsroom, CHANNEL)
    assert (kept.editor_chat, kept.editor_wait, kept.editor_after) == (GROUP, 60, "send")


def drawn(message):
    """A message with its buttons, as text."""
    rows = (message.reply_markup or {}).get("inline_keyboard", [])
    return "\n".join([message.text, "", *("  ".join(f"[{b['text']}]" for b in row) for row in rows)])


async def test_the_screens_as_an_admin_sees_them(newsroom):
    """UPDATE_GOLDEN=1 writes the file."""
    await known_channel(newsroom)
    (digest,) = await newsroom.say(ADMIN, '/subscribe flood, "old bridge" -football 08:00 22:00-07:00')
    shown = [drawn(digest)]
    for name in ("Times", "Days", "Zone", "Topics", "Sources", "Languages", "Length", "Quiet hours", "For which chat", "Editor"):
        (screen,) = await newsroom.press(ADMIN, digest, name)
        shown.append(drawn(screen))
        if name == "Editor":
            (screen,) = await newsroom.press(ADMIN, digest, "Me, here")
            shown.append(drawn(screen))
        await newsroom.press(ADMIN, digest, "Done")
    (alert,) = await newsroom.say(ADMIN, '/alert says:"Anna Holm" urgent 22:00-07:00')
    shown.append(drawn(alert))
    for name in ("Times", "Quiet hours"):
        (screen,) = await newsroom.press(ADMIN, alert, name)
        shown.append(drawn(screen))
        await newsroom.press(ADMIN, alert, "Done")
    (saved,) = await newsroom.press(ADMIN, alert, "Save")
    shown.append(drawn(saved))
    path, text = Path(__file__).parent / "golden" / "subscribing.txt", "\n\n----\n\n".join(shown) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


# --- words ------------------------------------------------------------------------------------------------------------

BEGUN = Subscription(0, 5)
SOURCES = (Source(3, "feed", "https://a.example", "Harbour Gazette"), Source(4, "feed", "https://b.example", "Tideway Radio"))


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("from:radio floods", {"source_ids": (4,), "topics": ("floods",)}),
        ('from:"Harbour Gazette"', {"source_ids": (3,)}),
        ("lang:uk,en", {"languages": ("uk", "en")}),
        ('says:"Anna Holm" bridge', {"speakers": ("Anna Holm",), "instant": True, "topics": ("bridge",)}),
        ("urgent flood", {"urgent": True, "instant": True, "topics": ("flood",)}),
        ("apart 07:00", {"apart": True, "times": ("07:00",)}),
        ('"flood"', {"topics": ("flood",)}),
        ("zone:Lviv", {"zone": "Europe/Kyiv"}),
    ],
)
def test_sources_languages_and_people_in_words(said, changes):
    made = read(said, BEGUN, SOURCES)
    assert {name: getattr(made, name) for name in changes} == changes


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("from:a", "Which source"), ("from:nowhere", "know no source"), ("lang:xx", "know no language"),
        ('zone:"United States"', "several zones"), ("zone:Lisbonn", "Did you mean Europe/Lisbon"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_said_with_what_would_be(said, why):
    with pytest.raises(BadRequest, match=why):
        read(said, BEGUN, SOURCES)


@pytest.mark.parametrize(
    ("at", "zone"),
    [
        ((50.45, 30.52), "Europe/Kyiv"), ((49.84, 24.03), "Europe/Kyiv"), ((50.06, 19.94), "Europe/Warsaw"),
        ((27.7, 85.3), "Asia/Kathmandu"),
        ((0.0, -150.0), "Etc/GMT+10"), ((91.0, 0.0), ""),
    ],
)  # fmt: skip
def test_the_zone_of_a_place(at, zone):
    assert zone_at(*at) == zone


def test_countries_with_one_zone_are_found_by_name():
    assert zones_named("Ukraine") == ("Europe/Kyiv",) and zones_named("Nepal") == ("Asia/Kathmandu",)
    assert zones_named("Canada") == () and len(zones_of_country("Canada")) > 5
