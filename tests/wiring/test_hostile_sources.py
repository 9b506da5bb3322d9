"""Hostile sources through whole rounds: each ends with a reason that an admin can read, within bounds; the good one goes on."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
from starlette.responses import Response

from assistant.ports import Scope
from assistant.wiring.rounds import read_due
from assistant.words import Source
from tests.outside.archive_cases import NOW
from tests.outside.costs import MB, Costs
from tests.site import serve

BOMBS = Path(__file__).parents[2].parent / "shared" / "eval" / "attacks" / "xml"
LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>'
GOOD = '<!DOCTYPE rss><rss version="2.0"><channel><title>Post</title><item><title>Mill burns</title><guid>1</guid></item></channel></rss>'
XML = {"content-type": "application/rss+xml"}


def packed(body: bytes, name: str) -> Response:
    return Response(body, headers={**XML, "content-encoding": name})


@pytest.fixture(scope="module")
def site():
    zeros = gzip.compress(bytes(60 * MB), 9), brotli.compress(bytes(60 * MB), quality=5)
    with serve() as made:
        made.page("/good", GOOD, headers=XML)
        made.page("/laughs", LAUGHS, headers=XML)
        made.page("/nested-html", "<div>" * 100_000)
        made.page("/nested-xml", '<rss version="2.0">' + "<a>" * 100_000, headers=XML)
        made.page("/picture", b"\x89PNG\r\n\x1a\n" + bytes(2_000), headers=XML)
        made.page("/film", b"\x00" * 2_000, content_type="video/mp4")
        made.page("/empty", b"", headers=XML)
        made.page("/words", "<html><body><nav>Home</nav></body></html>")
        made.page("/json", '{"no": "posts"}', content_type="application/json")
        made.reply("/gzip", lambda _: packed(zeros[0], "gzip"))
        made.reply("/brotli", lambda _: packed(zeros[1], "br"))
        made.redirect("/circle", "/circle-back")
        made.redirect("/circle-back", "/circle")
        for bomb in sorted(BOMBS.glob("*")) if BOMBS.is_dir() else ():
            made.page(f"/bomb/{bomb.name}", bomb.read_bytes(), content_type="application/xml")
        yield made


async def test_every_hostile_source_ends_with_a_reason_and_the_good_one_is_read(house, site):
    paths = sorted(site.replies)
    assert len(paths) > 12
    for path in paths:
        await house.database.sources.add(Source(0, "feed", f"{site.url}{path}", path, added_at=NOW))
    tended = await house.database.sources.tended()
    with Costs() as costs:
        await asyncio.gather(*(read_due(house, one) for one in tended))
    assert costs.mb < 150 * 4, "twelve at once"
    after = {t.source.title: t for t in await house.database.sources.tended()}
    good = after.pop("/good")
    assert not good.last_error
    assert [p.title for p in await house.database.posts.latest(Scope((good.source.id,)), 9)] == ["Mill burns"]
    harmless = {p for p in after if p.startswith("/bomb/") and not after[p].last_error}  # read, its entities left out
    for path, one in after.items():
        if path in harmless:
            continue
        reason = one.last_error
        assert reason.endswith(".") and " " in reason and "Traceback" not in reason and one.failures == 1, (path, reason)
    for path in harmless:
        assert (await house.database.posts.extent(Scope((after[path].source.id,)))).posts <= 2, path
