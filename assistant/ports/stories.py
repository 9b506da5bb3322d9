"""Which story each post belongs to, kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from assistant.words import Post


class Stories(Protocol):
    """The story of each post, by the id of the story's first post: it stays while posts join. Raises StoreError."""

    async def of(self, post_ids: Sequence[int]) -> dict[int, int]:
        """Story ids by post id; posts that have none yet are left out."""
        ...

    async def unplaced(self, since: datetime, after: int, count: int) -> list[Post]:
        """Posts of that time, with an id above `after`, that have no story yet: by their time, oldest first."""
        ...

    async def place(self, rows: Sequence[tuple[Post, int]]) -> None:
        """Once for each post: what another process wrote first stays."""
        ...

    async def open(self, since: datetime, count: int) -> list[tuple[Post, int]]:
        """The newest `count` placed posts since then, with their stories, oldest first."""
        ...

    async def sweep(self, before: datetime) -> int:
        """Forget the stories of posts older than that. Returns how many."""
        ...
