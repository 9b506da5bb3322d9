import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from assistant.errors import StoreError
from assistant.outside.connections import connect, with_driver
from assistant.outside.database import open_database
from assistant.outside.migrations import newest
from assistant.outside.migrations.draft import not_full_text
from assistant.outside.schema import metadata


@pytest.mark.parametrize(
    ("plain", "driven"),
    [
        ("sqlite:////data/state.db", "sqlite+aiosqlite:////data/state.db"),
        ("postgresql://u:p@h/db", "postgresql+asyncpg://u:p@h/db"),
        ("postgres://u:p@h:5433/db?sslmode=require", "postgresql+asyncpg://u:p@h:5433/db?ssl=require"),
        ("postgresql+psycopg://u@h/db", "postgresql+asyncpg://u@h/db"),
    ],
)
def test_a_plain_address_gets_its_driver(plain, driven):
    assert with_driver(plain).render_as_string(hide_password=False) == driven


@pytest.mark.parametrize("bad", ["", "nonsense", "mysql://u:secret@h/db", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_be_is_refused_in_words_without_the_password(bad):
    with pytest.raises(StoreError, match="DATABASE_URL") as refused:
        with_driver(bad)
    assert "secret" not in str(refused.value)


async def test_the_tables_are_as_the_schema_says(database):
    """The migrations end where schema/ is, on both databases."""

    def differences(connection):
        options = {
            "target_metadata": metadata,
            "include_object": not_full_text,
            "compare_type": connection.dialect.name != "sqlite",
        }
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    async with database.connections.write() as connection:
        found = await connection.run_sync(differences)
    assert [difference for difference in found if "full_text" not in str(difference)] == []


async def test_opening_again_changes_nothing(database_url):
    for _ in range(2):
        opened = await open_database(database_url)
        async with opened.connections.read() as connection:
            assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar() == newest()
        await opened.aclose()


async def test_a_database_of_a_newer_release_is_left_alone(tmp_path):
    await (await open_database(f"sqlite:///{tmp_path / 'state.db'}")).aclose()
    with closing(sqlite3.connect(tmp_path / "state.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StoreError, match="newer release"):
        await open_database(f"sqlite:///{tmp_path / 'state.db'}")


async def test_sqlite_is_set_up_for_a_reader_beside_a_writer(tmp_path):
    connections = connect(f"sqlite:///{tmp_path / 'new folder' / 'state.db'}")
    wanted = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
    for engine in (connections.reader, connections.writer):
        async with engine.connect() as connection:
            assert {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in wanted} == wanted
    await connections.aclose()


@pytest.mark.parametrize("kind", ["file", "folder", "nobody there"])
async def test_a_database_that_cannot_be_opened_is_told_in_words(tmp_path, kind):
    (tmp_path / "state.db").mkdir() if kind == "folder" else (tmp_path / "state.db").write_text("no database " * 99)
    url = "postgresql://u:secret@127.0.0.1:1/db" if kind == "nobody there" else f"sqlite:///{tmp_path / 'state.db'}"
    with pytest.raises(StoreError, match="database") as refused:
        await open_database(url)
    assert "secret" not in str(refused.value)
