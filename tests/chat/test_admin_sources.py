"""Sources by chat, end to end: the real library, SQLite, real fetching from a loopback site."""

from datetime import timedelta

import pytest

from assistant.chat.desk import Found
from assistant.ports import Scope
from assistant.words import Outcome, ParsedPost, Role, Source
from tests.chat.newsdesk import feed, newsdesk, site_with_feed
from tests.chat.room import ADMIN, ANN, words


@pytest.fixture(scope="module")
def harbour():
    with site_with_feed() as site:
        yield site


@pytest.fixture
async def desk(api, bot, archive):
    async with newsdesk(api, bot, archive) as room:
        yield room


async def test_a_home_page_leads_to_its_feed_which_is_shown_confirmed_and_read_at_once(desk, harbour):
    (report,) = await desk.say(ADMIN, f"/addsource {harbour.url}/")
    assert "Harbour Gazette (feed)" in report.text
    assert "Bridge closed" in report.text and "School opens" not in report.text
    assert "4 posts now, about 8 a day; the newest is from 1 hour ago. Texts are whole. Language: en." in report.text
    assert words(report) == [
        "Add for all",
        "... from now on",
        "Add for reporters only",
        "... from now on, reporters",
        "Cancel",
        "Rather: Sport <only>",
    ]
    assert not await desk.database.sources.all(), "nothing is stored before it is confirmed"
    (added,) = await desk.press(ADMIN, report, "reporters only")
    assert added.message_id == report.message_id and words(added) == ["Who sees it, what sort it is ..."]
    assert "I take it for: press. /source 1 changes that." in added.text
    assert "is source 1 now. Its posts are for reporters only." in added.text and "4 posts came in." in added.text
    (source,) = await desk.database.sources.all()
    assert (source.kind, source.url, source.audience) == ("feed", f"{harbour.url}/all.xml", "reporters")
    assert [(n.actor, n.action) for n in await desk.database.audit.latest(5)] == [(ADMIN, "source added")]
    (again,) = await desk.say(ADMIN, f"/addsource {harbour.url}/all.xml")
    assert "This is source 1 already" in again.text and not again.buttons


async def test_an_admin_says_how_far_back_to_read_and_old_posts_are_never_new_in_a_digest(desk, harbour):
    harbour.page("/slow.xml", feed(harbour.url, *(f"Event {n}" for n in range(5)), hours=12), content_type="application/rss+xml")
    (report,) = await desk.say(ADMIN, f"/addsource {harbour.url}/slow.xml")
    assert "how far back" in report.text
    (added,) = await desk.press(ADMIN, report, "Add for all")
    assert "5 posts came in. They can be found in a few seconds. 3 of them are from before" in added.text
    kept = await desk.database.posts.latest(Scope((1,)), 9)
    assert [p.old for p in kept] == [False, False, True, True, True]
    (report,) = await desk.say(ADMIN, f"/addsource {harbour.url}/all.xml")
    (added,) = await desk.press(ADMIN, report, "from now on, reporters")
    assert "I keep what it publishes from now on." in added.text
    (_, source) = await desk.database.sources.all()
    assert source.audience == "reporters" and source.reads_from == source.news_from == source.added_at


async def test_another_feed_of_the_page_is_chosen_by_its_button(desk, harbour):
    (report,) = await desk.say(ADMIN, f"/addsource {harbour.url}/")
    (other,) = await desk.press(ADMIN, report, "Sport")
    assert "Rowers win" in other.text
    (cancelled,) = await desk.press(ADMIN, other, "Cancel")
    assert cancelled.text == "Nothing was added." and not await desk.database.sources.all()


@pytest.mark.parametrize(
    "given",
    ["/etc/passwd", "file:///etc/passwd", "ftp://a.example/x", "notes.txt", "../data", "https://a.example https://b.example"],
)
@pytest.mark.parametrize("command", ["addsource", "ingest"])
async def test_paths_and_other_schemes_are_refused_in_words(room, command, given):
    (answer,) = await room.say(ADMIN, f"/{command} {given}")
    assert "whole web address" in answer.text
    assert not room.journeys.taken, "nothing was looked at"


async def test_what_cannot_be_followed_is_said_and_secrets_are_not_shown(desk, harbour):
    (answer,) = await desk.say(ADMIN, f"/addsource {harbour.url}/nowhere")
    assert "404" in answer.text
    harbour.page("/key.xml", feed(harbour.url, "One"), content_type="application/rss+xml")
    (report,) = await desk.say(ADMIN, f"/addsource {harbour.url.replace('//', '//ann:secret@')}/key.xml?api_key=abcdef")
    assert "abcdef" not in report.html and "secret" not in report.html and "***" in report.text


