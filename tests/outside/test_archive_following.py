"""Followed answers, and answers shown again, on both databases."""

from assistant.ports import Edge, Mark
from assistant.words import Period
from tests.outside.archive_cases import MODEL, NOW, a_source, drain, hours, kept_and_indexed, read, scope
from tests.outside.test_archive_answers import answered, asked, two_posts


async def an_answer(database, key="update:1", **more):
    if not await database.sources.all():
        await two_posts(database)
    return await database.answers.store(answered(asked(key, **more)), NOW)


async def test_an_answer_is_followed_once_ended_and_taken_up_anew(database):
    first, again = await an_answer(database), await an_answer(database, "follow:1:1")
    store = database.followings
    await store.follow(first.id, hours(2))
    await store.follow(first.id, hours(1))
    await store.follow(12345, NOW)
    (one,) = await store.all()
    assert (one.answer_id, one.made_at, one.question) == (first.id, hours(2), asked())
    await store.moved_on(one.id, again.id)
    assert [f.answer_id for f in await store.of_person(5, 7)] == [again.id]
    assert await store.of_person(5, 8) == await store.of_person(6, 7) == []
    await store.end(one.id, NOW)
    assert await store.all() == [] == await store.of_person(5, 7)
    await store.follow(first.id, NOW)
    assert [(f.id, f.answer_id, f.made_at) for f in await store.all()] == [(one.id, first.id, NOW)]


async def test_what_a_group_follows_moves_with_it_and_rests_while_it_is_blocked(database):
    answer = await an_answer(database)
    await database.followings.follow(answer.id, NOW)
    await database.people.see_chat(5, "group", "Desk")
    await database.people.block_chat(5, NOW)
    assert await database.followings.all() == []
    await database.people.unblock_chat(5)
    await database.people.migrate_chat(5, -1005)
    (one,) = await database.followings.all()
    assert one.question.asker.chat_id == -1005 and await database.followings.of_person(-1005, 7) == [one]


async def test_the_newest_answer_with_a_mark_comes_back_with_its_edge(database):
    await two_posts(database)
    edges = [Edge(3, 4), Edge(5, 6)]
    for number, edge in enumerate(edges):
        last = await database.answers.store(answered(asked(f"update:{number}")), NOW, Mark("same", edge))
    await an_answer(database, "update:9")
    stored, edge = await database.answers.like("same")
    assert (stored.answer.id, edge) == (last.id, edges[1])
    assert await database.answers.like("other") is None and await database.answers.like("") is None


async def test_the_edge_is_settled_once_all_is_cut_and_followed(database):
    assert await database.posts.edge(MODEL) == Edge(0, 0, True)
    source = await a_source(database)
    ((post, _),) = await database.posts.keep_many(source.id, [read("a")], NOW)
    assert await database.posts.edge(MODEL) == Edge(post.version.id, 0, False)
    await kept_and_indexed(database, source, read("a", text="Changed."))
    assert not (await database.posts.edge(MODEL)).settled
    await drain(database)
    assert (await database.posts.edge(MODEL)).settled


async def test_an_archive_is_unchanged_until_a_post_of_the_scope_comes_changes_is_cut_or_withdrawn(database):
    one, other = await a_source(database), await a_source(database, "other")
    (post,) = await kept_and_indexed(database, one, read("a", published=hours(5)))
    mine, now = scope(one, period=Period(hours(24), hours(1), "")), hours(0)
    unchanged, edge = database.posts.unchanged, await database.posts.edge(MODEL)
    await kept_and_indexed(database, other, read("b", published=hours(5)))
    await kept_and_indexed(database, one, read("later", published=NOW), read("older", published=hours(99)))
    assert await unchanged(mine, edge, now)
    assert not await unchanged(scope(other), edge, now) and not await unchanged(scope(one), edge, now)
    edge = await database.posts.edge(MODEL)
    await database.posts.keep(one.id, read("a", text="Changed.", published=hours(5)), NOW)
    assert not await unchanged(mine, edge, now)
    edge = await database.posts.edge(MODEL)
    assert await unchanged(mine, edge, now)
    await kept_and_indexed(database, one, read("a", text="Changed.", published=hours(5)))
    assert not await unchanged(mine, edge, now), "it is found by its new words now"
    edge = await database.posts.edge(MODEL)
    await database.posts.withdraw(post.id, NOW)
    assert not await unchanged(mine, edge, now)
