"""python -m bench.engine [--url URL]: what a durable job costs. Own folder, own process, nothing kept.

Prints import, launch, ms per direct start, ms from start to done one by one, ms per job of many at once on a queue, and CPU when idle.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Mapping
from typing import Any

from assistant.outside.engine import open_engine
from assistant.ports import Engine

IDLE = 15.0


def timed(label: str, since: float, count: int = 1) -> None:
    print(f"{label:<44}{(time.perf_counter() - since) * 1000 / count:9.1f} ms")


async def until_ended(engine: Engine, name: str) -> None:
    while await engine.pending(name):  # noqa: ASYNC110  it asks the database, as a user would
        await asyncio.sleep(0.02)


async def main(url: str, jobs: int) -> None:
    since = time.perf_counter()
    import dbos  # noqa: F401

    timed("import of the library", since)
    done = asyncio.Event()

    async def one(payload: Mapping[str, Any]) -> None:
        done.set()

    engine = open_engine(url, executor_id="bench")
    engine.declare("many", at_once=32)
    engine.register("direct", one)
    engine.register("queued", one, queue="many")
    engine.register("tick", one)
    engine.every("tick", 60)
    since = time.perf_counter()
    await engine.launch()
    timed("launch, start to ready", since)

    since, ended = time.perf_counter(), 0.0
    for key in range(jobs):
        done.clear()
        begun = time.perf_counter()
        await engine.start("direct", f"one-by-one-{key}", {"key": key})
        await done.wait()
        ended += time.perf_counter() - begun
    timed("direct, one by one: start to the job's body", time.perf_counter() - ended, jobs)
    since = time.perf_counter()
    for key in range(jobs):
        await engine.start("direct", str(key), {"key": key}, group=f"chat {key % 10}", number=key)
    timed(f"direct start (10 chats), each of {jobs}", since, jobs)
    await until_ended(engine, "direct")
    timed("  and until all have ended, each", since, jobs)
    since = time.perf_counter()
    for key in range(jobs):
        await engine.start("queued", str(key), {"key": key})
    timed(f"queued start, each of {jobs}", since, jobs)
    await until_ended(engine, "queued")
    timed("  and until all have ended, each", since, jobs)

    cpu = time.process_time()
    await asyncio.sleep(IDLE)
    print(f"{'idle, 2 queues, 1 schedule, 1 tick':<44}{(time.process_time() - cpu) / IDLE * 100:9.1f} % of a core")
    since = time.perf_counter()
    await engine.close()
    timed("close", since)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="default: a SQLite file in a temporary folder")
    parser.add_argument("--limit", type=int, default=200, help="jobs of each kind")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(given.url or f"sqlite:///{folder}/engine.db", given.limit))
