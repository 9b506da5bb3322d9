"""Posts with all their versions, chunks, vectors and full text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.ports.index import Candidate, Edge, Extent, Found, Scope
from assistant.ports.models import Vectors
from assistant.words import Chunk, IndexCounts, ParsedPost, Passage, Post, Version


class Posts(Protocol):
    """Posts with all their versions, chunks, vectors and full text: one transaction a call, all or nothing. Raises StoreError.

    Chunks of a version that is no longer the newest leave the full text and the index; versions stay for ever.
    The vector index follows: `index_todo`, apply it (repeating is harmless), `index_done`; killed in between, it is told again.
    """

    async def keep(self, source_id: int, post: ParsedPost, seen: datetime) -> tuple[Post, str]:
        """Store what was read. Returns the post and "new", "changed", "unchanged" or "back" (was withdrawn). By (source, key).

        `published` stays once it is known; characters that databases refuse become U+FFFD, one for one."""
        ...

    async def keep_many(self, source_id: int, posts: Sequence[ParsedPost], seen: datetime) -> list[tuple[Post, str]]:
        """The same for a whole round, in its order and in one transaction. A key twice: one after the other."""
        ...

    async def marks(self, source_id: int, keys: Sequence[str]) -> dict[str, str]:
        """The `ParsedPost.mark` last kept for those of these keys that are known: an equal mark needs no second fetch."""
        ...

    async def akin(self, bands: Sequence[int], since: datetime, until: datetime) -> list[tuple[int, Post]]:
        """(band, post) of posts from around that time that share any of these bands (collect/origins.py)."""
        ...

    async def keep_origins(
        self, bands: Mapping[int, Sequence[int]], origins: Mapping[int, int], merged: Sequence[tuple[int, int]]
    ) -> None:
        """Keep bands and origin (0: its own) of each post; `merged` are origins that are copies themselves: (was, is)."""
        ...

    async def sweep_bands(self, now: datetime) -> None:
        """Forget the bands of posts to which no copy can come any more."""
        ...

    async def chunks_to_make(self, count: int) -> list[Version]:
        """Newest versions that have no chunks yet, oldest first."""
        ...

    async def index(
        self, made: Sequence[tuple[Chunk, str, str]], model: str, vectors: Vectors | None, *, without: Sequence[int] = ()
    ) -> None:
        """Store chunks of newest versions with (title terms, body terms) for full text, and their vectors, row by row.

        Replaces the chunks these posts had: give all chunks of a version in one call, and under `without` the versions that
        have none. Versions that are no longer the newest are left out. `vectors` None: they come later, by `missing_vectors`."""
        ...

    async def missing_vectors(self, model: str, count: int, after: int = 0) -> list[Passage]:
        """Chunks that have no vector of this model, by chunk id, from beyond `after`."""
        ...

    async def add_vectors(self, model: str, ids: Sequence[int], vectors: Vectors) -> None:
        """Vectors for chunks that lack them; those that are gone or have one by now are left out."""
        ...

    async def index_todo(self, model: str, count: int) -> tuple[list[int], Vectors, list[int]]:
        """What the vector index has yet to do: chunk ids to add with their vectors, and chunk ids to remove."""
        ...

    async def index_done(self, model: str, added: Sequence[int], removed: Sequence[int]) -> None:
        """After the index has it. A chunk that changed meanwhile stays to be removed."""
        ...

    async def rebuild(self, model: str) -> None:
        """The vector index was lost: everything is to be added anew."""
        ...

    async def forget(self, model: str) -> None:
        """Drop a model's vectors, when another has taken its place and its collection is gone."""
        ...

    async def counts(self, model: str) -> IndexCounts: ...

    async def search(self, terms: Sequence[str], scope: Scope, count: int) -> list[tuple[int, float]]:
        """Chunk ids by BM25 (higher is better) over analysed terms (assistant/terms.py), posts inside the scope only, not withdrawn."""
        ...

    async def frequencies(self, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many chunks there are, and in how many each term stands; of more than 64 terms, the first 64."""
        ...

    async def candidates(
        self, ids: Sequence[int], scope: Scope, model: str, vector: Vectors
    ) -> dict[int, tuple[Passage, float | None]]:
        """Passages of these chunks that lie inside the scope, each with its cosine to `vector` (None: no vector stored)."""
        ...

    async def locate(self, ids: Sequence[int], scope: Scope, model: str, vector: Vectors) -> list[Found]:
        """Which posts these chunks are of, where they lie inside the scope, without opening them."""
        ...

    async def open(self, post_ids: Sequence[int], scope: Scope, model: str, vector: Vectors, *, most: int) -> list[Candidate]:
        """The chunks of these posts that lie inside the scope with their stored terms, `bm25` 0; of each post at most `most`, those
        nearest to `vector` and its first."""
        ...

    async def extent(self, scope: Scope) -> Extent: ...

    async def edge(self, model: str) -> Edge: ...

    async def unchanged(self, scope: Scope, since: Edge, at: datetime) -> bool:
        """Whether no post of the scope's sources and period was added, changed, cut anew or withdrawn since that edge, seen at `at`."""
        ...

    async def latest(self, scope: Scope, count: int, skip: int = 0) -> list[Post]: ...

    async def by_ids(self, post_ids: Sequence[int]) -> list[Post]: ...

    async def versions(self, post_id: int) -> list[Version]: ...

    async def version_posts(self, version_ids: Sequence[int]) -> dict[int, Post]:
        """The post of each version, carrying exactly that version."""
        ...

    async def withdraw(self, post_id: int, at: datetime) -> None: ...

    async def changes(self, after: int, since: datetime, count: int) -> list[Version]:
        """Versions beyond the first of their posts, by id, from beyond the version id `after`; those a little before it again where
        they were read since then (they may have been committed later)."""
        ...

    async def edits(self, scope: Scope, count: int) -> list[Version]:
        """Versions beyond the first of their posts that were read in the scope's period, newest first."""
        ...

    async def withdrawn(self, scope: Scope, count: int) -> list[Post]:
        """Posts withdrawn in the scope's period, newest first."""
        ...
