"""Cited posts looked at again at their own addresses: a real server on loopback, real fetching, robots.txt kept; the clock is a value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from assistant.chat.outbox import Outbox
from assistant.gate import Falls, Stands, excerpt, failures, prove
from assistant.wiring import recalling, verifying, visiting
from assistant.wiring.digesting import scope_of
from assistant.wiring.house import House
from assistant.words import Answer, Asker, Claim, ParsedPost, Post, Question, Receipt, Role, Source
from tests.fake_engine import FakeEngine
from tests.outside.archive_cases import NOW
from tests.site import Site, serve

ANN = 11
FIRST = (
    "The old bridge could stay closed for six weeks, the chief engineer said on Thursday after a first look by daylight. "
    "He said that a temporary footbridge for walkers could be ready in ten days, and that the ferry would run more often until then. "
    "Residents of the lower town had asked the council for both at a meeting in the town hall on Monday evening."
)
SAID = "The old bridge could stay closed for six weeks, the chief engineer said on Thursday after a first look by daylight."
FOUR = FIRST.replace("six weeks", "four weeks")


def article(text: str) -> str:
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in text.rstrip(".").split(". "))
    return f"<html><head><title>Bridge closed</title></head><body><article><h1>Bridge closed</h1>{paragraphs}</article></body></html>"


async def no_sender(chat_id: int, thread_id: int, message: Mapping[str, Any]) -> int:
    raise AssertionError("nothing is sent here")


@dataclass
class Visits:
    """A house whose clock is moved by hand, a site, and one answer that cites its page."""

    house: House
    engine: FakeEngine
    site: Site
    post: Post

    async def after(self, **time: float) -> list[str]:
        """Time passes in steps of five minutes; the notices planned meanwhile."""
        end = self.house.clock() + timedelta(**time)
        while self.house.clock() < end:
            now = min(end, self.house.clock() + timedelta(minutes=5))
            self.house = replace(self.house, clock=partial(max, now, now))
            self.register()
            await visiting.visit_due(self.house, self.engine)
            await self.engine.settle()
        assert not await self.engine.failed("recall")
        rows = await self.house.database.deliveries.latest(10)
        return [row.message["html"] for row in reversed(rows)]

    def register(self) -> None:
        data = self.house.database
        outbox = Outbox(data.deliveries, data.buttons, data.answers, data.digests, data.people, no_sender, self.house.clock)
        self.engine.register("recall", partial(recalling.recall, house=self.house, engine=self.engine, outbox=outbox))

    def visits(self) -> int:
        return self.site.paths().count("/news/1")


@pytest.fixture(params=["page", "feed"])
async def visits(house, request):
    with serve() as site:
        site.page("/news/1", article(FIRST), etag='"1"')
        kind = request.param
        source = await house.database.sources.add(Source(0, kind, f"{site.url}/{kind}", "Gazette", state="ended", added_at=NOW))
        parsed = ParsedPost("1", "Bridge closed", f"{site.url}/news/1", FIRST, NOW)
        post, _ = await house.database.posts.keep(source.id, parsed, NOW)
        verdict = prove(Claim(SAID, ((1, SAID),)), [post])
        question = Question("q1", "How long?", NOW, asker=Asker(ANN, ANN, 0, Role.REPORTER))
        await house.database.people.grant(ANN, Role.REPORTER, name="Ann", by=1, at=NOW)
        assert isinstance(verdict, Stands)
        stored = await house.database.answers.store(Answer(question, (verdict.proven,), (post,), (), Receipt()), NOW)
        await house.database.answers.link(ANN, 100, answer_id=stored.id)
        engine = FakeEngine()

        async def sent(payload):
            return None

        engine.register("send", sent)
        await engine.launch()
        made = Visits(house, engine, site, post)
        made.register()
        yield made
        await engine.close()


async def test_visited_every_quarter_of_an_hour_with_its_validators_and_an_edit_is_told(visits):
    assert await visits.after(minutes=10) == []
    assert visits.visits() == 0
    assert await visits.after(minutes=35) == []
    assert visits.visits() == 3
    assert [one.headers.get("if-none-match") for one in visits.site.seen if one.path == "/news/1"] == [None, '"1"', '"1"']
    visits.site.page("/news/1", article(FOUR), etag='"2"')
    (notice,) = await visits.after(minutes=30)
    assert "four" in notice
    assert "does not say this any more" in notice
    (newest,) = await visits.house.database.posts.by_ids([visits.post.id])
    assert newest.version.number == 2


async def test_gone_on_two_polls_an_hour_apart_is_withdrawn_and_back_when_its_address_is(visits):
    await visits.after(minutes=15)
    del visits.site.replies["/news/1"]
    assert await visits.after(minutes=55) == []
    (notice,) = await visits.after(minutes=30)
    assert "was withdrawn" in notice
    (gone,) = await visits.house.database.posts.by_ids([visits.post.id])
    assert gone.withdrawn_at
    visits.site.page("/news/1", article(FIRST))
    assert len(await visits.after(hours=1)) == 2
    (back,) = await visits.house.database.posts.by_ids([visits.post.id])
    assert back.withdrawn_at is None


async def test_a_hiccup_of_the_server_withdraws_nothing(visits):
    del visits.site.replies["/news/1"]
    await visits.after(minutes=15)
    visits.site.page("/news/1", article(FIRST))
    assert await visits.after(hours=2) == []


async def test_what_robots_txt_forbids_is_not_visited(visits):
    visits.site.page("/robots.txt", "User-agent: *\nDisallow: /news/", content_type="text/plain")
    await visits.after(minutes=40)
    assert visits.visits() == 0


@pytest.mark.parametrize(
    "tampering",
    [
        pytest.param("UPDATE claims SET text = replace(text, 'six', 'nine')", id="a sentence"),
        pytest.param("UPDATE versions SET text = text || ' It rained.'", id="a post, where nothing is quoted"),
    ],
)
async def test_the_nightly_check_proves_the_day_again_and_finds_what_was_tampered_with(house, visits, tampering):
    failures.taken()
    assert await verifying.line(visits.house) == ("Proofs checked again", "not yet; the gate itself never failed")
    await visits.after(minutes=10)
    done = await verifying.check_day(visits.house)
    assert (done.answers, done.passed, done.fallen) == (1, 1, ())
    assert "1 passed, of 1 answers" in (await verifying.line(visits.house))[1]
    from sqlalchemy import text

    async with house.database.connections.write() as connection:
        await connection.execute(text(tampering))
    done = await verifying.check_day(visits.house)
    assert done.passed == 0
    assert len(done.fallen) == 1
    assert len(verifying.notices(done, (1, 2))) == 2
    assert "DO NOT STAND" in (await verifying.line(visits.house))[1]


async def test_an_error_inside_the_gate_drops_the_claim_and_is_counted_for_health(visits):
    failures.taken()
    post = (await visits.house.database.posts.latest(scope_of(await visits.house.database.sources.all()), 1))[0]
    broken = replace(post, version=replace(post.version, text=None))
    for _ in range(2):
        assert isinstance(prove(Claim("The council voted to close it."), [broken]), Falls)
    await verifying.note_failures(visits.house)
    assert isinstance(excerpt(broken, 0, 9), Falls)
    (_, told) = await verifying.line(visits.house)
    assert "the gate itself FAILED 3 times (TypeError 3)" in told
    assert failures.taken() == {}
