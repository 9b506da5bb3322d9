"""Fetching from a hostile site: each attack ends soon, in little memory, as a Failed with a reason; and the next fetch works."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import os
import resource
import shutil
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import psutil  # type: ignore[import-untyped]  # ships no types
import pytest
from starlette.requests import Request
from starlette.responses import Response

from assistant.outside.dial import Lookup
from assistant.outside.http import Http
from assistant.outside.networks import why_not
from assistant.words import Failed, FailureKind, Fetched
from tests.outside.network import Names, Rerouted
from tests.site import Site, drip, endless, raw_server, serve

IPS = Path(__file__).parents[2].parent / "shared" / "eval" / "attacks" / "ssrf" / "ips.json"
PUBLIC = "93.184.216.34"
MB = 1024 * 1024


def failed(got: object, kind: FailureKind, *words: str) -> Failed:
    """Asserts that this is such a failure, with all the words in its reason."""
    assert isinstance(got, Failed), got
    assert got.kind == kind and all(word in got.reason for word in words), got
    return got


# --- which addresses ------------------------------------------------------------------------------------------


def test_the_list_of_addresses_refuses_all_that_are_not_public_and_allows_the_public() -> None:
    if not IPS.exists():
        pytest.skip(f"{IPS} is absent")
    ips = json.loads(IPS.read_text())
    assert [ip for ip in ips["must_block"] if not why_not(ip)] == []
    assert [ip for ip in ips["must_allow"] if why_not(ip)] == []
    assert (len(ips["must_block"]), len(ips["must_allow"])) == (63, 8)


@pytest.mark.parametrize(
    ("address", "public", "intranet"),
    [
        ("8.8.8.8", True, True),
        ("2a00:1450:4001::1", True, True),
        ("64:ff9b::8.8.8.8", True, True),
        ("::ffff:8.8.8.8", True, True),
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("10.1.2.3", False, True),
        ("172.31.0.1", False, True),
        ("192.168.1.1", False, True),
        ("100.64.0.1", False, True),
        ("fd12::1", False, True),
        ("::ffff:10.0.0.1", False, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("64:ff9b::a9fe:a9fe", False, False),
        ("168.63.129.16", False, False),
        ("100.100.100.200", False, False),
        ("fd00:ec2::254", False, False),
        ("fd20:ce::254", False, False),
        ("fe80::1%eth0", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("::7f00:1", False, False),
        ("::ffff:0:127.0.0.1", False, False),
        ("255.255.255.255", False, False),
        ("224.0.0.1", False, False),
        ("198.18.0.1", False, False),
        ("2001:0:4136:e378:8000:63bf:3f57:fdf2", False, False),
        ("2002:7f00:1::", False, False),
        ("2001:db8::1", False, False),
        ("3fff::1", False, False),
        ("4000::1", False, False),
        ("ff02::1", False, False),
        ("no.address", False, False),
        ("", False, False),
    ],
)
def test_private_networks_open_by_setting_link_local_and_metadata_never(address: str, public: bool, intranet: bool) -> None:
    assert (not why_not(address), not why_not(address, allow_private=True)) == (public, intranet)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0", "0.0.0.0", "[::]",
     "①②⑦.⓪.⓪.①", "127。0。0。1", "user@127.0.0.1", "example.org@127.0.0.1", "169.254.169.254", "[fe80::1]"],
)  # fmt: skip
async def test_no_spelling_of_a_private_address_is_connected_to(site: Site, fetching: Callable[..., Http], host: str) -> None:
    site.page("/", "secret")
    network = Rerouted(site.port)
    got = await fetching(allow_private=False, network=network)(f"http://{host}:{site.port}/")
    assert isinstance(got, Failed) and got.kind in ("refused", "unreachable")
    assert (network.dialled, site.seen) == ([], [])


async def test_a_name_with_one_private_address_among_public_ones_is_refused(site: Site, fetching: Callable[..., Http]) -> None:
    network = Rerouted(site.port)
    fetch = fetching(allow_private=False, network=network, resolve=Names(mixed_example=[[PUBLIC, "10.0.0.7"]]))
    failed(await fetch("http://mixed.example/"), "refused", "mixed.example leads to a private address")
    assert network.dialled == []


async def test_the_address_checked_is_the_address_used_when_a_name_is_rebound(site: Site, fetching: Callable[..., Http]) -> None:
    site.page("/", "hello", headers={"connection": "close"})
    network, names = Rerouted(site.port), Names(rebound_example=[[PUBLIC], ["127.0.0.1"]])
    fetch = fetching(allow_private=False, network=network, resolve=names)
    assert isinstance(await fetch("http://rebound.example/"), Fetched)
    assert (names.asked, network.dialled, site.seen[0].host) == (["rebound.example"], [PUBLIC], "rebound.example")
    failed(await fetch("http://rebound.example/"), "refused", "loopback")
    assert network.dialled == [PUBLIC]


async def test_a_dead_address_gives_way_to_the_next_one_of_its_name(site: Site, fetching: Callable[..., Http]) -> None:
    site.page("/", "hello")
    network = Rerouted(site.port, dead=["2606:2800:220:1::1"])
    fetch = fetching(allow_private=False, network=network, resolve=Names(two_example=[["2606:2800:220:1::1", PUBLIC]]))
    assert isinstance(await fetch("http://two.example/"), Fetched)
    assert network.dialled == ["2606:2800:220:1::1", PUBLIC]


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://169.254.169.254/latest/meta-data/", "a link local address"),
        ("http://[fd00:ec2::254]/", "a metadata address"),
        ("//metadata.example/", "a link local address"),
        ("http://inside.example/", "a private address"),
    ],
)
async def test_a_redirect_is_judged_like_a_first_address(
    site: Site, fetching: Callable[..., Http], location: str, words: str
) -> None:
    site.redirect("/", location)
    names = Names(start_example=[[PUBLIC]], metadata_example=[["169.254.169.254"]], inside_example=[["192.168.0.4"]])
    network = Rerouted(site.port)
    got = await fetching(allow_private=False, network=network, resolve=names)("http://start.example/")
    failed(got, "refused", "start.example sends us to", words)
    assert network.dialled == [PUBLIC]


async def test_metadata_addresses_stay_closed_where_private_ones_are_open(site: Site, fetch: Http) -> None:
    site.redirect("/", "http://169.254.169.254/latest/meta-data/")
    failed(await fetch(site.url + "/"), "refused", "127.0.0.1 sends us to 169.254.169.254, which leads to a link local address")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:6379/_", "data:text/html,x", "javascript:alert(1)", "example.org",
     "", "http://", "https:///x", "http://[::1", "http://a b/", "http://\x00/", "http://example.org:99999/", "/etc/passwd",
     "http://xn--/", "http://" + "a" * 300 + ".example/", "http://example.org/" + "a" * 5000],
)  # fmt: skip
async def test_what_is_no_web_address_is_refused_in_words(fetching: Callable[..., Http], url: str) -> None:
    got = await fetching(resolve=Names(), network=Rerouted(9))(url)
    assert isinstance(got, Failed) and got.kind in ("refused", "unreachable") and len(got.reason) < 300


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://example.org/", "http://[::1", "http://\udcff/", "data:,x", "http://xn--/"]
)
async def test_a_redirect_to_what_is_no_web_address_is_refused(fetch: Http, location: str) -> None:
    head = f"HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n".encode("utf-8", "surrogateescape")
    async with raw_server(head) as url:
        got = await fetch(url)
    assert isinstance(got, Failed) and got.kind in ("refused", "unreachable")


# --- going round ----------------------------------------------------------------------------------------------


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


# --- too much, too slow ---------------------------------------------------------------------------------------


class Costs:
    """CPU seconds and memory above the start, by a thread that looks every 5 ms."""

    def __enter__(self) -> Costs:
        self._process = psutil.Process()
        self._start = self._process.memory_info().rss
        self._peak = self._start
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._cpu = resource.getrusage(resource.RUSAGE_SELF)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._stop.wait(0.005):
            self._peak = max(self._peak, self._process.memory_info().rss)

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        now = resource.getrusage(resource.RUSAGE_SELF)
        self.cpu = now.ru_utime + now.ru_stime - self._cpu.ru_utime - self._cpu.ru_stime
        self.mb = (self._peak - self._start) / MB


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


# --- wrong ----------------------------------------------------------------------------------------------------


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
    fetch = fetching(resolve=Names(), timeout_s=1.0)
    paths = ["/drip", "/bomb", "/loop", "/well"] * 5
    got = await asyncio.gather(*(fetch(site.under(f"h{n}.example") + path) for n, path in enumerate(paths)))
    kinds = [one.kind if isinstance(one, Failed) else "well" for one in got]
    assert kinds == ["timeout", "too_large", "status", "well"] * 5


# --- secrets --------------------------------------------------------------------------------------------------


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


# --- TLS ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate for news.example, signed by itself."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is absent")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = str(folder / "cert.pem"), str(folder / "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout", key,
         "-out", cert, "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


@pytest.fixture(scope="module")
def tls_site(certificate: tuple[str, str]) -> Iterator[Site]:
    with serve(tls=certificate) as site:
        site.page("/", "hello")
        yield site


async def test_the_certificate_is_held_against_the_name_though_the_address_is_pinned(
    tls_site: Site, certificate: tuple[str, str], fetching: Callable[..., Http]
) -> None:
    trusting = ssl.create_default_context(cafile=certificate[0])
    names = Names(news_example=[[PUBLIC]], other_example=[[PUBLIC]])
    fetch = fetching(allow_private=False, verify=trusting, resolve=names, network=Rerouted(tls_site.port))
    assert isinstance(await fetch("https://news.example/"), Fetched)
    failed(await fetch("https://other.example/"), "unreachable", "other.example shows a certificate that does not hold")


async def test_an_unknown_authority_and_plain_text_behind_https_are_told(
    tls_site: Site, site: Site, fetching: Callable[..., Http]
) -> None:
    fetch = fetching(resolve=Names())
    failed(await fetch(f"https://news.example:{tls_site.port}/"), "unreachable", "certificate that does not hold", "self-signed")
    failed(await fetch(f"https://news.example:{site.port}/"), "unreachable", "news.example")


# --- the machine's own name service ---------------------------------------------------------------------------


async def test_the_systems_name_service_gives_each_address_once() -> None:
    lookup = Lookup()
    assert list(await lookup("127.1", 80)) == ["127.0.0.1"]
    with pytest.raises(OSError, match=r".+"):
        await lookup("nothing.invalid", 80)
    lookup.close()


def test_no_proxy_of_the_environment_is_used(site: Site) -> None:
    site.page("/", "hello")
    code = (
        "import asyncio, sys\n"
        "from assistant.outside.http import make_fetch\n"
        "print(type(asyncio.run(make_fetch(allow_private=True)(sys.argv[1]))).__name__)\n"
    )
    proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:1")
    done = subprocess.run(
        [sys.executable, "-c", code, site.url + "/"],
        env={**os.environ, **proxies},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "Fetched"
