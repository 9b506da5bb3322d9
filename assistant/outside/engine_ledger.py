"""What the engine's database says of jobs: the questions and small changes that the running engine and a client beside it share."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from assistant.errors import BadRequest, StoreError
from assistant.outside.engine_attempt import describe
from assistant.ports import FailedJob, JobState

if TYPE_CHECKING:
    from dbos import DBOS, DBOSClient, WorkflowStatus

WORKFLOW = "run_job"
"""The one durable workflow. Its name and arguments are in every row: never change them, only add arguments with defaults."""

HANDED_OVER = "handed-over"
"""The queue on which a client beside the running engine puts its jobs."""

UNENDED = ["PENDING", "ENQUEUED", "DELAYED"]
FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
ENDED = ["SUCCESS", "CANCELLED", *FAILED]
BATCH = 500

STATES: dict[str, JobState] = {
    "PENDING": "running",
    "ENQUEUED": "waiting",
    "DELAYED": "waiting",
    "SUCCESS": "done",
    "CANCELLED": "cancelled",
    "ERROR": "failed",
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "failed",
}


def job_id(name: str, key: str) -> str:
    """The workflow's id; also what makes a second start of the same job nothing. Raises BadRequest."""
    if not name or ":" in name:
        raise BadRequest(f"“{name}” cannot name a job: it must not be empty or hold a colon.")
    if not key.strip() or len(key) > 400:
        raise BadRequest(f"A job's key has 1 to 400 characters, not {len(key)}.")
    return f"{name}:{key}"


def as_json(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A copy that is JSON through and through. Raises BadRequest."""
    try:
        return dict(json.loads(json.dumps(payload, allow_nan=False)))
    except (TypeError, ValueError) as error:
        raise BadRequest(f"A job's payload must be JSON: {error}") from error


@contextmanager
def store_errors(doing: str) -> Iterator[None]:
    """The vendor's errors as ours."""
    from dbos import error as vendor
    from psycopg import Error
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, vendor.DBOSException, Error, OSError) as error:
        raise StoreError(f"The job engine's database failed while {doing}: {describe(error)}") from error


class Ledger:
    """`dbos` is the DBOS class of a launched engine or a DBOSClient: both answer to the same names."""

    def __init__(self, dbos: type[DBOS] | DBOSClient) -> None:
        self._dbos = dbos

    async def state(self, name: str, key: str) -> JobState:
        rows = await self._list(workflow_ids=[job_id(name, key)])
        return STATES[rows[0].status] if rows else ""

    async def ended(self, job: str) -> bool:
        rows = await self._list(workflow_ids=[job])
        return not rows or rows[0].status in ENDED

    async def pending(self, name: str) -> list[str]:
        return [_key(row, name) for row in await self._named(name, UNENDED)]

    async def payloads(self, name: str) -> dict[str, Mapping[str, Any]]:
        rows = await self._named(name, UNENDED, load_input=True)
        return {_key(row, name): row.input["args"][2] for row in rows if row.input}

    async def failed(self, name: str) -> list[FailedJob]:
        rows = await self._named(name, FAILED, load_output=True)
        return [FailedJob(_key(row, name), _reason(row), _moment(row.completed_at or row.updated_at)) for row in rows]

    async def unended(self) -> list[WorkflowStatus]:
        """All jobs not ended, with their inputs."""
        return await self._list(name=WORKFLOW, status=UNENDED, load_input=True)

    async def in_flight_at(self, besides: str) -> set[str]:
        """Ids of workers that have jobs in flight, living or dead."""
        rows = await self._list(status=["PENDING"])
        return {row.executor_id for row in rows if row.executor_id and row.executor_id != besides}

    async def cancel(self, name: str, key: str) -> None:
        with store_errors("cancelling a job"):
            await self._dbos.cancel_workflow_async(job_id(name, key))

    async def again(self, name: str, key: str) -> bool:
        job = job_id(name, key)
        rows = await self._list(workflow_ids=[job])
        if not rows or rows[0].status not in (*FAILED, "CANCELLED"):
            return False
        with store_errors("running a job again"):
            await self._dbos.rewind_workflow_async(job)
        return True

    async def sweep(self, before: datetime) -> int:
        swept = 0
        while rows := await self._list(status=ENDED, completed_before=before.isoformat(), limit=BATCH):
            with store_errors("sweeping"):
                await self._dbos.delete_workflows_async([row.workflow_id for row in rows])
            swept += len(rows)
        return swept

    async def _named(self, name: str, status: Sequence[str], **options: Any) -> list[WorkflowStatus]:
        prefix = job_id(name, "x")[:-1]
        rows = await self._list(name=WORKFLOW, workflow_id_prefix=prefix, status=list(status), **options)
        return [row for row in rows if row.workflow_id.startswith(prefix)]  # the database may take _ and % for wildcards

    async def _list(self, *, load_input: bool = False, load_output: bool = False, **filters: Any) -> list[WorkflowStatus]:
        with store_errors("listing jobs"):
            return await self._dbos.list_workflows_async(load_input=load_input, load_output=load_output, **filters)


def since(older_than: timedelta) -> datetime:
    return datetime.now(UTC) - older_than


def _key(row: WorkflowStatus, name: str) -> str:
    return row.workflow_id.removeprefix(f"{name}:")


def _reason(row: WorkflowStatus) -> str:
    if row.status == "MAX_RECOVERY_ATTEMPTS_EXCEEDED":
        return "The worker died each time it ran this."
    error = row.error
    if error is None:
        return "Unknown."
    # errors come back as DBOS's portable form, which keeps the original's name and message
    name = getattr(error, "name", "") or type(error).__name__
    return f"{name}: {error}"[:500]


def _moment(milliseconds: int | None) -> datetime:
    return datetime.fromtimestamp((milliseconds or 0) / 1000, UTC)
