"""A worker holds its name while it lives, and takes over what workers left whose names nobody holds any more."""

from __future__ import annotations

import asyncio
import logging

from assistant.errors import InUse, StoreError
from assistant.outside.engine_claim import Claim, claim
from assistant.outside.engine_ledger import Ledger, store_errors

log = logging.getLogger(__name__)

TRIES, PAUSE = 50, 0.1  # who looks after the dead holds their name for a moment


class Watch:
    """This worker's own name (`executor_id`), and its look at the others."""

    def __init__(self, url: str, executor_id: str) -> None:
        self._url = url
        self._executor_id = executor_id
        self._claim: Claim | None = None

    async def take_name(self) -> None:
        """Raises InUse when a living process keeps it for 5 seconds."""
        for _ in range(TRIES):
            self._claim = await asyncio.to_thread(claim, self._url, self._executor_id)
            if self._claim:
                return
            await asyncio.sleep(PAUSE)
        raise InUse(f"A worker named “{self._executor_id}” is running on this engine already.")

    async def release_name(self) -> None:
        if self._claim:
            await asyncio.to_thread(self._claim.release)
            self._claim = None

    async def look_after(self, ledger: Ledger, seconds: float) -> None:
        """For ever: keep the name, take over from the dead."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await self._keep_name()
                for other in await ledger.in_flight_at(besides=self._executor_id):
                    await self._take_over(other)
            except StoreError as error:
                log.warning("Could not look after the other workers: %s", error)

    async def _keep_name(self) -> None:
        """A database session can break; nobody else takes the name for longer than a moment unless it is run twice."""
        with store_errors("keeping this worker's name"):
            held = await asyncio.to_thread(self._claim.held) if self._claim else False
            if held:
                return
            await self.release_name()
            self._claim = await asyncio.to_thread(claim, self._url, self._executor_id)

    async def _take_over(self, other: str) -> None:
        from dbos import DBOS

        with store_errors("taking over jobs"):
            dead = await asyncio.to_thread(claim, self._url, other)
            if dead is None:
                return  # it lives
            try:
                # Not the public resume_workflows: it forgets how often a job's worker died, and does not check whose the job is.
                jobs = await asyncio.to_thread(DBOS._recover_pending_workflows, [other])
            finally:
                await asyncio.to_thread(dead.release)
        log.warning("The worker “%s” is gone: its %d jobs in flight go on.", other, len(jobs))
