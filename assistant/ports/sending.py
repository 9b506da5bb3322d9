"""What goes out, and the buttons under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from assistant.words import ButtonMade, Delivery, DeliveryState


class Deliveries(Protocol):
    """One row for each message to send. Raises StoreError. States: due -> sending -> sent, refused, not_sent or dropped."""

    async def plan(self, rows: Sequence[Delivery]) -> list[Delivery]:
        """Write them down; a key that has rows keeps those. Returns all rows of these keys as they stand, in order."""
        ...

    async def of(self, key: str) -> list[Delivery]: ...

    async def open(self, key: str) -> list[Delivery]:
        """Its rows that are due or in doubt (sending when we were killed), in order."""
        ...

    async def sending(self, delivery_id: int) -> None: ...

    async def sent(
        self, delivery_id: int, message_id: int, at: datetime, *, answer_id: int = 0, asked: int = 0, digest_id: int = 0
    ) -> None:
        """It stands in the chat; in the same transaction the answer or digest that it carries is tied to it, an answer also to the
        message that `asked`, and a digest is from now on the chat's memory."""
        ...

    async def refused(self, delivery_id: int, reason: str) -> None:
        """Telegram did not take it, for good."""
        ...

    async def drop(self, key: str, reason: str) -> int:
        """Its open rows are not wanted any more. Returns how many."""
        ...

    async def refuse_chat(self, chat_id: int, reason: str) -> int:
        """All open rows of a chat that does not want us. Returns how many."""
        ...

    async def all_open(self, before: datetime) -> list[Delivery]:
        """Due before, of all chats, oldest first: at start each key gets a job."""
        ...

    async def latest(self, count: int, state: DeliveryState | None = None) -> list[Delivery]: ...

    async def tally(self, since: datetime) -> dict[DeliveryState, int]: ...


class Buttons(Protocol):
    """Opaque tokens under messages, of at most 64 bytes. Raises StoreError."""

    async def make(self, action: str, payload: Mapping[str, Any], *, chat_id: int, user_id: int, expires_at: datetime) -> str:
        """A new token. `user_id` 0: anyone who may read that chat's answers; `chat_id` 0: in any chat."""
        ...

    async def get(self, token: str, now: datetime) -> ButtonMade | None:
        """None when it is unknown or has expired."""
        ...

    async def sweep(self, now: datetime) -> int:
        """Forget the expired. Returns how many."""
        ...


class SendParts(Protocol):
    """Put one message into a chat; returns Telegram's message id. Raises the SendError branch."""

    async def __call__(self, chat_id: int, thread_id: int, message: Mapping[str, Any]) -> int: ...
