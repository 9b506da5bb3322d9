"""Durable jobs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

Job = Callable[[Mapping[str, Any]], Awaitable[None]]


JobState = Literal["", "waiting", "running", "done", "failed", "cancelled"]
"""What has become of a job; "" was never asked for (or is swept)."""


@dataclass(frozen=True, slots=True)
class Retry:
    """How a job that raises is tried again: `attempts` in all, `pause` seconds before the second, each next pause `factor` times
    longer, `limit` seconds for one attempt. What another attempt cannot cure (BadRequest, Rejected ...) ends it."""

    attempts: int = 4
    pause: float = 1.0
    factor: float = 4.0
    limit: float = 900.0


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` starts in any `seconds`, over all workers together."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was given up: its last error in words."""

    key: str
    reason: str
    at: datetime


class Engine(Protocol):
    """Durable jobs. A job is a registered name, a key and JSON; the same (name, key) runs to its end once.

    Jobs run at least once per step: they must be idempotent. A job whose worker died is run again, by the same worker when it is
    back or by another. A job that raises is tried again (`Retry`), then kept as failed. Raises StoreError when the engine's
    database cannot be used, BadRequest for a name, key, payload, cron or zone that cannot be.
    """

    def declare(self, queue: str, *, at_once: int = 8, rate: Rate | None = None) -> None:
        """A queue, before launch: `at_once` jobs per worker."""
        ...

    def register(self, name: str, job: Job, *, queue: str = "", retry: Retry = ...) -> None:
        """Before launch. `queue` empty: runs at once in this process; else waits its turn on that declared queue."""
        ...

    async def launch(self) -> None:
        """Takes up the jobs left unfinished and starts the schedules. Raises InUse when this worker's name is running already."""
        ...

    async def close(self, grace: float = 5.0) -> None:
        """Gives running jobs `grace` seconds, then stops them: they run again after the next launch."""
        ...

    async def start(self, name: str, key: str, payload: Mapping[str, Any], *, group: str = "", number: int = 0) -> None:
        """Written down when this returns. Jobs of one `group` (of any name) run one at a time, the lowest `number` first."""
        ...

    async def cancel(self, name: str, key: str) -> None:
        """Stops it if it waits or runs; a later start of the same key does nothing. Unknown or ended: nothing happens."""
        ...

    async def state(self, name: str, key: str) -> JobState: ...

    async def pending(self, name: str) -> list[str]:
        """Keys of jobs of this name not yet ended, oldest first."""
        ...

    async def payloads(self, name: str) -> dict[str, Mapping[str, Any]]:
        """The same with what each was started with, by key."""
        ...

    async def failed(self, name: str) -> list[FailedJob]:
        """Jobs of this name that were given up, oldest first; `again` runs one once more."""
        ...

    async def again(self, name: str, key: str) -> None:
        """Runs a failed or cancelled job once more under its key; anything else stays as it is."""
        ...

    async def revive(self, name: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
        """For start-up, when the app's tables hold work: sees that each (key, payload) has a live or finished job. Returns how
        many it started or ran again. So the loss of the engine's own file loses nothing."""
        ...

    async def schedule(
        self, schedule: str, name: str, cron: str, *, zone: str = "UTC", payload: Mapping[str, Any] | None = None
    ) -> None:
        """Create or replace. Each slot of the cron line starts job `name` with key "schedule@slot" and the payload with "slot"
        added (the scheduled time, UTC, ISO), once over all workers, up to 10 s late. Slots while no worker ran are not made up for."""
        ...

    async def unschedule(self, schedule: str) -> None: ...

    async def schedules(self) -> list[str]: ...

    def every(self, name: str, seconds: float) -> None:
        """Before launch: a tick. Job `name` is started with the slot as key and {"slot": ISO} at launch and at each multiple of
        `seconds`; a tick is left out while an earlier one has not ended. Once over all workers."""
        ...

    async def sweep(self, older_than: timedelta) -> int:
        """Forgets jobs that ended before; the same key then runs again. Returns how many. Done daily with 48 hours."""
        ...
