"""Ten thousand subscribers and one hour: python -m bench.digests [--people 10000] [--filters 40] [--posts 1500] [--sends 500]

A real `bot.py run` with SQLite against the Bot API server of the tests, which enforces Telegram's limits (30 a second overall, 1 a second
a chat, 20 a minute a group) and answers 429 with retry_after. All subscriptions fall due in the same minute; each 20th chat is a group.
Prints how long until every digest and message is written down (aim 60 s), how long 500 sends take (aim 25 s), how many 429s there were
(aim 0), and what /help and a question take meanwhile. The posts are the news quiz's, dated to the last day.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from assistant.collect.journey import index_new
from assistant.outside.archive.receipts import choices_json
from assistant.outside.database import Database, open_database
from assistant.outside.embed_local import open_local
from assistant.outside.schema.answers import subscriptions
from assistant.outside.schema.people import chats, members
from assistant.wiring.storylines import Storylines
from assistant.words import Role, Source, Subscription
from bench.archive import CACHE, DONE, LATEST, articles, percentile, rss_mb
from tests.botapi import BotApi, Limits
from tests.run.process import Bot

FIRST = 1_000_000  # id of a subscriber's chat; askers have smaller ones
ASKERS = tuple(range(10, 210))
TOPICS = (
    "police", "Trump", "weather", "court", "school", "war", "health", "election", "China", "Russia", "Ukraine", "climate", "space",
    "football", "music", "film", "bank", "oil", "flight", "storm",
)  # fmt: skip
SOURCES = 20
PATIENCE = 90.0
LEAD = 25.0  # seconds from now to the slot, at least: the bot starts meanwhile


def chosen(number: int, filters: int) -> dict[str, Any]:
    """The choices of one of `filters` kinds of subscribers: all, one topic, or two."""
    kind = number % filters
    about = (TOPICS[kind % len(TOPICS)], TOPICS[(kind + 7) % len(TOPICS)])[: 1 + kind // len(TOPICS)]
    return (
        {"topics": about, "without": ("golf",) * (kind % 2), "length": ("headlines", "short", "full")[kind % 3]} if kind else {}
    )


async def archive_of(posts: int) -> Path:
    """A DATA_DIR with a day of posts, indexed and placed into stories; built where it is not there. The day ends at LATEST."""
    folder = CACHE / f"digests-{posts}"
    if (folder / DONE).exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    database = await open_database(f"sqlite:///{folder / 'newsroom.db'}")
    try:
        await _news(database, posts)
        await index_new(posts=database.posts, embed=await open_local(), breathe=_on, told=lambda _: None)
        await Storylines(database.stories, lambda: LATEST).place()
    finally:
        await database.aclose()
    (folder / DONE).touch()
    return folder


async def _on() -> None:
    return None


async def _news(database: Database, count: int) -> None:
    outlets = [await database.sources.add(Source(0, "file", f"bench:{n}", f"Outlet {n}", state="ended")) for n in range(SOURCES)]
    taken = sorted(islice(articles(), count), key=lambda p: p.published or LATEST)
    for number, source in enumerate(outlets):
        dated = [
            replace(taken[n], published=LATEST - timedelta(hours=23) * (1 - n / count)) for n in range(number, count, SOURCES)
        ]
        await database.posts.keep_many(source.id, dated, LATEST - timedelta(hours=23))


async def subscribe(folder: Path, people: int, filters: int, slot: datetime) -> None:
    """Everybody's subscription to `slot`, and the posts moved to the day before it."""
    database = await open_database(f"sqlite:///{folder / 'newsroom.db'}")
    made_at = slot - timedelta(hours=1)
    where = [chat_of(n) for n in range(people)]
    wishes = [Subscription(0, c, times=(f"{slot:%H:%M}",), **chosen(n, filters)) for n, c in enumerate(where)]
    mine = {"thread_id": 0, "zone": "UTC", "paused": False, "made_by": 1, "made_at": made_at}
    person = {"role": Role.SUBSCRIBER, "granted_by": 1, "granted_at": made_at}
    group = {
        "kind": "group",
        "title": "",
        "role": Role.SUBSCRIBER,
        "zone": "",
        "language": "",
        "settings": {},
        "blocked_at": None,
    }
    later = (slot - LATEST) // timedelta(microseconds=1)
    try:
        async with database.connections.write() as connection:
            for column in ("published", "first_seen", "at"):
                await connection.execute(text(f"UPDATE posts SET {column} = {column} + {later}"))
            await connection.execute(text(f"UPDATE post_stories SET at = at + {later}"))
            await connection.execute(insert(members), [person | {"user_id": c, "name": f"Reader {c}"} for c in where if c > 0])
            await connection.execute(insert(chats), [group | {"id": c} for c in where if c < 0])
            rows = [mine | {"chat_id": s.chat_id, "choices": choices_json(s)} for s in wishes]
            await connection.execute(insert(subscriptions), rows)
    finally:
        await database.aclose()


