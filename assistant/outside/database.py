"""The state of the product, opened by its URL: migrated, then one archive for each port."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.outside.archive import fulltext_postgresql, fulltext_sqlite
from assistant.outside.archive.fulltext import FullText
from assistant.outside.archive.posts import SqlPosts
from assistant.outside.archive.sources import SqlSources
from assistant.outside.connections import Connections, connect
from assistant.outside.migrations import upgrade


@dataclass(frozen=True, slots=True)
class Database:
    connections: Connections
    posts: SqlPosts
    sources: SqlSources

    async def aclose(self) -> None:
        await self.connections.aclose()


async def open_database(url: str) -> Database:
    """Open `sqlite:///path` or `postgresql://...` and bring its tables up to date. Raises StoreError."""
    connections = connect(url)
    async with connections.write() as connection:
        await connection.run_sync(upgrade)
    full_text: FullText = fulltext_sqlite if connections.dialect == "sqlite" else fulltext_postgresql
    return Database(connections, SqlPosts(connections, full_text), SqlSources(connections, full_text))
