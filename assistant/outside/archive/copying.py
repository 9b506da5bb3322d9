"""All rows of one database into another, of whichever kind, table by table in the order of their foreign keys."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive import fulltext_postgresql, fulltext_sqlite
from assistant.outside.schema import metadata
from assistant.outside.schema.posts import chunk_terms

BATCH = 1000
TABLES = metadata.sorted_tables

Told = Callable[[str, int], None]
"""Told the name of a table and how many of its rows are through."""


async def rows_in(connection: AsyncConnection) -> int:
    """Of all our tables, roughly: counting stops at the first table that has any."""
    for table in TABLES:
        found = (
            await connection.execute(select(func.count()).select_from(select(*table.primary_key).limit(1).subquery()))
        ).scalar_one()
        if found:
            return int(found)
    return 0


async def empty(connection: AsyncConnection) -> None:
    """Delete every row of ours."""
    await (fulltext_sqlite if connection.dialect.name == "sqlite" else fulltext_postgresql).clear(connection)
    for table in reversed(TABLES):
        await connection.execute(table.delete())


async def copy(origin: AsyncConnection, target: AsyncConnection, told: Told) -> int:
    """Every table into the target's empty ones, then its full text and sequences. Returns the number of rows."""
    total = 0
    for table in TABLES:
        total += await _copy_table(origin, target, table, told)
    await refill_full_text(target)
    if target.dialect.name == "postgresql":
        await _advance_sequences(target)
    return total


async def _copy_table(origin: AsyncConnection, target: AsyncConnection, table: Table, told: Told) -> int:
    done = 0
    async with origin.stream(select(table).order_by(*table.primary_key)) as rows:
        async for part in rows.mappings().partitions(BATCH):
            await target.execute(insert(table), [dict(row) for row in part])
            done += len(part)
            told(table.name, done)
    return done


async def refill_full_text(connection: AsyncConnection) -> None:
    """Full text anew, from chunk_terms."""
    if connection.dialect.name == "sqlite":
        await connection.execute(text("INSERT INTO full_text (full_text) VALUES ('rebuild')"))
        return
    await fulltext_postgresql.clear(connection)
    after = 0
    query = select(chunk_terms).order_by(chunk_terms.c.chunk_id).limit(BATCH)
    while rows := (await connection.execute(query.where(chunk_terms.c.chunk_id > after))).all():
        await fulltext_postgresql.add(connection, [(row.chunk_id, row.title, row.body) for row in rows])
        after = rows[-1].chunk_id


async def _advance_sequences(connection: AsyncConnection) -> None:
    """Ids came with their rows: the next new ones go on behind them."""
    for table in TABLES:
        column = table.autoincrement_column
        if column is None:
            continue
        last = (await connection.execute(select(func.max(column)))).scalar()
        if last:
            name = (await connection.execute(select(func.pg_get_serial_sequence(table.name, column.name)))).scalar()
            await connection.execute(select(func.setval(name, last)))
