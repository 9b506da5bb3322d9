"""What goes out (deliveries) and comes back (buttons)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

DeliveryState = Literal["due", "sending", "sent", "refused", "not_sent", "dropped"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to send: part `part` of `key` ("update:123", "digest:55"). `message` is JSON, the sender's own."""

    key: str
    part: int
    chat_id: int
    message: Mapping[str, Any]
    due_at: datetime
    thread_id: int = 0
    late: bool = False
    id: int = 0
    state: DeliveryState = "due"
    sent_at: datetime | None = None
    message_id: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class ButtonMade:
    """What an opaque token under a message stands for. `user_id` 0: anyone who may read the chat's answers; `chat_id` 0: anywhere."""

    token: str
    action: str
    payload: Mapping[str, Any]
    chat_id: int
    user_id: int
    expires_at: datetime
