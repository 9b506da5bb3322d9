"""What tests of the archive share: a source, posts read, chunks made of them. Terms are the words themselves, in small letters."""

from datetime import UTC, datetime, timedelta

import numpy as np

from assistant.ports import Scope
from assistant.words import Chunk, ParsedPost, Source

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MODEL = "test-4"


def hours(count):
    return NOW - timedelta(hours=count)


def read(key, title="A title", text="A text.", **more):
    return ParsedPost(key=key, title=title, url=f"https://example.org/{key}", text=text, **more)


def unit(*numbers):
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


async def a_source(database, name="one", **more):
    return await database.sources.add(Source(0, "feed", f"https://example.org/{name}.xml", name.title(), **more))


def chunk_of(version, vector=None):
    return Chunk(0, version.id, 0, 0, len(version.text)), version.title.lower(), version.text.lower()


async def kept_and_indexed(database, source, *posts, vectors=None, seen=NOW):
    """Keep and index whole posts, one chunk each; returns the posts as kept."""
    kept = [post for post, _ in await database.posts.keep_many(source.id, posts, seen)]
    made = [chunk_of(post.version) for post in kept]
    rows = np.stack(vectors) if vectors else np.stack([unit(1, number, 0, 0) for number in range(len(kept))])
    await database.posts.index(made, MODEL, rows)
    return kept


def scope(*sources, period=None):
    ids = tuple(source.id for source in sources)
    return Scope(ids, period) if period else Scope(ids)


async def drain(database, model=MODEL):
    """What the vector index would have heard until now: (added, removed)."""
    added: list[int] = []
    removed: list[int] = []
    while True:
        adds, _, removes = await database.posts.index_todo(model, 2)
        if not adds and not removes:
            return added, removed
        await database.posts.index_done(model, adds, removes)
        added += adds
        removed += removes
