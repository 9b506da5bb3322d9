"""A post's journey: fetched, read, kept, cut into chunks, embedded, indexed. The only async file of collect/.

    read_source   Source -> Fetch -> document.read -> Posts.keep_many -> Round      one source, once
    index_new     versions without chunks -> pieces -> Embed -> Posts.index         whatever is not yet indexed
    follow        vectors SQL has and Chroma has not, and the other way round       the vector index catches up

Each may be repeated at any point: keeping is by (source, key), indexing by version, following by the state of a vector row.
A source that fails is a value in its Round; the caller remembers validators only after the posts are kept.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from assistant.collect import document, origins, preview
from assistant.collect.identity import version_hash
from assistant.collect.pieces import Piece, pieces
from assistant.ports import Embed, Fetch, Index, Posts, Vectors
from assistant.words import Chunk, Failed, NotModified, Parsed, ParsedPost, Post, Source, Validators, Version

INDEX_BATCH = 64  # versions a turn: some 0.1 s of work, so that a waiting question is answered between two turns
AHEAD = 4  # turns read at a time: within them one is prepared while the last is written down
FOLLOW_PAUSE = 0.5  # seconds until enough vectors have come together for a batch
FOLLOW_BATCH = 1000  # vectors a turn: Chroma's fastest batch (facts.md)
FULL_TEXTS = 20  # pages fetched a round for a feed that cuts its texts or dates nothing; the next round takes the rest
OLDER_PAGES = 10  # of a live blog, read after its first while all that stands there is new to us
FEEDS = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
PAGES = "text/html, application/xhtml+xml, */*;q=0.5"

SENT = {"page": "a web page", "liveblog": "a live blog", "text": "plain text", "feed": "a feed"}
FOLLOWED = {"feed": "its feed", "liveblog": "its live blog"}

Allowed = Callable[[str], Awaitable[bool]]
"""Whether a site's robots.txt lets us read a page."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one reading of a source came to. `kept` pairs each post with "new", "changed", "unchanged" or "back"."""

    source: Source
    kept: tuple[tuple[Post, str], ...] = ()
    failed: tuple[Failed, ...] = ()
    validators: Validators = Validators()
    not_modified: bool = False
    fetched: Parsed | None = None
    moved_to: str = ""
    fresh_for: timedelta | None = None
    postponed: bool = False  # pages are left for the next round, which must not be told that nothing changed

    def count(self, state: str) -> int:
        return sum(1 for _, s in self.kept if s == state)


async def read_source(
    source: Source, validators: Validators, *, fetch: Fetch, allowed: Allowed, posts: Posts, now: datetime
) -> Round:
    """Read one source once. Never raises for the source's own faults."""
    answer = await fetch(source.url, validators, accept=FEEDS)
    if isinstance(answer, Failed):
        return Round(source, failed=(answer,), validators=validators)
    if isinstance(answer, NotModified):
        return Round(source, validators=validators, not_modified=True, moved_to=answer.moved_to, fresh_for=answer.fresh_for)
    if preview.is_preview(source.url) and not preview.is_preview(answer.url):
        hidden = Failed(source.url, "wrong_type", "This channel shows no messages to the public any more.")
        return Round(source, failed=(hidden,), validators=validators)
    parsed = await asyncio.to_thread(
        document.read, answer.body, url=answer.url or source.url, content_type=answer.content_type, seen=now
    )
    if isinstance(parsed, Failed):
        return Round(source, failed=(parsed,), validators=validators)
    if (
        source.kind in FOLLOWED and parsed.kind != source.kind
    ):  # a notice, a login, a parked name, a live blog's summary afterwards
        sent = Failed(source.url, "wrong_type", f"It sent {SENT[parsed.kind]} where {FOLLOWED[source.kind]} was.")
        return Round(source, failed=(sent,), validators=validators)
    parsed = _within(source, parsed)
    if parsed.kind == "liveblog" and parsed.next_url:
        parsed = await _older(source, parsed, fetch=fetch, posts=posts, now=now)
    whole, postponed = parsed.posts, False
    if parsed.kind == "feed":
        whole, postponed = await _whole_texts(source, parsed, fetch=fetch, allowed=allowed, posts=posts, now=now)
    kept = await posts.keep_many(source.id, whole, now)
    return Round(
        source, tuple(kept), (), answer.validators, fetched=parsed, moved_to=answer.moved_to, fresh_for=answer.fresh_for,
        postponed=postponed,
    )  # fmt: skip


