"""The vector index as the journeys see it while it is still being opened, probed or rebuilt: absent, with the reason; then there.

It stores nothing. While it is absent every call raises StoreError, and questions are answered from full text.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import StoreError
from assistant.ports import Index, Vectors


class LateIndex:
    """The port Index, before and after the real one is there."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._why = "The vector index is being opened."

    @property
    def absent(self) -> str:
        """Why there is none now, as a sentence; empty when there is one."""
        return "" if self._index else self._why

    def arrive(self, index: Index) -> None:
        self._index = index

    def leave(self, why: str) -> None:
        self._index, self._why = None, why

    def _there(self) -> Index:
        if self._index is None:
            raise StoreError(self._why)
        return self._index

    async def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        await self._there().add(ids, vectors)

    async def remove(self, ids: Sequence[int]) -> None:
        await self._there().remove(ids)

    async def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        return await self._there().nearest(vector, count)

    async def size(self) -> int:
        return await self._there().size()

    async def which(self, ids: Sequence[int]) -> set[int]:
        return await self._there().which(ids)
