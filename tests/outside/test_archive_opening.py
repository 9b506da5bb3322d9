"""Chunks located without opening them, and posts opened with their stored terms."""

import numpy as np

from assistant.words import Chunk
from tests.outside.archive_cases import MODEL, NOW, a_source, hours, read, scope, unit


async def halves(database, source, key, published=None):
    post, _ = await database.posts.keep(
        source.id, read(key, title="A title", text="first half second half", published=published), NOW
    )
    cut = [
        (Chunk(0, post.version.id, 0, 0, 10), "title", "first half"),
        (Chunk(0, post.version.id, 1, 11, 22), "title", "second half"),
    ]
    await database.posts.index(cut, MODEL, np.stack([unit(1, 0), unit(3, 4)]))
    return post


async def test_chunks_are_located_by_post_time_and_cosine_inside_the_scope_only(database):
    source, other = await a_source(database, "one"), await a_source(database, "two")
    post, hidden = await halves(database, source, "a", hours(5)), await halves(database, other, "b")
    ids = [chunk for chunk, _ in await database.posts.search(["half"], scope(source), 5)]
    located = await database.posts.locate([*ids, 12345], scope(source), MODEL, unit(1, 0))
    assert {(f.post_id, f.at, round(f.cosine, 4)) for f in located} == {(post.id, hours(5), 1.0), (post.id, hours(5), 0.6)}
    assert {f.cosine for f in await database.posts.locate(ids, scope(source), "other", unit(1, 0))} == {None}
    assert not await database.posts.open([hidden.id], scope(source), MODEL, unit(1, 0), most=5)


async def test_a_post_is_opened_with_its_terms_its_first_chunk_and_those_nearest_to_the_question(database):
    source = await a_source(database)
    post = await halves(database, source, "a")
    both = await database.posts.open([post.id], scope(source), MODEL, unit(0, 1), most=2)
    assert {(c.passage.text, c.title, c.body, round(c.cosine, 4)) for c in both} == {
        ("first half", "title", "first half", 0.0),
        ("second half", "title", "second half", 0.8),
    }
    assert [c.passage.text for c in await database.posts.open([post.id], scope(source), MODEL, unit(0, 1), most=1)] == [
        "first half"
    ]
