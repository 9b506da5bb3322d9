"""Telegram's flood limits as its documentation tells them, for the Bot API server of the tests."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second overall; a second in one chat, with the small burst Telegram forgives; a minute in a group. 0 is no limit."""

    overall: int = 30
    chat: float = 1.0
    burst: int = 5
    group: int = 20


@dataclass
class Gate:
    """Says how long a message comes too early; 0 lets it in and counts it."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    all: deque[float] = field(default_factory=deque)
    groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    chats: dict[int, tuple[float, float]] = field(default_factory=dict)
    refused: int = 0

    def wait(self, chat_id: int) -> int:
        """Whole seconds to wait before this chat may have one more, at least 1; or 0."""
        now = self.clock()
        early = max(
            _window(self.all, now, 1.0, self.limits.overall),
            _window(self.groups[chat_id], now, 60.0, self.limits.group) if chat_id < 0 else 0.0,
            self._chat(chat_id, now),
        )
        if early > 0:
            self.refused += 1
            return max(1, math.ceil(early))
        self.all.append(now)
        self.groups[chat_id].append(now)
        tokens, at = self.chats.get(chat_id, (float(self.limits.burst), now))
        self.chats[chat_id] = (min(self.limits.burst, tokens + (now - at) * self.limits.chat) - 1, now)
        return 0

    def _chat(self, chat_id: int, now: float) -> float:
        if not self.limits.chat:
            return 0.0
        tokens, at = self.chats.get(chat_id, (float(self.limits.burst), now))
        tokens = min(self.limits.burst, tokens + (now - at) * self.limits.chat)
        return (1 - tokens) / self.limits.chat if tokens < 1 else 0.0


def _window(times: deque[float], now: float, span: float, most: int) -> float:
    while times and times[0] <= now - span:
        times.popleft()
    return times[0] + span - now if most and len(times) >= most else 0.0
