"""A database of an earlier release with rows in it, brought up to date and read by this one; both databases."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, insert, inspect

from assistant.outside import migrations
from assistant.outside.connections import connect
from assistant.outside.database import open_database
from assistant.outside.schema import metadata
from assistant.outside.schema.answers import answers, digest_items, digests, questions, shown, subscriptions
from assistant.outside.schema.people import chats
from assistant.outside.schema.posts import posts, sources, versions
from assistant.ports import Edge
from assistant.words import Proven, Quote, Role, Shown
from tests.outside.archive_cases import MODEL, NOW, hours
from tests.postgres import fresh_postgres_url

SOURCE = {
    "id": 1, "kind": "feed", "url": "https://a.example/f", "title": "A", "state": "active", "audience": "all", "tier": "",
    "added_at": hours(9), "seconds": 900, "next_due": NOW, "etag": "", "last_modified": "", "failures": 0, "last_error": "",
    "posts_kept": True,
}  # fmt: skip
POST = {
    "id": 1, "source_id": 1, "key": "a", "url": "https://a.example/1", "published": hours(5), "first_seen": hours(5), "at": hours(5),
    "version_id": 1, "mark": "", "to_index": False,
}  # fmt: skip
VERSION = {
    "id": 1, "post_id": 1, "number": 1, "title": "Ferry", "text": "Nine boats sank.", "author": "", "language": "en", "hash": "x",
    "first_seen": hours(5),
}  # fmt: skip
QUESTION = {
    "id": 1, "key": "update:1", "text": "What sank?", "chat_id": 5, "thread_id": 0, "user_id": 7, "role": int(Role.REPORTER),
    "asked_at": hours(3), "zone": "UTC", "all_time": False, "newest_first": False, "state": "answered",
}  # fmt: skip
RECEIPT = {"period": {"since": None, "until": None, "words": ""}, "sources": 1, "posts": 1, "newest": None}
DIGEST = {
    "id": 1, "key": "subscription:1@1", "subscription_id": 1, "slot": hours(4), "chat_id": 5, "thread_id": 0, "since": hours(28),
    "until": hours(4), "zone": "UTC", "late": False, "searched": 1, "more": 0, "told_at": hours(4),
}  # fmt: skip
ITEM = {"digest_id": 1, "number": 1, "story": "s", "mark": "new", "version_id": 1, "origins": 1}
SUBSCRIPTION = {
    "id": 1, "chat_id": 5, "thread_id": 0, "choices": {"times": ["08:00"], "weekdays": [0, 1], "topics": [], "length": "short"},
    "zone": "Europe/Kyiv", "paused": False, "made_by": 7, "made_at": hours(40),
}  # fmt: skip
CHAT = {"id": 5, "kind": "group", "title": "Desk", "role": 1, "zone": "", "language": "", "settings": {}}
ROWS = (
    (sources, SOURCE), (posts, POST), (versions, VERSION), (questions, QUESTION), (subscriptions, SUBSCRIPTION), (chats, CHAT),
    (answers, {"id": 1, "question_id": 1, "receipt": RECEIPT, "answered_at": hours(3)}), (digests, DIGEST), (digest_items, ITEM),
    (shown, {"digest_id": 1, "post_id": 1, "version_id": 1, "story": "s"}),
)  # fmt: skip
OLD = ("0001", "0002", "0003", "0004", "0006", "0007")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    return f"sqlite:///{tmp_path / 'old.db'}" if request.param == "sqlite" else fresh_postgres_url()


def as_of(revision):
    """Tables of that release with a row in each."""

    def make(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(migrations.HERE))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for table, row in ROWS:
            connection.execute(insert(table).values(**row))

    return make


@pytest.mark.parametrize("revision", OLD)
async def test_what_an_earlier_release_kept_is_read_by_this_one(empty_url, revision):
    old = connect(empty_url)
    async with old.write() as connection:
        await connection.run_sync(as_of(revision))
    await old.aclose()
    database = await open_database(empty_url)
    try:
        await _reads_all(database)
    finally:
        await database.aclose()


async def _reads_all(database):
    (post,) = await database.posts.by_ids([1])
    assert (post.text, post.old, post.paid, post.embargo_until, post.origin) == ("Nine boats sank.", False, False, None, 1)
    (tended,) = await database.sources.tended()
    assert (tended.skip_hours, tended.moving_to, tended.undated) == ((), "", False)
    assert await database.stories.unplaced(hours(48), 0, 9) == [post] and await database.alerts.newest() == 1
    stored = await database.answers.get(1)
    assert stored.sides == () and stored.answer.question.text == "What sank?" and await database.answers.like("") is None
    assert await database.posts.edge(MODEL) == Edge(1, 0)
    await database.answers.store_sides(1, [Proven(post.text, (Quote(1, 0, len(post.text), post.text),))])
    assert [side.text for side in (await database.answers.get(1)).sides] == [post.text]
    digest = (await database.digests.get(1)).digest
    assert (digest.content_id, digest.items[0].post, digest.shown) == (0, post, (Shown("s", 1, 1),))
    assert await database.digests.contents_had(hours(48)) == {(5, 0): (1,)}
    (subscription,) = await database.digests.awaiting(NOW)
    assert (subscription.weekdays, subscription.instant, subscription.editor_chat) == ((0, 1), False, 0)
    assert await database.digests.slots([1]) == {1: hours(4)} and await database.digests.instant() == []


async def test_indexes_defaults_and_what_may_be_empty_are_as_the_schema_says(database):
    """What comparing for drafts leaves out: the conditions of partial indexes, defaults, and columns that may be empty."""

    def look(connection: Connection):
        seen = inspect(connection)
        return {
            table: (
                {i["name"]: (tuple(i["column_names"]), bool(_condition(i))) for i in seen.get_indexes(table) if _ours(i)},
                {c["name"]: (c["nullable"], c["default"] is not None) for c in seen.get_columns(table)},
            )
            for table in metadata.tables
        }

    async with database.connections.read() as connection:
        found = await connection.run_sync(look)
    for name, table in metadata.tables.items():
        indexes, columns = found[name]
        wanted = {
            i.name: (tuple(c.name for c in i.columns), i.dialect_options["sqlite"]["where"] is not None) for i in table.indexes
        }
        assert indexes == wanted
        assert {c: nullable for c, (nullable, _) in columns.items()} == {c.name: c.nullable for c in table.columns}
        defaults = {c.name for c in table.columns if c.server_default is not None}
        assert {c for c, (_, default) in columns.items() if default} - _keys(table) == defaults


def _ours(index):
    return index["name"].startswith("ix_")


def _condition(index):
    return {key: text for key, text in index.get("dialect_options", {}).items() if key.endswith("_where")}


def _keys(table):
    return {column.name for column in table.primary_key}
