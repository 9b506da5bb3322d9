from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from assistant.errors import StoreError
from assistant.outside.archive.keeping import version_hash
from assistant.words import Chunk, Period
from tests.outside.archive_cases import MODEL, NOW, a_source, chunk_of, drain, hours, kept_and_indexed, read, scope, unit


async def test_a_post_is_new_then_unchanged_then_changed_and_every_version_stays(database):
    source = await a_source(database)
    first, what = await database.posts.keep(source.id, read("a", text="Nine were hurt."), hours(3))
    assert what == "new" and first.outlet == "One" and first.first_seen == hours(3)
    again, what = await database.posts.keep(source.id, read("a", text="Nine were hurt."), hours(2))
    assert (again, what) == (first, "unchanged")
    second, what = await database.posts.keep(source.id, read("a", text="Ten were hurt."), hours(1))
    assert what == "changed" and second.id == first.id and second.version.number == 2
    old, new = await database.posts.versions(first.id)
    assert (old, new) == (first.version, second.version)
    assert new.hash == version_hash("A title", "Ten were hurt.") and new.first_seen == hours(1)
    assert await database.posts.by_ids([first.id, 999]) == [second]
    assert await database.posts.version_posts([old.id]) == {old.id: first}


async def test_a_round_with_one_key_twice_keeps_both_states_in_order(database):
    source = await a_source(database)
    outcome = await database.posts.keep_many(
        source.id, [read("a", text="1"), read("b"), read("a", text="2"), read("a", text="2")], NOW
    )
    assert [what for _, what in outcome] == ["new", "new", "changed", "unchanged"]
    assert [version.text for version in await database.posts.versions(outcome[0][0].id)] == ["1", "2"]
    assert (await database.posts.by_ids([outcome[0][0].id]))[0].text == "2"


async def test_one_key_under_two_sources_is_two_posts(database):
    one, two = await a_source(database, "one"), await a_source(database, "two")
    first, _ = await database.posts.keep(one.id, read("a"), NOW)
    second, what = await database.posts.keep(two.id, read("a"), NOW)
    assert what == "new" and second.id != first.id and second.outlet == "Two"


async def test_keeping_for_a_source_that_is_not_there_is_refused(database):
    with pytest.raises(StoreError, match="no source 77"):
        await database.posts.keep(77, read("a"), NOW)


async def test_the_date_stays_once_it_is_known_and_an_address_may_change(database):
    source = await a_source(database)
    post, _ = await database.posts.keep(source.id, read("a"), hours(1))
    assert post.published is None and post.at == hours(1)
    dated, what = await database.posts.keep(source.id, read("a", published=hours(5)), NOW)
    assert what == "unchanged" and dated.at == hours(5)
    later, _ = await database.posts.keep(source.id, read("a", published=hours(2)), NOW)
    assert later.published == hours(5)
    assert (await database.posts.by_ids([post.id]))[0].published == hours(5)


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
async def test_what_databases_refuse_is_replaced_one_for_one(database, bad):
    source = await a_source(database)
    post, _ = await database.posts.keep(source.id, read(f"k{bad}", title=f"T{bad}", text=f"a{bad}b", author=bad), NOW)
    (stored,) = await database.posts.by_ids([post.id])
    assert (stored.text, stored.title, stored.version.author) == ("a\ufffdb", "T\ufffd", "\ufffd")
    assert (await database.posts.keep(source.id, read(f"k{bad}", title=f"T{bad}", text=f"a{bad}b", author=bad), NOW))[
        1
    ] == "unchanged"


async def test_keys_of_absurd_length_stay_apart(database):
    source = await a_source(database)
    keys = ["x" * 9000, "x" * 9000 + "y"]
    outcome = await database.posts.keep_many(source.id, [read(key) for key in keys], NOW)
    assert [what for _, what in outcome] == ["new", "new"]
    assert (await database.posts.keep(source.id, read(keys[0]), NOW))[1] == "unchanged"


async def test_a_mark_says_that_the_listing_is_as_it_was(database):
    source = await a_source(database)
    await database.posts.keep_many(source.id, [read("a", mark="m1"), read("b")], NOW)
    assert await database.posts.marks(source.id, ["a", "b", "c"]) == {"a": "m1", "b": ""}
    await database.posts.keep(source.id, read("a", mark="m2"), NOW)
    assert await database.posts.marks(source.id, ["a"]) == {"a": "m2"}


