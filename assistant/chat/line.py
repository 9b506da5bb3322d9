"""What stands in the chat while an update is worked on: one line, which may become the answer in the making. The answer takes its place.

    begin     the line is sent, once: a row like every message, so that a replay finds its id
    show      its text becomes another, at most once a second or not at all: nothing is kept of it, for the answer replaces it
    close     what is on its way is waited for: the answer must come last

Killed in between, the line stands as it was shown last, and the job that runs again puts the answer in its place.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from assistant.chat.incoming import Incoming
from assistant.chat.outbox import Outbox
from assistant.chat.render import messages
from assistant.chat.turn import Draft
from assistant.errors import NewsroomError
from assistant.layout import Block

log = logging.getLogger(__name__)

EVERY = 1.0  # seconds between two changes of the line
LONGEST_WAIT = 15.0  # seconds that one on its way is waited for

Amend = Callable[[int, int, str], Awaitable[bool]]
"""(chat, message, HTML): changes our message now, or does not; never fails."""


class Line:
    """The line of one update. `show` returns at once; the last of what came too quickly is shown."""

    def __init__(self, incoming: Incoming, outbox: Outbox, amend: Amend, *, every: float = EVERY) -> None:
        self._incoming, self._outbox, self._amend, self._every = incoming, outbox, amend, every
        self._message_id = 0
        self._next = 0.0
        self._wanted: tuple[Block, ...] = ()
        self._pump: asyncio.Task[None] | None = None
        self._flying: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def begin(self, blocks: tuple[Block, ...]) -> None:
        """Send the line, where none stands yet."""
        if not self._wanted and not self._message_id:
            await self._fly(self._put(blocks))

    async def show(self, blocks: tuple[Block, ...]) -> None:
        self._wanted = blocks
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._pour())

    async def close(self) -> None:
        if self._pump:
            self._pump.cancel()
        if going := [task for task in (self._pump, self._flying) if task]:
            await asyncio.wait(going, timeout=LONGEST_WAIT)

    async def _pour(self) -> None:
        """Show what is wanted, at its pace, until nothing else is."""
        clock = asyncio.get_running_loop().time
        while self._wanted:
            if self._flying:
                await asyncio.wait([self._flying])
            await asyncio.sleep(max(0.0, self._next - clock()))
            blocks, self._wanted = self._wanted, ()
            self._next = clock() + self._every
            await self._fly(self._put(blocks))

    async def _fly(self, sending: Coroutine[Any, Any, None]) -> None:
        """Begun, it is ended, whoever is cancelled meanwhile: else a message would stand in the chat with nobody knowing its id."""
        self._flying = asyncio.create_task(sending)
        await asyncio.shield(self._flying)

    async def _put(self, blocks: tuple[Block, ...]) -> None:
        try:
            async with self._turn:
                self._message_id = self._message_id or await self._outbox.progress_id(self._incoming)
                if self._message_id:
                    await self._amend(self._incoming.chat_id, self._message_id, messages(blocks)[0])
                else:
                    await self._outbox.progress(self._incoming, Draft(blocks, reply=True))
                    self._message_id = await self._outbox.progress_id(self._incoming)
        except NewsroomError as error:
            log.info("The line of %s is not shown: %s", self._incoming.key, error)


async def never(chat_id: int, message_id: int, html: str) -> bool:
    """Amend, where nothing is changed."""
    return False
