"""Whole rounds of 500 feeds, and questions while posts come in: `python -m bench.sources [--feeds 500] [--archive 10000] [--seconds 60]`.

round   a server process on loopback, each feed under a host name of its own: 30 entries, of which 3 are new since the round before; a
        third answer 304 to their ETag, a tenth are slow (2 s), a tenth fail. All are due at once and go through the whole round: fetched,
        read, kept, remembered, 12 at a time as the engine's queue does; then indexed. Target: 60 s on 2 cores, and nothing unchanged
        is parsed or embedded.
asking  an archive of posts; 1,000 more a minute come in and are indexed while questions are asked, extracted, two a second.
        Target: p95 at most 250 ms.

Prints one line of JSON. SQLite and embedded Chroma in a temporary folder; words are made up, texts differ.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import random
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant.collect import document
from assistant.collect.journey import Round
from assistant.outside.http import make_fetch
from assistant.outside.robots import Robots
from assistant.ports import Vectors
from assistant.settings import load
from assistant.wiring import asking
from assistant.wiring.house import House, open_house, open_vectors
from assistant.wiring.jobs import ROUNDS_AT_ONCE
from assistant.wiring.pump import Pump
from assistant.wiring.rounds import read_due
from assistant.wiring.run import TURN
from assistant.words import ParsedPost, Question, Source
from bench.fetch import SLOW_S, kind, on_loopback

ENTRIES, NEW = 30, 3
A_MINUTE = 1_000
WORDS = 180
HEADS, TAILS = (
    ("har", "mel", "ton", "ris", "cal", "ven", "dor", "pas"),
    ("bour", "dan", "ling", "mer", "tide", "wick", "son", "ler"),
)
STEMS = [head + vowel + tail for head in HEADS for vowel in "aeiou" for tail in TAILS]


def text(seed: int, words: int = WORDS) -> str:
    """Sentences of made-up words; common ones more often, as in a language."""
    rng = random.Random(seed)
    drawn = [STEMS[min(int(rng.expovariate(1 / 60)), len(STEMS) - 1)] for _ in range(words)]
    return " ".join(f"{' '.join(drawn[i : i + 15]).capitalize()} {seed}." for i in range(0, words, 15))


def feed(number: int, turn: int, now: float) -> bytes:
    """The newest ENTRIES items of a feed at its `turn`: each turn brings NEW ones."""
    newest = ENTRIES + NEW * turn
    items = "".join(
        f"<item><title>Item {n} of feed {number}: {text(n, 5)}</title><link>https://h{number}.example/{n}</link><guid>{number}-{n}</guid>"
        f"<pubDate>{datetime.fromtimestamp(now - 600 * (newest - n), UTC):%a, %d %b %Y %H:%M:%S GMT}</pubDate>"
        f"<description>{text(number * 1000 + n)}</description></item>"
        for n in range(newest - 1, newest - ENTRIES - 1, -1)
    )
    return f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>".encode()


def serve_feeds(pipe: Connection) -> None:
    """The server process: says its port, ends with the parent. GET /turn/N makes the next turn; feeds with an ETag stay as they are."""
    import uvicorn
    from starlette.requests import Request
    from starlette.responses import Response

    began, turn = time.time(), 0
    made: dict[tuple[int, int], bytes] = {}

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await (await reply(Request(scope, receive)))(scope, receive, send)

    async def reply(request: Request) -> Response:
        nonlocal turn
        if request.url.path.startswith("/turn/"):
            turn = int(request.url.path.rpartition("/")[2])
            made.update({(n, turn): feed(n, turn, began) for n in range(int(request.query_params["feeds"]))})
            return Response("ok", media_type="text/plain")
        number = int(request.headers["host"].partition(".")[0].removeprefix("h"))
        what = kind(number)
        if what == "slow":
            await asyncio.sleep(SLOW_S)
        if what == "failing":
            return Response("oops", status_code=500)
        if what == "broken":
            return Response("half", headers={"content-encoding": "gzip"})
        headers = {"etag": f'"{number}"'} if what == "etag" else {}
        if headers and request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(made[number, turn], media_type="application/rss+xml", headers=headers)

    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    pipe.send(listener.getsockname()[1])
    config = uvicorn.Config(application, log_level="critical", lifespan="off", ws="none", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


class Counted:
    """Embeddings that count the texts they are given."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.texts = inner, 0
        self.model, self.dim = inner.model, inner.dim

    async def __call__(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        found: Vectors = await self.inner(texts)
        return found


@contextlib.asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[House, Counted]]:
    settings = load(None, data_dir=folder, private_networks=True)
    async with open_house(settings) as house:
        fetch = make_fetch(allow_private=True, resolve=on_loopback)
        embed = Counted(house.embed)
        robots = Robots(fetch, agent="bench", clock=house.clock)
        house = replace(house, fetch=fetch, robots=robots, embed=embed)  # type: ignore[arg-type]
        async with open_vectors(house):
            yield house, embed
        await fetch.aclose()


# --- rounds -----------------------------------------------------------------------------------------------------------


async def one_round(house: House) -> tuple[float, list[Round]]:
    """All sources read, ROUNDS_AT_ONCE at a time."""
    places = asyncio.Semaphore(ROUNDS_AT_ONCE)
    tended = await house.database.sources.tended()

    async def read(one: Any) -> Round:
        async with places:
            return await read_due(house, one)

    started = time.perf_counter()
    done = await asyncio.gather(*map(read, tended))
    return time.perf_counter() - started, list(done)