async def test_a_withdrawn_post_is_not_found_until_it_is_back(database):
    source = await a_source(database)
    (post,) = await kept_and_indexed(database, source, read("a", text="the bridge"))
    await database.posts.withdraw(post.id, hours(2))
    await database.posts.withdraw(post.id, hours(1))
    assert (await database.posts.by_ids([post.id]))[0].withdrawn_at == hours(2)
    assert await database.posts.search(["bridge"], scope(source), 5) == []
    assert await database.posts.latest(scope(source), 5) == []
    assert (await database.posts.extent(scope(source))).posts == 0
    back, what = await database.posts.keep(source.id, read("a", text="the bridge"), NOW)
    assert what == "back" and back.withdrawn_at is None
    assert len(await database.posts.search(["bridge"], scope(source), 5)) == 1


async def test_versions_wait_for_their_chunks_oldest_first_and_those_without_any_are_done_too(database):
    source = await a_source(database)
    kept = [post for post, _ in await database.posts.keep_many(source.id, [read("a"), read("b", text=""), read("c")], NOW)]
    a, b, c = await database.posts.chunks_to_make(9)
    assert [a, b, c] == [post.version for post in kept]
    await database.posts.index([chunk_of(a)], MODEL, np.stack([unit(1, 0)]), without=[b.id])
    assert await database.posts.chunks_to_make(9) == [c]


async def test_a_new_version_takes_the_place_of_the_old_in_full_text_and_index(database):
    source = await a_source(database)
    (old,) = await kept_and_indexed(database, source, read("a", text="seven boats"))
    ((was, _),) = await database.posts.search(["boats"], scope(source), 5)
    assert await drain(database) == ([was], [])
    (new,) = await kept_and_indexed(database, source, read("a", text="eight ships"))
    assert await database.posts.search(["boats"], scope(source), 5) == []
    ((now, _),) = await database.posts.search(["ships"], scope(source), 5)
    assert await drain(database) == ([now], [was])
    # what was made of the older version meanwhile comes too late
    await database.posts.index([chunk_of(old.version)], MODEL, np.stack([unit(1, 0)]))
    assert [found for found, _ in await database.posts.search(["ships", "boats"], scope(source), 5)] == [now]
    assert (await database.posts.counts(MODEL)).chunks == 1
    assert new.version.number == 2


async def test_indexing_twice_changes_nothing_that_can_be_seen(database):
    source = await a_source(database)
    (post,) = await kept_and_indexed(database, source, read("a", text="seven boats"))
    await database.posts.index([chunk_of(post.version)], MODEL, np.stack([unit(1, 0, 0, 0)]))
    assert len(await database.posts.search(["boats"], scope(source), 5)) == 1
    counts = await database.posts.counts(MODEL)
    assert (counts.chunks, counts.full_text, counts.vectors, counts.to_make) == (1, 1, 1, 0)


async def test_vectors_that_do_not_fit_are_refused_before_anything_is_stored(database):
    source = await a_source(database)
    post, _ = await database.posts.keep(source.id, read("a"), NOW)
    for rows in (np.zeros((2, 4), np.float32), np.array([[np.nan, 1.0]], np.float32)):
        with pytest.raises(StoreError):
            await database.posts.index([chunk_of(post.version)], MODEL, rows)
    assert (await database.posts.counts(MODEL)).chunks == 0


async def test_search_ranks_by_rarity_and_prefers_titles(database):
    source = await a_source(database)
    posts = [read(f"filler{n}", title="Daily", text="weather and roads again today") for n in range(20)]
    posts += [
        read("body", title="Daily", text="weather and roads and the ferry today"),
        read("title", title="Ferry", text="weather and roads again and again"),
        read("both", title="Ferry", text="the ferry and the harbour today"),
    ]
    kept = await kept_and_indexed(database, source, *posts)
    found = await database.posts.search(["weather", "ferry", "harbour"], scope(source), 4)
    by_chunk = await database.posts.candidates([chunk for chunk, _ in found], scope(source), MODEL, unit(1, 0, 0, 0))
    assert [by_chunk[chunk][0].post.key for chunk, _ in found][:3] == ["both", "title", "body"]
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0
    assert len(kept) == 23


