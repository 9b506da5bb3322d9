"""/health, /deliveries and the notices of ill sources."""

from datetime import timedelta

import pytest

from assistant.chat.admin_health import notices
from assistant.collect.health import SILENT
from assistant.layout import plain
from assistant.wiring.health import changed
from assistant.words import Outcome, ParsedPost, Role
from tests.botapi import Fail
from tests.chat.newsdesk import newsdesk
from tests.chat.room import ADMIN, ANN


@pytest.fixture
async def desk(api, bot, archive):
    async with newsdesk(api, bot, archive) as room:
        yield room


async def tended(room, source):
    return next(t for t in await room.database.sources.tended() if t.source.id == source.id)


async def reading(room, source, *, error="", new=0, minutes=10, ended=False):
    """A reading's outcome, and the notices it brings."""
    room.later(minutes=minutes)
    before = await tended(room, source)
    await room.database.sources.remember(Outcome(source.id, room.clock(), room.clock(), new, error, ended=ended))
    return await changed(before, await tended(room, source), room.desk)


async def test_a_source_that_fails_is_told_once_with_buttons_and_once_when_it_is_well(desk):
    source = await desk.source()
    told = [await reading(desk, source, error="It answers 500.") for _ in range(6)]
    assert [len(t) for t in told] == [0, 0, 1, 0, 0, 0]
    (notice,) = told[2]
    assert notice.chat_id == ADMIN and [k.text for k in notice.keys[0]] == ["Retry now", "Pause", "Remove"]
    assert "Harbour Gazette (source 1) is ill.\nIt failed 3 times in a row. It answers 500." in plain(notice.blocks)
    (well,) = await reading(desk, source, new=1)
    assert plain(well.blocks) == "Harbour Gazette (source 1) is well again."
    assert not await reading(desk, source)


async def test_a_source_gone_for_good_is_told_at_once(desk):
    source = await desk.source()
    (notice,) = await reading(desk, source, error="It is gone (410).", ended=True)
    assert "gone for good" in plain(notice.blocks)


async def test_a_source_that_falls_silent_against_its_rhythm_is_told_once_and_once_when_it_speaks(desk):
    source = await desk.source()
    now = desk.clock()
    hourly = [ParsedPost(str(n), f"Post {n}", "", "Text.", published=now - timedelta(hours=n)) for n in range(20)]
    await desk.database.posts.keep_many(source.id, hourly, now)
    assert not await reading(desk, source, new=20)
    told = [await reading(desk, source, minutes=60 * 11) for _ in range(8)]
    assert [len(t) for t in told] == [0, 0, 0, 0, 0, 0, 1, 0], "after three days, once"
    assert "nothing new has come for far longer than usual" in plain(told[6][0].blocks)
    (health,) = await desk.say(ADMIN, "/health")
    assert "silent for far longer than usual: Harbour Gazette" in health.text
    await desk.database.settings.put(SILENT, [source.id], desk.clock())  # as the tick notes it
    (_, sick) = await desk.say(ADMIN, "/health")
    assert "nothing new has come" in sick.text and [b["text"] for b in sick.buttons] == ["Retry now", "Pause", "Remove"]
    (listed,) = await desk.say(ADMIN, "/sources")
    assert "Silent for longer than usual: it answers, its last new post came" in listed.text
    await desk.database.posts.keep(source.id, ParsedPost("x", "New", "", "Text."), desk.clock())
    (well,) = await reading(desk, source, new=1)
    assert "well again" in plain(well.blocks)


async def test_health_says_how_all_stands_and_offers_what_to_do_about_ill_sources(desk):
    source = await desk.source("Ill <i>Gazette", url="https://ann:pw@ill.example/feed?key=s3cr3t")
    await desk.publish(ParsedPost("a", "A", "", "B."), source=source)
    for _ in range(3):
        await reading(desk, source, error="It answers 500.")
    health, ill = await desk.say(ADMIN, "/health")
    for line in (
        "Archive: 1 post in 1 version",
        "Sources: 1 followed, 1 ill",
        "Waiting: 1 post to be indexed, 0 messages to be sent",
        "Vector index: away, full text answers meanwhile: The vector index is being opened.",
        "Embeddings: fake",
        "Answers: extracted from the posts, no model is set",
    ):
        assert line in health.text
    assert "s3cr3t" not in ill.html and "pw@" not in ill.html
    (paused,) = await desk.press(ADMIN, ill, "Pause")
    assert "is paused" in paused.text


async def test_deliveries_shows_what_was_refused_and_why(desk):
    await desk.grant(ANN, Role.REPORTER)
    desk.api.fail_next("sendMessage", ANN, Fail(400, "Bad Request: message text is empty"))
    await desk.say(ANN, "/help")
    (answer,) = await desk.say(ADMIN, "/deliveries")
    assert "Refused" in answer.text and "Message text is empty" in answer.text and "Person 11 (11)" in answer.text
    assert "1 refused" in answer.text


async def test_notices_go_to_every_admin(desk):
    source = await desk.source()
    drafts = notices(await tended(desk, source), "well", "", (ADMIN, ANN))
    assert [d.chat_id for d in drafts] == [ADMIN, ANN]
