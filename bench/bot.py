"""python -m bench.bot [--chunks N] [--questions N]: the running bot as a reporter meets it, on an archive of N chunks.

A real `bot.py run` against the Bot API server of the tests on loopback. Start to first poll (aim 3 s), /help from the pushed update to
sendMessage (aim p95 150 ms, no model), a question the same way, resident memory. The archive is copied, so that the cache stays clean.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.archive import archive_of, percentile, questions, rss_mb
from tests.botapi import BotApi
from tests.run.process import Bot, until

STARTS = 3
PEOPLE = tuple(range(1000, 1400))  # each writes once: a chat takes a message a second, and a person has his limits


def answered(api: BotApi, chat: int, text: str) -> float:
    """Seconds from the pushed update to the sent message."""
    before, began = len(api.state.sent), time.time()
    api.push_text(chat, chat, text)
    until(lambda: len(api.state.sent) > before, "an answer")
    return api.state.sent[-1].time - began


def starts(bot: Bot) -> list[float]:
    """Seconds from the process's start to its first getUpdates; the first start fills caches and is left out."""
    took = []
    for _ in range(STARTS + 1):
        began = time.time()
        bot.start()
        bot.polling()
        took.append(next(at for at, name, _ in reversed(bot.api.state.calls) if name == "getUpdates") - began)
        bot.stop()
    return took[1:]


def measure(chunks: int, asked: int) -> dict[str, float]:
    archive = asyncio.run(archive_of(chunks))
    with tempfile.TemporaryDirectory(prefix="bench-bot-") as name, BotApi() as api:
        data = Path(name) / "data"
        shutil.copytree(archive, data)
        bot = Bot(data, api, Path(name) / "pycache", admins=PEOPLE, LOG_LEVEL="WARNING")
        try:
            began = starts(bot)
            bot.start()
            bot.polling()
            time.sleep(3)  # the vector index opens behind the first poll
            people = iter(PEOPLE)
            one: Callable[[str], float] = lambda text: answered(api, next(people), text)  # noqa: E731
            for text in ("/help", *questions(5)):
                one(text)
            helped = [one("/help") for _ in range(100)]
            told = [one(text) for text in questions(asked)]
            assert bot.process
            memory = rss_mb(bot.process.pid)
            bot.stop()
        finally:
            bot.kill()
    return {
        "start to first poll, ms": 1000 * statistics.median(began),
        "/help p50, ms": percentile(helped, 0.5), "/help p95, ms": percentile(helped, 0.95),
        "question p50, ms": percentile(told, 0.5), "question p95, ms": percentile(told, 0.95),
        "RSS, MB": memory,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, default=50_000)
    parser.add_argument("--questions", type=int, default=100)
    args = parser.parse_args()
    for name, value in measure(args.chunks, min(args.questions, 250)).items():
        print(f"{name:28}{value:10.1f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
