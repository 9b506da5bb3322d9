"""python -m bench.peers --posts P --questions Q --archive DIR [--limit N] [--out DIR]: the news quiz through LlamaIndex and LangChain.

As their tutorials build it with Chroma, on the very chunks and vectors of the archive that bench.newsquiz keeps with --archive:

    llamaindex   VectorStoreIndex over a ChromaVectorStore, its retriever with similarity_top_k=10
    langchain    EnsembleRetriever, half BM25Retriever and half a Chroma retriever, fused by rank

Both are told to leave out what was published after the question, as a newsroom would have to: LlamaIndex and Chroma by their metadata
filters, BM25Retriever, which has none, by asking for more and leaving out. Embedding of the question is in the time, as it is in ours.
They answer nothing without a model: only passages are compared. Prints one row a peer and one of ours, all asked in turn in this run;
the rows are written for eval/newsquiz/score.py. Needs `uv sync --group peers`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from assistant.ports import Embed
from bench.newsquiz import PASSAGES, Archive, as_row, ask, open_archive, rows

OVERFETCHED = 100  # passages that BM25Retriever is asked for, so that ten of the right days remain
CHUNKS = """SELECT c.id, p.url, v.title, substr(v.text, c.start + 1, c.stop - c.start) AS body, p.at, x.vector
    FROM chunks c JOIN posts p ON p.id = c.post_id JOIN versions v ON v.id = c.version_id
    JOIN vectors x ON x.chunk_id = c.id WHERE length(x.vector) > 0 ORDER BY c.id"""

Find = Callable[[str, int], Awaitable[list[tuple[str, str]]]]
"""(question, day as a number YYYYMMDD) -> the best passages as (url, text)."""


@dataclass(frozen=True, slots=True)
class Piece:
    id: str
    url: str
    text: str
    day: int
    vector: list[float]


async def pieces(archive: Archive) -> list[Piece]:
    import numpy as np

    async with archive.database.connections.read() as connection:
        found = (await connection.execute(text(CHUNKS))).all()
    made = []
    for row in found:
        day = datetime.fromtimestamp(row.at / 1_000_000, UTC)
        vector = np.frombuffer(row.vector, dtype="<f4").tolist()
        made.append(Piece(str(row.id), row.url, f"{row.title}\n{row.body}", int(f"{day:%Y%m%d}"), vector))
    return made


def _one(embed: Embed, words: str) -> list[float]:
    """In a thread of the peer's: the loop that it blocks cannot embed."""
    return [float(x) for x in asyncio.run(embed([words]))[0]]


def llamaindex(folder: Path, known: Sequence[Piece], embed: Embed) -> Find:
    import chromadb
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.schema import TextNode
    from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters
    from llama_index.vector_stores.chroma import ChromaVectorStore

    class Ours(BaseEmbedding):  # type: ignore[misc, unused-ignore]
        def _get_query_embedding(self, query: str) -> list[float]:
            return _one(embed, query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return _one(embed, text)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return [float(x) for x in (await embed([query]))[0]]

    collection = chromadb.PersistentClient(str(folder)).create_collection("peers", metadata={"hnsw:space": "cosine"})
    store = ChromaVectorStore(chroma_collection=collection)
    nodes = [TextNode(id_=p.id, text=p.text, embedding=p.vector, metadata={"url": p.url, "day": p.day}) for p in known]
    for at in range(0, len(nodes), 5000):
        store.add(nodes[at : at + 5000])
    index = VectorStoreIndex.from_vector_store(store, embed_model=Ours())

    async def find(words: str, day: int) -> list[tuple[str, str]]:
        until = MetadataFilters(filters=[MetadataFilter(key="day", value=day, operator=FilterOperator.LTE)])
        retriever = index.as_retriever(similarity_top_k=PASSAGES, filters=until)
        return [(n.metadata["url"], n.get_content()) for n in await asyncio.to_thread(retriever.retrieve, words)]

    return find


def langchain(folder: Path, known: Sequence[Piece], embed: Embed) -> Find:
    import chromadb
    from langchain_chroma import Chroma
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings

    class Ours(Embeddings):  # type: ignore[misc, unused-ignore]
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [_one(embed, t) for t in texts]

        def embed_query(self, text: str) -> list[float]:
            return _one(embed, text)

    client = chromadb.PersistentClient(str(folder))
    store = Chroma(client=client, collection_name="peers", embedding_function=Ours())
    documents = [Document(p.text, metadata={"url": p.url, "day": p.day}) for p in known]
    by_words = BM25Retriever.from_documents(documents, k=OVERFETCHED)

    async def find(words: str, day: int) -> list[tuple[str, str]]:
        by_vector = store.as_retriever(search_kwargs={"k": OVERFETCHED // 2, "filter": {"day": {"$lte": day}}})
        both = EnsembleRetriever(retrievers=[by_words, by_vector], weights=[0.5, 0.5])
        found = await asyncio.to_thread(both.invoke, words)
        return [(d.metadata["url"], d.page_content) for d in found if d.metadata["day"] <= day][:PASSAGES]

    return find


async def run(args: argparse.Namespace, folder: Path) -> None:
    questions = rows(args.questions)[: args.limit]
    async with open_archive(args.archive, args.posts) as archive:
        known = await pieces(archive)
        # the vector store is filled once, by LlamaIndex, and read by both
        peers = {"llamaindex": llamaindex(folder, known, archive.embed), "langchain": langchain(folder, known, archive.embed)}
        told: dict[str, list[dict[str, Any]]] = {"ours": [], **{name: [] for name in peers}}
        await ask(archive, questions[0], 0)
        for question in questions:
            told["ours"].append(as_row(question, *(await ask(archive, question, 0))))
            day = int(question["asked_on"].replace("-", ""))
            for name, find in peers.items():
                began = time.perf_counter()
                found = await find(question["question"], day)
                seconds = time.perf_counter() - began
                passages = [{"url": url, "text": body} for url, body in found]
                told[name].append({"id": question["id"], "seconds": seconds, "passages": passages, "answer": None, "claims": []})
    for name, its in told.items():
        spent = sorted(row["seconds"] for row in its)
        where = args.out / f"{name}.jsonl"
        where.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in its), encoding="utf-8")
        print(
            f"{name:12} p50 {1000 * statistics.median(spent):6.0f} ms  p95 {1000 * spent[int(0.95 * len(spent))]:6.0f} ms  {where}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--archive", type=Path, required=True, help="as bench.newsquiz keeps it; built where it is not there")
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    try:
        import langchain_chroma  # noqa: F401
        import llama_index.core  # noqa: F401
    except ImportError:
        sys.exit("The peers are not installed: .venv/bin/uv sync --inexact --group peers")
    args.archive.mkdir(parents=True, exist_ok=True)
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        asyncio.run(run(args, Path(folder)))


if __name__ == "__main__":
    main()