async def test_a_removed_source_keeps_or_loses_its_posts_and_comes_back_within_a_day(desk, harbour):
    for address in ("/all.xml", "/sport.xml"):
        (report,) = await desk.say(ADMIN, f"/addsource {harbour.url}{address}")
        await desk.press(ADMIN, report, "for all")
    (choice,) = await desk.say(ADMIN, "/removesource")
    assert [w[:2] for w in words(choice)] == ["1.", "2."]
    (asked,) = await desk.press(ADMIN, choice, "1. ")
    assert words(asked) == ["Keep its posts", "Delete its posts too", "Do not remove it"]
    (gone,) = await desk.press(ADMIN, asked, "Delete")
    assert "hidden now" in gone.text and words(gone) == ["Undo"]
    assert [s.id for s in await desk.database.sources.visible(Role.ADMIN, 0)] == [2]
    (back,) = await desk.press(ADMIN, gone, "Undo")
    assert "is back as it was" in back.text
    assert [s.state for s in await desk.database.sources.all()] == ["active", "active"]
    assert (await desk.database.posts.extent(Scope((1,)))).posts == 4
    (asked,) = await desk.say(ADMIN, "/removesource 2")
    (gone,) = await desk.press(ADMIN, asked, "Keep")
    assert "Its posts stay" in gone.text
    desk.later(hours=25)
    assert not await desk.press(ADMIN, gone, "Undo") and "expired" in desk.toast


async def test_a_source_is_paused_and_resumed_and_a_failing_one_shows_why(desk, harbour):
    harbour.page("/own.xml", feed(harbour.url, "Own"), content_type="application/rss+xml")
    (report,) = await desk.say(ADMIN, f"/addsource {harbour.url}/own.xml")
    await desk.press(ADMIN, report, "for all")
    (paused,) = await desk.say(ADMIN, "/pause 1")
    assert "is paused" in paused.text
    assert (await desk.database.sources.all())[0].state == "paused"
    (read,) = await desk.press(ADMIN, paused, "Read it again")
    assert "it works" in read.text
    del harbour.replies["/own.xml"]
    for _ in range(3):
        await desk.database.sources.remember(Outcome(1, desk.clock(), desk.clock(), error="There is no such page (404)."))
    (choice,) = await desk.say(ADMIN, "/resume")
    assert "It failed 3 times in a row. There is no such page (404)." in choice.text
    (still,) = await desk.press(ADMIN, choice, "1. ")
    assert "still cannot be read" in still.text and "404" in still.text
    (none,) = await desk.say(ADMIN, "/pause 99")
    assert none.text == "There is no source 99. /sources shows the numbers."


async def test_many_sources_come_in_pages(room):
    for number in range(10):
        await room.source(f"S{number} Gazette")
    (choice,) = await room.say(ADMIN, "/removesource")
    assert len(words(choice)) == 9
    (second,) = await room.press(ADMIN, choice, "More")
    assert words(second) == ["9. S8 Gazette", "10. S9 Gazette", "Earlier"]


async def test_only_admins_tend_sources(room):
    await room.grant(ANN, Role.REPORTER)
    await room.source()
    for command in (
        "/addsource https://a.example/",
        "/removesource 1",
        "/pause 1",
        "/resume 1",
        "/ingest https://a.example/",
        "/health",
    ):
        (answer,) = await room.say(ANN, command)
        assert answer.text == "Only admins may do this."
    assert (await room.database.sources.all())[0].state == "active" and not room.journeys.taken


async def test_an_admins_command_that_was_forwarded_edited_or_sent_as_a_chat_never_runs(room):
    await room.source()
    own = {"forward_origin": {"type": "user", "sender_user": {"id": ADMIN, "first_name": "A"}, "date": 1}}
    await room.say(ADMIN, "/pause 1", **own)
    sent = await room.say(ADMIN, "hello there")
    await room.edit(ADMIN, room.last_message_of(ADMIN), "/pause 1")
    group = {"chat": -1_000_000_000_077}
    await room.say(
        ADMIN, "/grant 11 reporter", **group, sender_chat={"id": -1_000_000_000_077, "type": "supergroup", "title": "G"}
    )
    await room.say(ADMIN, "/grant 11 reporter", via_bot={"id": 9, "is_bot": True, "first_name": "B"})
    assert sent is not None
    assert (await room.database.sources.all())[0].state == "active"
    assert await room.database.people.member(ANN) is None
    assert timedelta(0) == room.skip and not await room.database.audit.latest(5)


async def test_what_other_sources_brought_already_is_told_in_the_report(room):
    now = room.clock()
    posts = tuple(ParsedPost(str(n), f"Story {n}", "", "Text.", now) for n in range(40))
    source = Source(0, "feed", "https://post.example/f", "Harbour Post")
    room.journeys.found = Found(source, posts, 40.0, False, 0, language="en", copies=(("Wire", 37), ("Radio", 2)))
    (report,) = await room.say(ADMIN, "/addsource https://post.example/f")
    assert "Texts are whole. 37 of 40 are copies of posts of Wire, 2 of Radio. Language: en." in report.text
