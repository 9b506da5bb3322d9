"""Which addresses are fetched from: names, spellings, redirects, rebinding, TLS, the environment."""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.outside.dial import Lookup
from assistant.outside.http import Http
from assistant.outside.networks import why_not
from assistant.words import Failed, Fetched
from tests.outside.costs import failed
from tests.outside.network import Names, Rerouted
from tests.site import Site, raw_server, serve

IPS = Path(__file__).parents[2].parent / "shared" / "eval" / "attacks" / "ssrf" / "ips.json"
PUBLIC = "93.184.216.34"


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
