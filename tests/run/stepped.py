"""A bot's life that ends with kill -9 at its n-th step. A step is a change of the database, its commit, and the call of the Bot API
that sends a message: just before it and just after.

    python -m tests.run.stepped API          reads lines "DATA TICK N", each a life: one tick over the real house, outbox and sender;
                                             answers how many steps it took, 0 where it was killed. The engine forgets all its jobs;
                                             where DATA has a file jobs.jsonl, it writes them there and takes them up again
    python -m tests.run.stepped API N        `bot.py run` as it is, settings from the environment, killed at its n-th step (0: never)
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine, event

CHANGES = ("INSERT", "UPDATE", "DELETE")


class Steps:
    """Counts, and kills this process at the last one."""

    def __init__(self, last: int) -> None:
        self.last, self.taken = last, 0

    def take(self, *_: Any) -> None:
        self.taken += 1
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """From now on."""
        event.listen(Engine, "commit", self.take)
        event.listen(Engine, "after_cursor_execute", self._statement)
        call = httpx.AsyncHTTPTransport.handle_async_request

        async def counted(transport: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
            mine = request.url.path.endswith("/sendMessage")
            if mine:
                self.take()
            answer = await call(transport, request)
            await answer.aread()
            if mine:
                self.take()
            return answer

        httpx.AsyncHTTPTransport.handle_async_request = counted  # type: ignore[method-assign,assignment]

    def _statement(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(CHANGES):
            self.take()


async def one_look(data: Path, api: str, tick: str, begin: Callable[[], None], take: Callable[[], None]) -> None:
    """What a start and its first tick do."""
    from assistant.chat.application import Me
    from assistant.chat.telegram import build_bot
    from assistant.settings import load
    from assistant.wiring import jobs
    from assistant.wiring.house import open_house
    from assistant.wiring.run import assemble
    from tests.fake_engine import FakeEngine
    from tests.run.kept_engine import KeptEngine

    file = data / "jobs.jsonl"
    engine = KeptEngine(file, take) if file.exists() else FakeEngine()
    async with open_house(load(None, data_dir=data)) as house:
        bot = build_bot("123456:" + "A" * 35, api)
        await bot.initialize()
        run = assemble(house, bot, Me(bot.id, bot.username), engine)  # type: ignore[arg-type]  # the fake keeps the contract
        jobs.register(run)
        await engine.launch()
        begin()
        await jobs.take_up(run)
        await engine.tick(tick, datetime.now(UTC))
        for _ in range(4):  # a job may start another
            await engine.settle()
        await engine.close()
        await bot.shutdown()


def life(data: Path, api: str, tick: str, last: int) -> int:
    """One life in a forked child, all modules loaded: how many steps it took, 0 where it was killed."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        steps = Steps(last)
        asyncio.run(one_look(data, api, tick, steps.watch, steps.take))
        os.write(write, str(steps.taken).encode())
        os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read) as said:
        taken = int(said.read() or 0)
    if status and not os.WIFSIGNALED(status):
        raise SystemExit(f"a life ended with {status}")
    return taken


def main() -> None:
    if sys.argv[2:]:
        import runpy

        Steps(int(sys.argv[2])).watch()
        sys.argv = ["bot.py", "run"]
        runpy.run_path("bot.py", run_name="__main__")
        return
    import tests.run.kept_engine  # noqa: F401  each life is a fork: what is loaded here it need not load

    for line in sys.stdin:
        folder, tick, last = line.rstrip("\n").rsplit(" ", 2)
        sys.stdout.write(f"{life(Path(folder), sys.argv[1], tick, int(last))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
