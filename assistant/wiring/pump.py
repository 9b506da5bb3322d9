"""The pump: what was kept is indexed and given its stories, whenever there is work; questions go first.

One a process that owns the vector index.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from assistant.collect import journey
from assistant.errors import StoreError
from assistant.wiring.house import House
from assistant.wiring.storylines import TURN

log = logging.getLogger(__name__)

SMALL_BATCH = 16  # versions indexed at a time while questions come in
SMALL_TURN = 8  # posts given their stories at a time while questions come in
STEP_ASIDE = 0.05  # seconds
PATIENCE = 10  # steps aside in a row, so that questions without end do not stop indexing
LATELY = 5.0  # seconds after a question in which turns stay small


class Pump:
    """Indexes what was kept and lets the vector index follow. `nudge` says there is work; `drained` waits until there is none."""

    def __init__(self, house: House, *, every: float = 2.0) -> None:
        self._house, self._every = house, every
        self._work = asyncio.Event()
        self.waiting = 0  # questions being answered: the pump steps aside for them
        self._asked_at = -LATELY  # by the loop's clock: when one was last seen waiting

    def nudge(self) -> None:
        self._work.set()

    async def breathe(self) -> None:
        """Between two turns: questions first."""
        for _ in range(PATIENCE):
            if self.waiting:
                self._asked_at = asyncio.get_running_loop().time()
            await asyncio.sleep(STEP_ASIDE if self.waiting else 0)
            if not self.waiting:
                return

    def _asked_lately(self) -> bool:
        """One question seldom comes alone, and the next one waits for the turn that it meets."""
        return self.waiting > 0 or asyncio.get_running_loop().time() - self._asked_at < LATELY

    def _batch(self) -> int:
        return SMALL_BATCH if self._asked_lately() else journey.INDEX_BATCH

    def _turn(self) -> int:
        return SMALL_TURN if self._asked_lately() else TURN

    async def once(self, told: Callable[[int], None] = lambda _: None) -> int:
        """All that waits now. Returns how many chunks were made."""
        posts = self._house.database.posts
        embed, index = self._house.embed, self._house.index
        if index.absent:
            return await journey.index_new(posts=posts, embed=embed, breathe=self.breathe, told=told, batch=self._batch)
        return await journey.index_and_follow(
            posts=posts, embed=embed, index=index, breathe=self.breathe, told=told, batch=self._batch
        )

    async def run(self) -> None:
        """Until cancelled. A store that is away is tried again; nothing is lost, SQL knows what is still to be done."""
        while True:
            try:
                await self.once()
                await self._house.stories.place(all_of_them=False, breathe=self.breathe, turn=self._turn)
            except StoreError as error:
                log.warning("Indexing waits: %s", error)
                await asyncio.sleep(5)
            self._work.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._work.wait(), self._every)
