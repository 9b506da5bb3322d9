"""What a running bot asks again and again reads no whole table that grows: as SQLite plans it."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from assistant.outside.database import open_database
from tests.outside.archive_cases import NOW, hours

FREQUENT = {
    "due digests": lambda d: d.digests.awaiting(NOW),
    "their last slots": lambda d: d.digests.slots([1, 2]),
    "digests without messages": lambda d: d.digests.unplanned(hours(36)),
    "what was sent lately": lambda d: d.digests.contents_had(hours(24 * 14)),
    "new versions": lambda d: d.alerts.arrived(99_000, hours(1), 500),
    "open hits": lambda d: d.alerts.open(),
    "what an alert told": lambda d: d.alerts.told_since(3, hours(1)),
    "deadlines": lambda d: d.approvals.due(NOW),
    "posts without a story": lambda d: d.stories.unplaced(hours(720), 99_000, 640),
    "the edge of the archive": lambda d: d.posts.edge("m"),
    "an answer given before": lambda d: d.answers.like("same"),
    "posts to cut": lambda d: d.posts.chunks_to_make(50),
    "changes": lambda d: d.posts.changes(99_000, hours(1), 500),
    "due sources": lambda d: d.sources.due(NOW + timedelta(days=1), 500),
    "open messages": lambda d: d.deliveries.all_open(NOW),
}
SMALL = ("chats", "sources", "json_each", "CONSTANT")


@pytest.mark.parametrize("asked", FREQUENT)
async def test_what_is_asked_at_each_tick_reads_no_table_from_end_to_end(migrated_file, tmp_path, asked):
    (tmp_path / "state.db").write_bytes(migrated_file.read_bytes())
    database = await open_database(f"sqlite:///{tmp_path / 'state.db'}")
    statements = []
    event.listen(
        database.connections.reader.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, given, *_: statements.append((statement, given)),
    )
    try:
        await FREQUENT[asked](database)
        mine = [pair for pair in statements if pair[0].startswith("SELECT")]
        async with database.connections.read() as connection:
            plans = [(await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)).all() for sql, given in mine]
    finally:
        await database.aclose()
    steps = [row.detail for plan in plans for row in plan]
    whole = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step and not any(s in step for s in SMALL)]
    assert mine and whole == []