async def rounds(house: House, embed: Counted, port: int, feeds: int) -> dict[str, Any]:
    for number in range(feeds):
        url = f"http://h{number}.example:{port}/feed"
        await house.database.sources.add(Source(0, "feed", url, f"Feed {number}", added_at=house.clock()))
    pump, parsed = Pump(house), _counting_reads()
    await house.fetch(f"http://h0.example:{port}/turn/0?feeds={feeds}")
    first_s, first = await one_round(house)
    indexed = time.perf_counter()
    await pump.once()
    indexed = time.perf_counter() - indexed
    await house.fetch(f"http://h0.example:{port}/turn/1?feeds={feeds}")
    embed.texts, parsed[0], cpu = 0, 0, time.process_time()
    seconds, second = await one_round(house)
    after = time.perf_counter()
    await pump.once()
    cpu = time.process_time() - cpu
    new = sum(done.count("new") for done in second)
    return {
        "feeds": feeds,
        "seconds": round(seconds, 1),
        "then_indexed_seconds": round(time.perf_counter() - after, 1),
        "cpu_seconds": round(cpu, 1),
        "first_round_seconds": round(first_s, 1),
        "first_round_posts": sum(done.count("new") for done in first),
        "first_round_indexed_seconds": round(indexed, 1),
        "unchanged": sum(done.not_modified for done in second),
        "failed": sum(bool(done.failed) for done in second),
        "read": sum(done.fetched is not None for done in second),
        "parsed": parsed[0],
        "new": new,
        "chunks_embedded_per_new_post": round(embed.texts / max(1, new), 2),
    }


def _counting_reads() -> list[int]:
    """How many documents are parsed from now on."""
    count, read = [0], document.read

    def counted(*args: Any, **more: Any) -> Any:
        count[0] += 1
        return read(*args, **more)

    document.read = counted
    return count


# --- asking while posts come in ---------------------------------------------------------------------------------------


async def fill(house: House, source: Source, posts: int, first: int, at: Callable[[int], datetime]) -> None:
    made = [
        ParsedPost(f"p{n}", text(n, 6), f"https://a.example/{n}", text(10_000_000 + n), at(n), language="en")
        for n in range(first, first + posts)
    ]
    for start in range(0, posts, 500):
        await house.database.posts.keep_many(source.id, made[start : start + 500], house.clock())


async def coming_in(house: House, pump: Pump, source: Source, seconds: float, first: int) -> int:
    """A_MINUTE posts a minute, in rounds of a feed's size."""
    came, began, size = 0, time.perf_counter(), 20
    while (gone := time.perf_counter() - began) < seconds:
        if came < gone * A_MINUTE / 60:
            await fill(house, source, size, first + came, lambda _: house.clock())
            came += size
            pump.nudge()
        await asyncio.sleep(0.05)
    return came


async def questions(house: House, pump: Pump, seconds: float) -> list[float]:
    took, began, number = [], time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        words = " ".join(random.Random(number).sample(STEMS, 4))
        started = time.perf_counter()
        pump.waiting += 1
        await asking.answer(Question(f"q{number}", f"What happened with {words}?", house.clock()), house=house, previous=())
        pump.waiting -= 1
        took.append(time.perf_counter() - started)
        number += 1
        await asyncio.sleep(max(0.0, 0.5 - took[-1]))
    return sorted(took)


async def asked(house: House, archive: int, seconds: float) -> dict[str, Any]:
    source = await house.database.sources.add(Source(0, "feed", "https://a.example/feed", "A", state="paused"))
    began = house.clock()
    await fill(house, source, archive, 0, lambda n: began - timedelta(minutes=n))
    pump = Pump(house)
    await pump.once()
    running = asyncio.create_task(pump.run())
    came, took = await asyncio.gather(coming_in(house, pump, source, seconds, archive), questions(house, pump, seconds))
    left = (await house.database.posts.counts(house.embed.model)).to_make
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    return {
        "archive": archive,
        "posts_a_minute": round(came * 60 / seconds),
        "not_indexed_yet": left,
        "questions": len(took),
        "p50_ms": round(took[len(took) // 2] * 1000),
        "p95_ms": round(took[int(len(took) * 0.95)] * 1000),
        "worst_ms": round(took[-1] * 1000),
    }


async def measure(port: int, feeds: int, archive: int, seconds: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    sys.setswitchinterval(TURN)  # as the running bot does
    with tempfile.TemporaryDirectory() as folder:
        if feeds:
            async with opened(Path(folder) / "rounds") as (house, embed):
                found["round"] = await rounds(house, embed, port, feeds)
        if seconds:
            async with opened(Path(folder) / "asking") as (house, _):
                found["asking"] = await asked(house, archive, seconds)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--feeds", type=int, default=500)
    options.add_argument("--archive", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=60.0, help="how long questions are asked; 0: not at all")
    given = options.parse_args()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve_feeds, args=(theirs,), daemon=True)
    server.start()
    try:
        print(json.dumps(asyncio.run(measure(ours.recv(), given.feeds, given.archive, given.seconds))))
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
