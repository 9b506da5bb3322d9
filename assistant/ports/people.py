"""Who may what, who did what, and what the product remembers of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from assistant.words import AccessRequest, Chat, Member, Noted, Role


class People(Protocol):
    """Who may what, by numeric id. Raises StoreError. Everything may be repeated."""

    async def role_of(self, user_id: int, chat_id: int, *, private: bool, admin_ids: Sequence[int]) -> Role:
        """The higher of his own role and, in a group, that group's."""
        ...

    async def roles(self, chat_ids: Sequence[int], *, admin_ids: Sequence[int]) -> dict[int, Role]:
        """Of many chats what `role_of` says of each: a private chat's person's, a group's or channel's own."""
        ...

    async def chat(self, chat_id: int) -> Chat | None: ...

    async def chats(self) -> list[Chat]: ...

    async def see_chat(self, chat_id: int, kind: str, title: str) -> Chat:
        """It wrote to us: known from now on, and not blocked (any more)."""
        ...

    async def tune_chat(
        self, chat_id: int, *, zone: str | None = None, language: str | None = None, settings: Mapping[str, Any] | None = None
    ) -> None:
        """What is given is changed; `settings` are merged by name."""
        ...

    async def grant_chat(self, chat_id: int, role: Role) -> None:
        """Its members' role there; STRANGER takes it away. Raises BadRequest for ADMIN."""
        ...

    async def block_chat(self, chat_id: int, at: datetime) -> None:
        """It does not want us: nothing is sent there until it writes again (see_chat) or `unblock_chat`."""
        ...

    async def unblock_chat(self, chat_id: int) -> None: ...

    async def migrate_chat(self, old: int, new: int) -> None:
        """The group has a new id: its role, settings, sources, subscriptions, memory, questions, buttons and open deliveries move."""
        ...

    async def member(self, user_id: int) -> Member | None: ...

    async def members(self) -> list[Member]: ...

    async def grant(self, user_id: int, role: Role, *, name: str, by: int, at: datetime) -> None: ...

    async def revoke(self, user_id: int) -> bool:
        """Whether he had a role. Invites that he made and nobody used are void too."""
        ...

    async def invite(self, role: Role, *, by: int, at: datetime, expires_at: datetime) -> str:
        """A single-use token of 128 bits; only its hash is kept. Raises BadRequest for ADMIN and STRANGER."""
        ...

    async def use_invite(self, token: str, user_id: int, name: str, now: datetime) -> Role | None:
        """The role it gave. Once; the same person again gets the same answer. None: unknown, used by another or expired."""
        ...

    async def request_access(self, user_id: int, chat_id: int, name: str, at: datetime) -> bool:
        """True when the admins are to be asked: not while a request of his is open, nor within a day of a denial."""
        ...

    async def decide_access(self, user_id: int, role: Role, *, by: int, at: datetime) -> AccessRequest | None:
        """Approve with a role, or deny with STRANGER. None: nothing was open any more."""
        ...

    async def access_requests(self) -> list[AccessRequest]:
        """Those open, oldest first."""
        ...


class Audit(Protocol):
    """Who did what: lines are added, never changed."""

    async def note(self, line: Noted) -> None: ...

    async def latest(self, count: int) -> list[Noted]: ...


class Keep(Protocol):
    """What the product remembers of itself: JSON by name (the embedding model in use, Telegram's offset ...). Raises StoreError."""

    async def get(self, name: str) -> Any:
        """None when nothing is kept under that name."""
        ...

    async def those(self, names: Sequence[str]) -> dict[str, Any]:
        """What is kept under these names, by name."""
        ...

    async def put(self, name: str, value: Any, at: datetime) -> None: ...
