"""Subscriptions, digests, and what each chat has had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from assistant.words import Delivery, Digest, Shown, StoredDigest, Subscription


class Digests(Protocol):
    """Subscriptions, digests, and what each chat has had. Raises StoreError."""

    async def subscribe(self, subscription: Subscription, at: datetime) -> Subscription:
        """A new one (id 0), or a changed one: where its times, days, zone or pause changed, it counts as made `at` that moment."""
        ...

    async def subscription(self, subscription_id: int) -> Subscription | None: ...

    async def of_chat(self, chat_id: int) -> list[Subscription]: ...

    async def everyones(self) -> list[Subscription]:
        """All not ended, paused ones and those of chats that have blocked us too."""
        ...

    async def subscriptions(self) -> list[Subscription]:
        """All to be served: not ended, not paused, the chat not blocked."""
        ...

    async def awaiting(self, now: datetime) -> list[Subscription]:
        """Of `subscriptions` those that may have something due: new or changed since they were looked at, or planned for now; all of
        them where the clock was put back."""
        ...

    async def look_again(self, plans: Sequence[tuple[Subscription, datetime]], now: datetime) -> None:
        """Until that moment nothing falls due of each; one that is another by now gets no plan."""
        ...

    async def instant(self) -> list[Subscription]:
        """The alerts to be served; the same object while none of them has changed, so not to be changed by who gets it."""
        ...

    async def unsubscribe(self, subscription_id: int, at: datetime) -> None: ...

    async def slots(self, subscription_ids: Sequence[int]) -> dict[int, datetime]:
        """The last slot of each that has a digest."""
        ...

    async def store(self, digest: Digest, key: str = "") -> Digest:
        """Keep it, and return it with its id. Once per subscription and slot, or once per `key` when it was asked for; there
        already, the first stays and its id comes back."""
        ...

    async def store_all(self, digests: Sequence[Digest], messages: Callable[[Digest], Sequence[Delivery]]) -> list[Digest]:
        """Keep digests of slots that have one content, together with their messages, in one transaction: `content_id`'s, else the
        first one's, which is stored in full. Slots that have a digest keep it. Returns those that are new, with their ids."""
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

    async def settled(self, digest_ids: Sequence[int], at: datetime) -> None:
        """Nothing is to be sent of them: empty ones, where silence is wanted."""
        ...

    async def between(self, since: datetime, until: datetime) -> list[int]:
        """Ids of the digests that end in that time; one of those that share their items."""
        ...

    async def memory(self, chat_id: int, thread_id: int, since: datetime) -> list[Shown]:
        """What this chat has had in digests since then: for each post the version it had last."""
        ...

    async def contents_had(self, since: datetime) -> dict[tuple[int, int], tuple[int, ...]]:
        """By (chat, topic): the digests, by whose items they have, that it was sent since then, each once, oldest first: chats that
        had the same ones have the same memory."""
        ...

    async def memory_of(self, contents: Sequence[int]) -> list[Shown]:
        """The memory of a chat that had these, in this order."""
        ...
