"""python -m bench.ask [--chunks 50000] [--questions N]: a question's way without Telegram, on an archive of N chunks.

Embedding, retrieval, ranking, extraction and gate, as `bot.py ask` does it, no model. Targets at 250,000 chunks: p50 50 ms, p95 120 ms,
memory under 1.2 GB.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import pstats
import time
from datetime import timedelta

from assistant.settings import load
from assistant.wiring import asking
from assistant.wiring.house import open_house, open_vectors
from assistant.words import Question
from bench.archive import LATEST, archive_of, percentile, questions, rss_mb


async def measure(chunks: int, count: int, profile: cProfile.Profile | None = None) -> dict[str, float]:
    folder = await archive_of(chunks)
    took, claims = [], 0
    async with open_house(load(None, data_dir=folder), clock=lambda: LATEST) as house, open_vectors(house):
        run = f"bench-{time.time()}"
        day = LATEST + timedelta(days=int(time.time()) % 3_650)  # another one each run, or it is told what was answered before
        for number, text in enumerate(questions(count + 10)):
            if number == 10 and profile:  # the first ten open files and fill caches
                profile.enable()
            began = time.perf_counter()
            asked = Question(f"{run}-{number}", text, day + timedelta(days=number))  # the sample's three questions come again
            found = await asking.answer(asked, house=house, previous=())
            if number >= 10:
                took.append(time.perf_counter() - began)
                claims += bool(found.claims)
        if profile:
            profile.disable()
    return {
        "p50, ms": percentile(took, 0.5), "p95, ms": percentile(took, 0.95), "p99, ms": percentile(took, 0.99),
        "answered, of 100": 100 * claims / count, "RSS, MB": rss_mb(), "RSS at most, MB": rss_mb(peak=True),
    }  # fmt: skip


def measured(chunks: int, count: int) -> dict[str, float]:
    """`measure` for a process of its own."""
    return asyncio.run(measure(chunks, count))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, default=50_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--profile", action="store_true", help="of the loop's thread")
    args = parser.parse_args()
    profile = cProfile.Profile() if args.profile else None
    for name, value in asyncio.run(measure(args.chunks, args.questions, profile)).items():
        print(f"{name:28}{value:10.1f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
