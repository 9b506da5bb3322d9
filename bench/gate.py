"""Verdicts of the product's own gate on files of claims and summaries, and how fast it gives them.

    python -m bench.gate --claims claims.jsonl.xz --posts posts.jsonl.xz --summaries summaries.jsonl.xz --out verdicts.jsonl

Of a claim only id, text, quotes and posts are read, of a summary id, article and each sentence's text: never what is expected.
Posts are prepared once, as the bot does; only proving is timed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.gate import Falls, Prepared, Verdict, prepare, prove
from assistant.words import Claim, Post, Version


def rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def post(number: int, row: dict[str, Any]) -> Post:
    day = row.get("published") or "1970-01-01"
    at = datetime.fromisoformat(day)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    version = Version(number, number, 1, row.get("title") or "", row["text"], "", at)
    return Post(number, 1, row.get("source") or "", row["url"], row["url"], version, at, at)


def ready_of(found: Post) -> Prepared:
    """A post with all its sentences read."""
    ready = prepare(found)
    assert ready.neighbours is not None and len(list(ready.sentences)) == len(ready.sentences)
    return ready


def claim(row: dict[str, Any]) -> Claim:
    """The quotes of a claim count the posts shown to its writer from 1; a quote of another post is number 0."""
    numbers = {url: n for n, url in enumerate(row["posts"], start=1)}
    return Claim(row["text"], tuple((numbers.get(q["url"], 0), q["text"]) for q in row["quotes"]))


def verdict_row(name: str, verdict: Verdict) -> dict[str, Any]:
    falls = isinstance(verdict, Falls)
    return {
        "id": name,
        "stands": not falls,
        "why": f"{verdict.reasons[0].code}: {verdict.words}" if isinstance(verdict, Falls) else "",
    }


def of_claims(claims: Path, posts: Path, limit: int | None = None) -> tuple[list[dict[str, Any]], float]:
    """Verdicts and the seconds it took to prove, posts prepared before. `limit`: the first so many claims only."""
    wanted = [(row["id"], claim(row), tuple(row["posts"])) for row in islice(rows(claims), limit)]
    urls = {url for _, _, shown in wanted for url in shown}
    ready: dict[str, Prepared] = {
        row["url"]: ready_of(post(n, row)) for n, row in enumerate(rows(posts), 1) if row["url"] in urls
    }
    started = time.perf_counter()
    verdicts = [(name, prove(said, [ready[url] for url in shown])) for name, said, shown in wanted]
    spent = time.perf_counter() - started
    return [verdict_row(name, verdict) for name, verdict in verdicts], spent


def of_summaries(summaries: Path) -> tuple[list[dict[str, Any]], float]:
    articles = [(row["id"], row["article"], [s["text"] for s in row["sentences"]]) for row in rows(summaries)]
    ready = [ready_of(post(n, {"text": text, "url": name})) for n, (name, text, _) in enumerate(articles, 1)]
    started = time.perf_counter()
    verdicts = [
        (f"{name}/{n}", prove(Claim(text), [found]))
        for (name, _, texts), found in zip(articles, ready, strict=True)
        for n, text in enumerate(texts)
    ]
    spent = time.perf_counter() - started
    return [verdict_row(name, verdict) for name, verdict in verdicts], spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--summaries", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="only the first so many claims")
    args = parser.parse_args()
    found, spent = of_claims(args.claims, args.posts, args.limit)
    print(f"claims: {len(found)} in {spent:.2f} s, {len(found) / spent:,.0f} a second")
    if args.summaries:
        more, spent = of_summaries(args.summaries)
        print(f"summary sentences: {len(more)} in {spent:.2f} s, {len(more) / spent:,.0f} a second")
        found += more
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")


if __name__ == "__main__":
    main()
