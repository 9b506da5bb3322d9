"""Addresses people paste, under their real names: one TLS server on loopback plays YouTube, Mastodon, Bluesky, Reddit and GitHub."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from assistant.chat.desk import Found
from assistant.outside.http import make_fetch
from assistant.ports import Scope
from assistant.wiring.finding import find
from assistant.wiring.house import House
from assistant.wiring.pump import Pump
from assistant.wiring.rounds import read_due
from assistant.wiring.taking import take
from assistant.words import Failed, ParsedPost, Source
from tests.outside.archive_cases import NOW, hours
from tests.outside.network import Names, Rerouted
from tests.site import Site, serve

HOSTS = "www.youtube.com mastodon.example bsky.app www.reddit.com github.com harbour.substack.com news.example".split()
CHANNEL = "UCabcdefghijklmnopqrstuv"
SAID = "The harbour master closed the north quay on Sunday morning after the storm had torn two of its bollards out."
AT = "2026-11-22T08:00:00Z"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" {more}><title>{title}</title><id>{title}</id>{entries}</feed>'
VIDEO = (
    f"<entry><id>yt:video:v1</id><title>Quay closed</title><link rel='alternate' href='https://www.youtube.com/watch?v=v1'/>"
    f"<published>{AT}</published><media:group><media:title>Quay closed</media:title><media:description>{SAID}</media:description>"
    "</media:group></entry>"
)
ENTRY = (
    f"<entry><id>t3_1</id><title>Quay closed</title><link href='https://{{host}}/1'/><updated>{AT}</updated>"
    f"<content type='html'>&lt;p&gt;{SAID}&lt;/p&gt;</content></entry>"
)
TOOT = (
    "<rss version='2.0'><channel><title>Ida</title><item><guid isPermaLink='true'>https://{host}/@ida/1</guid><link>https://{host}/@ida/1</link>"
    f"<pubDate>Sun, 22 Nov 2026 08:00:00 +0000</pubDate><description>&lt;p&gt;{SAID}&lt;/p&gt;</description></item></channel></rss>"
)
OF_CHANNEL = ("/feeds/videos.xml", "?channel_id=" + CHANNEL, VIDEO)
PLACES = [
    ("https://www.youtube.com/@harbour", f'<script>{{"externalId":"{CHANNEL}"}}</script>', *OF_CHANNEL),
    (f"https://www.youtube.com/channel/{CHANNEL}", "", *OF_CHANNEL),
    ("https://mastodon.example/@ida", "<p>Mastodon</p>", "/@ida.rss", "", TOOT),
    ("https://bsky.app/profile/ida.example", "<div id=root></div>", "/profile/ida.example/rss", "", TOOT),
    ("https://www.reddit.com/r/harbour/", None, "/r/harbour/.rss", "", ENTRY),
    ("https://github.com/harbour/tide", "<p>Code</p>", "/harbour/tide/releases.atom", "", ENTRY),
    ("https://harbour.substack.com/p/quay", "<p>Letter</p>", "/feed", "", TOOT),
]  # fmt: skip


@pytest.fixture(scope="module")
def tls_site(tmp_path_factory) -> Iterator[tuple[Site, ssl.SSLContext]]:
    if not shutil.which("openssl"):
        pytest.skip("openssl is absent")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = str(folder / "cert.pem"), str(folder / "key.pem")
    names = ",".join(f"DNS:{host}" for host in HOSTS)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout", key,
         "-out", cert, "-subj", "/CN=places", "-addext", f"subjectAltName={names}"],
        check=True, capture_output=True,
    )  # fmt: skip
    with serve(tls=(cert, key)) as site:
        yield site, ssl.create_default_context(cafile=cert)


@pytest.fixture
async def world(house, tls_site) -> AsyncIterator[tuple[House, Site]]:
    """A house for which every name of HOSTS is this site, at addresses that look public."""
    site, trusting = tls_site
    site.replies.clear()
    names = Names(**{host.replace(".", "_"): [["93.184.216.34"]] for host in HOSTS})
    fetch = make_fetch(delay_s=0.0, timeout_s=5.0, verify=trusting, resolve=names, network=Rerouted(site.port))
    yield replace(house, fetch=fetch), site
    await fetch.aclose()


@pytest.mark.parametrize(("address", "page", "path", "query", "body"), PLACES, ids=[p[0].split("/")[2] for p in PLACES])
async def test_a_place_that_people_paste_leads_to_its_feed_and_its_posts_are_read(world, address, page, path, query, body):
    house, site = world
    host = address.split("/")[2]
    if page is not None:
        site.page("/" + address.split("/", 3)[3], f"<html><body>{page}</body></html>")
    more = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:yt="http://www.youtube.com/xml/schemas/2015"'
    whole = body.replace("{host}", host)
    site.page(
        path, whole if body is TOOT else ATOM.format(more=more, title="Harbour", entries=whole), content_type="application/xml"
    )
    found = await find(address, house=house)
    assert isinstance(found, Found), found
    assert (found.source.kind, found.source.url) == ("feed", f"https://{host}{path}{query}")
    await house.database.sources.add(replace(found.source, added_at=NOW))
    (tended,) = await house.database.sources.tended()
    done = await read_due(house, tended)
    (post,) = await house.database.posts.latest(Scope((done.source.id,)), 9)
    assert post.published == NOW.replace(hour=8) and SAID in post.text and post.title
    assert post.title == "Quay closed" or post.title.startswith("The harbour master closed")


RSS = "<rss version='2.0'><channel><title>{0}</title>{1}</channel></rss>"
STORY = "<item><title>{0}</title><guid>{0}</guid><link>https://news.example/{2}</link><pubDate>{3}</pubDate><description>{1}</description></item>"
DATE = "Sun, 22 Nov 2026 08:00:00 +0000"


def told(number: int) -> str:
    """A story of its own; no sentence of it is in another."""
    rest = " ".join(
        f"Witness {number}-{n} said that ship {number * 31 + n} had left berth {number}{n} by then." for n in range(12)
    )
    return f"Ship number {number} ran aground near quay {number} on Sunday, the pilots said. {rest}"


async def test_what_other_sources_brought_already_is_told_before_a_feed_is_followed(world):
    house, site = world
    wire = await house.database.sources.add(Source(0, "feed", "https://wire.example/f", "Wire", added_at=NOW))
    await house.database.posts.keep_many(
        wire.id, [ParsedPost(str(n), f"Ship {n}", "", told(n), hours(n)) for n in range(1, 8)], NOW
    )
    await Pump(house).once()
    items = "".join(STORY.format(f"Our ship {n}", f"(Wire) {told(n)}", n, DATE) for n in (*range(1, 6), 20, 21, 22))
    site.page("/f", RSS.format("Post", items), content_type="application/xml")
    found = await find("https://news.example/f", house=house)
    assert isinstance(found, Found) and found.copies == (("Wire", 5),) and len(found.posts) == 8
    assert len(await house.database.sources.all()) == 1, "nothing is stored by a look"


async def test_its_own_posts_of_an_earlier_reading_are_no_copies(world):
    house, site = world
    site.page(
        "/f",
        RSS.format("Post", "".join(STORY.format(f"S{n}", told(n), n, DATE) for n in range(4))),
        content_type="application/xml",
    )
    await take("https://news.example/f", 1, house=house)
    await Pump(house).once()
    found = await find("https://news.example/f", house=house)
    assert isinstance(found, Found) and found.copies == ()


@pytest.mark.parametrize(
    "path", ["/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/news-sitemap.xml"]
)
async def test_the_common_places_of_a_site_that_names_no_feed_are_tried(world, path):
    house, site = world
    site.page("/", "<html><body><p>Welcome to our town.</p></body></html>")
    body = RSS.format("Post", STORY.format("S", told(1), 1, DATE))
    if path == "/feed.json":
        body = '{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "title": "S", "content_text": "x"}]}'
    if path == "/news-sitemap.xml":
        body = (
            '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/1</loc><news:news>'
            f"<news:publication_date>{AT}</news:publication_date><news:title>S</news:title></news:news></url></urlset>"
        )
    site.page(path, body, content_type="application/json" if path == "/feed.json" else "application/xml")
    found = await find("https://news.example/", house=house)
    assert isinstance(found, Found) and found.source.url == f"https://news.example{path}"


async def test_a_name_that_turns_to_an_inner_address_after_the_look_is_never_read(house, tls_site):
    """DNS rebinding: every connection is judged by the address it is made to, not by what was seen before."""
    site, trusting = tls_site
    names = Names(news_example=[["93.184.216.34"], ["127.0.0.1"]])
    site.page("/f", RSS.format("Post", STORY.format("S", told(1), 1, DATE)), content_type="application/xml")
    network = Rerouted(site.port)
    for outcome in (Found, Failed):
        fetch = make_fetch(delay_s=0.0, timeout_s=5.0, verify=trusting, resolve=names, network=network)
        found = await find("https://news.example/f", house=replace(house, fetch=fetch))
        assert isinstance(found, outcome)
        await fetch.aclose()
    assert isinstance(found, Failed) and found.kind == "refused" and network.dialled == ["93.184.216.34"]
