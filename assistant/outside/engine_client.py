"""For commands beside a running bot: hand a job to its engine and see what becomes of it, without launching an engine here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.errors import StoreError
from assistant.outside.engine_claim import claim, sqlite_path
from assistant.outside.engine_dbos import APP, APP_VERSION, quiet_logs
from assistant.outside.engine_ledger import HANDED_OVER, WORKFLOW, Ledger, as_json, job_id, store_errors
from assistant.ports import FailedJob, JobState

if TYPE_CHECKING:
    from dbos import DBOSClient


async def is_running(url: str, executor_id: str) -> bool:
    """Whether a living process works under this name."""
    if _no_file(url):
        return False
    with store_errors("asking who runs"):
        free = await asyncio.to_thread(claim, url, executor_id)
        if free:
            await asyncio.to_thread(free.release)
        return free is None


async def open_client(url: str) -> HandOver:
    """Raises StoreError when no engine has ever run on this database."""
    from dbos import DBOSClient, DBOSPortableJSONSerializer

    if _no_file(url):
        raise StoreError("No bot has run here yet: there is no job engine to hand anything to.")
    quiet_logs()

    def connect() -> DBOSClient:
        return DBOSClient(
            system_database_url=url,
            application_name=APP,
            serializer=DBOSPortableJSONSerializer(),
            system_database_pool_size=2,
            retry_connection_errors=False,
        )

    with store_errors("connecting"):
        return HandOver(await asyncio.to_thread(connect))


class HandOver:
    """Jobs for the running engine, taken up within half a second; kept until one runs."""

    def __init__(self, client: DBOSClient) -> None:
        self._client = client
        self._ledger = Ledger(client)

    async def start(
        self, name: str, key: str, payload: Mapping[str, Any], *, queue: str = HANDED_OVER, group: str = "", number: int = 0
    ) -> None:
        """Written down when this returns; a known (name, key) is left as it is. A name that the engine lacks ends as failed."""
        with store_errors("handing over a job"):
            await self._client.enqueue_async(
                {
                    "workflow_name": WORKFLOW,
                    "queue_name": queue,
                    "workflow_id": job_id(name, key),
                    "app_version": APP_VERSION,
                },
                name,
                key,
                as_json(payload),
                group,
                number,
            )

    async def cancel(self, name: str, key: str) -> None:
        """A running job stops within a second or two."""
        await self._ledger.cancel(name, key)

    async def state(self, name: str, key: str) -> JobState:
        return await self._ledger.state(name, key)

    async def pending(self, name: str) -> list[str]:
        return await self._ledger.pending(name)

    async def payloads(self, name: str) -> dict[str, Mapping[str, Any]]:
        return await self._ledger.payloads(name)

    async def failed(self, name: str) -> list[FailedJob]:
        return await self._ledger.failed(name)

    async def again(self, name: str, key: str) -> None:
        await self._ledger.again(name, key)

    async def close(self) -> None:
        await asyncio.to_thread(self._client.destroy)


def _no_file(url: str) -> bool:
    return not url.startswith("postgresql") and not sqlite_path(url).exists()
