"""The "/" menu of each private chat: what its person may do there now. Set when somebody writes whose role or menu has changed since.

Ten thousand menus set at each start would stand before the messages of the first minutes; most of these people do not write that day.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from assistant.errors import Forbidden, Rejected, SendError
from assistant.ports import People
from assistant.words import Role

log = logging.getLogger(__name__)

Menu = tuple[tuple[str, str], ...]
"""(name, words) of commands, in order."""
MANY = 10_000  # chats whose menu is remembered here; beyond them it is read again
KEPT = "menu"  # in a chat's settings


@dataclass(frozen=True, slots=True)
class Menus:
    """`of` gives a role's menu; `put` tells Telegram (chat, menu) and may raise SendError."""

    of: Callable[[Role], Menu]
    put: Callable[[int, Menu], Awaitable[None]]
    people: People
    known: dict[int, str] = field(default_factory=dict)

    async def keep(self, chat_id: int, role: Role) -> None:
        """After an update of a private chat. Where Telegram cannot be told now, the next update tries again. Raises StoreError."""
        menu = self.of(role)
        mark = "" if role is Role.STRANGER else hashlib.blake2b(repr(menu).encode(), digest_size=8).hexdigest()
        if self.known.get(chat_id) == mark:
            return
        chat = await self.people.chat(chat_id)
        if chat is None:
            return
        if chat.settings.get(KEPT, "") != mark:
            try:
                await self.put(chat_id, menu)
            except (Forbidden, Rejected) as error:
                log.info("No menu in chat %s: %s", chat_id, error)
            except SendError as error:
                log.warning("The menu of chat %s waits: %s", chat_id, error)
                return
            await self.people.tune_chat(chat_id, settings={KEPT: mark})
        if len(self.known) >= MANY:
            self.known.clear()
        self.known[chat_id] = mark
