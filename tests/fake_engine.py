"""FakeEngine: the port Engine in memory. Jobs start at once as tasks of this loop; nothing survives the process.

`settle` waits until nothing is left to run; `fire` and `tick` are the schedule's and the clock's part, by hand.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.errors import BadRequest, StoreError
from assistant.outside.engine_attempt import attempt, describe
from assistant.outside.engine_ledger import as_json, job_id
from assistant.outside.engine_order import Gate
from assistant.outside.engine_time import as_slot, check_cron
from assistant.ports import FailedJob, Job, JobState, Rate, Retry


@dataclass
class _Kept:
    name: str
    key: str
    payload: dict[str, Any]
    group: str
    number: int
    state: JobState = "waiting"
    reason: str = ""
    ended: datetime | None = None
    task: asyncio.Task[None] | None = field(default=None, repr=False)


class FakeEngine:
    """The port Engine. `started` are (name, key, payload) of all jobs written down, in order."""

    def __init__(self) -> None:
        self.started: list[tuple[str, str, dict[str, Any]]] = []
        self._jobs: dict[str, tuple[Job, Retry]] = {}
        self._kept: dict[str, _Kept] = {}
        self._slots: dict[str, tuple[str, dict[str, Any]]] = {}
        self._queues: dict[str, asyncio.Semaphore] = {}
        self._queue_of: dict[str, str] = {}
        self._gate = Gate(self._ended)
        self._open = False

    def declare(self, queue: str, *, at_once: int = 8, rate: Rate | None = None) -> None:
        self._queues[queue] = asyncio.Semaphore(at_once)

    def register(self, name: str, job: Job, *, queue: str = "", retry: Retry = Retry()) -> None:
        job_id(name, "x")
        if queue and queue not in self._queues:
            raise BadRequest(f"The queue {queue} is not declared.")
        self._jobs[name] = (job, retry)
        self._queue_of[name] = queue

    def every(self, name: str, seconds: float) -> None:
        self._known(name)

    async def launch(self) -> None:
        self._open = True

    async def close(self, grace: float = 5.0) -> None:
        self._open = False
        tasks = [kept.task for kept in self._kept.values() if kept.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def start(self, name: str, key: str, payload: Mapping[str, Any], *, group: str = "", number: int = 0) -> None:
        self._known(name)
        job, copied = job_id(name, key), as_json(payload)
        if not self._open:
            raise StoreError("The job engine is not running.")
        if job in self._kept:
            return
        self.started.append((name, key, copied))
        self._kept[job] = _Kept(name, key, copied, group, number)
        self._begin(job)

    async def cancel(self, name: str, key: str) -> None:
        kept = self._kept.get(job_id(name, key))
        if kept and kept.state in ("waiting", "running"):
            self._end(kept, "cancelled")
            if kept.task:
                kept.task.cancel()

    async def state(self, name: str, key: str) -> JobState:
        kept = self._kept.get(job_id(name, key))
        return kept.state if kept else ""

    async def pending(self, name: str) -> list[str]:
        return [kept.key for kept in self._kept.values() if kept.name == name and not kept.ended]

    async def payloads(self, name: str) -> dict[str, Mapping[str, Any]]:
        return {kept.key: kept.payload for kept in self._kept.values() if kept.name == name and not kept.ended}

    async def failed(self, name: str) -> list[FailedJob]:
        failed = [kept for kept in self._kept.values() if kept.name == name and kept.state == "failed"]
        return [FailedJob(kept.key, kept.reason, kept.ended or datetime.now(UTC)) for kept in failed]

    async def again(self, name: str, key: str) -> None:
        kept = self._kept.get(job_id(name, key))
        if kept and kept.state in ("failed", "cancelled"):
            kept.state, kept.ended = "waiting", None
            self._begin(job_id(name, key))

    async def revive(self, name: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
        revived = 0
        for key, payload in rows:
            revived += await self.state(name, key) in ("", "failed", "cancelled")
            await self.start(name, key, payload)
            await self.again(name, key)
        return revived

    async def schedule(
        self, schedule: str, name: str, cron: str, *, zone: str = "UTC", payload: Mapping[str, Any] | None = None
    ) -> None:
        self._known(name)
        check_cron(cron, zone)
        self._slots[schedule] = (name, as_json(payload or {}))

    async def unschedule(self, schedule: str) -> None:
        self._slots.pop(schedule, None)

    async def schedules(self) -> list[str]:
        return sorted(self._slots)

    async def sweep(self, older_than: timedelta) -> int:
        old = [job for job, kept in self._kept.items() if kept.ended and kept.ended <= datetime.now(UTC) - older_than]
        for job in old:
            del self._kept[job]
        return len(old)

    async def settle(self) -> None:
        """Until nothing is left to run."""
        while tasks := [kept.task for kept in self._kept.values() if kept.task and not kept.task.done()]:
            await asyncio.wait(tasks)

    async def fire(self, schedule: str, slot: datetime) -> None:
        name, payload = self._slots[schedule]
        await self.start(name, f"{schedule}@{as_slot(slot)}", {**payload, "slot": as_slot(slot)})

    async def tick(self, name: str, slot: datetime) -> None:
        await self.start(name, as_slot(slot), {"slot": as_slot(slot)})

    def _begin(self, job: str) -> None:
        kept = self._kept[job]
        if kept.group:
            self._gate.announce(kept.group, kept.number, job)
        kept.task = asyncio.create_task(self._run(job, kept))

    async def _run(self, job: str, kept: _Kept) -> None:
        work, retry = self._jobs[kept.name]
        turn = self._gate.turn(kept.group, kept.number, job) if kept.group else nullcontext()
        async with self._queues.get(self._queue_of[kept.name], nullcontext()), turn:
            kept.state = "running"
            try:
                await attempt(work, kept.payload, retry, kept.name)
                self._end(kept, "done")
            except Exception as error:  # noqa: BLE001  kept as failed, as the real one does
                kept.reason = describe(error)
                self._end(kept, "failed")

    def _end(self, kept: _Kept, state: JobState) -> None:
        kept.state, kept.ended = state, datetime.now(UTC)

    async def _ended(self, job: str) -> bool:
        return job not in self._kept or self._kept[job].ended is not None

    def _known(self, name: str) -> None:
        if name not in self._jobs:
            raise BadRequest(f"There is no job named {name}.")
