"""Fixtures: a loopback site and fetches for it. conftest.py hands them to the tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from assistant.outside.http import Http, make_fetch
from tests.site import Site, serve


@pytest.fixture(scope="session")
def loopback() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def site(loopback: Site) -> Site:
    """The loopback site, swept for each test."""
    loopback.replies.clear()
    loopback.seen.clear()
    return loopback


@pytest.fixture
async def fetching() -> AsyncIterator[Callable[..., Http]]:
    """Makes fetches for loopback: private addresses allowed, no pause, short times. Closed after the test."""
    made: list[Http] = []

    def make(**changes: Any) -> Http:
        made.append(make_fetch(**{"allow_private": True, "delay_s": 0.0, "timeout_s": 5.0, "connect_s": 2.0, **changes}))
        return made[-1]

    yield make
    for fetch in made:
        await fetch.aclose()


@pytest.fixture
def fetch(fetching: Callable[..., Http]) -> Http:
    return fetching()
