"""The state of the product, opened by its URL: migrated, then one archive for each port."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.outside.archive import fulltext_postgresql, fulltext_sqlite
from assistant.outside.archive.alerts import SqlAlerts
from assistant.outside.archive.answers import SqlAnswers
from assistant.outside.archive.approvals import SqlApprovals
from assistant.outside.archive.audit import SqlAudit
from assistant.outside.archive.buttons import SqlButtons
from assistant.outside.archive.deliveries import SqlDeliveries
from assistant.outside.archive.digests import SqlDigests
from assistant.outside.archive.followings import SqlFollowings
from assistant.outside.archive.fulltext import FullText
from assistant.outside.archive.people import SqlPeople
from assistant.outside.archive.posts import SqlPosts
from assistant.outside.archive.settings import SqlSettings
from assistant.outside.archive.sources import SqlSources
from assistant.outside.archive.stories import SqlStories
from assistant.outside.connections import Connections, connect
from assistant.outside.migrations import upgrade


@dataclass(frozen=True, slots=True)
class Database:
    connections: Connections
    posts: SqlPosts
    sources: SqlSources
    people: SqlPeople
    audit: SqlAudit
    answers: SqlAnswers
    digests: SqlDigests
    deliveries: SqlDeliveries
    buttons: SqlButtons
    settings: SqlSettings
    alerts: SqlAlerts
    approvals: SqlApprovals
    followings: SqlFollowings
    stories: SqlStories

    async def aclose(self) -> None:
        await self.connections.aclose()


async def open_database(url: str) -> Database:
    """Open `sqlite:///path` or `postgresql://...` and bring its tables up to date. Raises StoreError."""
    connections = connect(url)
    try:
        async with connections.write() as connection:
            await connection.run_sync(upgrade)
    except BaseException:
        await connections.aclose()
        raise
    full_text: FullText = fulltext_sqlite if connections.dialect == "sqlite" else fulltext_postgresql
    return Database(
        connections,
        SqlPosts(connections, full_text),
        SqlSources(connections, full_text),
        SqlPeople(connections),
        SqlAudit(connections),
        SqlAnswers(connections),
        SqlDigests(connections),
        SqlDeliveries(connections),
        SqlButtons(connections),
        SqlSettings(connections),
        SqlAlerts(connections),
        SqlApprovals(connections),
        SqlFollowings(connections),
        SqlStories(connections),
    )
