import sqlite3
import stat
from datetime import timedelta

import pytest

from assistant.errors import StoreError
from assistant.outside.archive.backup import backup, restore
from assistant.outside.database import open_database
from assistant.words import Approval, Delivery, Digest, DigestItem, Hit, Role, Shown, Subscription
from tests.outside.archive_cases import MODEL, NOW, a_source, drain, hours, kept_and_indexed, read, scope
from tests.outside.test_archive_answers import answered, asked, proven
from tests.postgres import fresh_postgres_url


async def fill(database):
    """Something in every table that matters; returns an answer's id."""
    source = await a_source(database, audience="chats", chats=(5,))
    await kept_and_indexed(database, source, read("a", text="Nine boats sank.", published=hours(9)))
    a, b = await kept_and_indexed(database, source, read("a", text="Ten boats sank."), read("b", text="Ferry нічна sank."))
    await drain(database)
    await database.people.grant(7, Role.REPORTER, name="Seven", by=1, at=NOW)
    await database.people.tune_chat(5, zone="Asia/Tokyo", settings={"a": [1]})
    answer = await database.answers.store(answered(asked(), a, claims=[proven(a, "Ten boats")]), NOW)
    await database.answers.ask(asked("update:2"))
    await database.digests.subscribe(Subscription(0, 5), NOW)
    item = DigestItem("story", "new", b, (proven(b, "Ferry"),), (b,))
    await database.digests.store(Digest(5, hours(24), NOW, (item,), slot=NOW, shown=(Shown("story", b.id, b.version.id),)))
    due = [Delivery("before", 1, 5, {"text": "x"}, hours(2)), Delivery("after", 1, 5, {}, NOW + timedelta(days=3))]
    await database.deliveries.plan(due)
    await remembered(database, answer, a)
    return answer.id


async def remembered(database, answer, post):
    """What alerts, editors, followed answers and stories remember, of chat 5."""
    made = await database.digests.store(Digest(5, hours(24), NOW, (), subscription_id=9, slot=hours(1)))
    shared = Digest(6, hours(24), NOW, (), subscription_id=8, slot=hours(1), content_id=made.id)
    await database.digests.store(shared)
    await database.approvals.hold(Approval(made.id, 5, NOW + timedelta(hours=1), "send"))
    await database.approvals.leave_out(made.id, 2, True)
    await database.alerts.found([Hit(0, 9, post.id, post.version.id, post.id, NOW)])
    await database.followings.follow(answer.id, NOW)
    await database.stories.place([(post, post.id)])
    (one,) = await database.digests.of_chat(5)
    await database.digests.look_again([(one, NOW + timedelta(hours=3))], NOW)


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_database(request, tmp_path):
    url = f"sqlite:///{tmp_path / 'other.db'}" if request.param == "sqlite" else fresh_postgres_url()
    opened = await open_database(url)
    yield opened
    await opened.aclose()


async def test_a_backup_restores_into_either_database(database, empty_database, tmp_path):
    answer_id = await fill(database)
    file = tmp_path / "kept" / "one.backup"
    assert await backup(database, file, NOW) == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["one.backup"]

    other = empty_database
    done = await restore(other, file, NOW + timedelta(days=1))
    assert (done.taken_at, done.not_sent, done.models) == (NOW, 1, (MODEL,))
    assert await other.sources.all() == await database.sources.all()
    assert await other.answers.get(answer_id) == await database.answers.get(answer_id)
    assert await other.people.chats() == await database.people.chats()
    assert await other.digests.subscriptions() == await database.digests.subscriptions()
    assert await other.digests.awaiting(NOW) == [] and len(await other.digests.awaiting(NOW + timedelta(hours=3))) == 1
    assert await other.alerts.open() == await database.alerts.open() != []
    assert await other.approvals.waiting(5) == await database.approvals.waiting(5) != []
    assert await other.followings.all() == await database.followings.all() != []
    assert await other.stories.of(range(9)) == await database.stories.of(range(9)) != {}
    source = (await other.sources.all())[0]
    for term in ("boats", "нічна", "nine"):
        ours, theirs = [await one.posts.search([term], scope(source), 9) for one in (database, other)]
        assert [chunk for chunk, _ in ours] == [chunk for chunk, _ in theirs]
    assert sorted((await drain(other))[0]) == sorted(
        passage.chunk_id for passage in await database.posts.missing_vectors("another", 9)
    )


async def test_nothing_that_was_due_before_a_restore_is_sent_and_open_questions_are_not_answered(
    database, empty_database, tmp_path
):
    await fill(database)
    await backup(database, tmp_path / "b", NOW)
    await restore(empty_database, tmp_path / "b", NOW + timedelta(days=1))
    states = {row.key: row.state for row in await empty_database.deliveries.latest(9)}
    assert states == {"before": "not_sent", "after": "due"}
    assert await empty_database.answers.open_questions() == []


async def test_new_rows_come_after_those_restored(database, empty_database, tmp_path):
    await fill(database)
    await backup(database, tmp_path / "b", NOW)
    await restore(empty_database, tmp_path / "b", NOW)
    source = (await empty_database.sources.all())[0]
    (post,) = await kept_and_indexed(empty_database, source, read("new"))
    assert await a_source(empty_database, "second") != source
    stored = await empty_database.answers.store(answered(asked("update:9"), post, claims=[proven(post, "A text")]), NOW)
    assert (await empty_database.answers.get(stored.id)).claims[0].text == "A text, it says."
    await empty_database.followings.follow(stored.id, NOW)
    await empty_database.alerts.found([Hit(0, 9, post.id, post.version.id, post.id, NOW)])
    assert len(await empty_database.followings.all()) == len(await empty_database.alerts.open()) == 2


async def test_a_database_that_holds_anything_is_replaced_only_when_told(database, empty_database, tmp_path):
    await fill(database)
    await backup(database, tmp_path / "b", NOW)
    await fill(empty_database)
    await a_source(empty_database, "more")
    with pytest.raises(StoreError, match="not empty"):
        await restore(empty_database, tmp_path / "b", NOW)
    await restore(empty_database, tmp_path / "b", NOW, over=True)
    assert await empty_database.sources.all() == await database.sources.all()
    counts = await empty_database.posts.counts(MODEL)
    assert (counts.posts, counts.versions, counts.full_text, counts.to_add) == (2, 3, 2, 2)


async def test_a_backup_never_overwrites_and_says_why(database, tmp_path):
    (tmp_path / "b").write_text("mine")
    with pytest.raises(StoreError, match="never overwrites"):
        await backup(database, tmp_path / "b", NOW)
    assert (tmp_path / "b").read_text() == "mine"


async def test_what_is_no_backup_is_refused_and_changes_nothing(database, tmp_path):
    await a_source(database)
    other = await open_database(f"sqlite:///{tmp_path / 'never-backed-up.db'}")
    await other.aclose()
    (tmp_path / "text").write_text("hello " * 1000)
    sqlite3.connect(tmp_path / "foreign.db").execute("CREATE TABLE x (y)").connection.close()
    await backup(database, tmp_path / "cut", NOW)
    whole = (tmp_path / "cut").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    for name in ("text", "foreign.db", "missing", "never-backed-up.db", "cut"):
        with pytest.raises(StoreError):
            await restore(database, tmp_path / name, NOW, over=True)
    assert len(await database.sources.all()) == 1
