"""The sample newsroom in a real house: SQLite, embedded Chroma, packaged vectors, in a folder of the test's."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant import sample
from assistant.collect.journey import Round
from assistant.settings import Settings, load
from assistant.wiring import ingesting
from assistant.wiring.house import House, open_house, open_vectors
from assistant.wiring.pump import Pump
from assistant.words import Question

MORNING = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
FIRST = ("courier-live.html", "tideway-radio.xml", "county-observer.json")
LATER = "tideway-radio-later.xml"


def settings(folder: Path, **more: Any) -> Settings:
    return load(None, data_dir=folder, **more)


@contextlib.asynccontextmanager
async def newsroom(folder: Path, *, vectors: bool = True, now: datetime = MORNING, **more: Any) -> AsyncIterator[House]:
    """The sample's three sources ingested and indexed."""
    async with open_house(settings(folder, **more), clock=lambda: now) as house:
        await take(house, *FIRST)
        if not vectors:
            await Pump(house).once()
            yield house
            return
        async with open_vectors(house):
            await Pump(house).once()
            yield house


async def take(house: House, *names: str) -> list[Round]:
    read = []
    for name in names:
        path = Path(sample.__file__).with_name(name)
        read.append(
            await ingesting.read_as(house, sample.ADDRESSES[name], path.read_bytes(), content_type=sample.TYPES[path.suffix])
        )
    return read


def question(text: str, key: str = "q", **more: Any) -> Question:
    return Question(key, text, MORNING, **more)
