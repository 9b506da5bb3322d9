"""Fetching from a hostile site: each attack ends soon, in little memory, as a Failed with a reason; and the next fetch works."""

from __future__ import annotations

import asyncio
import gzip
import logging
import os
import time
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
from starlette.requests import Request
from starlette.responses import Response

from assistant.outside.http import Http
from assistant.words import Failed, Fetched
from tests.outside.costs import MB, Costs, failed
from tests.outside.network import Names
from tests.site import Site, drip, endless, raw_server


async def test_redirects_in_a_circle_end(site: Site, fetch: Http) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    failed(await fetch(site.url + "/a"), "status", "round in a circle")
    assert site.paths() == ["/a", "/b"]


async def test_redirects_without_end_end_at_five(site: Site, fetch: Http) -> None:
    for step in range(20):
        site.redirect(f"/{step}", f"/{step + 1}")
    failed(await fetch(site.url + "/0"), "status", "more than 5 times")
    assert len(site.seen) == 6


def deflated_zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(MB)) for _ in range(megabytes)) + packer.flush()


BOMBS = {
    "gzip": ("gzip", lambda: deflated_zeros(200)),
    "brotli": ("br", lambda: brotli.compress(bytes(200 * MB), quality=5)),
    "gzip in gzip": ("gzip, gzip", lambda: gzip.compress(deflated_zeros(200))),
    "gzip file in gzip": ("gzip", lambda: gzip.compress(deflated_zeros(200))),
    "brotli in brotli": ("br, br", lambda: brotli.compress(brotli.compress(bytes(200 * MB), quality=5))),
    "gzip in the first packet": ("gzip", lambda: deflated_zeros(30)),
}


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_of_one_to_a_thousand_ends_early_and_small(site: Site, fetch: Http, name: str) -> None:
    encoding, make = BOMBS[name]
    packed = make()
    site.page("/", packed, headers={"content-encoding": encoding})
    site.page("/next", "well")
    with Costs() as costs:
        got = await fetch(site.url + "/")
    failed(got, "too_large", "127.0.0.1 sent")
    assert costs.cpu < 2 and costs.mb < 150, (costs.cpu, costs.mb)
    assert isinstance(await fetch(site.url + "/next"), Fetched)


async def test_gzip_of_very_many_parts_ends(site: Site, fetch: Http) -> None:
    site.page("/", gzip.compress(b"") * 400_000, headers={"content-encoding": "gzip"})
    with Costs() as costs:
        failed(await fetch(site.url + "/"), "wrong_type", "very many parts")
    assert costs.cpu < 2


