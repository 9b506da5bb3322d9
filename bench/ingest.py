"""python -m bench.ingest [--posts N]: posts a second from read documents to a followed vector index, beside bare Chroma.

Fetching and reading are excluded; keeping, cutting, embedding (packaged vectors), full text and the vector index are in. The ratio is to
adding the very same vectors to Chroma's PersistentClient in batches of 1,000, in the same run. Aim: at most 2.0 (issue 2).
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import pstats
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from assistant.collect.journey import index_and_follow
from assistant.outside.chroma import open_embedded
from assistant.outside.database import open_database
from assistant.outside.embed_local import open_local
from assistant.ports import Vectors
from assistant.words import ParsedPost, Source
from bench.archive import KEEP, articles, rss_mb

BATCH = 1_000


async def ours(folder: Path, read: list[ParsedPost]) -> tuple[dict[str, float], list[int], Vectors]:
    """Seconds of each phase; ids and vectors as they stand in SQL."""
    database = await open_database(f"sqlite:///{folder / 'newsroom.db'}")
    chroma = await open_embedded(folder / "chroma")
    embed = await open_local()
    index = chroma.index(embed.model, embed.dim)
    source = await database.sources.add(Source(0, "file", "bench:", "Bench", state="ended"))
    posts, took = database.posts, {}
    try:
        await embed(["warm"])
        cpu, began = time.process_time(), time.perf_counter()
        for at in range(0, len(read), KEEP):
            await posts.keep_many(source.id, read[at : at + KEEP], datetime.now(UTC))
        took["keep"] = time.perf_counter() - began
        began = time.perf_counter()
        await index_and_follow(posts=posts, embed=embed, index=index, breathe=_on)
        took["cut, embed, index, follow"] = time.perf_counter() - began
        took["CPU"] = time.process_time() - cpu
        await posts.rebuild(embed.model)
        ids, vectors, _ = await posts.index_todo(embed.model, 10_000_000)
        if await index.size() != len(ids):
            raise RuntimeError(f"{await index.size()} of {len(ids)} vectors are in the index")
    finally:
        await chroma.aclose()
        await database.aclose()
    return took, ids, vectors


def bare(folder: Path, ids: list[int], vectors: Vectors) -> float:
    """Seconds of adding the same vectors to Chroma alone."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder / "bare"), Settings(anonymized_telemetry=False))
    space: Any = {"hnsw": {"space": "cosine"}}
    collection = client.create_collection("bare", embedding_function=None, configuration=space)
    rows = np.ascontiguousarray(vectors)
    began = time.perf_counter()
    for at in range(0, len(ids), BATCH):
        collection.add([str(i) for i in ids[at : at + BATCH]], embeddings=rows[at : at + BATCH])
    return time.perf_counter() - began


async def _on() -> None:
    return None


def measure(count: int) -> dict[str, float]:
    """The figures by name: posts and chunks a second, seconds, ratio, MB."""
    read = list(islice(articles(), count))
    before = rss_mb()
    with tempfile.TemporaryDirectory(prefix="bench-ingest-") as name:
        took, ids, vectors = asyncio.run(ours(Path(name), read))
        grown = rss_mb(peak=True) - before
        cpu = time.process_time()
        alone = bare(Path(name), ids, vectors)
        spent_alone = time.process_time() - cpu
    spent = took.pop("CPU")
    whole = sum(took.values())
    return {
        "posts a second": count / whole, "chunks a second": len(ids) / whole, **took, "all": whole, "bare Chroma": alone,
        "ratio": whole / alone, "CPU": spent, "CPU of bare Chroma": spent_alone, "MB at most": before + grown,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=2_000)
    parser.add_argument("--profile", action="store_true", help="of the loop's thread")
    args = parser.parse_args()
    profile = cProfile.Profile()
    if args.profile:
        profile.enable()
    for name, value in measure(args.posts).items():
        print(f"{name:28}{value:10.2f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if args.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