@pytest.mark.parametrize(
    "term",
    [
        '"',
        "'",
        "\\",
        "a'b",
        'or"',
        "and",
        "near(",
        "*",
        "title:x",
        "нічна",
        "2024-11-04",
        "3.5",
        "naïve",
        "कीमत",
        "東京",
        "x" * 600,
        ":1a",
    ],
)
async def test_a_term_is_never_syntax_and_is_found_as_it_is(database, term):
    source = await a_source(database)
    (post, _) = await kept_and_indexed(
        database, source, read("a", title="t", text=f"before {term} after"), read("b", text="else")
    )
    found = await database.posts.search([term, "zzz"], scope(source), 5)
    assert len(found) == 1
    assert post.key == "a"
    total, frequencies = await database.posts.frequencies([term, "else", "zzz"])
    assert total == 2 and frequencies == {term: 1, "else": 1, "zzz": 0}


@pytest.mark.parametrize("terms", [[], [""], [" "], ["\x00"]])
async def test_searching_for_nothing_finds_nothing(database, terms):
    source = await a_source(database)
    await kept_and_indexed(database, source, read("a"))
    assert await database.posts.search(terms, scope(source), 5) == []


async def test_only_the_scope_is_searched(database):
    one, two = await a_source(database, "one"), await a_source(database, "two")
    await kept_and_indexed(
        database, one, read("old", text="ferry", published=hours(30)), read("new", text="ferry", published=hours(3))
    )
    await kept_and_indexed(database, two, read("other", text="ferry", published=hours(4)))
    cases = [
        (scope(one, two), {"old", "new", "other"}),
        (scope(one), {"old", "new"}),
        (scope(), set()),
        (scope(one, two, period=Period(since=hours(4))), {"new", "other"}),
        (scope(one, two, period=Period(until=hours(4))), {"old"}),
        (scope(one, period=Period(since=hours(31), until=hours(30))), set()),
    ]
    everything = [chunk for chunk, _ in await database.posts.search(["ferry"], scope(one, two), 9)]
    for where, expected in cases:
        found = [chunk for chunk, _ in await database.posts.search(["ferry"], where, 9)]
        passages = await database.posts.candidates(everything, where, MODEL, unit(1, 0, 0, 0))
        assert {passage.post.key for passage, _ in passages.values()} == expected
        assert set(found) == set(passages)
        assert {post.key for post in await database.posts.latest(where, 9)} == expected
        extent = await database.posts.extent(where)
        assert extent.posts == len(expected)
    assert (extent.sources, extent.newest) == (0, None)
    whole = await database.posts.extent(scope(one, two))
    assert (whole.posts, whole.sources, whole.newest) == (3, 2, hours(3))


async def test_latest_comes_by_time_and_in_pages(database):
    source = await a_source(database)
    await kept_and_indexed(database, source, *[read(str(n), published=hours(n)) for n in (5, 1, 4, 2, 3)])
    assert [post.key for post in await database.posts.latest(scope(source), 2)] == ["1", "2"]
    assert [post.key for post in await database.posts.latest(scope(source), 2, 2)] == ["3", "4"]


async def test_candidates_carry_passage_and_cosine(database):
    source = await a_source(database)
    post, _ = await database.posts.keep(source.id, read("a", text="first half second half"), NOW)
    halves = [(Chunk(0, post.version.id, 0, 0, 10), "", "first half"), (Chunk(0, post.version.id, 1, 11, 22), "", "second half")]
    await database.posts.index(halves, MODEL, np.stack([unit(1, 0), unit(3, 4)]))
    ids = [chunk for chunk, _ in await database.posts.search(["half"], scope(source), 5)]
    found = await database.posts.candidates([*ids, 12345], scope(source), MODEL, unit(1, 0))
    assert {(passage.text, round(cosine, 4)) for passage, cosine in found.values()} == {("first half", 1.0), ("second half", 0.6)}
    assert {cosine for _, cosine in (await database.posts.candidates(ids, scope(source), "other", unit(1, 0))).values()} == {None}


