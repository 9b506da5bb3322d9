"""Chats, members, requests for access, the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from assistant.words.answers import Role


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat, group or channel. `role` is what an admin granted to its members, there."""

    id: int
    kind: str = ""
    title: str = ""
    role: Role = Role.STRANGER
    zone: str = ""  # empty: the newsroom's
    language: str = ""
    blocked_at: datetime | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    user_id: int
    role: Role
    name: str
    granted_by: int
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """A stranger asked the admins for access."""

    user_id: int
    chat_id: int
    name: str
    asked_at: datetime
    state: Literal["open", "approved", "denied"] = "open"
    decided_by: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of the audit."""

    at: datetime
    actor: int
    action: str
    detail: str = ""
