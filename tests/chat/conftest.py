import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from assistant.chat.telegram import NewsroomBot, build_bot
from assistant.outside.database import Database, open_database
from tests.botapi import BotApi
from tests.chat.room import Room

TOKEN = "700001:THE-SECRET-TOKEN"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[NewsroomBot]:
    """Not connected: sending needs no getMe."""
    made = build_bot(TOKEN, api.base)
    yield made
    for request in made._request:
        await request.shutdown()


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("archive") / "empty.db"

    async def make() -> None:
        await (await open_database(f"sqlite:///{path}")).aclose()

    asyncio.run(make())
    return path


@pytest.fixture
async def archive(empty_archive: Path, tmp_path: Path) -> AsyncIterator[Database]:
    for file in empty_archive.parent.glob("empty.db*"):
        shutil.copy(file, tmp_path / file.name)
    opened = await open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    yield opened
    await opened.aclose()


@pytest.fixture
async def room(api: BotApi, bot: NewsroomBot, archive: Database) -> AsyncIterator[Room]:
    """A whole bot (tests/chat/room.py)."""
    made = Room(api, bot, archive)
    await made.engine.launch()
    yield made
    await made.engine.close()
