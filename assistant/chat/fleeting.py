"""Typing and drafts: shown at once or not at all. They never queue, never count against messages, and never fail."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from assistant.chat.telegram import NO_PREVIEW, said

log = logging.getLogger(__name__)

TYPING_LASTS = 4.0
"""Seconds: Telegram shows it for 5 (Bot API, sendChatAction)."""
DRAFT_EVERY = 1.0
AMEND_EVERY = 4.0
"""Seconds in a group, which takes 20 messages a minute, edits among them."""
A_SECOND = 10
"""Such calls a second over all chats; the rest are dropped, so that messages keep Telegram's 30 a second to themselves."""
MANY_CHATS = 10_000


class Fleeting:
    """What passes: each call says whether it was shown."""

    def __init__(
        self, bot: Bot, *, clock: Callable[[], float] = time.monotonic, spare: Callable[[int], bool] = lambda _: True
    ) -> None:
        """`spare`: whether a chat may have an edit now (Pace.spare): edits count as messages there."""
        self._bot, self._clock, self._spare = bot, clock, spare
        self._next: dict[tuple[str, int, int], float] = {}
        self._quiet_until: dict[int, float] = {}
        self._second, self._calls = 0, 0

    async def typing(self, chat_id: int, thread_id: int = 0) -> bool:
        """Shows "typing" for some five seconds. False where it is shown already, or there is no room."""
        thread = thread_id or None
        return await self._show(
            ("typing", chat_id, thread_id),
            TYPING_LASTS,
            lambda: self._bot.send_chat_action(chat_id, "typing", message_thread_id=thread),
        )

    async def draft(self, chat_id: int, draft_id: int, html: str, thread_id: int = 0) -> bool:
        """Shows a message in the making, in a private chat only (`chat_id` > 0), at most once a second."""
        if chat_id <= 0:
            return False
        thread = thread_id or None
        return await self._show(
            ("draft", chat_id, thread_id),
            DRAFT_EVERY,
            lambda: self._bot.send_message_draft(chat_id, draft_id, html, message_thread_id=thread, parse_mode="HTML"),
        )

    async def amend(self, chat_id: int, message_id: int, html: str) -> bool:
        """Changes a message of ours that the answer will replace, at most once a second, in a group every AMEND_EVERY seconds."""
        if not self._spare(chat_id):
            return False
        return await self._show(
            ("amend", chat_id, message_id),
            DRAFT_EVERY if chat_id > 0 else AMEND_EVERY,
            lambda: self._edited(chat_id, message_id, html),
        )

    async def _edited(self, chat_id: int, message_id: int, html: str) -> bool:
        edit = self._bot.edit_message_text
        return bool(await edit(html, chat_id=chat_id, message_id=message_id, parse_mode="HTML", link_preview_options=NO_PREVIEW))

    async def _show(self, what: tuple[str, int, int], every: float, call: Callable[[], Awaitable[bool]]) -> bool:
        now, chat_id = self._clock(), what[1]
        if self._next.get(what, 0.0) > now or self._quiet_until.get(chat_id, 0.0) > now or not self._room(now):
            return False
        if len(self._next) > MANY_CHATS:
            self._next = {k: at for k, at in self._next.items() if at > now}
            self._quiet_until = {k: at for k, at in self._quiet_until.items() if at > now}
        self._next[what] = now + every
        try:
            return bool(await call())
        except RetryAfter as exc:
            self._quiet_until[chat_id] = now + exc._retry_after.total_seconds()
        except TelegramError as exc:
            log.debug("%s not shown: %s", what[0], said(exc, self._bot))
        return False

    def _room(self, now: float) -> bool:
        if int(now) != self._second:
            self._second, self._calls = int(now), 0
        self._calls += 1
        return self._calls <= A_SECOND
