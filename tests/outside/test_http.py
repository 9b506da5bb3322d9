"""Fetching from a well-meaning site: bodies, validators, redirects, statuses, politeness."""

from __future__ import annotations

import asyncio
import base64
import gzip
import itertools
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
from starlette.requests import Request
from starlette.responses import Response

from assistant.outside.http import Http
from assistant.words import Failed, Fetched, NotModified, Validators
from tests.outside.network import Names
from tests.site import Site

FEED = "<rss><channel><title>Дамба</title></channel></rss>".encode()
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


async def test_a_page_comes_back_as_it_is_with_its_charset_untouched(site: Site, fetch: Http) -> None:
    cyrillic = "Потяг".encode("windows-1251")
    site.page("/a", cyrillic, content_type="text/xml; charset=windows-1251", etag='"7"', headers={"cache-control": "max-age=120"})
    assert await fetch(site.url + "/a#part") == Fetched(
        site.url + "/a#part",
        "text/xml; charset=windows-1251",
        cyrillic,
        Validators('"7"'),
        fresh_for=timedelta(minutes=2),
    )


async def test_the_request_says_who_asks_and_for_what_and_brings_no_cookies(site: Site, fetching: Callable[..., Http]) -> None:
    site.page("/a", FEED, headers={"set-cookie": "id=1"})
    fetch = fetching(user_agent="Desk/1 (+https://desk.example)")
    await fetch(site.url + "/a", accept="text/html")
    await fetch(site.url + "/a", accept="text/html")
    headers = site.seen[1].headers
    assert (headers["user-agent"], headers["accept"]) == ("Desk/1 (+https://desk.example)", "text/html")
    assert headers["accept-encoding"] == "gzip, deflate, br" and "cookie" not in headers


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED)),
        ("x-gzip", gzip.compress(FEED[:9]) + gzip.compress(FEED[9:]) + b"\0" * 40),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("br", brotli.compress(FEED)),
        ("br, gzip", gzip.compress(brotli.compress(FEED))),
        ("", gzip.compress(FEED)),
        ("gzip", gzip.compress(gzip.compress(FEED))),
        ("identity", FEED),
    ],
    # gzip writes the time of day into its bytes: as names of tests they would differ between workers
    ids=["gzip", "x-gzip of two", "deflate", "raw deflate", "br", "br in gzip", "gzip file", "gzip twice", "identity"],
)
async def test_packed_bodies_are_unpacked(site: Site, fetch: Http, encoding: str, packed: bytes) -> None:
    site.page("/a", packed, headers={"content-encoding": encoding})
    got = await fetch(site.url + "/a")
    assert isinstance(got, Fetched) and got.body == FEED


async def test_an_unchanged_page_costs_no_body(site: Site, fetch: Http) -> None:
    site.page("/a", FEED, etag='W/"x"', headers={"cache-control": "max-age=60"})
    first = await fetch(site.url + "/a")
    assert isinstance(first, Fetched)
    assert await fetch(site.url + "/a", first.validators) == NotModified(site.url + "/a", timedelta(minutes=1))
    assert site.seen[1].headers["if-none-match"] == 'W/"x"'


async def test_last_modified_serves_where_there_is_no_etag(site: Site, fetch: Http) -> None:
    when = "Sun, 22 Nov 2026 08:00:00 GMT"
    site.page("/a", FEED, last_modified=when)
    first = await fetch(site.url + "/a")
    assert isinstance(first, Fetched) and first.validators == Validators("", when)
    assert isinstance(await fetch(site.url + "/a", first.validators), NotModified)


async def test_a_304_that_nobody_asked_for_is_a_fault(site: Site, fetch: Http) -> None:
    site.page("/a", b"", status=304)
    assert await fetch(site.url + "/a") == Failed(site.url + "/a", "status", "127.0.0.1 answered with status 304.", 304)


async def test_validators_that_no_header_can_hold_are_neither_kept_nor_sent(site: Site, fetch: Http) -> None:
    site.page("/a", FEED, headers={"etag": '"' + "x" * 600 + '"'})
    got = await fetch(site.url + "/a", Validators('"a\r\nX-Evil: 1"', "вчора"))
    assert isinstance(got, Fetched) and got.validators == Validators()
    assert not {"if-none-match", "if-modified-since", "x-evil"} & set(site.seen[0].headers)


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((301, 302), False), ((307, 301), False), ((301, 303, 308), False)],
)
async def test_a_source_moved_only_when_every_redirect_says_for_good(
    site: Site, fetch: Http, statuses: tuple[int, ...], moved: bool
) -> None:
    for step, status in enumerate(statuses):
        site.redirect(f"/{step}", f"/{step + 1}", status)
    site.page(f"/{len(statuses)}", FEED, etag='"1"')
    end = f"{site.url}/{len(statuses)}"
    got = await fetch(site.url + "/0")
    assert isinstance(got, Fetched)
    assert (got.url, got.moved_to) == (end, end if moved else "")
    again = await fetch(site.url + "/0", got.validators)
    assert again == NotModified(end, moved_to=end if moved else "")


