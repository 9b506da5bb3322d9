"""A database for each test of the archive: SQLite always, PostgreSQL where it is installed."""

import asyncio
import shutil
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.outside.database import open_database
from assistant.outside.schema import metadata
from tests.outside.fetches import fetch, fetching, loopback, site  # noqa: F401 - fixtures
from tests.postgres import fresh_postgres_url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory) -> Path:
    """An empty SQLite database with its tables made: tests copy it."""
    path: Path = tmp_path_factory.mktemp("archive") / "migrated.db"
    asyncio.run(made(f"sqlite:///{path}"))
    return path


@cache
def migrated_postgres() -> str:
    """A PostgreSQL database with its tables made: tests empty it. Skips where PostgreSQL is absent."""
    url = fresh_postgres_url()
    asyncio.run(made(url))
    return url


async def made(url: str) -> None:
    await (await open_database(url)).aclose()


EMPTY = f"TRUNCATE full_text, {', '.join(metadata.tables)} RESTART IDENTITY"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """An empty database of our tables."""
    if request.param == "postgresql":
        return migrated_postgres()
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "state.db")
    return f"sqlite:///{tmp_path / 'state.db'}"


@pytest.fixture
async def database(database_url):
    opened = await open_database(database_url)
    if opened.connections.dialect == "postgresql":
        async with opened.connections.write() as connection:
            await connection.execute(text(EMPTY))
    yield opened
    await opened.aclose()