def _within(source: Source, parsed: Parsed) -> Parsed:
    """Without what was published before the source is read from."""
    since = source.reads_from
    if since is None:
        return parsed
    return replace(parsed, posts=tuple(p for p in parsed.posts if p.published is None or p.published >= since))


async def _older(source: Source, first: Parsed, *, fetch: Fetch, posts: Posts, now: datetime) -> Parsed:
    """The live blog with its older pages behind the first, while a page holds nothing but what we do not have yet."""
    found = {p.key: p for p in first.posts}
    page, been = first, {first.url}
    for _ in range(OLDER_PAGES):
        new = page.posts and not await posts.marks(source.id, [p.key for p in page.posts])
        if not new or not page.next_url or page.next_url in been:
            break
        been.add(page.next_url)
        parsed = await _read(page.next_url, fetch, now)
        if parsed is None or parsed.kind != "liveblog":
            break
        page = _within(source, parsed)
        found = {**found, **{p.key: p for p in page.posts if p.key not in found}}
    return replace(first, posts=tuple(found.values()))


async def _whole_texts(
    source: Source, parsed: Parsed, *, fetch: Fetch, allowed: Allowed, posts: Posts, now: datetime
) -> tuple[tuple[ParsedPost, ...], bool]:
    """The feed's posts, those that it cuts with their page's text, those that it does not date with their page's date; and whether
    some pages are left for the next round. A page that fails, or that robots.txt closes, leaves the teaser.

    A post listed as it was when its page was fetched is left out: its teaser must not become a new version of the whole text.
    """
    alone = {url for url, count in Counter(p.url for p in parsed.posts).items() if count == 1 and urlsplit(url).path.strip("/")}
    lacking = [p for p in parsed.posts if p.url and (p.cut or p.published is None) and (p.cut or p.url in alone)]
    lacking = [replace(p, mark=version_hash(p.title, p.text)) for p in lacking]
    marks = await posts.marks(source.id, [p.key for p in lacking])
    asked = [p for p in lacking if marks.get(p.key) != p.mark]
    wanted = asked[:FULL_TEXTS]
    pages = await asyncio.gather(*(_page(p.url, fetch, allowed, now) for p in wanted))
    whole = {p.key: _with_page(p, page) for p, page in zip(wanted, pages, strict=True)}
    left_out = {p.key for p in lacking} - whole.keys()
    return tuple(whole.get(p.key, p) for p in parsed.posts if p.key not in left_out), len(asked) > len(wanted)


async def _page(url: str, fetch: Fetch, allowed: Allowed, now: datetime) -> ParsedPost | None:
    """The article behind an address; None where robots.txt closes it, or where it cannot be had or is none."""
    if not await allowed(url):
        return None
    parsed = await _read(url, fetch, now)
    return parsed.posts[0] if parsed and parsed.kind == "page" and parsed.posts else None


async def _read(url: str, fetch: Fetch, now: datetime) -> Parsed | None:
    answer = await fetch(url, accept=PAGES)
    if isinstance(answer, (Failed, NotModified)):
        return None
    parsed = await asyncio.to_thread(
        document.read, answer.body, url=answer.url or url, content_type=answer.content_type, seen=now
    )
    return None if isinstance(parsed, Failed) else parsed


def _with_page(post: ParsedPost, page: ParsedPost | None) -> ParsedPost:
    """The post with the page's date where it has none, and with its text where that is really more than the feed's teaser. What a
    paywall leaves of an article does not take the teaser's place; the post is marked."""
    if page is None:
        return post
    post = replace(post, published=post.published or page.published, paid=page.paid)
    if not post.cut or page.paid or len(page.text) <= len(post.text):
        return post
    return replace(post, text=page.text, html=page.html, author=post.author or page.author, cut=False)