async def test_a_site_that_redirects_until_its_cookie_is_back_is_read(site: Site, fetch: Http) -> None:
    def gate(request: Request) -> Response:
        if request.cookies.get("seen") == "1":
            return Response(FEED)
        return Response(status_code=302, headers={"location": "/a", "set-cookie": "seen=1"})

    site.reply("/a", gate)
    assert isinstance(await fetch(site.url + "/a"), Fetched)


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (404, "status", "has no such page (404)"),
        (410, "gone", "gone for good"),
        (401, "status", "wants a login"),
        (403, "status", "does not let us in"),
        (500, "status", "has a fault of its own (500)"),
        (418, "status", "status 418"),
        (204, "status", "status 204"),
        (429, "busy", "too often"),
        (503, "busy", "too busy"),
    ],
)
async def test_a_status_without_a_document_is_told_in_words(site: Site, fetch: Http, status: int, kind: str, words: str) -> None:
    site.page("/a", b"" if status == 204 else b"sorry", status=status)
    got = await fetch(site.url + "/a")
    assert isinstance(got, Failed)
    assert (got.kind, got.status, got.retry_after) == (kind, status, None)
    assert words in got.reason and got.reason.startswith("127.0.0.1 ")


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Sun, 22 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Sun, 22 Nov 2026 11:00:00 GMT", timedelta()),
        ("999999999", timedelta(days=1)),
        ("9" * 5000, None),
        ("soon", None),
        ("-5", None),
    ],
)
async def test_retry_after_is_heard(site: Site, fetching: Callable[..., Http], value: str, wait: timedelta | None) -> None:
    site.page("/a", b"busy", status=503, headers={"retry-after": value})
    got = await fetching(clock=lambda: NOW)(site.url + "/a")
    assert isinstance(got, Failed) and (got.kind, got.retry_after) == ("busy", wait)


async def test_a_host_that_says_429_is_left_alone_for_all_its_sources(site: Site, fetch: Http) -> None:
    site.page("/a", b"slower", status=429, headers={"retry-after": "30"})
    site.page("/b", FEED)
    await fetch(site.url + "/a")
    got = await fetch(site.url + "/b")
    assert isinstance(got, Failed) and got.kind == "busy" and got.retry_after
    assert timedelta(seconds=25) < got.retry_after <= timedelta(seconds=31)
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("control", "age", "fresh"),
    [
        ("public, max-age=300", "", timedelta(minutes=5)),
        ('MAX-AGE="60"', "", timedelta(minutes=1)),
        ("max-age=300", "100", timedelta(seconds=200)),
        ("max-age=300", "400", None),
        ("s-maxage=300", "", None),
        ("max-age=300, no-cache", "", None),
        ("max-age=9999999999", "", timedelta(days=1)),
        ("max-age=-1", "²", None),
        ("", "", None),
    ],
)
async def test_cache_control_says_how_long_an_answer_is_fresh(
    site: Site, fetch: Http, control: str, age: str, fresh: timedelta | None
) -> None:
    site.page("/a", FEED, headers={"cache-control": control, "age": age})
    got = await fetch(site.url + "/a")
    assert isinstance(got, Fetched) and got.fresh_for == fresh


async def test_a_login_in_the_address_is_sent_to_its_own_host_only_and_never_returned(
    site: Site, fetching: Callable[..., Http]
) -> None:
    site.redirect("/a", site.under("other.example") + "/b", 301)
    site.redirect("/c", "/b", 301)
    site.page("/b", FEED)
    fetch = fetching(resolve=Names())
    away = await fetch(f"http://ann:p%40ss@own.example:{site.port}/a")
    home = await fetch(f"http://ann:p%40ss@own.example:{site.port}/c")
    login = "Basic " + base64.b64encode(b"ann:p@ss").decode()
    assert [one.headers.get("authorization") for one in site.seen] == [login, None, login, login]
    assert isinstance(away, Fetched) and isinstance(home, Fetched)
    assert away.moved_to == away.url == site.under("other.example") + "/b"
    assert home.url == site.under("own.example") + "/b"
    assert home.moved_to == f"http://ann:p%40ss@own.example:{site.port}/b"


async def test_at_most_two_requests_at_a_time_go_to_one_host_while_others_go_on(
    site: Site, fetching: Callable[..., Http]
) -> None:
    now: dict[str, int] = {}
    most: dict[str, int] = {}

    async def slow(request: Request) -> Response:
        host = request.headers["host"].partition(":")[0]
        now[host] = now.get(host, 0) + 1
        most[host] = max(most.get(host, 0), now[host])
        most["all"] = max(most.get("all", 0), sum(now.values()))
        await asyncio.sleep(0.03)
        now[host] -= 1
        return Response(FEED)

    site.reply("/a", slow)
    fetch = fetching(resolve=Names(), per_host=2, everywhere=5)
    hosts = [f"h{n % 4}.example" for n in range(24)]
    got = await asyncio.gather(*(fetch(site.under(host) + "/a") for host in hosts))
    assert all(isinstance(one, Fetched) for one in got)
    # never more; that they overlap at all shows that one host does not hold up the others
    assert max(count for host, count in most.items() if host != "all") == 2
    assert 2 < most["all"] <= 5


async def test_requests_to_one_host_begin_at_least_the_pause_apart(site: Site, fetching: Callable[..., Http]) -> None:
    begun: list[float] = []

    def note(_: Request) -> Response:
        begun.append(asyncio.get_running_loop().time())
        return Response(FEED)

    site.reply("/a", note)
    fetch = fetching(delay_s=0.4, timeout_s=1.0)  # the waiting is not part of a fetch's own time
    got = await asyncio.gather(*(fetch(site.url + "/a") for _ in range(4)))
    assert all(isinstance(one, Fetched) for one in got)
    assert all(later - sooner > 0.05 for sooner, later in itertools.pairwise(begun))


async def test_a_fetch_that_is_called_off_leaves_its_place_to_others(site: Site, fetching: Callable[..., Http]) -> None:
    site.page("/a", FEED)

    async def slow(_: Request) -> Response:
        await asyncio.sleep(2)
        return Response(FEED)

    site.reply("/slow", slow)
    fetch = fetching(per_host=1)
    task = asyncio.create_task(fetch(site.url + "/slow"))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert isinstance(await fetch(site.url + "/a"), Fetched)
