"""`bot.py run` in a process of its own against the Bot API server of the tests, to be killed, stopped, upgraded and started again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.botapi import BotApi

ROOT = Path(__file__).parents[2]
SECRET = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
TOKEN = f"123456:{SECRET}"
PATIENCE = 90.0  # seconds until a test gives up; nothing is timed by it


def until(true: Callable[[], Any], what: str, alive: Bot | None = None) -> Any:
    """Waits for it and returns what it said; fails where the bot ends meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while not (found := true()):
        assert alive is None or alive.process is None or alive.process.poll() is None, f"the bot ended:\n{alive.output[-3000:]}"
        assert time.monotonic() < deadline, f"{what}: not within {PATIENCE:.0f} s\n{alive.output[-3000:] if alive else ''}"
        time.sleep(0.002)
    return found


def environment(data: Path, pycache: Path, **more: str) -> dict[str, str]:
    """Of a command: nothing of ours from outside, compiled files in a folder of the tests (else each start compiles for seconds)."""
    ours = {name.upper() for name in ("openai_api_key", "openai_base_url", "database_url", "chroma_url", "embedding_model")}
    kept = {k: v for k, v in os.environ.items() if k not in ours and k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"DATA_DIR": str(data), "PYTHONPYCACHEPREFIX": str(pycache)} | more


class Bot:
    """The bot of one DATA_DIR over its lives. `admins` may ask; `tree` is the source it runs from (see `upgraded`)."""

    def __init__(self, data: Path, api: BotApi, pycache: Path, *, admins: tuple[int, ...], **more: str) -> None:
        self.data, self.api, self.tree = data, api, ROOT
        self.environment = environment(
            data,
            pycache,
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=api.base,
            ADMIN_IDS=",".join(map(str, admins)),
            PRIVATE_NETWORKS="true",
            **more,
        )
        self.process: subprocess.Popen[bytes] | None = None
        self._log = data.with_name(f"{data.name}.log")
        self._begun = 0

    # --- its life

    def start(self) -> None:
        self._begun = len(self.api.state.calls)
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "bot.py", "run"], cwd=self.tree, env=self.environment, stdout=log, stderr=log
            )

    def polling(self) -> None:
        """Until it asks for updates."""
        self.wait_for("getUpdates")

    def wait_for(self, method: str, times: int = 1, *, unless: Callable[[], bool] = lambda: False) -> None:
        """Until it has called this method of the Bot API, in this life of its."""
        until(lambda: self.called(method) >= times or unless(), f"{method} called {times} times", self)

    def called(self, method: str) -> int:
        return Counter(name for _, name, _ in self.api.state.calls[self._begun :])[method]

    def kill(self) -> None:
        """-9, at once."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> int:
        """SIGTERM; its exit code. Fails where it does not end within some seconds."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        self.process = None
        return code

    def command(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same DATA_DIR."""
        return subprocess.run(
            [sys.executable, "bot.py", *words], cwd=self.tree, env=self.environment | more, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip

    def doctor(self) -> dict[str, Any]:
        """What `doctor` finds."""
        done = self.command("doctor", "--json")
        assert done.stdout, done.stderr
        return dict(json.loads(done.stdout))

    @property
    def output(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    # --- what it has written down

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / "newsroom.db", timeout=30)) as connection:
            return connection.execute(query, values).fetchall()

    def count(self, query: str) -> int:
        return int(self.rows(query)[0][0])

    def in_flight(self) -> set[str]:
        """Keys of messages that were being sent."""
        return {str(row[0]) for row in self.rows("SELECT key FROM deliveries WHERE state = 'sending'")}

    def lose_engine(self) -> None:
        for file in self.data.glob("engine.db*"):
            if not file.name.endswith(".lock"):
                file.unlink()


def upgraded(folder: Path) -> Path:
    """A copy of the source in which the workflow, a job and a handler have other bodies, as a new release has."""
    tree = folder / "upgraded"
    tree.mkdir()
    shutil.copy(ROOT / "bot.py", tree)
    for name in ("assistant", "prompts"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    edit(
        tree / "assistant/outside/engine.py",
        "            await self._run(name,",
        "            name = str(name)\n            await self._run(name,",
    )
    edit(tree / "assistant/wiring/jobs.py", "    run.pump.waiting += 1\n", "    run.pump.waiting += int(1)\n")
    edit(tree / "assistant/chat/reporter_asking.py", "    follows = 0\n", "    follows = int(0)\n")
    return tree


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new))


# --- lives that end at a counted step


class Lives:
    """A process in which one life of a bot follows the other (stepped.py)."""

    def __init__(self, api: BotApi, pycache: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.run.stepped", api.base],
            cwd=ROOT, env=environment(Path("nowhere"), pycache), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def lived(self, data: Path, last: int = 0, tick: str = "tick.digests") -> int:
        """Steps taken until the end; 0: killed at step `last`."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{data} {tick} {last}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()
