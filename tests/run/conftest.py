"""Bots in processes of their own: the Bot API server, the sample archive made once and copied, everything ended after each test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.botapi import BotApi
from tests.run.process import ROOT, SECRET, Bot, Lives, environment

MakeBot = Callable[..., Bot]


@pytest.fixture(scope="session")
def pycache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pycache")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, pycache: Path) -> Path:
    """A DATA_DIR with the sample newsroom, as `bot.py ingest` makes it."""
    data = tmp_path_factory.mktemp("sample") / "data"
    subprocess.run(
        [sys.executable, "bot.py", "ingest", "assistant/sample"],
        cwd=ROOT,
        env=environment(data, pycache),
        check=True,
        capture_output=True,
    )
    return data


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as made:
        yield made


@pytest.fixture
def make_bot(tmp_path: Path, sample: Path, pycache: Path, api: BotApi) -> Iterator[MakeBot]:
    """Bots on copies of the sample's archive. None outlives the test, and none has said the token's secret."""
    made: list[Bot] = []

    def make(*admins: int, name: str = "data", **more: Any) -> Bot:
        shutil.copytree(sample, tmp_path / name)
        made.append(Bot(tmp_path / name, api, pycache, admins=admins, **more))
        return made[-1]

    yield make
    for bot in made:
        bot.kill()
    for bot in made:
        assert SECRET not in bot.output


@pytest.fixture
def lives(api: BotApi, pycache: Path) -> Iterator[Lives]:
    made = Lives(api, pycache)
    yield made
    made.close()
