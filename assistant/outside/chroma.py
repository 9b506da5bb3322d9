"""The port Index over Chroma: embedded (one folder, one owner) or a `chroma run` server, by the same code.

    open_embedded(folder)   owns the folder (chroma_folder.hold, probe first), one thread makes all calls
    open_server(url)        connects when first used, and again after the server was away
    Chroma.index(model, dim) -> ChromaIndex      one collection for each embedding model and dimension, never mixed
    Chroma.forget(model)                         drops a model's vectors

Only ids and vectors are stored: SQL has the rest and can rebuild this. Everything that goes wrong is a StoreError.
What Chroma does badly is kept from it (facts.md): NaN is refused, duplicate ids are folded, empty lists never reach it, batches
stay far under its 5,461 and SQLite's 32,766 variables, telemetry is off, no embedding function is ever named.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import StoreError
from assistant.outside.chroma_backend import Backend, Embedded, Server, place
from assistant.outside.chroma_folder import Hold, hold
from assistant.ports import Vectors

_BATCH = 1000  # ids in one call that reads or removes
_ADDED = 300  # vectors in one upsert: Chroma holds Python's lock all through it (1.5.9), so the whole process stands still, some
# 0.06 s for these; 1,000 are a tenth cheaper and stop everything for 0.2-0.5 s
_ADDED_WHEN_ASKED = 100  # while questions come in
_PAUSE = 0.005  # seconds between batches: a waiting question goes first


@dataclass(frozen=True, slots=True)
class Kept:
    """One collection of ours: how many vectors of this model it holds."""

    model: str
    dim: int
    count: int


class Chroma:
    """The store: hands out an Index for each model. Close it to let the folder go."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._writing = asyncio.Lock()

    def index(self, model: str, dim: int) -> ChromaIndex:
        """The Index of this model; its collection is made when it is first used. Cheap, touches nothing."""
        return ChromaIndex(self._backend, self._writing, model, dim)

    async def kept(self) -> tuple[Kept, ...]:
        """Our collections, by model."""
        found = []
        for collection in await self._ours():
            count = await self._backend.do(collection.count)
            found.append(Kept(collection.metadata["model"], collection.metadata["dim"], count))
        return tuple(sorted(found, key=lambda kept: (kept.model, kept.dim)))

    async def forget(self, model: str) -> None:
        """Drop every vector of this model. Absent is fine."""
        client = await self._backend.client()
        async with self._writing:
            for collection in await self._ours():
                if collection.metadata["model"] == model:
                    await self._backend.do(client.delete_collection, name=collection.name)

    async def aclose(self) -> None:
        await self._backend.close()

    async def _ours(self) -> list[Any]:
        client = await self._backend.client()
        return [c for c in await self._backend.do(client.list_collections) if {"model", "dim"} <= (c.metadata or {}).keys()]


class ChromaIndex:
    """The port Index over one collection."""

    def __init__(self, backend: Backend, writing: asyncio.Lock, model: str, dim: int) -> None:
        self._backend = backend
        self._writing = writing
        self._model = model
        self._dim = dim
        self._collection: Any = None
        self._asked = 0  # questions so far: says whether any came while the last batch was written

    async def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Insert or replace. vectors: (len(ids), dim), finite; of an id given twice the last counts."""
        rows = self._sound(vectors, len(ids))
        last = {str(id_): number for number, id_ in enumerate(ids)}
        names, at, asked = list(last), 0, self._asked
        async with self._writing:
            while at < len(names):
                size = _ADDED if self._asked == asked else _ADDED_WHEN_ASKED
                asked, batch = self._asked, names[at : at + size]
                await self._do("upsert", ids=batch, embeddings=rows[[last[name] for name in batch]])
                at += len(batch)
                await asyncio.sleep(_PAUSE)

    async def remove(self, ids: Sequence[int]) -> None:
        """Take out what is there; absent ids are fine."""
        names = _names(ids)
        async with self._writing:
            for at in range(0, len(names), _BATCH):
                await self._do("delete", ids=names[at : at + _BATCH])

    async def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """At most `count` (id, cosine), nearest first; a zero vector is near nothing. vector: (dim,) or (1, dim)."""
        row = self._sound(np.atleast_2d(vector), 1)
        if count <= 0 or not row.any():
            return []
        self._asked += 1
        found = await self._do("query", query_embeddings=row, n_results=count, include=["distances"])
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        scored = [(int(name), max(-1.0, min(1.0, 1.0 - float(distance)))) for name, distance in pairs]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))

    async def size(self) -> int:
        return int(await self._do("count"))

    async def which(self, ids: Sequence[int]) -> set[int]:
        """Those of `ids` that are in the index."""
        names = _names(ids)
        found: set[int] = set()
        for at in range(0, len(names), _BATCH):
            found |= {int(name) for name in (await self._do("get", ids=names[at : at + _BATCH], include=[]))["ids"]}
        return found

    def _sound(self, vectors: Vectors, rows: int) -> Vectors:
        vectors = np.asarray(vectors, np.float32)
        if vectors.shape != (rows, self._dim) and rows + vectors.size:
            raise StoreError(f"The index of {self._model} takes {rows} vectors of {self._dim} numbers, not {vectors.shape}.")
        if not np.isfinite(vectors).all():
            raise StoreError("A vector with a number that is not finite (NaN or infinity) is not taken into the index.")
        return vectors

    async def _do(self, name: str, **given: Any) -> Any:
        """One call on the collection; found anew after any failure (the server came back, the collection was dropped)."""
        try:
            if self._collection is None:
                self._collection = await self._open()
            return await self._backend.do(getattr(self._collection, name), **given)
        except StoreError:
            self._collection = None
            raise

    async def _open(self) -> Any:
        client = await self._backend.client()
        collection = await self._backend.do(
            client.get_or_create_collection,
            name=collection_name(self._model, self._dim),
            embedding_function=None,  # else Chroma downloads a model of its own
            metadata={"model": self._model, "dim": self._dim},
            configuration={"hnsw": {"space": "cosine"}},
        )
        found = collection.metadata or {}
        if (found.get("model"), found.get("dim")) != (self._model, self._dim):
            raise StoreError(
                f"Chroma's collection {collection.name} holds vectors of {found.get('model')} ({found.get('dim')} numbers), "
                f"not of {self._model} ({self._dim}): they are not mixed. Rebuild with `bot.py reindex`."
            )
        return collection


def collection_name(model: str, dim: int) -> str:
    """3-512 characters of [a-zA-Z0-9._-], letter or digit at both ends (Chroma's rule), another for each model and dimension."""
    readable = re.sub(r"[^a-z0-9]+", "-", model.lower())[:40].strip("-") or "model"
    return f"{readable}-{dim}-{hashlib.sha256(model.encode()).hexdigest()[:8]}"


def _names(ids: Sequence[int]) -> list[str]:
    return [str(id_) for id_ in dict.fromkeys(ids)]


async def open_embedded(folder: Path, held: Hold | None = None) -> Chroma:
    """Own the folder and open it. `held`: the caller has taken it already (to probe it first), and gives it over.

    Raises InUse when another process owns it, StoreError when Chroma cannot open it. A damaged folder can end the process:
    probe it first (chroma_folder.probe).
    """
    backend = Embedded(folder, held or hold(folder))
    try:
        await backend.client()
    except StoreError:
        await backend.close()
        raise
    return Chroma(backend)


def open_server(url: str, *, timeout_s: float = 30.0) -> Chroma:
    """A `chroma run` server at http(s)://[user:password@]host[:port]. Connects when first used; raises StoreError for a bad address."""
    return Chroma(Server(place(url), timeout_s))
