"""The port Engine on DBOS: durable jobs, queues, schedules. SQLite by default, PostgreSQL by its address.

    start -> written down (DBOS row, id "name:key") -> [its turn in its group] -> attempt, again, given up -> outcome written

The workflow does one step and names its job by a string, so job code may change between a crash and the restart.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assistant.errors import BadRequest, StoreError
from assistant.outside import engine_dbos
from assistant.outside.engine_attempt import attempt
from assistant.outside.engine_dbos import apart
from assistant.outside.engine_ledger import HANDED_OVER, WORKFLOW, Ledger, as_json, job_id, since, store_errors
from assistant.outside.engine_order import Gate
from assistant.outside.engine_reaper import Watch
from assistant.outside.engine_time import apply_schedule, as_slot, check_cron, delete_schedule, list_schedules, tick
from assistant.ports import FailedJob, Job, JobState, Rate, Retry

log = logging.getLogger(__name__)

SWEEP = "engine.sweep"
KEPT = timedelta(hours=48)
DEATHS = 50
"""So often may a worker die under one job before the job is given up."""


def open_engine(
    url: str, *, executor_id: str, listen: Sequence[str] | None = None, look_after: float = 10.0, deaths: int = DEATHS
) -> DurableEngine:
    """An engine not yet launched: declare, register, then `await launch()` inside the running loop.

    `url` is plain (sqlite:///... in a file of its own, or postgresql://...). `executor_id` names this worker and stays the same over
    restarts; two processes never share one. `listen` limits the queues this worker serves. `look_after`: seconds between two
    looks for workers that died.
    """
    if not url.startswith(("sqlite:///", "postgresql://")):
        raise BadRequest("The engine's database is addressed by sqlite:///... or postgresql://...")
    return DurableEngine(url, executor_id, listen, look_after, deaths)


@dataclass(frozen=True, slots=True)
class _Registered:
    job: Job
    queue: str
    retry: Retry


class DurableEngine:
    def __init__(self, url: str, executor_id: str, listen: Sequence[str] | None, look_after: float, deaths: int) -> None:
        self._url = url
        self._executor_id = executor_id
        self._listen = listen
        self._look_after = look_after
        self._deaths = deaths
        self._jobs: dict[str, _Registered] = {}
        self._queues: dict[str, tuple[int, Rate | None]] = {HANDED_OVER: (8, None)}
        self._ticks: list[tuple[str, float]] = []
        self._watch = Watch(url, executor_id)
        self._tasks: set[asyncio.Task[Any]] = set()  # DBOS's task of each job here, until its outcome is written
        self._bodies: dict[str, asyncio.Task[Any]] = {}
        self._loops: list[asyncio.Task[None]] = []
        self._ready = asyncio.Event()
        self._open = False
        self.register(SWEEP, self._sweep_daily)

    # --- before launch ---------------------------------------------------------------------------------------------

    def declare(self, queue: str, *, at_once: int = 8, rate: Rate | None = None) -> None:
        self._queues[queue] = (at_once, rate)

    def register(self, name: str, job: Job, *, queue: str = "", retry: Retry = Retry()) -> None:
        job_id(name, "x")
        if queue and queue not in self._queues:
            raise BadRequest(f"The queue “{queue}” of the job “{name}” is not declared.")
        self._jobs[name] = _Registered(job, queue, retry)

    def every(self, name: str, seconds: float) -> None:
        self._known(name)
        self._ticks.append((name, seconds))

    # --- its life --------------------------------------------------------------------------------------------------

    async def launch(self) -> None:
        engine_dbos.take_process()
        try:
            with store_errors("starting"):
                await asyncio.to_thread(engine_dbos.prepare_file, self._url)
                await self._watch.take_name()
                self._launch_dbos()
            await self._declare_queues()
            await self._expect_all()
        except BaseException:
            await self._give_up()
            raise
        self._open = True
        self._ready.set()
        await self.schedule(SWEEP, SWEEP, "30 3 * * *")
        self._loops = [asyncio.create_task(self._watch.look_after(self._ledger, self._look_after))]
        self._loops += [asyncio.create_task(tick(self, name, seconds)) for name, seconds in self._ticks]

    async def close(self, grace: float = 5.0) -> None:
        if not self._open:
            return
        self._open = False
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=grace)
        for task in set(self._tasks):
            task.cancel()  # stays PENDING in the database: the next launch runs it again
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=grace)
        await self._give_up()

    def _launch_dbos(self) -> None:
        """In the loop's own thread: DBOS runs jobs on the loop that launched it."""
        from dbos import DBOS

        engine_dbos.quiet_logs()
        DBOS(config=engine_dbos.configure(self._url, self._executor_id))

        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=self._deaths)
        async def run_job(name: str, key: str, payload: dict[str, Any], group: str = "", number: int = 0) -> None:
            await self._run(name, key, payload, group, number)

        @DBOS.workflow(name="fire", max_recovery_attempts=self._deaths)
        async def fire(slot: datetime, what: dict[str, Any]) -> None:
            await self._fire(slot, what)

        self._workflow, self._fire_workflow = run_job, fire
        if self._listen is not None:
            DBOS.listen_queues([*self._listen, HANDED_OVER])
        self._ledger = Ledger(DBOS)
        self._gate = Gate(lambda job: apart(self._ledger.ended(job)))
        DBOS.launch()

    async def _declare_queues(self) -> None:
        from dbos import DBOS

        with store_errors("declaring queues"):
            for name, (at_once, rate) in self._queues.items():
                await DBOS.register_queue_async(
                    name,
                    worker_concurrency=at_once,
                    limiter={"limit": rate.count, "period": rate.seconds} if rate else None,
                    polling_interval_sec=engine_dbos.QUEUE_POLL,
                    on_conflict="always_update",
                )

    async def _give_up(self) -> None:
        await engine_dbos.destroy(20.0)
        await self._watch.release_name()
        engine_dbos.leave_process()

    # --- jobs ------------------------------------------------------------------------------------------------------

    async def start(self, name: str, key: str, payload: Mapping[str, Any], *, group: str = "", number: int = 0) -> None:
        queue, job = self._known(name).queue, job_id(name, key)
        arguments = (name, key, as_json(payload), group, number)
        if not self._open:
            raise StoreError("The job engine is not running.")
        if group:
            self._gate.announce(group, number, job, writing=True)
        await apart(self._write(job, queue, group, arguments))

    async def _write(self, job: str, queue: str, group: str, arguments: tuple[Any, ...]) -> None:
        from dbos import DBOS, SetWorkflowID

        try:
            with store_errors("writing down a job"), SetWorkflowID(job):
                if queue:
                    await DBOS.enqueue_workflow_async(queue, self._workflow, *arguments)
                else:
                    await DBOS.start_workflow_async(self._workflow, *arguments)
        except BaseException:
            self._gate.withdraw(group, job)
            raise
        self._gate.written(group, job)

    async def _run(self, name: str, key: str, payload: dict[str, Any], group: str, number: int) -> None:
        """The workflow's body, in DBOS's task."""
        await self._ready.wait()
        job, task = job_id(name, key), asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._bodies[job] = task
        try:
            if not group:
                return await self._step(name, payload)
            if not self._gate.knows(group, job):  # another process wrote it down or died over it
                await apart(self._expect_all())
            async with self._gate.turn(group, number, job):
                await self._step(name, payload)
        finally:
            if self._bodies.get(job) is task:
                del self._bodies[job]

    async def _step(self, name: str, payload: dict[str, Any]) -> None:
        from dbos import DBOS

        if not self._open:
            raise asyncio.CancelledError  # stopping: it stays in the database and runs after the next launch
        registered = self._jobs.get(name)
        if registered is None:
            log.error("A job “%s” is waiting, but this version has no such job: kept as failed.", name)
            raise LookupError(f"this version has no job named {name}")
        options: Any = {"name": "attempt", "preemptible": True}
        await DBOS.run_step_async(options, attempt, registered.job, payload, registered.retry, name)

    async def cancel(self, name: str, key: str) -> None:
        await apart(self._ledger.cancel(name, key))
        if body := self._bodies.get(job_id(name, key)):
            body.cancel()

    async def state(self, name: str, key: str) -> JobState:
        return await apart(self._ledger.state(name, key))

    async def pending(self, name: str) -> list[str]:
        return await apart(self._ledger.pending(name))

    async def payloads(self, name: str) -> dict[str, Mapping[str, Any]]:
        return await apart(self._ledger.payloads(name))

    async def failed(self, name: str) -> list[FailedJob]:
        return await apart(self._ledger.failed(name))

    async def again(self, name: str, key: str) -> None:
        await apart(self._ledger.again(name, key))

    async def sweep(self, older_than: timedelta) -> int:
        return await apart(self._ledger.sweep(since(older_than)))

    async def revive(self, name: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
        revived = 0
        for key, payload in rows:
            state = await self.state(name, key)
            if state == "":
                await self.start(name, key, payload)
            elif state in ("failed", "cancelled"):
                await self.again(name, key)
            revived += state in ("", "failed", "cancelled")
        return revived

    async def _expect_all(self) -> None:
        """Keep places for every unended job with a group, before any of them runs: recovery brings them in no order."""
        for row in await self._ledger.unended():
            _, _, _, group, number = row.input["args"] if row.input else ("", "", {}, "", 0)
            if group and not self._gate.knows(group, row.workflow_id):
                self._gate.announce(group, number, row.workflow_id)

    def _known(self, name: str) -> _Registered:
        if name not in self._jobs:
            raise BadRequest(f"There is no job named “{name}”.")
        return self._jobs[name]

    # --- time ------------------------------------------------------------------------------------------------------

    async def schedule(
        self, schedule: str, name: str, cron: str, *, zone: str = "UTC", payload: Mapping[str, Any] | None = None
    ) -> None:
        self._known(name)
        check_cron(cron, zone)
        what = {"schedule": schedule, "name": name, "payload": as_json(payload or {})}
        await apart(apply_schedule(self._fire_workflow, schedule, cron, zone, what))

    async def unschedule(self, schedule: str) -> None:
        await apart(delete_schedule(schedule))

    async def schedules(self) -> list[str]:
        return [name for name in await apart(list_schedules()) if name != SWEEP]

    async def _fire(self, slot: datetime | str, what: dict[str, Any]) -> None:
        at = as_slot(datetime.fromisoformat(slot) if isinstance(slot, str) else slot)
        await self._ready.wait()
        if what["name"] not in self._jobs:
            log.error("The schedule “%s” is for a job “%s” that this version does not have.", what["schedule"], what["name"])
            return
        await self.start(what["name"], f"{what['schedule']}@{at}", {**what["payload"], "slot": at})

    async def _sweep_daily(self, payload: Mapping[str, Any]) -> None:
        log.info("Swept %d ended jobs.", await self.sweep(KEPT))
