"""The vector index, and what a search asks and gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.ports.models import Vectors
from assistant.words import Passage, Period


class Index(Protocol):
    """Nearest chunks by cosine; a follower of SQL, rebuildable. Ids are chunk ids. Repeating a call changes nothing more.

    Raises StoreError when the store is not usable now (rebuilding, server away): callers go on with full text.
    """

    async def add(self, ids: Sequence[int], vectors: Vectors) -> None: ...

    async def remove(self, ids: Sequence[int]) -> None: ...

    async def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]: ...

    async def size(self) -> int: ...

    async def which(self, ids: Sequence[int]) -> set[int]: ...


@dataclass(frozen=True, slots=True)
class Edge:
    """How far the archive has come: its last version and chunk. `settled`: all it holds is cut, and known to the vector index."""

    version: int
    chunk: int
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a search may look: a period and the sources this asker may see. Empty `source_ids` means nothing is visible.

    `open_at` set: posts that are under embargo at that time are left out, and a post enters a period when its embargo ends.
    """

    source_ids: tuple[int, ...]
    period: Period = Period()
    open_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a scope holds."""

    posts: int
    sources: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk found for a question, with what ranking needs. `bm25` is 0 where only the vector found it (higher is better);
    `cosine` is None where the chunk has no vector yet. `title` and `body` are its stored terms, one space between them; both empty:
    they are analysed again."""

    passage: Passage
    bm25: float
    cosine: float | None
    title: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A chunk found for a question, not opened yet."""

    chunk_id: int
    post_id: int
    at: datetime
    cosine: float | None
