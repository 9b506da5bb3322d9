"""Schedules (cron lines kept in the engine's database) and ticks (of this process). Slots are the scheduled times, never now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from assistant.errors import BadRequest, StoreError
from assistant.outside.engine_ledger import store_errors
from assistant.ports import Engine

log = logging.getLogger(__name__)


def as_slot(moment: datetime) -> str:
    """A slot as it stands in keys and payloads: UTC, ISO 8601, Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def slot_of(now: datetime, seconds: float) -> datetime:
    """The multiple of `seconds` (since 1970) that `now` falls into: the same for every worker."""
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)


async def tick(engine: Engine, name: str, seconds: float, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Starts job `name` now and at each multiple of `seconds`, for ever, unless an earlier tick has not ended yet."""
    while True:
        now = clock()
        slot = slot_of(now, seconds)
        try:
            if not await engine.pending(name):
                await engine.start(name, as_slot(slot), {"slot": as_slot(slot)})
        except StoreError as error:
            log.warning("A tick of “%s” was left out: %s", name, error)
        await asyncio.sleep(max(0.0, slot.timestamp() + seconds - clock().timestamp()))


def check_cron(cron: str, zone: str) -> None:
    """Raises BadRequest in the user's words."""
    from croniter import croniter  # type: ignore[import-untyped]

    if not croniter.is_valid(cron, second_at_beginning=True):
        raise BadRequest(f"“{cron}” is not a cron line (minute hour day month weekday).")
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise BadRequest(f"“{zone}” is not a time zone (such as Europe/Kyiv).") from error


async def apply_schedule(workflow: Any, schedule: str, cron: str, zone: str, what: dict[str, Any]) -> None:
    """Create or replace in one transaction; every worker notices within a second."""
    from dbos import DBOS

    with store_errors("keeping a schedule"):
        await DBOS.apply_schedules_async(
            [
                {
                    "schedule_name": schedule,
                    "workflow_fn": workflow,
                    "schedule": cron,
                    "context": what,
                    "cron_timezone": zone,
                }
            ]
        )


async def delete_schedule(schedule: str) -> None:
    from dbos import DBOS

    with store_errors("removing a schedule"):
        await DBOS.delete_schedule_async(schedule)


async def list_schedules() -> list[str]:
    from dbos import DBOS

    with store_errors("listing schedules"):
        return sorted(each["schedule_name"] for each in await DBOS.list_schedules_async())
