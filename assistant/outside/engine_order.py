"""Jobs of one group (the updates of one chat) one at a time, the lowest number first; groups in parallel. One process, no vendor.

    announce (before the job is written down) -> written -> turn (its body has arrived) -> next

Recovery starts everything at once and in no order, so a line knows its jobs before they arrive: the engine announces what its
database holds unfinished. A job that is announced and does not come (it ran elsewhere, was cancelled) is asked about and let go.
"""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Ended = Callable[[str], Awaitable[bool]]
"""Whether this job will never come: ended, or nowhere written down."""


class Line:
    """The jobs of one group: who waits (in order), who has arrived, who is being written down, who runs."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, str]] = []
        self.here: set[str] = set()
        self.writing: set[str] = set()
        self.running = ""
        self._changed = asyncio.Event()

    def add(self, number: int, job: str) -> None:
        if (number, job) not in self.waiting and job != self.running:
            insort(self.waiting, (number, job))

    def drop(self, job: str) -> None:
        self.waiting = [each for each in self.waiting if each[1] != job]
        self.here.discard(job)
        self.writing.discard(job)
        if self.running == job:
            self.running = ""
        self.wake()

    def turn_of(self, job: str) -> bool:
        return not self.running and self.waiting[0][1] == job

    def missing(self, job: str) -> str:
        """The first in line when it has not arrived and `job` is the one to look after it (the first who has); else ""."""
        first = self.waiting[0][1]
        nearest = next(each for _, each in self.waiting if each in self.here)
        return first if not self.running and nearest == job and first not in self.here and first not in self.writing else ""

    def wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return

    @property
    def empty(self) -> bool:
        return not (self.waiting or self.running)


class Gate:
    """Lines by group. `ended` is asked about a job that is expected and absent, at once and then each `look` seconds."""

    def __init__(self, ended: Ended, look: float = 1.0) -> None:
        self._ended = ended
        self._look = look
        self._lines: dict[str, Line] = {}

    def knows(self, group: str, job: str) -> bool:
        line = self._lines.get(group)
        return line is not None and (job == line.running or any(each == job for _, each in line.waiting))

    def announce(self, group: str, number: int, job: str, *, writing: bool = False) -> None:
        """Keep a place. `writing`: it is not in the database yet, so its absence there means nothing (until `written`)."""
        line = self._lines.setdefault(group, Line())
        line.add(number, job)
        if writing:
            line.writing.add(job)

    def written(self, group: str, job: str) -> None:
        if line := self._lines.get(group):
            line.writing.discard(job)
            line.wake()

    def withdraw(self, group: str, job: str) -> None:
        """The place is given up: the job could not be written down."""
        if line := self._lines.get(group):
            line.drop(job)
            self._forget(group, line)

    @asynccontextmanager
    async def turn(self, group: str, number: int, job: str) -> AsyncIterator[None]:
        """Waits for the job's turn and holds it."""
        line = self._lines.setdefault(group, Line())
        line.add(number, job)
        line.here.add(job)
        line.wake()
        try:
            await self._wait(line, job)
            line.waiting.pop(0)
            line.running = job
            yield
        finally:
            line.drop(job)
            self._forget(group, line)

    async def _wait(self, line: Line, job: str) -> None:
        while not line.turn_of(job):
            missing = line.missing(job)
            if missing and await self._ended(missing):
                if missing not in line.here:  # it may have come while we asked
                    line.drop(missing)
                continue
            await line.change(self._look)

    def _forget(self, group: str, line: Line) -> None:
        if line.empty and self._lines.get(group) is line:
            del self._lines[group]
