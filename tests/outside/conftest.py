"""A database for each test of the archive: SQLite always, PostgreSQL where it is installed."""

import pytest

from assistant.outside.database import open_database
from tests.outside.fetches import fetch, fetching, loopback, site  # noqa: F401 - fixtures
from tests.postgres import fresh_postgres_url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.db'}"
    return fresh_postgres_url()


@pytest.fixture
async def database(database_url):
    opened = await open_database(database_url)
    yield opened
    await opened.aclose()
