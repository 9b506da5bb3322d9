"""What admins hand in: /ingest, uploads, forwarded messages; end to end with the real reading."""

import pytest

from assistant.words import Role
from tests.chat.newsdesk import forwarded, newsdesk, site_with_feed
from tests.chat.room import ADMIN, ANN, words
from tests.outside.test_office import word

NOTE = b"Harbour master resigns\n\nThe harbour master resigned on Monday after eleven years. His deputy takes over until spring."


@pytest.fixture
async def desk(api, bot, archive):
    async with newsdesk(api, bot, archive) as room:
        yield room


async def hand_in(room, data):
    """As a hostile client would name it."""
    file = room.api.add_file("document", data)
    shown = {"file_id": file, "file_unique_id": file, "file_name": "../../etc/passwd.txt", "file_size": len(data)}
    return await room.say(ADMIN, "", document=shown)


async def posts(room, role=Role.ADMIN):
    return await room.journeys.posts(role, 0)


async def test_a_feed_is_read_once_and_not_followed(desk):
    with site_with_feed() as site:
        (answer,) = await desk.say(ADMIN, f"/ingest {site.url}/all.xml")
        assert "Read: 4 new." in answer.text and "Bridge closed" in answer.text
        (again,) = await desk.say(ADMIN, f"/ingest {site.url}/all.xml")
        assert again.text == "Read: 4 known already."
        (failed,) = await desk.say(ADMIN, f"/ingest {site.url}/none")
        assert "404" in failed.text
    assert [s.state for s in await desk.database.sources.all()] == ["ended"]


async def test_an_upload_becomes_a_post_that_reporters_see_and_its_next_state_a_version(desk):
    (answer,) = await hand_in(desk, NOTE)
    assert "Read: 1 new." in answer.text and "Harbour master resigns" in answer.text and "subscribers cannot" in answer.text
    (source,) = await desk.database.sources.all()
    assert source.url.startswith("upload://1/") and "/etc/" not in source.url and source.audience == "reporters"
    assert len(await posts(desk, Role.REPORTER)) == 1 and not await posts(desk, Role.SUBSCRIBER)
    (changed,) = await hand_in(desk, NOTE.replace(b"eleven", b"twelve"))
    assert "Read: 1 changed." in changed.text
    (known,) = await hand_in(desk, NOTE.replace(b"eleven", b"twelve"))
    assert "known already" in known.text
    assert [n.action for n in await desk.database.audit.latest(9)] == ["taken in"] * 3


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("plan.xlsx", b"PK", "I cannot read plan.xlsx"),
        ("plan.docx", b"PK", "no Word document"),
        ("empty.txt", b"", "empty"),
        ("noise.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "no text"),
    ],
)
async def test_what_cannot_be_read_is_declined_in_words(desk, name, data, why):
    (answer,) = await desk.upload(ADMIN, name, data)
    assert why in answer.text
    assert not await desk.database.sources.all()


async def test_a_file_over_20_megabytes_is_declined_before_it_is_fetched(desk):
    before = len(desk.api.state.calls)
    shown = {"file_id": "big", "file_unique_id": "big", "file_name": "big.txt", "file_size": 21 * 1024 * 1024}
    (answer,) = await desk.say(ADMIN, "", document=shown)
    assert answer.text == "This file is too large: I can read up to 20 MB."
    assert "getFile" not in [method for _, method, _ in desk.api.state.calls[before:]]


