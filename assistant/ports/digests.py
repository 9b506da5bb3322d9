"""Subscriptions, digests, and what each chat has had."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.words import Digest, Shown, StoredDigest, Subscription


class Digests(Protocol):
    """Subscriptions, digests, and what each chat has had. Raises StoreError."""

    async def subscribe(self, subscription: Subscription, at: datetime) -> Subscription:
        """A new one (id 0), or a changed one."""
        ...

    async def subscription(self, subscription_id: int) -> Subscription | None: ...

    async def of_chat(self, chat_id: int) -> list[Subscription]: ...

    async def subscriptions(self) -> list[Subscription]:
        """All to be served: not ended, not paused, the chat not blocked."""
        ...

    async def unsubscribe(self, subscription_id: int, at: datetime) -> None: ...

    async def slots(self) -> dict[int, datetime]:
        """The last slot that has a digest, by subscription."""
        ...

    async def store(self, digest: Digest, key: str = "") -> Digest:
        """Keep it, and return it with its id. Once per subscription and slot, or once per `key` when it was asked for; there
        already, the first stays and its id comes back."""
        ...

    async def by_key(self, key: str) -> StoredDigest | None:
        """The key is what was given to `store`, or `digest_key(subscription, slot)`."""
        ...

    async def get(self, digest_id: int) -> StoredDigest | None: ...

    async def unplanned(self, since: datetime) -> list[Digest]:
        """Digests of slots, made since then, for which nothing was written down to be sent: only their heads, without items."""
        ...

    async def told(self, digest_id: int, at: datetime) -> None:
        """It was sent: what it showed is the chat's memory from now on."""
        ...

    async def between(self, since: datetime, until: datetime) -> list[int]:
        """Ids of the digests that end in that time."""
        ...

    async def memory(self, chat_id: int, thread_id: int, since: datetime) -> list[Shown]:
        """What this chat has had in digests since then: for each post the version it had last."""
        ...
