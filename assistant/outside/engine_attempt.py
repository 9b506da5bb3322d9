"""One job tried until it succeeds or is given up. Knows nothing of the engine that keeps it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from assistant.errors import BadRequest, Forbidden, Migrated, ModelRefused, PromptError, Rejected, SettingsError, Slow
from assistant.ports import Job, Retry

log = logging.getLogger(__name__)

FINAL = (BadRequest, Forbidden, Migrated, ModelRefused, PromptError, Rejected, SettingsError)
"""Errors that the same call repeated cannot cure."""

LONGEST_PAUSE = 300.0


def pause_after(failures: int, error: Exception, retry: Retry) -> float:
    """Seconds before the next attempt; Telegram's own demand wins when it is longer."""
    grown = retry.pause * retry.factor ** (failures - 1)
    asked = error.seconds if isinstance(error, Slow) else 0.0
    return min(max(grown, asked), LONGEST_PAUSE)


async def attempt(
    job: Job,
    payload: Mapping[str, Any],
    retry: Retry,
    name: str,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Run `job`, again after errors as `retry` says. Raises the last error."""
    failures = 0
    while True:
        try:
            return await _once(job, payload, retry.limit)
        except Exception as error:  # a job may fail in any way: tried again here, or raised and kept
            failures += 1
            if failures >= retry.attempts or isinstance(error, FINAL):
                log.error("Job %s was given up after %d attempts: %s", name, failures, describe(error), exc_info=error)
                raise
            pause = pause_after(failures, error, retry)
            log.warning("Job %s failed (attempt %d), again in %g s: %s", name, failures, pause, describe(error))
        await sleep(pause)


async def _once(job: Job, payload: Mapping[str, Any], limit: float) -> None:
    try:
        async with asyncio.timeout(limit):
            await job(payload)
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        # nobody cancelled this job: left as it is, it would neither end nor be tried again
        raise RuntimeError("the job cancelled itself") from error


def describe(error: BaseException) -> str:
    """An error in one bounded line."""
    return f"{type(error).__name__}: {error}"[:500]
