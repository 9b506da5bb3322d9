"""`Posts` of ports in SQL: each call is one transaction. The work is in keeping, chunking, searching and the two full texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.outside.archive import again, chunking, copied, keeping, opening, searching
from assistant.outside.archive.fulltext import FullText
from assistant.outside.connections import Connections
from assistant.ports import Candidate, Edge, Extent, Found, Scope, Vectors
from assistant.words import Chunk, IndexCounts, ParsedPost, Passage, Post, Version


class SqlPosts:
    def __init__(self, connections: Connections, full_text: FullText) -> None:
        self._db = connections
        self._full_text = full_text

    async def keep(self, source_id: int, post: ParsedPost, seen: datetime) -> tuple[Post, str]:
        return (await self.keep_many(source_id, [post], seen))[0]

    async def keep_many(self, source_id: int, posts: Sequence[ParsedPost], seen: datetime) -> list[tuple[Post, str]]:
        async with self._db.write() as connection:
            return await keeping.keep_many(connection, source_id, posts, seen)

    async def marks(self, source_id: int, keys: Sequence[str]) -> dict[str, str]:
        stored = {keeping.stored_key(key): key for key in keys}
        async with self._db.read() as connection:
            return {stored[key]: mark for key, mark in (await searching.marks(connection, source_id, list(stored))).items()}

    async def withdraw(self, post_id: int, at: datetime) -> None:
        async with self._db.write() as connection:
            await searching.withdraw(connection, post_id, at)

    async def changes(self, after: int, since: datetime, count: int) -> list[Version]:
        async with self._db.read() as connection:
            return await searching.changes(connection, after, since, count)

    async def edits(self, scope: Scope, count: int) -> list[Version]:
        async with self._db.read() as connection:
            return await searching.edits(connection, scope, count)

    async def withdrawn(self, scope: Scope, count: int) -> list[Post]:
        async with self._db.read() as connection:
            return await searching.withdrawn(connection, scope, count)

    async def akin(self, bands: Sequence[int], since: datetime, until: datetime) -> list[tuple[int, Post]]:
        async with self._db.read() as connection:
            return await copied.akin(connection, bands, since, until)

    async def keep_origins(
        self, bands: Mapping[int, Sequence[int]], origins: Mapping[int, int], merged: Sequence[tuple[int, int]]
    ) -> None:
        async with self._db.write() as connection:
            await copied.keep(connection, bands, origins, merged)

    async def sweep_bands(self, now: datetime) -> None:
        async with self._db.write() as connection:
            await copied.sweep(connection, now)

    async def chunks_to_make(self, count: int) -> list[Version]:
        async with self._db.read() as connection:
            return await chunking.to_make(connection, count)

    async def index(
        self, made: Sequence[tuple[Chunk, str, str]], model: str, vectors: Vectors | None, *, without: Sequence[int] = ()
    ) -> None:
        async with self._db.write() as connection:
            await chunking.index(connection, self._full_text, made, model, vectors, without)

    async def search(self, terms: Sequence[str], scope: Scope, count: int) -> list[tuple[int, float]]:
        async with self._db.read() as connection:
            return await self._full_text.search(connection, terms, scope, count)

    async def frequencies(self, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
        async with self._db.read() as connection:
            return await self._full_text.frequencies(connection, terms)

    async def candidates(
        self, ids: Sequence[int], scope: Scope, model: str, vector: Vectors
    ) -> dict[int, tuple[Passage, float | None]]:
        async with self._db.read() as connection:
            return await searching.candidates(connection, ids, scope, model, vector)

    async def locate(self, ids: Sequence[int], scope: Scope, model: str, vector: Vectors) -> list[Found]:
        async with self._db.read() as connection:
            return await opening.locate(connection, ids, scope, model, vector)

    async def open(self, post_ids: Sequence[int], scope: Scope, model: str, vector: Vectors, *, most: int) -> list[Candidate]:
        async with self._db.read() as connection:
            return await opening.open_posts(connection, post_ids, scope, model, vector, most)

    async def extent(self, scope: Scope) -> Extent:
        async with self._db.read() as connection:
            return await searching.extent(connection, scope)

    async def edge(self, model: str) -> Edge:
        async with self._db.read() as connection:
            return await again.edge(connection, model)

    async def unchanged(self, scope: Scope, since: Edge, at: datetime) -> bool:
        async with self._db.read() as connection:
            return await again.unchanged(connection, scope, since, at)

    async def latest(self, scope: Scope, count: int, skip: int = 0) -> list[Post]:
        async with self._db.read() as connection:
            return await searching.latest(connection, scope, count, skip)

    async def by_ids(self, post_ids: Sequence[int]) -> list[Post]:
        async with self._db.read() as connection:
            return await searching.by_ids(connection, post_ids)

    async def versions(self, post_id: int) -> list[Version]:
        async with self._db.read() as connection:
            return await searching.history(connection, post_id)

    async def version_posts(self, version_ids: Sequence[int]) -> dict[int, Post]:
        async with self._db.read() as connection:
            return await searching.version_posts(connection, version_ids)

    async def missing_vectors(self, model: str, count: int, after: int = 0) -> list[Passage]:
        async with self._db.read() as connection:
            return await chunking.missing(connection, model, count, after)

    async def add_vectors(self, model: str, ids: Sequence[int], vectors: Vectors) -> None:
        async with self._db.write() as connection:
            await chunking.fill(connection, model, ids, vectors)

    async def index_todo(self, model: str, count: int) -> tuple[list[int], Vectors, list[int]]:
        async with self._db.read() as connection:
            return await chunking.todo(connection, model, count)

    async def index_done(self, model: str, added: Sequence[int], removed: Sequence[int]) -> None:
        async with self._db.write() as connection:
            await chunking.done(connection, model, added, removed)

    async def rebuild(self, model: str) -> None:
        async with self._db.write() as connection:
            await chunking.rebuild(connection, model)

    async def forget(self, model: str) -> None:
        async with self._db.write() as connection:
            await chunking.forget(connection, model)

    async def counts(self, model: str) -> IndexCounts:
        async with self._db.read() as connection:
            return await chunking.counts(connection, self._full_text, model)
