"""A post's journey: fetched, read, kept, cut into chunks, embedded, indexed. The only async file of collect/.

    read_source   Source -> Fetch -> document.read -> Posts.keep_many -> Round      one source, once
    index_new     versions without chunks -> pieces -> Embed -> Posts.index         whatever is not yet indexed
    follow        vectors SQL has and Chroma has not, and the other way round       the vector index catches up

Each may be repeated at any point: keeping is by (source, key), indexing by version, following by the state of a vector row.
A source that fails is a value in its Round; the caller remembers validators only after the posts are kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.collect import document
from assistant.collect.pieces import Piece, pieces
from assistant.ports import Embed, Fetch, Index, Posts
from assistant.words import Failed, NotModified, Parsed, ParsedPost, Post, Source, Validators

INDEX_BATCH = 64  # versions a turn: some 0.1 s of work, so that a waiting question is answered between two turns
FOLLOW_BATCH = 1000  # vectors a turn: Chroma's fastest batch (facts.md)
FULL_TEXTS = 20  # pages fetched a round for a feed that cuts its texts; the next round takes the rest
FEEDS = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
PAGES = "text/html, application/xhtml+xml, */*;q=0.5"


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

    def count(self, state: str) -> int:
        return sum(1 for _, s in self.kept if s == state)


async def read_source(source: Source, validators: Validators, *, fetch: Fetch, posts: Posts, now: datetime) -> Round:
    """Read one source once. Never raises for the source's own faults."""
    answer = await fetch(source.url, validators, accept=FEEDS)
    if isinstance(answer, Failed):
        return Round(source, failed=(answer,), validators=validators)
    if isinstance(answer, NotModified):
        return Round(source, validators=validators, not_modified=True)
    parsed = await asyncio.to_thread(
        document.read, answer.body, url=answer.url or source.url, content_type=answer.content_type, seen=now
    )
    if isinstance(parsed, Failed):
        return Round(source, failed=(parsed,), validators=validators)
    whole = await _whole_texts(source, parsed, fetch=fetch, posts=posts, now=now) if parsed.kind == "feed" else parsed.posts
    kept = await posts.keep_many(source.id, whole, now)
    return Round(source, tuple(kept), (), answer.validators, fetched=parsed, moved_to=answer.moved_to)


async def keep_document(source: Source, body: bytes, *, content_type: str = "", posts: Posts, now: datetime) -> Round:
    """A document that lies here already (a file, an upload): read and kept like a fetched one."""
    parsed = await asyncio.to_thread(document.read, body, url=source.url, content_type=content_type, seen=now)
    if isinstance(parsed, Failed):
        return Round(source, failed=(parsed,))
    return Round(source, tuple(await posts.keep_many(source.id, parsed.posts, now)), fetched=parsed)


async def _whole_texts(source: Source, parsed: Parsed, *, fetch: Fetch, posts: Posts, now: datetime) -> Sequence[ParsedPost]:
    """The feed's posts, those that it cuts with their page's text in place of the teaser; a page that fails leaves the teaser."""
    known = await posts.known(source.id, [p.key for p in parsed.posts if p.cut])
    wanted = [p for p in parsed.posts if p.cut and p.url and p.key not in known][:FULL_TEXTS]
    pages = dict(zip((p.key for p in wanted), await asyncio.gather(*(_page(p.url, fetch, now) for p in wanted)), strict=True))
    # a cut post that is known already keeps the whole text it has: its teaser must not become a new version
    fresh = [p for p in parsed.posts if not (p.cut and p.key in known)]
    return [_with_page(p, pages.get(p.key)) for p in fresh]


async def _page(url: str, fetch: Fetch, now: datetime) -> ParsedPost | None:
    answer = await fetch(url, accept=PAGES)
    if isinstance(answer, (Failed, NotModified)):
        return None
    parsed = await asyncio.to_thread(
        document.read, answer.body, url=answer.url or url, content_type=answer.content_type, seen=now
    )
    if isinstance(parsed, Failed) or parsed.kind != "page" or not parsed.posts:
        return None
    return parsed.posts[0]


def _with_page(post: ParsedPost, page: ParsedPost | None) -> ParsedPost:
    """The post with the page's text where that is really more than the feed's teaser."""
    if page is None or page.cut or len(page.text) <= len(post.text):
        return post
    return replace(post, text=page.text, html=page.html, author=post.author or page.author, cut=False)


async def index_new(*, posts: Posts, embed: Embed, breathe: Callable[[], Awaitable[None]], told: Callable[[int], None]) -> int:
    """Cut, embed and index whatever versions wait for it; `breathe` is awaited between turns. Returns how many chunks were made."""
    made = 0
    while versions := await posts.chunks_to_make(INDEX_BATCH):
        ready = await asyncio.to_thread(lambda batch=versions: [piece for version in batch for piece in pieces(version)])
        vectors = await embed([piece.words for piece in ready])
        await posts.index([_row(piece) for piece in ready], embed.model, vectors)
        made += len(ready)
        told(len(versions))
        await breathe()
    return made


def _row(piece: Piece) -> tuple:  # type: ignore[type-arg]
    return piece.chunk, piece.title_terms, piece.body_terms


async def follow(*, posts: Posts, index: Index, model: str, breathe: Callable[[], Awaitable[None]]) -> int:
    """Bring the vector index up to SQL's vectors of `model`. Returns how many it added or removed. Raises StoreError."""
    done = 0
    while True:
        todo = await posts.index_todo(model, FOLLOW_BATCH)
        if not todo.ids and not todo.removes:
            return done
        await index.add(todo.ids, todo.vectors)
        await index.remove(todo.removes)
        await posts.index_done(model, todo.ids, todo.removes)
        done += len(todo.ids) + len(todo.removes)
        await breathe()
