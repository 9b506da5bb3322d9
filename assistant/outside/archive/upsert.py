"""INSERT ... ON CONFLICT for the database at hand: SQLAlchemy has one for each dialect, with the same shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def _insert(connection: AsyncConnection, table: Table) -> Any:
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


async def upsert(connection: AsyncConnection, table: Table, row: Mapping[str, Any], *, keep: Sequence[str] = ()) -> None:
    """Insert, or change the row with the same primary key; columns named in `keep` stay as they were there."""
    statement = _insert(connection, table).values(**row)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in row if name not in keys and name not in keep}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=changed)
        if changed
        else statement.on_conflict_do_nothing(index_elements=keys)
    )


async def insert_once(connection: AsyncConnection, table: Table, row: Mapping[str, Any], *, by: Sequence[str]) -> bool:
    """Insert, unless a row with the same `by` is there. True when it was inserted."""
    statement = _insert(connection, table).values(**row).on_conflict_do_nothing(index_elements=list(by))
    return (await connection.execute(statement)).rowcount == 1


async def insert_all_once(
    connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], *, by: Sequence[str]
) -> None:
    """Insert those of which no row with the same `by` is there."""
    if rows:
        await connection.execute(_insert(connection, table).on_conflict_do_nothing(index_elements=list(by)), list(rows))
