"""Posts kept as they are read: gather what is known, decide (pure), apply. By (source, key); versions are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Boolean, bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.collect import embargo
from assistant.errors import StoreError
from assistant.language import language_from
from assistant.outside.archive.rows import newest_posts, post_of, reserve, storable
from assistant.outside.schema.posts import posts, sources, versions
from assistant.outside.schema.types import among
from assistant.words import ParsedPost, Post, Version

KEY_LENGTH = 512  # PostgreSQL indexes at most some 2,700 bytes


def version_hash(title: str, body: str) -> str:
    """SHA-256 of title, newline, text (words.Version)."""
    return sha256(f"{title}\n{body}".encode()).hexdigest()


def stored_key(key: str) -> str:
    """The key as stored: one of absurd length keeps its beginning and gets its hash."""
    clean = storable(key)
    if len(clean) <= KEY_LENGTH:
        return clean
    return f"{clean[: KEY_LENGTH - 65]}#{sha256(clean.encode()).hexdigest()}"


def cleaned(post: ParsedPost) -> ParsedPost:
    return replace(
        post,
        key=stored_key(post.key),
        title=storable(post.title),
        text=storable(post.text),
        url=storable(post.url),
        author=storable(post.author),
        mark=storable(post.mark),
        language=language_from(storable(post.language)[:16], f"{post.title}\n{post.text}"),
        published=post.published.astimezone(UTC) if post.published and post.published.tzinfo else post.published,
    )


@dataclass(slots=True)
class Decided:
    """What a batch comes to. Posts under `fresh` and versions under `written` have the ids reserved for them."""

    outcome: list[tuple[Post, str]] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)  # ids of posts not in the table yet
    touched: dict[int, Post] = field(default_factory=dict)  # by id, as they shall be
    marks: dict[int, str] = field(default_factory=dict)
    back: set[int] = field(default_factory=set)  # withdrawn before: their chunks may be gone
    written: list[Version] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A source as far as its posts are concerned. `first`: it was never read before."""

    id: int
    title: str
    news_from: datetime | None
    first: bool

    def is_old(self, post: ParsedPost) -> bool:
        """Whether a new post was there before the source was added."""
        if self.news_from is None:
            return False
        return self.first if post.published is None else post.published < self.news_from


@dataclass(frozen=True, slots=True)
class Ids:
    posts: Sequence[int]
    versions: Sequence[int]


def decide(
    known: Mapping[str, tuple[Post, str]], parsed: Sequence[ParsedPost], *, outlet: Outlet, ids: Ids, seen: datetime
) -> Decided:
    """What each read post is: new, changed, unchanged or back. `known`: post and mark by key. Touches nothing outside its result."""
    now = dict(known)
    decided = Decided()
    for post in parsed:
        before, mark = now.get(post.key, (None, ""))
        after, what = _one(before, post, outlet, ids, decided, seen)
        if what == "new":
            decided.fresh.append(after.id)
        elif what == "back":
            decided.back.add(after.id)
        if before is None or after != before or post.mark != mark:
            decided.touched[after.id] = after
            decided.marks[after.id] = post.mark
        now[post.key] = (after, post.mark)
        decided.outcome.append((after, what))
    return decided


def _one(before: Post | None, read: ParsedPost, outlet: Outlet, ids: Ids, decided: Decided, seen: datetime) -> tuple[Post, str]:
    digest = version_hash(read.title, read.text)
    same = before is not None and before.version.hash == digest
    post_id = before.id if before else ids.posts[len(decided.fresh)]
    if before and same:
        version = before.version
    else:
        number = before.version.number + 1 if before else 1
        version_id = ids.versions[len(decided.written)]
        version = Version(version_id, post_id, number, read.title, read.text, digest, seen, read.author, read.language)
        decided.written.append(version)
    held = embargo.until(read.title, read.text, read.published or seen)
    if before is None:
        new = Post(post_id, outlet.id, outlet.title, read.key, read.url, version, seen, read.published)
        return replace(new, old=outlet.is_old(read), paid=read.paid, embargo_until=held), "new"
    after = replace(
        before,
        version=version,
        url=read.url or before.url,
        published=before.published or read.published,
        withdrawn_at=None,
        paid=read.paid,
        embargo_until=held,
    )
    what = "back" if before.withdrawn_at else "unchanged" if same else "changed"
    return after, what


