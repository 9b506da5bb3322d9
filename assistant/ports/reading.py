"""The clock, and reading one address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from assistant.words import Failed, Fetched, NotModified, Validators

Clock = Callable[[], datetime]
"""Now, as an aware UTC datetime."""


class Fetch(Protocol):
    """GET one address, guarded: public addresses only, bounded bytes and time, polite per host. Never raises for the
    other side's faults (those are `Failed`). `accept` is the Accept header's value. Safe to repeat."""

    async def __call__(self, url: str, validators: Validators = ..., *, accept: str = ...) -> Fetched | NotModified | Failed: ...
