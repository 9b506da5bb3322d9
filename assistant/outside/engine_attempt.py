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
            async with asyncio.timeout(retry.limit):
                return await job(payload)
        except Exception as error:  # a job may fail in any way: tried again here, or raised and kept
            failures += 1
            if failures >= retry.attempts or isinstance(error, FINAL):
                log.error("Job %s was given up after %d attempts: %s", name, failures, describe(error), exc_info=error)
                raise
            pause = pause_after(failures, error, retry)
            log.warning("Job %s failed (attempt %d), again in %g s: %s", name, failures, pause, describe(error))
        await sleep(pause)


def describe(error: BaseException) -> str:
    """An error in one bounded line."""
    return f"{type(error).__name__}: {error}"[:500]
