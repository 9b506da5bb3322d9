"""The news quiz through the product's own way: is the evidence found, is the answer right, is a question asked too early refused?

    python -m bench.newsquiz --posts posts.jsonl.xz --questions questions.jsonl.xz --out RUN.jsonl
        [--shift-days -45] [--limit N] [--archive DIR] [--ablate]

Builds an archive in a temporary DATA_DIR with the product's journeys (SQLite, embedded Chroma, local embeddings), asks each question as of
the end of its day (UTC; posts published later are never seen), and writes a row a question as eval/newsquiz/score.py reads it. Of a
question only its id, text and day are read. --archive keeps the archive and takes it again. --ablate prints instead what each sign of
the ranking is worth: it needs the evidence's ids, and reads them only to score.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import lzma
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant import layout
from assistant.ask import journey
from assistant.ask.weights import WEIGHTS
from assistant.collect.journey import follow, index_new
from assistant.outside.chroma import open_embedded
from assistant.outside.database import Database, open_database
from assistant.outside.embed_local import open_local
from assistant.ports import Embed, Index
from assistant.words import Answer, ParsedPost, Question, Source

KEEP = 500  # posts a transaction
PASSAGES = 10
DONE = "complete"  # a file in the archive's folder: it was built to its end


@dataclass(frozen=True, slots=True)
class Archive:
    database: Database
    index: Index
    embed: Embed
    sources: tuple[Source, ...]


def rows(path: Path) -> list[dict[str, Any]]:
    body = path.read_bytes()
    text = (lzma.decompress(body) if path.suffix == ".xz" else body).decode()
    return [json.loads(line) for line in text.split("\n") if line.strip()]


@contextlib.asynccontextmanager
async def open_archive(folder: Path, posts: Path) -> AsyncIterator[Archive]:
    """The archive in `folder`, built where it is not complete."""
    database = await open_database(f"sqlite:///{folder / 'newsroom.db'}")
    chroma = await open_embedded(folder / "chroma")
    embed = await open_local()
    index = chroma.index(embed.model, embed.dim)
    try:
        if not (folder / DONE).exists():
            await build(database, index, embed, rows(posts))
            (folder / DONE).touch()
        yield Archive(database, index, embed, tuple(await database.sources.all()))
    finally:
        await chroma.aclose()
        await database.aclose()


async def build(database: Database, index: Index, embed: Embed, articles: Sequence[dict[str, Any]]) -> None:
    """Every article kept as read on its day, oldest first, then cut, embedded, indexed and followed."""
    started = time.perf_counter()
    for outlet in sorted({a["source"] for a in articles}):
        source = await database.sources.add(Source(0, "feed", f"https://{outlet}/feed", outlet))
        mine = sorted((a for a in articles if a["source"] == outlet), key=lambda a: a["published"])
        for at in range(0, len(mine), KEEP):
            batch = mine[at : at + KEEP]
            await database.posts.keep_many(source.id, [parsed(a) for a in batch], day(batch[-1]["published"]))
    made = await index_new(posts=database.posts, embed=embed, breathe=rest, told=lambda _: None)
    await follow(posts=database.posts, index=index, model=embed.model, breathe=rest)
    print(f"archive: {len(articles)} posts, {made} chunks in {time.perf_counter() - started:.0f} s", flush=True)


async def rest() -> None:
    await asyncio.sleep(0)


def day(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)


def parsed(article: dict[str, Any]) -> ParsedPost:
    return ParsedPost(article["url"], article["title"], article["url"], article["text"], published=day(article["published"]))


async def ask(archive: Archive, question: dict[str, Any], shift: int) -> tuple[Answer, float]:
    asked_at = day(question["asked_on"]) + timedelta(days=shift + 1) - timedelta(microseconds=1)
    asked = Question(question["id"], question["question"], asked_at)
    started = time.perf_counter()
    answer = await journey.ask(
        asked, previous=(), sources=archive.sources, ill=(), posts=archive.database.posts, index=archive.index,
        embed=archive.embed, writer=None,
    )  # fmt: skip
    return answer, time.perf_counter() - started


def as_row(question: dict[str, Any], answer: Answer, seconds: float) -> dict[str, Any]:
    """A passage is shown with its title, as the model and the reader are; an answer without its list of sources."""
    by_version = {post.version.id: post for post in (*answer.posts, *(p.post for p in answer.passages))}
    told = layout.plain(layout.claims(answer.claims, answer.posts, "", "UTC", answer.question.asked_at))
    return {
        "id": question["id"],
        "seconds": seconds,
        "passages": [{"url": p.post.url, "text": f"{p.post.title}\n{p.text}"} for p in answer.passages[:PASSAGES]],
        "answer": told.strip() if answer.claims else None,
        "claims": [
            {"text": c.text, "quotes": [{"url": by_version[q.version_id].url, "text": q.text} for q in c.quotes]}
            for c in answer.claims
        ],
    }


async def run(args: argparse.Namespace, folder: Path) -> None:
    questions = rows(args.questions)[: args.limit]
    async with open_archive(folder, args.posts) as archive:
        if args.ablate:
            await ablate(archive, questions, args.posts)
            return
        if questions:
            await ask(archive, questions[0], args.shift_days)  # the first search opens files and fills caches
        found = [as_row(q, *(await ask(archive, q, args.shift_days))) for q in questions]
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")
    spent = sorted(row["seconds"] for row in found)
    answered = sum(row["answer"] is not None for row in found)
    p50, p95 = 1000 * statistics.median(spent), 1000 * spent[int(0.95 * len(spent))]
    print(f"{len(found)} questions, {answered} answered, p50 {p50:.0f} ms, p95 {p95:.0f} ms")


async def ablate(archive: Archive, questions: Sequence[dict[str, Any]], posts: Path) -> None:
    """The ranking without each of its signs, one at a time."""
    urls = {p["id"]: p["url"] for p in rows(posts)}
    model = archive.embed.model
    whole = WEIGHTS[model]
    print(f"{'without':10} gold@1 gold@4 gold@10")
    for name in ("nothing", *(f.name for f in fields(whole) if getattr(whole, f.name))):
        WEIGHTS[model] = whole if name == "nothing" else replace(whole, **{name: 0.0})
        places = [await _place(archive, q, {urls[g] for g in q["gold"]}) for q in questions if q["gold"]]
        print(f"{name:10} " + "  ".join(f"{sum(p < k for p in places) / len(places):.3f}" for k in (1, 4, 10)), flush=True)
    WEIGHTS[model] = whole


async def _place(archive: Archive, question: dict[str, Any], gold: set[str]) -> int:
    answer, _ = await ask(archive, question, 0)
    urls = list(dict.fromkeys(p.post.url for p in answer.passages))
    return next((n for n, url in enumerate(urls) if url in gold), 99)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("RUN.jsonl"))
    parser.add_argument("--shift-days", type=int, default=0)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--archive", type=Path, help="keep the archive here, and take it again next time")
    parser.add_argument("--ablate", action="store_true")
    args = parser.parse_args()
    if args.archive:
        args.archive.mkdir(parents=True, exist_ok=True)
        asyncio.run(run(args, args.archive))
        return
    with tempfile.TemporaryDirectory(prefix="newsquiz-") as folder:
        asyncio.run(run(args, Path(folder)))


if __name__ == "__main__":
    main()
