from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from assistant.outside.http import NO_VALIDATORS, Http
from assistant.outside.robots import Robots
from assistant.words import Failed, Fetched, NotModified, Validators
from tests.site import Site

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
RULES = """\
User-agent: BadBot
Disallow: /

User-agent: *
Disallow: /all-but-ours

User-agent: NewsroomAssistant
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
"""


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a.pdf", False),
        ("/a.pdf?x=1", True),
        ("/all-but-ours", True),
    ],
)
async def test_the_rules_for_our_agent_are_kept(site: Site, fetch: Http, path: str, allowed: bool) -> None:
    site.page("/robots.txt", RULES, content_type="text/plain")
    robots = Robots(fetch, agent="NewsroomAssistant/0.1", clock=Clock())
    assert await robots.allowed(site.url + path) is allowed


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [(404, "none", True), (410, "gone", True), (403, "no", True), (200, "", True), (200, "<html>home</html>", True),
     (500, "oops", False), (503, "busy", False), (429, "slow", False)],
)  # fmt: skip
async def test_no_robots_file_allows_all_and_a_broken_site_allows_nothing(
    site: Site, fetch: Http, status: int, body: str, allowed: bool
) -> None:
    site.page("/robots.txt", body, status=status)
    assert await Robots(fetch, agent="x", clock=Clock()).allowed(site.url + "/a") is allowed


async def test_a_host_is_asked_once_a_day_however_many_pages_are_read_at_once(site: Site, fetch: Http) -> None:
    site.page("/robots.txt", RULES)
    clock = Clock()
    robots = Robots(fetch, agent="NewsroomAssistant", clock=clock)
    assert all(await asyncio.gather(*(robots.allowed(f"{site.url}/{n}") for n in range(20))))
    clock.now += timedelta(hours=23)
    await robots.allowed(site.url + "/x")
    assert len(site.seen) == 1
    clock.now += timedelta(hours=2)
    await robots.allowed(site.url + "/x")
    assert len(site.seen) == 2


async def test_an_unreachable_site_is_asked_again_after_an_hour(fetching: Callable[..., Http]) -> None:
    asked: list[str] = []

    async def fetch(url: str, validators: Validators = NO_VALIDATORS, *, accept: str = "") -> Fetched | NotModified | Failed:
        asked.append(url)
        return (
            Failed(url, "unreachable", "down") if len(asked) == 1 else Fetched(url, "text/plain", b"User-agent: *\nDisallow: /no")
        )

    clock = Clock()
    robots = Robots(fetch, agent="x", clock=clock)
    assert not await robots.allowed("https://ann:pw@News.example:8080/yes?q=1")
    clock.now += timedelta(minutes=61)
    assert await robots.allowed("https://news.example:8080/yes")
    assert not await robots.allowed("https://news.example:8080/no")
    assert asked == ["https://news.example:8080/robots.txt"] * 2


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://", "no address", "http://[::1"])
async def test_what_is_no_web_address_is_not_allowed(fetch: Http, url: str) -> None:
    assert not await Robots(fetch, agent="x", clock=Clock()).allowed(url)


async def test_a_robots_file_of_many_agents_and_many_rules_costs_little(site: Site, fetch: Http) -> None:
    agents = "".join(f"user-agent: a{n}\n" for n in range(12_000))
    rules = "".join(f"disallow: /*{n}*b*c*d$\n" for n in range(12_000))
    site.page("/robots.txt", agents + "user-agent: ours\n" + rules + "disallow: /no\n")
    robots = Robots(fetch, agent="ours/2", clock=Clock())
    assert not await robots.allowed(site.url + "/no")
    assert await robots.allowed(site.url + "/" + "abcd" * 900)