async def test_a_forwarded_message_is_kept_by_its_button_with_its_origin_and_link(desk):
    text = "Water is back\nAll streets have water again. Details: here"
    link = [{"type": "text_link", "offset": len(text) - 4, "length": 4, "url": "https://town.example/water"}]
    (offer,) = await desk.say(ADMIN, text, **forwarded(text), entities=link)
    assert "Mayor's Office" in offer.text and words(offer) == ["Keep as a post", "No"]
    assert not await posts(desk)
    (kept,) = await desk.press(ADMIN, offer, "Keep")
    (post,) = await posts(desk)
    assert (post.outlet, post.url) == ("Mayor's Office", "https://t.me/mayor_office/77")
    assert post.text == "All streets have water again. Details: here\n\nhttps://town.example/water"
    assert (desk.clock() - post.published).total_seconds() > 7000, "its own time, not that of forwarding"
    assert "Mayor's Office: Water is back" in kept.text and not kept.clickable
    (again,) = await desk.say(ADMIN, text, **forwarded(text), entities=link)
    (known,) = await desk.press(ADMIN, again, "Keep")
    assert known.text == "This post is in the archive already."
    (offer,) = await desk.say(ADMIN, "/pause 1 for all", **forwarded("", type="hidden_user", sender_user_name="/grant 13"))
    (kept,) = await desk.press(ADMIN, offer, "Keep")
    assert "/pause 1" in kept.text and not kept.clickable and not offer.clickable, "a command in it can be tapped by nobody"
    assert not await posts(desk, Role.SUBSCRIBER)


async def test_a_forward_from_a_person_has_no_link_and_a_picture_alone_is_nothing(desk):
    who = {"type": "hidden_user", "sender_user_name": "Old Friend"}
    (offer,) = await desk.say(ADMIN, "Fire at the mill.", **forwarded("", **who))
    await desk.press(ADMIN, offer, "Keep")
    (post,) = await posts(desk)
    assert (post.outlet, post.url, post.title) == ("Old Friend", "", "Fire at the mill.")
    (nothing,) = await desk.say(ADMIN, "", photo=[], **forwarded(""))
    assert "no text" in nothing.text


async def test_reporters_cannot_hand_anything_in(desk):
    await desk.grant(ANN, Role.REPORTER)
    (upload,) = await desk.upload(ANN, "a.txt", NOTE)
    (forward,) = await desk.say(ANN, "News", **forwarded("News"))
    assert upload.text == forward.text == "Only admins may do this."
    assert not await desk.database.sources.all()


OPML = """<opml version="2.0"><body><outline text="Good" xmlUrl="https://good.example/feed"/>
<outline text="Again" xmlUrl="https://good.example/feed"/><outline text="Path" xmlUrl="/etc/passwd"/></body></opml>"""


async def test_a_list_of_feeds_is_followed_line_by_line_after_a_question_and_can_be_exported_again(desk):
    (asked,) = await desk.upload(ADMIN, "feeds.opml", OPML.encode())
    assert "3 sources in this list" in asked.text and not await desk.database.sources.all()
    (done,) = await desk.press(ADMIN, asked, "reporters only")
    assert "1 of 3 are followed now" in done.text
    assert "Good: added as source 1." in done.text and "Again: known already, as source 1." in done.text
    assert "Path: not added, /etc/passwd is no web address." in done.text
    (source,) = await desk.database.sources.all()
    assert (source.url, source.audience, source.state) == ("https://good.example/feed", "reporters", "active")
    assert source.news_from and [(n.action, n.detail) for n in await desk.database.audit.latest(1)] == [
        ("sources imported", "1 of 3 from feeds.opml")
    ]
    (exported,) = await desk.say(ADMIN, "/exportsources")
    assert exported.file_name.endswith(".opml") and b'xmlUrl="https://good.example/feed"' in exported.file


async def test_only_admins_import_and_export(desk):
    await desk.grant(ANN, Role.REPORTER)
    assert "Only admins" in (await desk.say(ANN, "/exportsources"))[0].text
    for sent in await desk.upload(ANN, "feeds.opml", OPML.encode()):
        assert "in this list" not in sent.text


async def test_a_document_is_read_in_a_process_of_its_own_and_becomes_one_post(desk):
    (answer,) = await desk.upload(
        ADMIN, "minutes.docx", word("Harbour master resigns", "He left on Monday.", "His deputy takes over.")
    )
    assert "Read: 1 new." in answer.text and "Harbour master resigns" in answer.text
    (post,) = await posts(desk)
    assert post.text == "He left on Monday.\n\nHis deputy takes over."
    (broken,) = await desk.upload(ADMIN, "minutes.pdf", b"%PDF-1.7 and nothing more")
    assert "This PDF is broken" in broken.text
