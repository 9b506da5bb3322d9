"""A digest's journey: the posts of a period, grouped, chosen, written, proven. The only async file of digest/.

    Posts.latest(period) -> what this subscription wants -> group into stories -> choose (memory, marks) -> write -> gate -> Digest

It stores and sends nothing: the caller keeps the Digest and its deliveries, and remembers `shown` with them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant import filters
from assistant.digest.choose import Change, Chosen, choose
from assistant.digest.judge import judge
from assistant.digest.shared import Shared
from assistant.digest.write import drafts
from assistant.gate import Stands, prove
from assistant.origin import printed
from assistant.ports import Scope
from assistant.stories.disagree import told
from assistant.words import Digest, DigestItem, Period, Post, Proven, Shown, Source, Story, Subscription

MOST_POSTS = 3_000  # looked through for one digest, the newest first: a day of a busy newsroom
COPIES = 20  # of one story, named behind what is cited
ITEMS: Mapping[str, int] = {"headlines": 12, "short": 8, "full": 6}


class Shelf(Protocol):
    """What a digest reads of the archive (ports.Posts); one for many digests of a moment may remember what it has read."""

    async def latest(self, scope: Scope, count: int, skip: int = 0) -> list[Post]: ...
    async def by_ids(self, post_ids: Sequence[int]) -> list[Post]: ...
    async def version_posts(self, version_ids: Sequence[int]) -> dict[int, Post]: ...


Group = Callable[[Sequence[Post]], Awaitable[tuple[Story, ...]]]


async def make_digest(
    subscription: Subscription,
    since: datetime,
    until: datetime,
    *,
    slot: datetime | None,
    late: bool,
    sources: Sequence[Source],
    shown: Sequence[Shown],
    posts: Shelf,
    group: Group,
    shared: Shared | None = None,
) -> Digest:
    """The digest of [since, until) for one chat, from `sources` (those it may see) less what it was `shown`. Raises StoreError."""
    shared = shared or Shared()
    scope = Scope(tuple(s.id for s in sources), Period(since, until), open_at=until)
    found = await posts.latest(scope, MOST_POSTS)
    had, changes = await _changes(shown, posts, until)
    mine = await asyncio.to_thread(_wanted, found, subscription, shared.read)
    stories = await group(list({post.id: post for post in (*had, *mine)}.values()))
    tiers = {source.id: source.tier for source in sources}
    chosen, more = await asyncio.to_thread(
        lambda: choose(
            stories, shown, changes, until, ITEMS[subscription.length], adds=shared.news, topics=subscription.topics, tiers=tiers
        )
    )
    items = await asyncio.to_thread(lambda: tuple(shared.item(c, subscription.length, _item) for c in chosen))
    return Digest(
        chat_id=subscription.chat_id,
        since=since,
        until=until,
        items=items,
        zone=subscription.zone,
        thread_id=subscription.thread_id,
        subscription_id=subscription.id,
        slot=slot,
        late=late,
        searched=len(found),
        more=more,
        shown=tuple(Shown(c.story.id, post.id, post.version.id) for c in chosen for post in c.story.posts),
    )


def _wanted(found: Sequence[Post], subscription: Subscription, read: Callable[[Post], filters.Read]) -> list[Post]:
    about = bool(subscription.topics or subscription.without)
    return [p for p in found if not p.old and filters.wants(subscription, p, read(p) if about else None)]


async def _changes(shown: Sequence[Shown], posts: Shelf, until: datetime) -> tuple[list[Post], dict[int, Change]]:
    """The posts that were shown, as they are now, and what became of those whose version is another. One that has come under embargo
    since is left alone until that ends."""
    found = await posts.by_ids([s.post_id for s in shown])
    now = [post for post in found if post.embargo_until is None or post.embargo_until <= until]
    seen = {s.post_id: s.version_id for s in shown}
    turned = [post for post in now if seen[post.id] != post.version.id]
    before = await posts.version_posts([seen[post.id] for post in turned])
    changes = {}
    for post in turned:
        old = before[seen[post.id]].version
        changes[post.id] = Change(old, judge(old, post.version))
    return now, changes


def _item(chosen: Chosen, length: str, shared: Shared) -> DigestItem:
    """The chosen story with those of its draft sentences that stand."""
    draft = drafts(chosen, length, shared.differing)
    stand: list[Proven] = []
    posts_read = shared.prepared(draft.posts) if draft.claims else ()
    for claim in draft.claims:
        if len(stand) == draft.most:
            break
        verdict = prove(claim, posts_read)
        if isinstance(verdict, Stands):
            stand.append(verdict.proven)
    by_version = {post.version.id: post for post in draft.posts}
    cited = dict.fromkeys(quote.version_id for proven in stand for quote in proven.quotes)
    posts = tuple(by_version[version_id] for version_id in cited) or draft.posts[:1]
    copies = tuple(dict.fromkeys(copy for post in posts for copy in printed(post, chosen.story.posts) if copy not in posts))[
        :COPIES
    ]
    differing = told({proven.text for proven in stand}, posts)
    return DigestItem(
        chosen.story.id, chosen.mark, draft.posts[0], tuple(stand), posts + copies, chosen.origins, chosen.before, differing
    )
