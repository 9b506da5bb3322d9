"""A digest's journey: the posts of a period, grouped, chosen, written, proven. The only async file of digest/.

    Posts.latest(period) -> what this subscription wants -> group into stories -> choose (memory, marks) -> write -> gate -> Digest

It stores and sends nothing: the caller keeps the Digest and its deliveries, and remembers `shown` with them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.digest.choose import Change, Chosen, choose, wanted
from assistant.digest.judge import judge
from assistant.digest.write import drafts
from assistant.gate import Stands, prove
from assistant.ports import Posts, Scope
from assistant.stories.group import group
from assistant.words import Digest, DigestItem, Period, Post, Proven, Shown, Source, Subscription

MOST_POSTS = 3_000  # looked through for one digest, the newest first: a day of a busy newsroom
ITEMS: Mapping[str, int] = {"headlines": 12, "short": 8, "full": 6}


async def make_digest(
    subscription: Subscription,
    since: datetime,
    until: datetime,
    *,
    slot: datetime | None,
    late: bool,
    sources: Sequence[Source],
    shown: Sequence[Shown],
    posts: Posts,
) -> Digest:
    """The digest of [since, until) for one chat, from `sources` (those it may see) less what it was `shown`. Raises StoreError."""
    scope = Scope(tuple(s.id for s in sources), Period(since, until), open_at=until)
    found = await posts.latest(scope, MOST_POSTS)
    had, changes = await _changes(shown, posts, until)
    mine = [post for post in found if not post.old and wanted(post, subscription)]
    stories = await asyncio.to_thread(group, list({post.id: post for post in (*had, *mine)}.values()))
    chosen, more = choose(stories, shown, changes, until, ITEMS[subscription.length])
    items = await asyncio.to_thread(lambda: tuple(_item(c, subscription.length) for c in chosen))
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


async def _changes(shown: Sequence[Shown], posts: Posts, until: datetime) -> tuple[list[Post], dict[int, Change]]:
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


def _item(chosen: Chosen, length: str) -> DigestItem:
    """The chosen story with those of its draft sentences that stand."""
    draft = drafts(chosen, length)
    stand: list[Proven] = []
    for claim in draft.claims:
        verdict = prove(claim, draft.posts)
        if isinstance(verdict, Stands) and len(stand) < draft.most:
            stand.append(verdict.proven)
    by_version = {post.version.id: post for post in draft.posts}
    cited = dict.fromkeys(quote.version_id for proven in stand for quote in proven.quotes)
    posts = tuple(by_version[version_id] for version_id in cited) or draft.posts[:1]
    return DigestItem(chosen.story.id, chosen.mark, draft.posts[0], tuple(stand), posts, chosen.origins, chosen.before)