async def test_a_body_of_a_gigabyte_ends_at_the_cap_announced_or_not(site: Site, fetching: Callable[..., Http]) -> None:
    site.stream("/silent", lambda: endless(bytes(MB), 1024))
    fetch = fetching(max_bytes=4_000_000)
    with Costs() as costs:
        failed(await fetch(site.url + "/silent"), "too_large", "more than 4 MB")
    assert costs.cpu < 2 and costs.mb < 150, (costs.cpu, costs.mb)
    async with raw_server(b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n", then_drip=b".") as url:
        failed(await fetch(url), "too_large", "more than 4 MB")


async def test_a_body_of_exactly_the_cap_is_taken(site: Site, fetching: Callable[..., Http]) -> None:
    site.page("/", b"a" * 1000)
    site.page("/more", b"a" * 1001)
    fetch = fetching(max_bytes=1000)
    assert isinstance(await fetch(site.url + "/"), Fetched)
    failed(await fetch(site.url + "/more"), "too_large", "more than 1 KB")


async def test_a_body_that_drips_ends_with_its_time(site: Site, fetching: Callable[..., Http]) -> None:
    site.stream("/", lambda: drip(seconds=0.1))
    site.page("/next", "well")
    fetch = fetching(timeout_s=0.8, per_host=1)
    with Costs() as costs:
        failed(await fetch(site.url + "/"), "timeout", "127.0.0.1 did not finish its answer within 0.8 seconds")
    assert costs.cpu < 2
    assert isinstance(await fetch(site.url + "/next"), Fetched)


async def test_headers_that_drip_end_with_their_time(fetching: Callable[..., Http]) -> None:
    async with raw_server(b"HTTP/1.1 200 OK\r\n", then_drip=b"x: y\r\n") as url:
        failed(await fetching(timeout_s=0.5)(url), "timeout", "did not finish")


async def test_the_time_is_for_the_whole_chain_of_redirects(site: Site, fetching: Callable[..., Http]) -> None:
    async def late(request: Request) -> Response:
        await asyncio.sleep(0.3)
        return Response(status_code=302, headers={"location": request.url.path + "x"})

    for step in range(1, 6):
        site.reply("/" + "x" * step, late)
    started = time.monotonic()
    failed(await fetching(timeout_s=0.7)(site.url + "/x"), "timeout")
    assert time.monotonic() - started < 5 and len(site.seen) == 3


async def test_a_host_that_takes_connections_and_says_nothing_ends_with_the_time(fetching: Callable[..., Http]) -> None:
    async with raw_server(b"", hold_s=3) as url:
        failed(await fetching(timeout_s=0.3)(url), "timeout", "did not finish")


async def test_a_name_service_that_hangs_ends_with_the_connect_time(fetching: Callable[..., Http]) -> None:
    async def hang(host: str, port: int) -> list[str]:
        await asyncio.sleep(60)
        return []

    failed(await fetching(resolve=hang, connect_s=0.2)("http://slow.example/"), "timeout", "slow.example could not be reached")


async def test_a_name_without_addresses_and_a_closed_port_are_told_apart(site: Site, fetching: Callable[..., Http]) -> None:
    failed(await fetching(resolve=Names(no_example=[[]]))("http://no.example/"), "unreachable", "No host is found under the name")
    failed(await fetching()("http://127.0.0.1:1/"), "unreachable", "127.0.0.1 does not accept connections")


@pytest.mark.parametrize(
    ("content_type", "body", "words"),
    [
        ("image/png", b"\x89PNG\r\n", "image/png, which is not text"),
        ("video/mp4", b"....", "video/mp4"),
        ("application/pdf", b"%PDF-1.7", "application/pdf"),
        ("application/zip", b"PK", "application/zip"),
        ("text/xml", b"\x89PNG\r\n\x1a\n....", "a picture under the name of text/xml"),
        ("application/octet-stream", b"PK\x03\x04....", "a zip file under the name of application/octet-stream"),
        ("text/html", b"", "empty page"),
        ("text/html", b" \r\n\t", "empty page"),
    ],
)
async def test_wrong_types_and_empty_pages_are_told(site: Site, fetch: Http, content_type: str, body: bytes, words: str) -> None:
    site.page("/", body, content_type=content_type)
    assert failed(await fetch(site.url + "/"), "wrong_type", words).status == 200


async def test_a_type_that_was_asked_for_is_taken(site: Site, fetch: Http) -> None:
    site.page("/", b"%PDF-1.7 ...", content_type="application/pdf")
    assert isinstance(await fetch(site.url + "/", accept="text/html, application/pdf;q=0.5"), Fetched)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"this is no gzip"),
        ("gzip", gzip.compress(os.urandom(5000))[:-400]),
        ("br", b"\xff\xfe no brotli"),
        ("br", brotli.compress(b"half of it" * 500)[:-4]),
        ("deflate", b"?"),
        ("zstd", b"...."),
        ("gzip, gzip, gzip", b"...."),
        (", ".join(["gzip"] * 5000), b"...."),
    ],
    ids=["no gzip", "half a gzip", "no brotli", "half a brotli", "no deflate", "zstd", "thrice", "5000 times"],
)
async def test_a_damaged_or_half_packed_body_is_never_taken_for_the_whole(
    site: Site, fetch: Http, encoding: str, body: bytes
) -> None:
    site.page("/", body, headers={"content-encoding": encoding})
    failed(await fetch(site.url + "/"), "wrong_type", "127.0.0.1 sent a")


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.0\r\n",
        os.urandom(3000),
        b"HTTP/1.1 200 OK",
        OK + b"content-length: 100\r\n\r\nhalf",
        OK + b"content-length: -5\r\n\r\n",
        OK + b"content-length: " + b"9" * 5000 + b"\r\n\r\n.",
        OK + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
        OK + b"transfer-encoding: chunked\r\n\r\nffffffffffffffffffff\r\n",
        OK + b"transfer-encoding: chunked\r\n\r\n5\r\nab",
        OK + b"x: " + b"a" * 300_000 + b"\r\n\r\n",
        OK + b"x: y\r\n" * 60_000 + b"\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 2000,
        b"HTTP/1.1 999 Odd\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nlocation: \r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nset-cookie: " + b"a=b; " * 15_000 + b"\r\nlocation: /\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
    ],
)
async def test_what_is_not_http_ends_as_a_failure(fetch: Http, answer: bytes) -> None:
    with Costs() as costs:
        async with raw_server(answer) as url:
            got = await fetch(url)
    assert isinstance(got, Failed) and got.reason.startswith("127.0.0.1 ")
    assert costs.cpu < 2 and costs.mb < 150


async def test_one_bad_source_does_not_stop_the_others(site: Site, fetching: Callable[..., Http]) -> None:
    site.stream("/drip", lambda: drip(seconds=0.1))
    site.page("/bomb", deflated_zeros(100), headers={"content-encoding": "gzip"})
    site.redirect("/loop", "/loop")
    site.page("/well", "well")
    fetch = fetching(resolve=Names(), timeout_s=6.0)  # long enough for the bombs on a busy machine
    paths = ["/drip", "/bomb", "/loop", "/well"] * 5
    got = await asyncio.gather(*(fetch(site.under(f"h{n}.example") + path) for n, path in enumerate(paths)))
    kinds = [one.kind if isinstance(one, Failed) else "well" for one in got]
    assert kinds == ["timeout", "too_large", "status", "well"] * 5


async def test_no_reason_and_no_log_line_shows_a_secret_of_the_address(
    site: Site, fetching: Callable[..., Http], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    secret = "s3cr3t"
    site.redirect("/to-file", f"file:///etc/{'x' * 10}?token={secret}")
    site.redirect("/to-bad", f"ftp://ann:{secret}@example.org/?key={secret}")
    fetch = fetching(resolve=Names(no_example=[[]]), timeout_s=1.0)
    urls = [
        f"http://ann:{secret}@127.0.0.1:{site.port}/none?api_key={secret}",
        f"http://ann:{secret}@no.example/?token={secret}",
        f"ftp://ann:{secret}@example.org/?token={secret}",
        f"http://ann:{secret}@[::1/?token={secret}",
        f"http://ann:{secret}@example.org/?token={secret}&" + "a" * 5000,
        site.url + "/to-file",
        site.url + "/to-bad",
    ]
    for url in urls:
        got = await fetch(url)
        assert isinstance(got, Failed) and got.reason and secret not in got.reason, got
    assert secret not in caplog.text
