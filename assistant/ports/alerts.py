"""What alerts, editors and followed answers remember."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from assistant.words import Approval, ApprovalState, Following, Hit, Post


class Alerts(Protocol):
    """Posts that alerts want, each once. Raises StoreError. Everything may be repeated."""

    async def newest(self) -> int:
        """The highest version id there is."""
        ...

    async def arrived(self, after: int, since: datetime, count: int, without: Collection[int] = ()) -> list[Post]:
        """Posts with a version each, by version id, from beyond `after`; and those a little before it, read since then, that are not
        `without` (they may have been committed later)."""
        ...

    async def found(self, hits: Sequence[Hit]) -> None:
        """Keep them, waiting; a version that this alert has had already stays as it is."""
        ...

    async def open(self) -> list[Hit]:
        """Those waiting or claimed, oldest first."""
        ...

    async def of(self, key: str) -> list[Hit]: ...

    async def claim(self, ids: Sequence[int], key: str) -> None:
        """Those of them that still wait are told by the message `key`."""
        ...

    async def settle(self, ids: Sequence[int], state: str, at: datetime) -> None:
        """ "told": the message is written down; "dropped": they are not told."""
        ...

    async def told_since(self, subscription_id: int, since: datetime) -> list[datetime]:
        """When this alert's messages were written down since then, oldest first, each once."""
        ...

    async def told_posts(self, subscription_id: int, origins: Sequence[int]) -> list[Hit]:
        """What this alert has told of these origins, oldest first."""
        ...

    async def sweep(self, before: datetime) -> None:
        """Forget what was told or dropped before."""
        ...


class Approvals(Protocol):
    """Digests that wait for an editor. Raises StoreError."""

    async def hold(self, approval: Approval) -> Approval:
        """Keep it waiting; a digest that has one already keeps that, and it comes back."""
        ...

    async def get(self, digest_id: int) -> Approval | None: ...

    async def leave_out(self, digest_id: int, number: int, out: bool) -> Approval | None:
        """An item is left out, or taken in again. None: it is decided."""
        ...

    async def decide(self, digest_id: int, state: ApprovalState, *, by: int, name: str, at: datetime) -> bool:
        """Whether this decision is the one that counts. Undecided or approved may become anything; sent and dropped stay."""
        ...

    async def due(self, now: datetime) -> list[Approval]:
        """Undecided or approved ones whose deadline has come, and decided ones that are to be sent and are not planned yet."""
        ...

    async def waiting(self, chat_id: int) -> list[Approval]:
        """Those not finally decided in this chat."""
        ...

    async def prune(self, digest_id: int) -> None:
        """Take what was left out from the digest itself: it is not shown, and no chat has had it."""
        ...


class Followings(Protocol):
    """Questions whose answer is followed. Raises StoreError."""

    async def follow(self, answer_id: int, at: datetime) -> None:
        """From this answer on; one that was ended begins anew."""
        ...

    async def all(self) -> list[Following]:
        """Those not ended, whose chat is not blocked."""
        ...

    async def of_person(self, chat_id: int, user_id: int) -> list[Following]: ...

    async def moved_on(self, following_id: int, answer_id: int) -> None:
        """This answer was told now."""
        ...

    async def end(self, following_id: int, at: datetime) -> None: ...
