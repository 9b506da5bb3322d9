"""How fast messages may leave: Telegram's flood limits, kept on our side so that its 429 stays an exception."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import Forbidden, Migrated, Rejected, SendError, Slow
from assistant.ports import SendParts

Sleep = Callable[[float], Awaitable[None]]
MANY_CHATS = 10_000
MOMENT = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's, a little on the safe side (bots/faq, "My bot is hitting limits": 30 a second, 1 a second a chat, 20 a minute a group)."""

    overall: float = 27.0
    chat: float = 1.0
    burst: int = 3
    group: int = 20
    group_span: float = 61.0
    patience: float = 90.0


@dataclass(slots=True)
class _Chat:
    free_at: float = 0.0  # when the bucket would be full again (the theoretical arrival time of GCRA)
    held_until: float = 0.0
    times: deque[float] = field(default_factory=deque)


class Pace:
    """Gives each message its turn. A chat that must wait holds up nobody else. Typing and drafts have no place here."""

    def __init__(
        self, limits: Limits | None = None, *, clock: Callable[[], float] = time.monotonic, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._limits = limits or Limits()
        self._clock, self._sleep = clock, sleep
        self._chats: dict[int, _Chat] = {}
        self._all_free_at = 0.0
        self._left_at = -1.0

    async def turn(self, chat_id: int, *, many: bool = False) -> None:
        """Returns when this chat may have its next message. Raises Slow where that is further away than `patience`; of one that goes
        to `many` chats after a moment already, so that the others are not held up by this chat."""
        slot = self._reserve(chat_id, MOMENT if many else self._limits.patience)
        while (wait := max(slot, self._held(chat_id)) - self._clock()) > 0:
            await self._sleep(wait)
        now = self._clock()
        mine = max(now, self._all_free_at)
        self._all_free_at = mine + 1 / self._limits.overall
        if mine > now:
            await self._sleep(mine - now)

    async def gap(self) -> None:
        """Just before a message leaves: several that had their turn and then waited for one in the air do not leave in a heap."""
        now = self._clock()
        leaves = max(now, self._left_at + 1 / self._limits.overall)
        self._left_at = leaves
        if leaves > now:
            await self._sleep(leaves - now)

    def spare(self, chat_id: int) -> bool:
        """Whether something that need not be sent may be sent now, counted as a message; never where a message would wait for it."""
        now = self._clock()
        chat = self._chats.setdefault(chat_id, _Chat())
        if max(chat.held_until, chat.free_at, self._all_free_at) > now or len(chat.times) >= self._limits.group // 2:
            return False
        return self._reserve(chat_id, 0.0) <= now

    def hold(self, chat_id: int, seconds: float) -> None:
        """Telegram asked to wait: this chat alone does."""
        chat = self._chats.setdefault(chat_id, _Chat())
        chat.held_until = max(chat.held_until, self._clock() + seconds)

    def _held(self, chat_id: int) -> float:
        chat = self._chats.get(chat_id)
        return chat.held_until if chat else 0.0

    def _reserve(self, chat_id: int, patience: float) -> float:
        self._forget_idle()
        limits, now = self._limits, self._clock()
        chat = self._chats.setdefault(chat_id, _Chat())
        slot = max(now, chat.held_until, chat.free_at - (limits.burst - 1) / limits.chat)
        if chat_id < 0:
            while chat.times and chat.times[0] <= now - limits.group_span:
                chat.times.popleft()
            if len(chat.times) >= limits.group:
                slot = max(slot, chat.times[-limits.group] + limits.group_span)
        if slot - now > patience:
            raise Slow(slot - now)
        chat.free_at = max(chat.free_at, slot) + 1 / limits.chat
        if chat_id < 0:
            chat.times.append(slot)
        return slot

    def _forget_idle(self) -> None:
        if len(self._chats) < MANY_CHATS:
            return
        now, span = self._clock(), self._limits.group_span
        busy = {
            i: c for i, c in self._chats.items() if max(c.free_at, c.held_until, c.times[-1] + span if c.times else 0.0) > now
        }
        self._chats = busy


class Flight:
    """One message in the air: the next one leaves when this one is written down as sent, so that a crash repeats one and not many.

    A message that takes longer than `longest` seconds holds up nobody any more: a network that hangs would stop every chat.
    """

    def __init__(self, *, longest: float = 5.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._longest, self._clock = longest, clock
        self._flying: asyncio.Task[Any] | None = None
        self._until = 0.0
        self._landed = asyncio.Event()

    async def leave(self) -> None:
        """Returns when nothing else is in the air. To be followed by `land` in the same task, whatever comes of it."""
        while self._flying and (left := self._until - self._clock()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._landed.wait(), left)
        self._flying, self._until = asyncio.current_task(), self._clock() + self._longest
        self._landed.clear()

    def land(self) -> None:
        """Written down, or never to be. Nothing where this task's message is not in the air."""
        if self._flying is asyncio.current_task():
            self._flying = None
            self._landed.set()


def patient(send: SendParts, *, tries: int = 5, longest: float = 30.0, sleep: Sleep = asyncio.sleep) -> SendParts:
    """The same sender, trying again where the network or a flood limit stood in the way: 1, 2, 4 ... seconds with jitter.

    Other errors, a wait over `longest`, any wait of a message that goes to many chats (others leave meanwhile) and the last try's
    error go up. A message whose answer was lost may arrive twice.
    """

    async def again(chat_id: int, thread_id: int, message: Mapping[str, Any]) -> int:
        for attempt in range(1, tries):
            try:
                return await send(chat_id, thread_id, message)
            except (Forbidden, Migrated, Rejected):
                raise
            except Slow as exc:
                if exc.seconds > longest or message.get("many"):
                    raise
                await sleep(exc.seconds)
            except SendError:
                await sleep(min(longest, 2 ** (attempt - 1)) * random.uniform(0.75, 1.25))  # noqa: S311  (jitter, no secret)
        return await send(chat_id, thread_id, message)

    return again
