"""Archives of a size for the benches: the news quiz's posts where they lie beside the checkout, else the sample's sentences shuffled.

Past the first round through the posts, paragraphs of two posts are mixed and dates moved back, so that no text stands twice. Built by
the product's own journeys, kept under CACHE and taken again.
"""

from __future__ import annotations

import json
import lzma
import random
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from assistant.collect.journey import follow, index_new
from assistant.outside.chroma import open_embedded
from assistant.outside.database import open_database
from assistant.outside.embed_local import open_local
from assistant.words import ParsedPost, Source

QUIZ = Path(__file__).parents[2] / "shared" / "eval" / "newsquiz"
SAMPLE = Path(__file__).parents[1] / "assistant" / "sample"
CACHE = Path("/tmp/newsroom-bench")
DONE = "complete"  # a file in an archive's folder: it was built to its end
KEEP = 200  # posts a transaction
SOURCES = 20
LATEST = datetime(2026, 6, 1, tzinfo=UTC)


def articles() -> Iterator[ParsedPost]:
    """Without end; the first round as they are."""
    texts = _quiz() if (QUIZ / "posts.jsonl.xz").exists() else _shuffled()
    for number, (title, text, at) in enumerate(texts):
        yield ParsedPost(str(number), title, f"https://bench.example/{number}", text, published=at)
    for turn in range(1, 1000):
        for number, (title, text, at) in enumerate(texts):
            other = texts[(number + 97 * turn) % len(texts)]
            key = f"{turn}-{number}"
            mixed = _mixed(text, other[1])
            yield ParsedPost(
                key, f"{title} ({turn})", f"https://bench.example/{key}", mixed, published=at - timedelta(days=400 * turn)
            )


def _quiz() -> list[tuple[str, str, datetime]]:
    with lzma.open(QUIZ / "posts.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["title"], row["text"], datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)) for row in rows]


def _shuffled() -> list[tuple[str, str, datetime]]:
    """2,000 posts of the sample's sentences in any order, some words exchanged for numbers."""
    dice = random.Random(1)
    markup = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.html")))
    sentences = re.findall(r"[A-Z][^.<>{}]{40,300}\.", re.sub(r"<[^>]+>", "\n", markup))
    made = []
    for number in range(2_000):
        said = [_numbered(dice.choice(sentences), dice) for _ in range(40)]
        made.append(
            (said[0], "\n\n".join(" ".join(said[at : at + 4]) for at in range(0, 40, 4)), LATEST - timedelta(hours=number))
        )
    return made


def _numbered(sentence: str, dice: random.Random) -> str:
    words = sentence.split()
    words[dice.randrange(len(words))] = f"w{dice.randrange(30_000)}"
    return " ".join(words)


def _mixed(one: str, other: str) -> str:
    mine, theirs = one.split("\n"), other.split("\n")
    return "\n".join(theirs[at % len(theirs)] if at % 2 else line for at, line in enumerate(mine))


async def archive_of(chunks: int) -> Path:
    """A DATA_DIR of at least so many chunks, built where it is not there."""
    folder = CACHE / str(chunks)
    if (folder / DONE).exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    database = await open_database(f"sqlite:///{folder / 'newsroom.db'}")
    chroma = await open_embedded(folder / "chroma")
    embed = await open_local()
    posts, began = database.posts, time.perf_counter()
    try:
        outlets = [
            await database.sources.add(Source(0, "file", f"bench:{n}", f"Outlet {n}", state="ended")) for n in range(SOURCES)
        ]
        stream, made, turn = articles(), (await posts.counts(embed.model)).chunks, 0
        for _ in range((await posts.counts(embed.model)).posts):
            next(stream)
        while made < chunks:
            batch = list(islice(stream, KEEP))
            await posts.keep_many(outlets[turn % SOURCES].id, batch, max(p.published or LATEST for p in batch))
            made += await index_new(posts=posts, embed=embed, breathe=_on, told=lambda _: None)
            turn += 1
        await follow(posts=posts, index=chroma.index(embed.model, embed.dim), model=embed.model, breathe=_on)
    finally:
        await chroma.aclose()
        await database.aclose()
    (folder / "chroma.closed").touch()
    (folder / DONE).touch()
    print(f"built an archive of {made:,} chunks in {time.perf_counter() - began:.0f} s: {folder}", flush=True)
    return folder


async def _on() -> None:
    return None


def questions(count: int) -> list[str]:
    """Of the news quiz, else of the sample."""
    if not (QUIZ / "questions.jsonl.xz").exists():
        own = ("How high did the River Ash peak?", "Why was the Old Bridge closed?", "How many households lost power?")
        return [own[n % 3] for n in range(count)]
    with lzma.open(QUIZ / "questions.jsonl.xz", "rt", encoding="utf-8") as lines:
        asked = [json.loads(line)["question"] for line in lines]
    return [asked[n % len(asked)] for n in range(count)]


def rss_mb(pid: int | str = "self", *, peak: bool = False) -> float:
    """Resident memory of a process in MB, now or at its highest."""
    field = "VmHWM" if peak else "VmRSS"
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024


def percentile(times: list[float], part: float) -> float:
    """In ms, of seconds."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]
