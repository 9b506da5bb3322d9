"""What recall asks of the archive: versions since a place, edits and withdrawals of a scope, posts cited lately."""

from datetime import timedelta

from assistant.words import Answer, Asker, Digest, DigestItem, Period, Proven, Question, Quote, Receipt, Role
from tests.outside.archive_cases import NOW, a_source, hours, read, scope


async def kept(database, source, *posts, seen=NOW):
    return [post for post, _ in await database.posts.keep_many(source.id, posts, seen)]


async def test_changes_are_later_versions_from_beyond_a_place_and_late_ones_once_more(database):
    source = await a_source(database)
    await kept(database, source, read("a"), read("b"), seen=hours(5))
    assert await database.posts.changes(0, hours(1), 10) == []
    await kept(database, source, read("a", text="Two."), seen=hours(4))
    await kept(database, source, read("b", text="Two."), seen=NOW)
    first, second = await database.posts.changes(0, NOW, 10)
    assert (first.number, first.text, second.number) == (2, "Two.", 2)
    assert await database.posts.changes(first.id, NOW + timedelta(1), 10) == [second]
    assert await database.posts.changes(second.id, NOW, 10) == [second]
    assert await database.posts.changes(second.id, NOW + timedelta(1), 10) == []


async def test_edits_and_withdrawals_stay_within_scope_and_period_newest_first(database):
    mine, other = await a_source(database), await a_source(database, "two")
    for source in (mine, other):
        _, b = await kept(database, source, read("a"), read("b"), seen=hours(9))
        await kept(database, source, read("a", text="Two."), seen=hours(8))
        await kept(database, source, read("a", text="Three."), read("b", text="Two."), seen=hours(2))
        await database.posts.withdraw(b.id, hours(1))
    found = await database.posts.edits(scope(mine), 10)
    assert [v.text for v in found] == ["Two.", "Three.", "Two."]
    assert len(await database.posts.edits(scope(mine, other), 10)) == 6
    assert [v.number for v in await database.posts.edits(scope(mine, period=Period(hours(3))), 10)] == [2, 3]
    (gone,) = await database.posts.withdrawn(scope(mine, period=Period(hours(3))), 10)
    assert gone.source_id == mine.id
    assert await database.posts.withdrawn(scope(mine, period=Period(NOW)), 10) == []
    assert await database.posts.edits(scope(), 10) == []


async def test_posts_cited_lately_come_with_the_time_of_their_last_citation(database):
    source = await a_source(database)
    a, b, c = await kept(database, source, read("a"), read("b"), read("c"))
    told = Proven(a.text, (Quote(a.version.id, 0, len(a.text), a.text),))
    for key, at in (("q1", hours(30)), ("q2", hours(3))):
        question = Question(key, "What?", at, asker=Asker(1, 1, 0, Role.REPORTER))
        last = await database.answers.store(Answer(question, (told,), (a,), (), Receipt()), at)
    item = DigestItem("s", "new", b, (), (b,))
    made = await database.digests.store(Digest(1, hours(24), hours(1), (item,)), key="d")
    assert await database.answers.cited_since(hours(48)) == [(a.id, hours(3)), (b.id, hours(1))]
    assert await database.answers.cited_since(hours(2)) == [(b.id, hours(1))]
    assert await database.digests.between(hours(2), NOW) == [made.id]
    assert await database.digests.between(hours(24), hours(1)) == []
    await database.answers.store_sides(last.id, [Proven(c.text, (Quote(c.version.id, 0, len(c.text), c.text),))])
    assert await database.answers.cited_since(hours(4)) == [(a.id, hours(3)), (b.id, hours(1)), (c.id, hours(3))]
