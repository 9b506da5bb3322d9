"""python -m bench: the quick ones in turn, one table (`make bench`). Each alone: python -m bench.NAME --help."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bench import ask, bot, ingest

CHUNKS = 5_000  # small enough to be built in half a minute; the promises are for 50,000 and 250,000: ask each bench by itself
POSTS = 500


def alone(measure: Callable[..., dict[str, float]], *given: int) -> dict[str, float]:
    """In a process of its own: memory is no sum of all benches."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure, *given).result()


def main() -> None:
    alone(ask.measured, CHUNKS, 1)  # builds the archive
    found = (
        (f"ingest, {POSTS} posts", alone(ingest.measure, POSTS)),
        (f"ask, {CHUNKS:,} chunks", alone(ask.measured, CHUNKS, 100)),
        (f"bot, {CHUNKS:,} chunks", alone(bot.measure, CHUNKS, 50)),
    )
    rows = [(bench, name, value) for bench, figures in found for name, value in figures.items()]
    for bench, name, value in rows:
        print(f"{bench:24}{name:30}{value:12.1f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