async def keep_many(
    connection: AsyncConnection, source_id: int, parsed: Sequence[ParsedPost], seen: datetime
) -> list[tuple[Post, str]]:
    """Keep one source's posts, in their order. Raises StoreError when there is no such source."""
    # the row is locked, so that two who read one source at once (PostgreSQL) keep one after the other
    mine = select(sources).where(sources.c.id == source_id).with_for_update()
    row = (await connection.execute(mine)).first()
    if row is None:
        raise StoreError(f"there is no source {source_id}")
    outlet = Outlet(source_id, row.title, row.news_from, first=row.last_ok is None)
    clean = [cleaned(post) for post in parsed]
    known = await _known(connection, source_id, [post.key for post in clean])
    missing = len({post.key for post in clean} - known.keys())
    differing = sum(
        1 for post in clean if post.key not in known or known[post.key][0].version.hash != version_hash(post.title, post.text)
    )
    repeats = len(clean) - len({post.key for post in clean})
    ids = Ids(
        await reserve(connection, posts, missing) if missing else (),
        await reserve(connection, versions, differing + repeats) if differing or repeats else (),
    )
    decided = decide(known, clean, outlet=outlet, ids=ids, seen=seen)
    await _apply(connection, decided)
    return decided.outcome


async def _known(connection: AsyncConnection, source_id: int, keys: Sequence[str]) -> dict[str, tuple[Post, str]]:
    query = newest_posts().add_columns(posts.c.mark).where(posts.c.source_id == source_id, among(posts.c.key, keys, text=True))
    return {row.key: (post_of(row), row.mark) for row in await connection.execute(query)}


async def _apply(connection: AsyncConnection, decided: Decided) -> None:
    newly_written = {version.id for version in decided.written}
    fresh = set(decided.fresh)
    rows = [
        {
            "id": post.id,
            "source_id": post.source_id,
            "key": post.key,
            "url": post.url,
            "published": post.published,
            "first_seen": post.first_seen,
            "at": post.at,
            "withdrawn_at": post.withdrawn_at,
            "version_id": post.version.id,
            "mark": decided.marks[post.id],
            "to_index": post.version.id in newly_written or post.id in decided.back,
            "origin_id": post.origin_id or None,
            "old": post.old,
            "paid": post.paid,
            "embargo_until": post.embargo_until,
        }
        for post in decided.touched.values()
    ]
    if new := [row for row in rows if row["id"] in fresh]:
        await connection.execute(insert(posts), new)
    if decided.written:
        await connection.execute(insert(versions), [_version_row(version) for version in decided.written])
    if old := [{f"new_{name}": value for name, value in row.items()} for row in rows if row["id"] not in fresh]:
        await connection.execute(CHANGE, old)


CHANGED = ("url", "published", "at", "withdrawn_at", "version_id", "mark", "paid", "embargo_until")
CHANGE = (
    update(posts)
    .where(posts.c.id == bindparam("new_id"))
    .values(
        {name: bindparam(f"new_{name}") for name in CHANGED}
        | {"to_index": or_(posts.c.to_index, bindparam("new_to_index", type_=Boolean()))}
    )
)


def _version_row(version: Version) -> dict[str, object]:
    return {
        "id": version.id,
        "post_id": version.post_id,
        "number": version.number,
        "title": version.title,
        "text": version.text,
        "author": version.author,
        "language": version.language,
        "hash": version.hash,
        "first_seen": version.first_seen,
    }
