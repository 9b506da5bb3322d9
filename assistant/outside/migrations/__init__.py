"""Migrations, run at start: `upgrade` brings the tables of a connection to the newest revision, or refuses a newer one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from assistant.errors import StoreError

HERE = Path(__file__).parent


def newest() -> str:
    """The newest revision, by its file's name (0001_first.py): read without importing Alembic, which costs a start 0.2 s."""
    return max(path.stem for path in (HERE / "versions").glob("[0-9]*.py")).partition("_")[0]


def current(connection: Connection) -> str:
    """The revision of this database; empty when it has no tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def upgrade(connection: Connection) -> None:
    """In the caller's transaction. Raises StoreError when a newer release wrote this database."""
    there = current(connection)
    if there > newest():
        raise StoreError(
            f"the database was written by a newer release (revision {there}, this one knows {newest()}): upgrade first"
        )
    if there == newest():
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
