"""A followed source read round after round: a loopback site, a real database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.collect.health import ailment
from assistant.collect.journey import Round
from assistant.ports import Scope
from assistant.wiring import rounds
from assistant.wiring.rounds import outcome
from assistant.words import Parsed, ParsedPost, Source, Tended, Validators
from tests.outside.archive_cases import NOW

LONG = "The council decided after a long debate that the bridge is rebuilt in spring, and the mayor agreed. " * 6
PAGE = "<html lang=en><head><title>{0}</title>{1}</head><body><article><h1>{0}</h1><p>{2}</p></article></body></html>"
DATED = '<meta property="article:published_time" content="2026-11-20T08:30:00Z">'
DATE = "<pubDate>Fri, 20 Nov 2026 07:00:00 GMT</pubDate>"


def item(site, name, text="A teaser of it.", date=DATE):
    told = f"<title>Item {name}</title><link>{site.url}/{name}</link><guid>{name}</guid>{date}<description>{text}</description>"
    return f"<item>{told}</item>"


def feed(site, *items, head="", **more):
    body = f"<rss version='2.0'><channel><title>Gazette</title>{head}{''.join(items)}</channel></rss>"
    site.page("/feed", body, content_type="application/rss+xml", **more)


async def source(house, site, **more):
    return await house.database.sources.add(Source(0, "feed", f"{site.url}/feed", "Gazette", added_at=NOW, **more))


async def read(house):
    (tended,) = await house.database.sources.tended()
    return await rounds.read_due(house, tended)


async def texts(house, *ids):
    found = await house.database.posts.latest(Scope(ids or (1,)), 99)
    return {post.title: post for post in found}


async def test_a_cut_text_is_read_from_its_page_where_robots_txt_allows(house, site):
    await source(house, site)
    site.page("/robots.txt", "User-agent: *\nDisallow: /closed", content_type="text/plain")
    feed(site, item(site, "open"), item(site, "closed"))
    for name in ("open", "closed"):
        site.page(f"/{name}", PAGE.format(f"Item {name}", DATED, LONG))
    await read(house)
    kept = await texts(house)
    assert kept["Item open"].text.startswith("The council decided") and kept["Item closed"].text == "A teaser of it."
    assert "/closed" not in site.paths()


async def test_a_paywall_stub_does_not_take_the_teasers_place_and_the_post_is_marked(house, site):
    await source(house, site)
    feed(site, item(site, "paid"), item(site, "free"))
    stub = "The council decided this week, after a debate that many watched, what becomes of the bridge. Subscribe to continue reading."
    site.page("/paid", PAGE.format("Item paid", DATED, stub))
    site.page("/free", PAGE.format("Item free", DATED, LONG))
    await read(house)
    kept = await texts(house)
    assert (kept["Item paid"].text, kept["Item paid"].paid) == ("A teaser of it.", True)
    assert not kept["Item free"].paid


async def test_a_missing_date_comes_from_the_page_else_from_the_first_sight(house, site):
    await source(house, site)
    feed(site, item(site, "dated", LONG, date=""), item(site, "undated", LONG + "Really.", date=""))
    site.page("/dated", PAGE.format("Item dated", DATED, LONG))
    await read(house)
    kept = await texts(house)
    assert f"{kept['Item dated'].at:%Y-%m-%d %H:%M}" == "2026-11-20 08:30"
    assert (kept["Item undated"].published, kept["Item undated"].at) == (None, NOW)
    seen = len(site.seen)
    await read(house)
    assert site.paths()[seen:] == ["/feed"], "pages are not asked again while the items stay as they are"


async def test_pages_beyond_one_rounds_share_are_fetched_by_the_next_though_the_feed_says_it_is_unchanged(house, site):
    await source(house, site)
    names = [f"n{number}" for number in range(23)]
    feed(site, *(item(site, name) for name in names), etag='"1"')
    for name in names:
        site.page(f"/{name}", PAGE.format(f"Item {name}", DATED, LONG))
    assert (await read(house)).postponed and len(await texts(house)) == 20
    (tended,) = await house.database.sources.tended()
    assert tended.next_due - NOW == timedelta(minutes=1) and tended.validators == Validators()
    assert not (await read(house)).postponed and len(await texts(house)) == 23
    assert (await read(house)).not_modified


async def test_what_is_older_than_the_source_is_read_from_is_not_kept(house, site):
    await source(house, site, reads_from=NOW - timedelta(days=1))
    new = "<pubDate>Sun, 22 Nov 2026 11:00:00 GMT</pubDate>"
    feed(site, item(site, "old", LONG), item(site, "new", LONG, date=new))
    await read(house)
    assert set(await texts(house)) == {"Item new"}


def live(site, path, updates, older=""):
    posts = ",".join(
        f'{{"@type":"BlogPosting","@id":"u{n}","headline":"Update {n}","articleBody":"At {n} the water rose again in the old town.",'
        f'"datePublished":"2026-11-22T{n:02}:00:00Z"}}'
        for n in updates
    )
    data = (
        f'<script type="application/ld+json">{{"@type":"LiveBlogPosting","headline":"Flood","liveBlogUpdate":[{posts}]}}</script>'
    )
    link = f'<a rel="next" href="{older}">Older posts</a>' if older else ""
    site.page(path, f"<html><head><title>Flood</title>{data}</head><body>{link}</body></html>")


async def test_a_live_blogs_older_pages_are_followed_until_one_holds_something_known(house, site):
    await house.database.sources.add(Source(0, "liveblog", f"{site.url}/live", "Flood", added_at=NOW))
    live(site, "/live", (9, 8), older="/live?page=2")
    site.reply("/live", _paged(site, {"": ((9, 8), "2"), "2": ((7, 6), "3"), "3": ((5,), "1"), "1": ((9, 8), "2")}))
    assert (await read(house)).count("new") == 5
    site.seen.clear()
    await read(house)
    assert len(site.seen) == 1, "nothing new stands on the first page"
    (tended,) = await house.database.sources.tended()
    assert timedelta(minutes=1) <= tended.interval


async def test_a_live_blog_that_has_become_an_article_is_of_a_wrong_type_and_no_post(house, site):
    await house.database.sources.add(Source(0, "liveblog", f"{site.url}/live", "Flood", added_at=NOW))
    live(site, "/live", (9, 8))
    await read(house)
    site.page("/live", PAGE.format("How the flood came", DATED, LONG))
    for _ in range(3):
        done = await read(house)
    assert done.failed[0].kind == "wrong_type" and not done.kept
    (tended,) = await house.database.sources.tended()
    assert "It sent a web page where its live blog was." in ailment(tended)
    assert len(await texts(house)) == 2 and not any(post.withdrawn_at for post in (await texts(house)).values())
    live(site, "/live", (10, 9, 8))
    assert (await read(house)).count("new") == 1


def _paged(site, pages):
    def answer(request):
        updates, older = pages[request.query_params.get("page", "")]
        live(site, "/made", updates, older=f"/live?page={older}")
        return site.replies["/made"](request)

    return answer


async def test_a_source_moves_after_the_third_permanent_redirect_to_one_place(house, site):
    await source(house, site)
    feed(site, item(site, "a", LONG))
    site.replies["/new"] = site.replies.pop("/feed")
    for status in (301, 302, 301, 308):
        site.redirect("/feed", "/new", status)
        await read(house)
        assert (await house.database.sources.all())[0].url == f"{site.url}/feed"
    site.redirect("/feed", "/new", 301)
    await read(house)
    (tended,) = await house.database.sources.tended()
    assert (tended.source.url, tended.moving_times) == (f"{site.url}/new", 0)


async def test_a_source_that_is_gone_for_good_ends_and_one_that_asks_for_patience_gets_it(house, site):
    await source(house, site)
    site.page("/feed", "busy", status=503, headers={"retry-after": "7200"})
    await read(house)
    (tended,) = await house.database.sources.tended()
    assert timedelta(hours=2) <= tended.next_due - NOW <= timedelta(hours=2.5)
    site.page("/feed", "gone", status=410)
    await read(house)
    (tended,) = await house.database.sources.tended()
    assert (tended.source.state, tended.next_due) == ("ended", None)


async def test_skipped_hours_and_freshness_are_kept(house, site):
    await source(house, site)
    head = "<skipHours><hour>12</hour><hour>13</hour><hour>14</hour></skipHours>"
    feed(site, item(site, "a", LONG), head=head, etag='"1"', headers={"cache-control": "max-age=1800"})
    for _ in range(2):  # the second time the feed is unchanged and says nothing
        await read(house)
        (tended,) = await house.database.sources.tended()
        assert {h % 24 for h in tended.skip_hours} == {12, 13, 14}
        assert tended.next_due == NOW.replace(hour=15), "it is noon"


@pytest.mark.parametrize(
    ("kind", "hours", "least", "most"),
    [
        ("liveblog", (0.1, 0.2, 0.3), 1, 5),
        ("liveblog", (30, 30.1, 30.2), 60, 1440),
        ("feed", (1, 7, 13), 60, 120),
        ("feed", (900, 1800), 1440, 1440),
    ],
)
def test_each_source_learns_its_own_interval(house, kind, hours, least, most):
    posts = tuple(ParsedPost(str(h), "t", "u", "x", NOW - timedelta(hours=h)) for h in hours)
    tended_source = Source(1, kind, "https://a.example/", "A", added_at=NOW)
    done = Round(tended_source, fetched=Parsed(kind, "A", posts))
    before = replace(_tended(tended_source), interval=timedelta(minutes=15))
    made = outcome(before, done, NOW, 0.5)
    assert made.interval is not None
    assert timedelta(minutes=least) <= made.interval <= timedelta(minutes=most) and made.next_due == NOW + made.interval


def test_silence_makes_an_unchanged_source_slower(house):
    tended_source = Source(1, "feed", "https://a.example/", "A", added_at=NOW)
    before = replace(_tended(tended_source), interval=timedelta(minutes=1), last_new=NOW - timedelta(hours=12))
    made = outcome(before, Round(tended_source, not_modified=True), NOW, 0.5)
    assert made.interval == timedelta(hours=1) and made.validators is None


def _tended(source):
    return Tended(source, Validators(), timedelta(minutes=15), NOW, 0, "", NOW, None)


async def test_a_source_of_undated_posts_alone_is_ill_until_it_dates_them(house, site):
    await source(house, site)
    feed(site, *(item(site, name, LONG + name, date="") for name in "abc"))
    for _ in range(2):
        await read(house)
        (tended,) = await house.database.sources.tended()
        assert tended.undated and "has a date" in ailment(tended)
    feed(site, item(site, "d", LONG), *(item(site, name, LONG + name, date="") for name in "abc"))
    await read(house)
    (tended,) = await house.database.sources.tended()
    assert ailment(tended) == ""
