"""What a bot with nothing to do costs: python -m bench.idle [--people 10000] [--sources 500] [--seconds 60]

A real `bot.py run` with SQLite against the Bot API server of the tests: nobody writes, no source and no digest is due for hours.
Prints the CPU seconds it takes a minute, after a minute in which it starts.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.outside.archive.receipts import choices_json
from assistant.outside.database import open_database
from assistant.outside.schema.answers import subscriptions
from assistant.words import Outcome, Source, Subscription
from bench.archive import rss_mb
from bench.digests import FIRST, chosen, cpu
from tests.botapi import BotApi
from tests.run.process import Bot

STARTS = 60.0


async def fill(data: Path, people: int, sources: int) -> None:
    """Subscriptions to a slot half a day away, sources that are read in six hours."""
    from sqlalchemy import insert

    now = datetime.now(UTC)
    slot = now + timedelta(hours=12)
    wish = Subscription(0, 0, times=(f"{slot:%H:%M}",))
    mine = {"thread_id": 0, "zone": "UTC", "paused": False, "made_by": 1, "made_at": now}
    data.mkdir(parents=True)
    database = await open_database(f"sqlite:///{data / 'newsroom.db'}")
    try:
        for n in range(sources):
            added = await database.sources.add(Source(0, "feed", f"https://outlet{n}.example/feed", f"Outlet {n}"))
            await database.sources.remember(Outcome(added.id, now, now + timedelta(hours=6), new=1))
        wishes = [replace(wish, chat_id=FIRST + n, **chosen(n, 40)) for n in range(people)]
        rows = [mine | {"chat_id": s.chat_id, "choices": choices_json(s)} for s in wishes]
        async with database.connections.write() as connection:
            if rows:
                await connection.execute(insert(subscriptions), rows)
    finally:
        await database.aclose()


def measure(people: int, sources: int, seconds: float) -> tuple[float, float]:
    """(CPU seconds a minute, memory in MB)."""
    with tempfile.TemporaryDirectory(prefix="bench-idle-") as name, BotApi() as api:
        data = Path(name) / "data"
        asyncio.run(fill(data, people, sources))
        bot = Bot(data, api, Path(name) / "pycache", admins=(1,), LOG_LEVEL="WARNING")
        try:
            bot.start()
            bot.polling()
            time.sleep(STARTS)
            assert bot.process
            began = cpu(bot.process.pid)
            time.sleep(seconds)
            return (cpu(bot.process.pid) - began) * 60 / seconds, rss_mb(bot.process.pid)
        finally:
            bot.kill()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60.0)
    args = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    spent, memory = measure(args.people, args.sources, args.seconds)
    print(f"{'idle CPU, seconds a minute':<44}{spent:9.2f}\n{'RSS, MB':<44}{memory:9.1f}")


if __name__ == "__main__":
    main()
