from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.words import Hit, Outcome, Role, Source, Validators
from tests.outside.archive_cases import MODEL, NOW, a_source, drain, hours, kept_and_indexed, read, scope


def outcome(source, **more):
    return Outcome(source.id, NOW, NOW + timedelta(minutes=15), **more)


async def test_adding_a_source_twice_adds_one(database):
    first = await a_source(database, added_at=hours(3))
    again = await a_source(database)
    assert again == first and first.added_at == hours(3)
    assert await database.sources.all() == [first]
    assert await database.sources.get(first.id) == first
    assert await database.sources.get(99) is None


@pytest.mark.parametrize(
    ("role", "chat", "names"),
    [
        (Role.STRANGER, 5, set()),
        (Role.SUBSCRIBER, 5, {"open", "five"}),
        (Role.SUBSCRIBER, 6, {"open"}),
        (Role.REPORTER, 6, {"open", "desk"}),
        (Role.REPORTER, 5, {"open", "desk", "five"}),
        (Role.ADMIN, 0, {"open", "desk", "five"}),
    ],
)
async def test_each_asker_sees_the_sources_meant_for_him(database, role, chat, names):
    await a_source(database, "open")
    await a_source(database, "desk", audience="reporters")
    await a_source(database, "five", audience="chats", chats=(5, 7))
    assert {source.title.lower() for source in await database.sources.visible(role, chat)} == names


async def test_sources_are_due_when_their_time_has_come_longest_first(database):
    one, two, three = [await a_source(database, name, added_at=NOW) for name in ("one", "two", "three")]
    uploads = await database.sources.add(Source(0, "file", "notes.txt", "Notes"))
    await database.sources.remember(replace(outcome(one), next_due=NOW - timedelta(minutes=1)))
    await database.sources.remember(replace(outcome(two), next_due=NOW + timedelta(minutes=1)))
    assert [tended.source for tended in await database.sources.due(NOW, 9)] == [one, three]
    assert [tended.source for tended in await database.sources.due(NOW, 1)] == [one]
    await database.sources.pause(one.id)
    assert [tended.source for tended in await database.sources.due(NOW, 9)] == [three]
    await database.sources.resume(one.id, NOW)
    assert {tended.source.id for tended in await database.sources.due(NOW, 9)} == {one.id, three.id}
    assert uploads.id not in {tended.source.id for tended in await database.sources.due(NOW + timedelta(days=400), 9)}


async def test_a_round_is_remembered(database):
    source = await a_source(database)
    await database.sources.remember(outcome(source, new=2, validators=Validators('"e"', "Sun"), interval=timedelta(minutes=5)))
    (tended,) = await database.sources.tended()
    assert (tended.validators, tended.interval, tended.next_due) == (
        Validators('"e"', "Sun"),
        timedelta(minutes=5),
        NOW + timedelta(minutes=15),
    )
    assert (tended.last_ok, tended.last_new, tended.failures) == (NOW, NOW, 0)
    await database.sources.remember(outcome(source, error="it answered 500"))
    await database.sources.remember(outcome(source, error="it answered 502"))
    (tended,) = await database.sources.tended()
    assert (tended.failures, tended.last_error, tended.validators.etag) == (2, "it answered 502", '"e"')
    await database.sources.remember(outcome(source))
    (tended,) = await database.sources.tended()
    assert (tended.failures, tended.last_error, tended.last_new) == (0, "", NOW)


async def test_a_source_that_moved_or_ended_is_changed_by_its_round(database):
    one, two = await a_source(database, "one"), await a_source(database, "two")
    await database.sources.remember(outcome(one, moved_to="https://example.org/moved.xml"))
    await database.sources.remember(outcome(two, moved_to="https://example.org/moved.xml", ended=True))
    moved, stays = await database.sources.all()
    assert moved.url == "https://example.org/moved.xml"
    assert (stays.url, stays.state) == (two.url, "ended")
    assert await database.sources.due(NOW + timedelta(days=9), 9) != []
    assert {tended.source.id for tended in await database.sources.due(NOW + timedelta(days=9), 9)} == {one.id}


async def test_what_an_admin_sets_is_changed(database):
    source = await a_source(database)
    wanted = replace(source, title="New name", audience="chats", chats=(3,), tier="agency")
    await database.sources.change(wanted)
    assert await database.sources.get(source.id) == wanted