async def test_chunks_without_vectors_are_searched_and_get_them_later(database):
    source = await a_source(database)
    kept = [post for post, _ in await database.posts.keep_many(source.id, [read("a"), read("b"), read("c")], NOW)]
    await database.posts.index([chunk_of(post.version) for post in kept], "", None)
    assert len(await database.posts.search(["text."], scope(source), 5)) == 3
    first, second = await database.posts.missing_vectors(MODEL, 2)
    (third,) = await database.posts.missing_vectors(MODEL, 2, after=second.chunk_id)
    assert [first.post.key, second.post.key, third.post.key] == ["a", "b", "c"]
    rows = np.stack([unit(1, 0), np.zeros(2, np.float32)])
    await database.posts.add_vectors(MODEL, [first.chunk_id, second.chunk_id], rows)
    await database.posts.add_vectors(MODEL, [first.chunk_id, 999], rows)  # repeated, and one that is gone
    assert [passage.chunk_id for passage in await database.posts.missing_vectors(MODEL, 9)] == [third.chunk_id]
    assert await drain(database) == ([first.chunk_id], [])  # a text without words has no direction
    found = await database.posts.candidates([first.chunk_id, second.chunk_id, third.chunk_id], scope(source), MODEL, unit(1, 0))
    assert [found[p.chunk_id][1] for p in (first, second, third)] == [1.0, 0.0, None]


async def test_the_index_is_told_again_until_it_says_done(database):
    source = await a_source(database)
    await kept_and_indexed(database, source, *[read(str(n)) for n in range(3)])
    adds, vectors, removes = await database.posts.index_todo(MODEL, 9)
    assert len(adds) == 3 and removes == [] and vectors.shape == (3, 4) and vectors.dtype == np.float32
    assert np.allclose(vectors[2], unit(1, 2, 0, 0))
    assert (await database.posts.index_todo(MODEL, 9))[0] == adds
    await database.posts.index_done(MODEL, adds[:2], [])
    assert (await database.posts.index_todo(MODEL, 9))[0] == adds[2:]
    assert (await database.posts.index_todo("other", 9))[0] == []


async def test_a_chunk_that_changes_while_it_is_being_added_is_removed_afterwards(database):
    source = await a_source(database)
    await kept_and_indexed(database, source, read("a", text="one"))
    (adding,), _, _ = await database.posts.index_todo(MODEL, 9)
    await kept_and_indexed(database, source, read("a", text="two"))
    await database.posts.index_done(MODEL, [adding], [])
    adds, _, removes = await database.posts.index_todo(MODEL, 9)
    assert removes == [adding] and len(adds) == 1 and adds != [adding]


async def test_a_lost_index_is_built_again_from_sql(database):
    source = await a_source(database)
    await kept_and_indexed(database, source, *[read(str(n)) for n in range(3)])
    added, _ = await drain(database)
    counts = await database.posts.counts(MODEL)
    assert (counts.posts, counts.versions, counts.vectors, counts.to_add, counts.to_remove) == (3, 3, 3, 0, 0)
    await database.posts.rebuild(MODEL)
    await database.posts.rebuild(MODEL)
    assert (await database.posts.counts(MODEL)).to_add == 3
    assert (await drain(database))[0] == added
    await database.posts.forget(MODEL)
    assert (await database.posts.counts(MODEL)).vectors == 0
    assert len(await database.posts.missing_vectors(MODEL, 9)) == 3


async def test_times_keep_their_moment_whatever_their_zone(database):
    source = await a_source(database)
    kyiv = datetime(2026, 10, 25, 3, 30, 0, 123456, tzinfo=ZoneInfo("Europe/Kyiv"), fold=1)
    post, _ = await database.posts.keep(source.id, read("a", published=kyiv), NOW)
    (stored,) = await database.posts.by_ids([post.id])
    assert stored.published == post.published == kyiv.astimezone(UTC) and stored.published.utcoffset() == timedelta(0)
    with pytest.raises((ValueError, StoreError)):
        await database.posts.keep(source.id, read("b", published=datetime(2026, 1, 1)), NOW)  # noqa: DTZ001 - the point
