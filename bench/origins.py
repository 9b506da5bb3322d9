"""Copies of one text: how well collect/origins.py tells them apart, and what a post costs it in a large archive.

    python -m bench.origins --posts posts.jsonl.xz [--archive 100000] [--show]

Pairs labelled in bench/data/origins.json (ids of the news quiz), and apart from
them those of origins_held_out.json, are taken as posts of two outlets, in the order of their days. Then an
archive of so many posts is built in a temporary folder (SQLite), and the next 640 are traced as indexing does it: every fourth is a light
edit of one that is there. Posts are words of the quiz, drawn anew, so that none is a copy by chance.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.collect import journey, origins
from assistant.collect.identity import version_hash
from assistant.outside.database import Database, open_database
from assistant.words import ParsedPost, Post, Source, Version
from bench.newsquiz import rows

LABELS = Path(__file__).with_name("data") / "origins.json"  # the rules were fitted to these
HELD_OUT = LABELS.with_name("origins_held_out.json")  # labelled before they were seen; nothing is fitted to them
NEXT, TURN, KEEP = 640, 64, 2_000
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def as_post(number: int, row: dict[str, Any]) -> Post:
    at = datetime.fromisoformat(row["published"][:10]).replace(tzinfo=UTC)
    version = Version(number, number, 1, row["title"], row["text"], version_hash(row["title"], row["text"]), at)
    return Post(number, number, f"Outlet {number}", row["id"], row["url"], version, at, at)


def is_copy(one: Post, other: Post) -> bool:
    marked = {p.id: origins.bands(p) for p in (one, other)}
    return any(origins.trace((one, other), marked, ()).origins.values())


def judged(posts: Path, labels_in: Path = LABELS, *, show: bool = False) -> dict[str, float]:
    """Precision and recall over the labelled pairs; `show` prints those that are told wrongly."""
    by_id = {row["id"]: row for row in rows(posts)}
    labels = json.loads(labels_in.read_text(encoding="utf-8"))
    counts = {"hits": 0, "misses": 0, "false": 0, "right": 0}
    for label in ("copy", "apart"):
        for one, other in labels[label]:
            told = is_copy(as_post(1, by_id[one]), as_post(2, by_id[other]))
            counts[("hits" if told else "misses") if label == "copy" else ("false" if told else "right")] += 1
            if show and told != (label == "copy"):
                print(f"{label}: {one} {other} {by_id[one]['title'][:60]!r} {by_id[other]['title'][:60]!r}")
    return {
        "pairs": float(sum(counts.values())),
        "precision": counts["hits"] / max(1, counts["hits"] + counts["false"]),
        "recall": counts["hits"] / max(1, counts["hits"] + counts["misses"]),
    }


# --- what it costs ------------------------------------------------------------------------------------------------------


def drawn(pool: Sequence[str], count: int, chance: random.Random) -> list[ParsedPost]:
    """Posts of twelve sentences drawn from the pool, over the last eight days."""
    made = []
    for number in range(count):
        text = ". ".join(" ".join(chance.choices(pool, k=20)).capitalize() for _ in range(12))
        at = NOW - timedelta(seconds=chance.randrange(8 * 86_400))
        made.append(ParsedPost(f"{number}-{chance.random()}", text[:60], f"https://a.example/{chance.random()}", text, at))
    return made


async def costs(posts: Path, size: int) -> dict[str, float]:
    """Milliseconds a post (median and p95 of turns of 64) to trace it among `size` others, and the share of edits found."""
    chance = random.Random(7)
    pool = [word for row in rows(posts)[:1_000] for word in row["text"][:2_000].split()]  # as often as they are used
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite:///{folder}/state.db")
        try:
            return await _measured(database, pool, size, chance)
        finally:
            await database.aclose()


async def _measured(database: Database, pool: Sequence[str], size: int, chance: random.Random) -> dict[str, float]:
    outlets = [await database.sources.add(Source(0, "feed", f"https://{n}.example/f", f"Outlet {n}")) for n in range(20)]
    there: list[Post] = []
    for at in range(0, size, KEEP):
        kept = await database.posts.keep_many(outlets[at // KEEP % 19].id, drawn(pool, min(KEEP, size - at), chance), NOW)
        batch = [post for post, _ in kept]
        await database.posts.keep_origins({p.id: origins.bands(p) for p in batch}, {}, ())
        there += chance.sample(batch, min(len(batch), 20))
    fresh = drawn(pool, NEXT, chance)
    for n in range(0, NEXT, 4):
        was = chance.choice(there)
        fresh[n] = ParsedPost(
            f"copy-{n}", was.title, f"https://b.example/{n}", edited(was.text, chance), was.at + timedelta(hours=3)
        )
    kept = await database.posts.keep_many(outlets[19].id, fresh, NOW)
    spent = []
    for at in range(0, NEXT, TURN):
        begun = time.perf_counter()
        await journey.trace([post.version for post, _ in kept[at : at + TURN]], database.posts)
        spent.append((time.perf_counter() - begun) * 1000 / TURN)
    now = await database.posts.by_ids([post.id for post, _ in kept])
    copies = [p for p in now if p.key.startswith("copy-")]
    return {
        "archive": float(size),
        "ms a post, median": statistics.median(spent),
        "ms a post, most": max(spent),
        "edits found": sum(bool(p.origin_id) for p in copies) / len(copies),
        "others taken for copies": float(sum(bool(p.origin_id) for p in now if not p.key.startswith("copy-"))),
    }


def edited(text: str, chance: random.Random) -> str:
    """A light edit: one word in thirty is another, an agency's line in front, and now and then the end cut off."""
    words = [word if chance.random() > 1 / 30 else "moreover" for word in text.split()]
    cut = len(words) * 2 // 3 if chance.random() < 0.3 else len(words)
    return "TIDEWAY (Agency) - " + " ".join(words[:cut])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--archive", type=int, default=100_000)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    found = judged(given.posts, show=given.show)
    found |= {f"held out: {name}": value for name, value in judged(given.posts, HELD_OUT, show=given.show).items()}
    if given.archive:
        found |= asyncio.run(costs(given.posts, given.archive))
    for name, value in found.items():
        print(f"{name:28}{value:12,.3f}")


if __name__ == "__main__":
    main()
