"""Addresses looked at, followed, read once: against a loopback site and a real database."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from starlette.responses import Response

from assistant.chat.desk import Found
from assistant.outside.http import make_fetch
from assistant.ports import Scope
from assistant.wiring import finding
from assistant.wiring.finding import described, find
from assistant.wiring.rounds import read_due
from assistant.wiring.taking import take, take_file
from assistant.words import Failed, Fetched, Parsed, ParsedPost, Source
from tests.collect.test_preview import message, page
from tests.fake_engine import FakeEngine
from tests.houses import reads_rounds
from tests.outside.archive_cases import NOW
from tests.site import drip

RSS = "<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"
ITEM = "<item><title>{0}</title><link>{site}/{0}</link><guid>{0}</guid><description>{text}</description></item>"
LONG = "The council decided after a long debate that the bridge is rebuilt in spring, and the mayor agreed. " * 6
ARTICLE = (
    f"<html lang=en><head><title>Mill burns</title></head><body><article><h1>Mill burns</h1><p>{LONG}</p></article></body></html>"
)


def rss(site, title="Gazette", *items, text=LONG):
    return RSS.format(title=title, items="".join(ITEM.format(i, site=site.url, text=text) for i in items or ("a", "b")))


@pytest.fixture
async def engine(house):
    made = FakeEngine()
    reads_rounds(made, house)
    await made.launch()
    yield made
    await made.close()


@pytest.fixture
def follow(house, engine):
    return partial(finding.follow, house=house, engine=engine)


def feeds(*paths):
    return "".join(f'<link rel="alternate" type="application/rss+xml" title="{p}" href="{p}">' for p in paths)


async def test_a_named_feed_that_is_broken_gives_way_to_the_next(house, site):
    site.page("/", f"<html><head>{feeds('/broken', '/good', '/third')}</head></html>")
    site.page("/broken", "<rss><channel", content_type="application/rss+xml", status=500)
    site.page("/good", rss(site), content_type="application/rss+xml")
    found = await find(f"{site.url}/", house=house)
    assert isinstance(found, Found)
    assert (found.source.url, found.source.title, found.others) == (
        f"{site.url}/good",
        "Gazette",
        (("/third", f"{site.url}/third"),),
    )
    assert "/third" not in site.paths(), "others are offered unread"
    assert not await house.database.sources.all()


async def test_a_feed_in_a_usual_place_is_found_where_the_page_names_none(house, site):
    site.page("/", "<html><body><p>Welcome.</p></body></html>")
    site.page("/rss.xml", rss(site), content_type="application/rss+xml")
    found = await find(f"{site.url}/", house=house)
    assert isinstance(found, Found) and found.source.url == f"{site.url}/rss.xml" and not found.others


async def test_an_article_without_a_feed_is_the_page_itself(house, site):
    site.page("/mill", ARTICLE)
    found = await find(f"{site.url}/mill", house=house)
    assert isinstance(found, Found) and (found.source.kind, found.source.url) == ("page", f"{site.url}/mill")
    assert found.source.title == "127.0.0.1", "a headline is nobody's name"


async def test_the_usual_places_are_asked_at_once_and_one_that_never_answers_holds_up_nobody(house, site, monkeypatch):
    site.page("/", "<html><body><p>Welcome.</p></body></html>")
    site.stream("/feed", lambda: drip(seconds=0.2))
    site.page("/feed.json", rss(site), content_type="application/rss+xml")
    monkeypatch.setattr(finding, "GUESSING", 1.0)
    fetch = make_fetch(allow_private=True, delay_s=30.0)  # of rounds; a person does not wait for it
    async with asyncio.timeout(20):
        found = await find(f"{site.url}/", house=replace(house, fetch=fetch))
    await fetch.aclose()
    assert isinstance(found, Found) and found.source.url == f"{site.url}/feed.json"


@pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "ftp://a.example", "gopher://a.example/"])
async def test_nothing_but_web_addresses_is_opened(house, address):
    for found in (await find(address, house=house), await take(address, 1, house=house)):
        assert isinstance(found, Failed) and found.kind == "refused"


async def test_metadata_addresses_are_refused_though_private_networks_are_allowed(house):
    found = await find("http://169.254.169.254/latest/meta-data/", house=house)
    assert isinstance(found, Failed) and found.kind == "refused"


async def test_a_followed_source_is_read_before_it_returns_and_reading_again_adds_nothing(house, site, follow):
    site.page("/f", rss(site), content_type="application/rss+xml")
    wanted = Source(0, "feed", f"{site.url}/f", "Gazette", audience="reporters")
    for _ in range(2):
        source = await follow(wanted)
        assert (await house.database.posts.extent(Scope((source.id,)))).posts == 2
    (tended,) = await house.database.sources.tended()
    assert (tended.source.audience, tended.failures, tended.last_ok) == ("reporters", 0, NOW)


async def test_a_slow_first_reading_goes_on_when_the_asker_has_waited_long_enough(house, site, engine, follow):
    gate = asyncio.Event()

    async def slowly(_):
        while not gate.is_set():  # noqa: ASYNC110  (set by another thread)
            await asyncio.sleep(0.01)
        return Response(rss(site), media_type="application/rss+xml")

    site.reply("/slow", slowly)
    source = await follow(Source(0, "feed", f"{site.url}/slow", "Slow"), wait=0.2)
    assert await engine.pending("round") and (await house.database.posts.extent(Scope((source.id,)))).posts == 0
    gate.set()
    await engine.settle()
    assert (await house.database.posts.extent(Scope((source.id,)))).posts == 2


async def test_a_source_whose_first_reading_fails_is_followed_all_the_same(house, site, follow):
    await follow(Source(0, "feed", f"{site.url}/none", "Gazette"))
    (tended,) = await house.database.sources.tended()
    assert tended.source.state == "active" and "404" in tended.last_error and tended.next_due and tended.next_due > NOW


async def test_what_was_read_once_is_followed_when_it_is_wanted_for_whom_it_is_wanted(house, site, follow):
    site.page("/f", rss(site), content_type="application/rss+xml")
    await take(f"{site.url}/f", 1, house=house)
    (once,) = await house.database.sources.all()
    assert once.state == "ended"
    source = await follow(replace(once, audience="reporters"))
    assert (source.id, source.state, source.audience) == (once.id, "active", "reporters")


async def test_the_same_name_of_two_people_is_two_files(house):
    for by in (1, 2):
        kept = await take_file("notes.txt", "text/plain", b"A note on the mill\n\nIt burned.", by, house=house)
        assert not isinstance(kept, Failed) and [state for _, state in kept] == ["new"]
    assert {s.audience for s in await house.database.sources.all()} == {"reporters"}


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\windows\\win.ini", "/", "a/b.txt", "\x00.txt"])
async def test_a_files_name_is_a_label_and_never_a_path(house, name):
    kept = await take_file(name, "text/plain", b"A note on the mill\n\nIt burned.", 1, house=house)
    assert not isinstance(kept, Failed)
    (source,) = await house.database.sources.all()
    assert (
        source.url.startswith("upload://1/") and "/" not in source.title and "\\" not in source.title and ".." not in source.title
    )


def post(hours, **more):
    at = NOW - timedelta(hours=hours) if hours is not None else None
    return ParsedPost(
        str(hours), "The mayor said that it was so", "", "This is what the people of the town have said.", at, **more
    )


@pytest.mark.parametrize(
    ("posts", "a_day", "undated", "cut"),
    [
        ([post(0), post(12), post(24)], 2.0, 0, False),
        ([post(24), post(0), post(None)], 1.0, 1, False),
        ([post(0)], 0.0, 0, False),
        ([post(0), post(0.1)], 0.0, 0, False),
        ([post(None, cut=True), post(None, cut=True)], 0.0, 2, True),
        ([], 0.0, 0, False),
    ],
)
def test_the_report_tells_pace_dates_and_whether_texts_are_whole(posts, a_day, undated, cut):
    found = described(Source(0, "feed", "u", "t"), Parsed("feed", "t", tuple(posts)))
    assert (round(found.a_day, 3), found.undated, found.cut) == (a_day, undated, cut)
    assert [p.published for p in found.posts[: len(posts) - undated]] == sorted(
        (p.published for p in posts if p.published), reverse=True
    )
    assert found.language == ("en" if posts else "")


SITEMAP = """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{0}/mill</loc><news:news><news:publication>
<news:name>Harbour Post</news:name></news:publication><news:publication_date>2026-11-22T08:00:00Z</news:publication_date>
<news:title>Mill burns</news:title></news:news></url></urlset>"""


async def test_a_news_sitemap_is_followed_where_there_is_no_feed_and_its_texts_come_from_the_pages(house, site):
    site.page("/", "<html><body><p>Welcome.</p></body></html>")
    site.page("/news-sitemap.xml", SITEMAP.format(site.url), content_type="application/xml")
    site.page("/mill", ARTICLE)
    found = await find(f"{site.url}/", house=house)
    assert isinstance(found, Found) and (found.source.kind, found.source.url) == ("feed", f"{site.url}/news-sitemap.xml")
    source = await house.database.sources.add(replace(found.source, added_at=NOW))
    (tended,) = await house.database.sources.tended()
    await read_due(house, tended)
    (post,) = await house.database.posts.latest(Scope((source.id,)), 9)
    assert post.title == "Mill burns" and post.text.startswith("The council decided")


@pytest.mark.parametrize("address", ["@lakeside", "https://t.me/lakeside", "https://t.me/s/lakeside/12"])
async def test_a_channel_that_has_no_place_for_us_is_offered_by_its_public_page(house, address):
    asked = []

    async def fetch(url, *_, **__):
        asked.append(url)
        return Fetched(url, "text/html", page(message(1, "One"), message(2, "Two")).encode())

    found = await find(address, house=replace(house, fetch=fetch))
    assert isinstance(found, Found) and asked == ["https://t.me/s/lakeside"]
    assert (found.source.kind, found.source.url, len(found.posts)) == ("liveblog", "https://t.me/s/lakeside", 2)


async def test_a_channel_without_a_public_page_needs_us_as_a_member(house):
    async def fetch(url, *_, **__):
        return Fetched("https://t.me/lakeside", "text/html", page().encode())

    found = await find("@lakeside", house=replace(house, fetch=fetch))
    assert isinstance(found, Failed) and "Add me there" in found.reason
