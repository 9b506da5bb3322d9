"""The claims of a reply that is still being written: each is judged as it is finished, and told when it stands. Never one before."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from assistant.ask import compose
from assistant.ask.judging import Judge
from assistant.ports import Heard
from assistant.words import Claim, Post, Proven

Tell = Callable[[Sequence[Proven], Sequence[Post]], Awaitable[None]]
"""Told all claims that stand so far with the posts they cite, in the order of their [n]. Must not raise; what it shows is replaced."""


@contextlib.asynccontextmanager
async def hearing(judge: Judge, tell: Tell | None) -> AsyncIterator[Heard | None]:
    """What to hear a reply with, while the reply is asked for. Nobody to be told: nothing, so that nothing is streamed."""
    if tell is None:
        yield None
        return
    heard = _Hearing(judge, tell)
    task = asyncio.create_task(heard.run())
    try:
        yield heard.hear
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class _Hearing:
    def __init__(self, judge: Judge, tell: Tell) -> None:
        self._judge, self._tell = judge, tell
        self._text, self._more = "", asyncio.Event()
        self._seen: set[Claim] = set()
        self._stand: list[Proven] = []

    def hear(self, text: str) -> None:
        self._text = text
        self._more.set()

    async def run(self) -> None:
        while True:
            await self._more.wait()
            self._more.clear()
            fresh = [c for c in compose.finished(self._text, len(self._judge.posts)) if c not in self._seen]
            if not fresh:
                continue
            self._seen.update(fresh)
            stand, _ = await asyncio.to_thread(self._judge, fresh)
            if stand:
                self._stand += stand
                await self._tell(tuple(self._stand), self._judge.cited(self._stand))