async def test_a_removed_source_keeps_its_posts_in_search_unless_told(database):
    kept, hidden = await a_source(database, "kept"), await a_source(database, "hidden")
    await database.sources.remove(kept.id, NOW)
    await database.sources.remove(hidden.id, NOW, keep_posts=False)
    assert await database.sources.all() == []
    assert [source.id for source in await database.sources.visible(Role.ADMIN, 0)] == [kept.id]
    assert await database.sources.due(NOW + timedelta(days=9), 9) == []
    await database.sources.remember(outcome(hidden, new=1))  # a round that was on its way
    assert await database.sources.due(NOW + timedelta(days=9), 9) == []


async def test_removing_can_be_undone_until_the_posts_are_erased(database):
    source = await a_source(database)
    (post,) = await kept_and_indexed(database, source, read("a"))
    await database.sources.remove(source.id, hours(1), keep_posts=False)
    assert await database.sources.erase(hours(2)) == 0
    await database.sources.resume(source.id, NOW)
    assert [seen.id for seen in await database.sources.visible(Role.SUBSCRIBER, 1)] == [source.id]
    assert await database.posts.by_ids([post.id]) == [post]


async def test_erased_posts_are_gone_from_everywhere(database):
    source, other = await a_source(database), await a_source(database, "other")
    posts = await kept_and_indexed(database, source, read("a", text="ferry"), read("b", text="ferry"))
    await kept_and_indexed(database, other, read("c", text="ferry"))
    await drain(database)
    await database.stories.place([(post, posts[0].id) for post in posts])
    await database.alerts.found([Hit(0, n, post.id, post.version.id, post.id, NOW) for n, post in enumerate(posts, 1)])
    told, waits = await database.alerts.open()
    await database.alerts.settle([told.id], "told", NOW)
    await database.sources.remove(source.id, hours(30), keep_posts=False)
    assert await database.sources.erase(hours(24)) == 2
    assert await database.stories.of([post.id for post in posts]) == {} and await database.alerts.open() == []
    assert await database.alerts.told_posts(1, [posts[0].id]) != [] and waits.subscription_id == 2
    assert await database.posts.by_ids([post.id for post in posts]) == []
    counts = await database.posts.counts(MODEL)
    assert (counts.posts, counts.versions, counts.chunks, counts.full_text, counts.to_remove) == (1, 1, 1, 1, 2)
    assert await database.posts.search(["ferry"], scope(source), 5) == []
    again = await a_source(database)
    assert again.id == source.id and again.state == "active"
    assert (await database.posts.keep(source.id, read("a"), NOW))[1] == "new"


async def test_what_was_learnt_of_a_sources_pace_is_forgotten(database):
    feed, page, paused = [await a_source(database, name) for name in ("feed", "two", "paused")]
    uploads = await database.sources.add(Source(0, "file", "notes.txt", "Notes"))
    for source in (feed, page, paused):
        learnt = outcome(source, validators=Validators('"e"', "Sun"), interval=timedelta(hours=4), skip_hours=(1, 2))
        await database.sources.remember(learnt)
    await database.sources.pause(paused.id)
    for source in (feed, paused, uploads):
        await database.sources.forget_pace(source.id, hours(1))
    tended = {t.source.id: t for t in await database.sources.tended()}
    assert (tended[feed.id].next_due, tended[feed.id].interval) == (hours(1), timedelta(minutes=15))
    assert (tended[feed.id].validators, tended[feed.id].skip_hours) == (Validators(), ())
    for source in (page, paused):
        assert (tended[source.id].interval, tended[source.id].skip_hours) == (timedelta(hours=4), (1, 2))
    assert tended[uploads.id].next_due is None


async def test_those_that_may_be_ill_are_found_without_reading_all(database):
    well, failing, undated, gone, silent = [await a_source(database, n) for n in ("well", "failing", "undated", "gone", "silent")]
    for _ in range(3):
        await database.sources.remember(outcome(failing, error="it answered 500"))
    await database.sources.remember(outcome(undated, undated=True))
    await database.sources.remember(outcome(gone, error="gone (410)", ended=True))
    assert [t.source.id for t in await database.sources.suspects(3, [silent.id])] == [failing.id, undated.id, gone.id, silent.id]
    assert await database.sources.suspects(4) == await database.sources.tended([gone.id, undated.id])
    assert [t.source.id for t in await database.sources.tended()] == [s.id for s in (well, failing, undated, gone, silent)]
    assert await database.sources.tended([]) == []


async def test_the_chats_that_have_sources_of_their_own_are_known(database):
    await a_source(database, "open")
    await a_source(database, "five", audience="chats", chats=(5, -7))
    await a_source(database, "six", audience="chats", chats=(5,))
    assert await database.sources.chats_with_own() == {5, -7}
