"""Messages to many chats: a few at a time, so that answers overtake them; a chat that must wait holds up nobody.

mail    the open rows of some hundreds of keys: a job of the engine, each key in a lane of its own
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.chat.outbox import Outbox
from assistant.errors import SendError, Slow
from assistant.ports import Engine

log = logging.getLogger(__name__)

MAIL = "mail"
LANES = 4  # messages under way at once: an answer waits behind no more of them
TOGETHER = 250  # keys of one job
TRIES = 5


class Mailing:
    """The job, and its lanes, which all such jobs share."""

    def __init__(self, outbox: Outbox, engine: Engine) -> None:
        self._outbox, self._engine = outbox, engine
        self._lanes = asyncio.Semaphore(LANES)

    async def start(self, keys: Sequence[str], since: str = "") -> None:
        """Jobs for these keys. `since` tells a later round for the same keys from an earlier one."""
        for first in range(0, len(keys), TOGETHER):
            some = list(keys[first : first + TOGETHER])
            await self._engine.start(MAIL, f"{some[0]}..{some[-1]}{since}", {"keys": some})

    async def job(self, payload: Mapping[str, Any]) -> None:
        """Every key is sent, or handed to a job of its own that tries longer. Raises StoreError."""
        done = await asyncio.gather(*(self._send(key) for key in payload["keys"]), return_exceptions=True)
        for error in done:
            if isinstance(error, BaseException):
                raise error

    async def _send(self, key: str) -> None:
        for _ in range(TRIES):
            try:
                async with self._lanes:
                    await self._outbox.send(key)
                return
            except Slow as slow:
                await asyncio.sleep(slow.seconds)
            except SendError as error:
                log.warning("The messages of %s are tried again: %s", key, error)
                break
        await self._engine.start("send", key, {"key": key})
