"""FakeEngine with a memory: its jobs are lines of a file, written before they run and once ended; the next life takes up the rest.

What the real engine promises (tests/outside/test_engine_killed.py), with steps that can be counted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.fake_engine import FakeEngine


class KeptEngine(FakeEngine):
    """`step` is told just before and just after a line is written."""

    def __init__(self, file: Path, step: Callable[[], None]) -> None:
        super().__init__()
        self._file, self._step = file, step
        self._written: set[tuple[str, str]] = set()

    async def launch(self) -> None:
        await super().launch()
        rows = [json.loads(line) for line in self._file.read_text().splitlines()]
        ended = {(row["name"], row["key"]) for row in rows if row.get("ended")}
        self._written = {(row["name"], row["key"]) for row in rows}
        for row in rows:
            if not row.get("ended") and (row["name"], row["key"]) not in ended:
                await super().start(row["name"], row["key"], row["payload"], group=row["group"], number=row["number"])

    async def start(self, name: str, key: str, payload: Mapping[str, Any], *, group: str = "", number: int = 0) -> None:
        if (name, key) in self._written:
            return
        self._write({"name": name, "key": key, "payload": dict(payload), "group": group, "number": number})
        self._written.add((name, key))
        await super().start(name, key, payload, group=group, number=number)

    def _write(self, row: dict[str, Any]) -> None:
        self._step()
        with self._file.open("a") as file:
            file.write(json.dumps(row) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._step()

    def _end(self, kept: Any, state: Any) -> None:
        self._write({"name": kept.name, "key": kept.key, "ended": state})
        super()._end(kept, state)
