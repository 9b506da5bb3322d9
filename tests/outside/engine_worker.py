"""A worker process for the kill tests: `python -m tests.outside.engine_worker URL NAME LOG JOBS [FROM TO]`.

JOBS is a Python file with `async def work(payload, note)`, so that a test can edit it between two runs. What happens goes to LOG, one
line each, written in one piece: "ready", "accepted 3", "begun 3", "done 3", "slot ...". FROM TO: the jobs this run starts.
"""

import asyncio
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from assistant.outside.engine import DurableEngine, open_engine

CHATS = 4


def noting(log: Path) -> Callable[[str], None]:
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    return lambda line: (os.write(descriptor, f"{line}\n".encode()), None)[1]


def build(url: str, name: str, note: Callable[[str], None], jobs: Path, **options: Any) -> DurableEngine:
    spec = importlib.util.spec_from_file_location("jobs", jobs)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    async def work(payload: Mapping[str, Any]) -> None:
        await module.work(payload, note)

    async def slot(payload: Mapping[str, Any]) -> None:
        note(f"slot {payload['slot']}")

    engine = open_engine(url, executor_id=name, look_after=0.5, **options)
    engine.declare("later", at_once=3)
    engine.register("direct", work)
    engine.register("queued", work, queue="later")
    engine.register("slot", slot)
    return engine


async def start(engine: DurableEngine, number: int) -> None:
    """A third waits on the queue; the others are the updates of a few chats."""
    if number % 3 == 0:
        await engine.start("queued", str(number), {"number": number})
    else:
        await engine.start("direct", str(number), {"number": number}, group=f"chat {number % CHATS}", number=number)


async def main(url: str, name: str, log: str, jobs: str, *numbers: str) -> None:
    note = noting(Path(log))
    engine = build(url, name, note, Path(jobs))
    await engine.launch()
    note("ready")
    for number in range(*map(int, numbers)) if numbers else ():
        await start(engine, number)
        note(f"accepted {number}")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
