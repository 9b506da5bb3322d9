import pytest

from assistant.outside.database import open_database
from tests.houses import house_of
from tests.outside.archive_cases import NOW
from tests.site import serve


@pytest.fixture
async def house(tmp_path):
    """Real SQL and fetching; the clock stands still."""
    database = await open_database(f"sqlite:///{tmp_path / 'state.db'}")
    made = house_of(database, lambda: NOW)
    yield made
    await made.fetch.aclose()
    await database.aclose()


@pytest.fixture(scope="module")
def served():
    with serve() as site:
        yield site


@pytest.fixture
def site(served):
    served.replies.clear()
    served.seen.clear()
    return served
