"""What is read again and again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from assistant.words import Outcome, Source, Tended


class Sources(Protocol):
    """What is read again and again, and the memory of its rounds. Raises StoreError."""

    async def add(self, source: Source, *, interval: timedelta | None = None) -> Source:
        """By (kind, url): known already, it comes back as it is; removed, it is read again. Due at once, then at `interval` (None:
        its kind's); files and channels are never due."""
        ...

    async def get(self, source_id: int) -> Source | None: ...

    async def all(self) -> list[Source]:
        """All but the removed."""
        ...

    async def visible(self, role: int, chat_id: int) -> list[Source]:
        """Sources whose posts this asker may see: a subscriber those for all and for this chat, a reporter also those for
        reporters, an admin all, a stranger none. Paused and ended ones too, and removed ones whose posts were kept."""
        ...

    async def chats_with_own(self) -> set[int]:
        """The chats that some source is for."""
        ...

    async def tended(self, source_ids: Sequence[int] | None = None) -> list[Tended]:
        """All, removed ones too; or these."""
        ...

    async def suspects(self, failures: int, also: Sequence[int] = ()) -> list[Tended]:
        """Those that may be ill: failed so often in a row, without dates, or ended with an error; and `also` these."""
        ...

    async def due(self, now: datetime, count: int) -> list[Tended]:
        """Active sources to be read now, longest due first."""
        ...

    async def remember(self, outcome: Outcome) -> None:
        """After a round, LAST. `moved_to` and `ended` change the source itself. A source that is gone: nothing happens."""
        ...

    async def change(self, source: Source) -> None:
        """Its title, audience, chats and tier."""
        ...

    async def forget_pace(self, source_id: int, now: datetime) -> None:
        """What was learnt of its rhythm, its hours of rest and its validators: due at once, then at its kind's interval. One that is
        never due stays so."""
        ...

    async def pause(self, source_id: int) -> None: ...

    async def resume(self, source_id: int, now: datetime) -> None:
        """A paused, ended or removed one: due at once, its failures forgotten."""
        ...

    async def remove(self, source_id: int, at: datetime, *, keep_posts: bool = True) -> None:
        """Reads it no more. Its posts stay searched, or are hidden at once and erased by `erase`; `resume` undoes it until then."""
        ...

    async def erase(self, before: datetime) -> int:
        """Delete the posts of sources removed before, save the versions that an answer or digest cites. Returns how many posts."""
        ...