async def index_new(
    *,
    posts: Posts,
    embed: Embed,
    breathe: Callable[[], Awaitable[None]],
    told: Callable[[int], None],
    batch: Callable[[], int] = lambda: INDEX_BATCH,
) -> int:
    """Cut, embed and index whatever versions wait for it, `batch` at a time; `breathe` is awaited between turns. Returns how many
    chunks were made."""
    made = 0
    while versions := await posts.chunks_to_make(AHEAD * batch()):
        size = batch()
        turns = [versions[at : at + size] for at in range(0, len(versions), size)]
        async with contextlib.aclosing(_one_ahead(turns, posts, embed, breathe)) as prepared:
            async for turn, ready, vectors in prepared:
                await posts.index([_row(piece) for piece in ready], embed.model, vectors)
                made += len(ready)
                told(len(turn))
                await breathe()
    return made


async def _one_ahead(
    turns: Sequence[Sequence[Version]], posts: Posts, embed: Embed, breathe: Callable[[], Awaitable[None]]
) -> AsyncGenerator[tuple[Sequence[Version], list[Piece], Vectors], None]:
    """Each turn cut and embedded; the next one already while this one is written down."""
    coming: asyncio.Task[tuple[list[Piece], Vectors]] | None = asyncio.create_task(_prepare(turns[0], posts, embed, breathe))
    try:
        for number, turn in enumerate(turns, start=1):
            assert coming is not None
            ready, vectors = await coming
            coming = asyncio.create_task(_prepare(turns[number], posts, embed, breathe)) if number < len(turns) else None
            yield turn, ready, vectors
    finally:
        if coming:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)


async def _prepare(
    versions: Sequence[Version], posts: Posts, embed: Embed, breathe: Callable[[], Awaitable[None]]
) -> tuple[list[Piece], Vectors]:
    await breathe()
    await trace(versions, posts)
    await breathe()
    ready = await asyncio.to_thread(_cut, versions)
    return ready, await embed([piece.words for piece in ready])


async def trace(versions: Sequence[Version], posts: Posts) -> None:
    """Note of which earlier posts these are copies. Before they are indexed: killed in between, it is done again."""
    batch = await posts.by_ids([version.post_id for version in versions])
    if not batch:
        return
    bands = await asyncio.to_thread(lambda: {post.id: origins.bands(post) for post in batch})
    times = [post.at for post in batch]
    near = await posts.akin(sorted({band for mine in bands.values() for band in mine}), min(times), max(times))
    traced = await asyncio.to_thread(origins.trace, batch, bands, near)
    await posts.keep_origins(bands, traced.origins, traced.merged)


def _cut(versions: Sequence[Version]) -> list[Piece]:
    return [piece for version in versions for piece in pieces(version)]


def _row(piece: Piece) -> tuple[Chunk, str, str]:
    return piece.chunk, piece.title_terms, piece.body_terms


async def index_and_follow(
    *,
    posts: Posts,
    embed: Embed,
    index: Index,
    breathe: Callable[[], Awaitable[None]],
    told: Callable[[int], None] = lambda _: None,
    batch: Callable[[], int] = lambda: INDEX_BATCH,
) -> int:
    """`index_new` while the vector index follows beside it: one waits for Python, the other for Chroma. Returns the chunks made."""
    indexing = asyncio.create_task(index_new(posts=posts, embed=embed, breathe=breathe, told=told, batch=batch))
    try:
        while not indexing.done():
            await follow(posts=posts, index=index, model=embed.model, breathe=breathe)
            await asyncio.wait({indexing}, timeout=FOLLOW_PAUSE)
        made = await indexing
    finally:
        indexing.cancel()
        await asyncio.gather(indexing, return_exceptions=True)
    await follow(posts=posts, index=index, model=embed.model, breathe=breathe)
    return made


async def follow(*, posts: Posts, index: Index, model: str, breathe: Callable[[], Awaitable[None]]) -> int:
    """Bring the vector index up to SQL's vectors of `model`. Returns how many it added or removed. Raises StoreError."""
    done = 0
    while True:
        added, vectors, removed = await posts.index_todo(model, FOLLOW_BATCH)
        if not added and not removed:
            return done
        await index.add(added, vectors)
        await index.remove(removed)
        await posts.index_done(model, added, removed)
        done += len(added) + len(removed)
        await breathe()
