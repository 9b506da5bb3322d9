"""What of a source that is looked at stands in the archive already, from other sources: told to the admin before it is followed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from assistant.collect import origins
from assistant.collect.identity import version_hash
from assistant.wiring.house import House
from assistant.words import ParsedPost, Post, Source, Version

MOST = 100  # posts compared, the newest


async def copies(source: Source, posts: Sequence[ParsedPost], *, house: House) -> tuple[tuple[str, int], ...]:
    """(outlet, how many of these posts are copies of its), most first. Stores nothing; raises StoreError.

    Only what came in during the last days can be compared (collect/origins.py), so the newest of both.
    """
    made = [_as_post(-number, post, house) for number, post in enumerate(posts[:MOST], start=1)]
    marked = await asyncio.to_thread(lambda: {post.id: origins.bands(post) for post in made})
    bands = sorted({band for mine in marked.values() for band in mine})
    if not bands:
        return ()
    own = {s.id for s in await house.database.sources.all() if s.url == source.url}
    times = [post.at for post in made]
    near = [(band, p) for band, p in await house.database.posts.akin(bands, min(times), max(times)) if p.source_id not in own]
    traced = await asyncio.to_thread(origins.trace, made, marked, near)
    told = [origin for origin in traced.origins.values() if origin > 0]
    outlets = {post.id: post.outlet for post in await house.database.posts.by_ids(sorted(set(told)))}
    return tuple(Counter(outlets[origin] for origin in told if origin in outlets).most_common())


def _as_post(number: int, post: ParsedPost, house: House) -> Post:
    """As if it were kept now, by a number that no kept post has."""
    now = house.clock()
    version = Version(number, number, 1, post.title, post.text, version_hash(post.title, post.text), now)
    return Post(number, 0, "", post.key, post.url, version, now, post.published)