def chat_of(number: int) -> int:
    """Each 20th is a group."""
    return -FIRST - number if number % 20 == 0 else FIRST + number


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def prepared(data: Path) -> int:
    """Digests written down; their messages are in the same transaction."""
    with closing(sqlite3.connect(data / "newsroom.db", timeout=30)) as connection:
        return int(connection.execute("SELECT count(*) FROM digests WHERE slot IS NOT NULL").fetchone()[0])


def answered(api: BotApi, chat: int, text: str) -> float:
    """Seconds from the pushed update to the first message in that chat, to 10 ms: looking oftener takes time from the server."""
    seen, began = len(api.state.sent), time.time()
    api.push_text(chat, chat, text)
    while True:
        fresh = api.state.sent[seen:]
        if came := [m.time for m in fresh if m.chat_id == chat]:
            return came[0] - began
        seen += len(fresh)
        if time.time() - began > PATIENCE:
            raise SystemExit("no answer")
        time.sleep(0.01)


def measure(people: int, filters: int, posts: int, sends: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="bench-digests-") as name, BotApi(limits=Limits()) as api:
        archive, data = asyncio.run(archive_of(posts)), Path(name) / "data"
        shutil.copytree(archive, data)
        slot = datetime.fromtimestamp((time.time() + LEAD + people / 2000) // 60 * 60 + 60, UTC)
        asyncio.run(subscribe(data, people, filters, slot))
        for n in range(people):
            api.chat(chat_of(n), kind="private" if chat_of(n) > 0 else "group")
        bot = Bot(data, api, Path(name) / "pycache", admins=ASKERS, LOG_LEVEL="WARNING")
        try:
            return _run(bot, api, data, slot, people, sends)
        finally:
            bot.kill()
            if bot.output:
                print(bot.output[-2000:])


def _run(bot: Bot, api: BotApi, data: Path, slot: datetime, people: int, sends: int) -> dict[str, float]:
    bot.start()
    bot.polling()
    askers = iter(ASKERS)
    for asked in ("/help", "What happened with the police?"):
        answered(api, next(askers), asked)
    time.sleep(max(0.0, slot.timestamp() - time.time()))
    assert bot.process
    began = cpu(bot.process.pid)
    helped: list[float] = []
    told: list[float] = []
    ready = spent = 0.0
    digests: Callable[[], int] = lambda: sum(abs(m.chat_id) >= FIRST for m in api.state.sent)  # noqa: E731
    while not ready or digests() < min(sends, people):
        if len(helped) == len(ASKERS) // 2 - 2:
            raise SystemExit("too slow: nobody is left to ask")
        helped.append(answered(api, next(askers), "/help"))
        told.append(answered(api, next(askers), "What happened with the police?"))
        if not ready and prepared(data) == people:
            ready, spent = time.time() - slot.timestamp(), cpu(bot.process.pid) - began
        time.sleep(0.5)
    memory = rss_mb(bot.process.pid, peak=True)
    busy = cpu(bot.process.pid) - began
    times = sorted(m.time for m in api.sent if abs(m.chat_id) >= FIRST)[:sends]
    assert api.state.gate
    return {
        "all digests written down, s": ready,
        "CPU of the bot until then, s": spent,
        "first message after the slot, s": times[0] - slot.timestamp(),
        f"{len(times)} sends, s": times[-1] - times[0],
        "429s": float(api.state.gate.refused),
        "/help meanwhile p50, ms": percentile(helped, 0.5), "/help meanwhile p95, ms": percentile(helped, 0.95),
        "question meanwhile p50, ms": percentile(told, 0.5), "question meanwhile p95, ms": percentile(told, 0.95),
        "questions and /help asked": float(2 * len(helped)),
        "CPU of the bot for all this, s": busy,
        "RSS at its highest, MB": memory,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--filters", type=int, default=40)
    parser.add_argument("--posts", type=int, default=1_500)
    parser.add_argument("--sends", type=int, default=500)
    args = parser.parse_args()
    sys.setswitchinterval(0.0005)  # the server is a thread of this process
    for name, value in measure(args.people, args.filters, args.posts, args.sends).items():
        print(f"{name:34}{value:10.1f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
