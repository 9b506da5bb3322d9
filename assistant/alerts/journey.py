"""An alert's journey: the posts that wait -> those worth telling, one origin once -> stories -> what holds the words -> gate -> Digest.

    skipped   old posts, withdrawn ones, copies of an origin that this alert has told, edits of a told post that add nothing

The only async file of alerts/. It stores and sends nothing: an alert is a small digest, kept and remembered as one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.alerts.quoted import said_by
from assistant.filters import read, stands
from assistant.gate import Stands, excerpt
from assistant.ports import Posts
from assistant.sentences import sentences
from assistant.stories.copies import origins
from assistant.stories.group import group
from assistant.words import Digest, DigestItem, Hit, Mark, Post, Proven, Shown, Story, Subscription, Version

MOST = 8  # stories of one message; the rest is counted
LOOKED_AT = 100  # posts of one message, the newest
SENTENCES = {"headlines": 0, "short": 1, "full": 2}
SHORTEST, LONGEST = 40, 320  # characters of a sentence that is shown
READ = 8_000  # characters of a post's text in which sentences are looked for

Judge = Callable[[Version, Version], Mark | None]
"""What became of a post between two versions: "updated" is worth telling; a correction is told by recall/."""
News = Callable[[Sequence[Post], Post], bool]
"""Whether a post says something that none of those says."""


async def make_alert(
    subscription: Subscription,
    hits: Sequence[Hit],
    now: datetime,
    *,
    told: Sequence[Hit],
    shown: Sequence[Shown],
    judge: Judge,
    news: News,
    posts: Posts,
) -> Digest | None:
    """One message of what waits; None where nothing of it is worth telling. `told`: what this alert has told of these origins;
    `shown`: the chat's memory. Raises StoreError."""
    newest = {post.id: post for post in await posts.by_ids([hit.post_id for hit in hits])}
    had = {s.post_id: s.version_id for s in shown} | {hit.post_id: hit.version_id for hit in told}
    before = await posts.version_posts([version for post, version in had.items() if post in newest])
    fresh = _fresh(list(newest.values()), had, {hit.origin_id for hit in told}, before, judge)
    if not fresh:
        return None
    heard = [post for post in await posts.by_ids([s.post_id for s in shown][-LOOKED_AT:]) if post.id not in newest]
    stories = await asyncio.to_thread(_stories, heard, fresh[-LOOKED_AT:], news)
    if not stories:
        return None
    was = {post.id: before[had[post.id]].text for post in fresh if had.get(post.id) in before}
    items = await asyncio.to_thread(lambda: tuple(_item(s, subscription, was) for s in stories[:MOST]))
    return Digest(
        chat_id=subscription.chat_id,
        since=min(hit.found_at for hit in hits),
        until=now,
        items=items,
        zone=subscription.zone,
        thread_id=subscription.thread_id,
        subscription_id=subscription.id,
        searched=len(fresh),
        more=max(0, len(stories) - MOST),
        shown=tuple(Shown(s.story.id, post.id, post.version.id) for s in stories for post in s.fresh),
    )


def _fresh(
    found: Sequence[Post], had: dict[int, int], origins_told: set[int], before: dict[int, Post], judge: Judge
) -> list[Post]:
    """Those worth telling, oldest first, of each origin one."""
    kept: dict[int, Post] = {}
    for post in sorted(found, key=lambda p: (p.at, p.id)):
        if post.old or post.withdrawn_at or post.origin in kept:
            continue
        if (version := had.get(post.id)) is not None:
            was = before.get(version)
            if was is None or was.version.id == post.version.id or judge(was.version, post.version) != "updated":
                continue
        elif post.origin in origins_told:
            continue
        kept[post.origin] = post
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class Told:
    """A story with those of its posts that are to be told, oldest first."""

    story: Story
    fresh: tuple[Post, ...]


def _stories(heard: Sequence[Post], fresh: Sequence[Post], news: News) -> list[Told]:
    """The newest first. One that the chat has heard of is told again only by a post that adds something."""
    mine = {post.id for post in fresh}
    found = []
    for story in group([*heard, *fresh]):
        known = [post for post in story.posts if post.id not in mine]
        new = tuple(post for post in story.posts if post.id in mine and (not known or news(known, post)))
        if new:
            found.append(Told(story, new))
    return found


def _item(told: Told, subscription: Subscription, was: Mapping[int, str]) -> DigestItem:
    """The story by its newest post: its headline, and the sentences that hold what was asked for. `was`: what posts said when they
    were told, by id."""
    story, post = told.story, told.fresh[-1]
    most = SENTENCES[subscription.length]
    said: list[Proven] = []
    for start, end in _worth(post, subscription) if most else ():
        if post.text[start:end] in was.get(post.id, ""):
            continue
        verdict = excerpt(post, start, end)
        if isinstance(verdict, Stands) and len(said) < most:
            said.append(verdict.proven)
    again = len(told.fresh) < len(story.posts) or any(p.id in was for p in told.fresh)
    return DigestItem(story.id, "updated" if again else "new", post, tuple(said), (post,), origins(told.fresh))


def _worth(post: Post, subscription: Subscription) -> list[tuple[int, int]]:
    """Offsets of sentences, best first: what the person says; what holds a topic; the first."""
    if subscription.speakers:
        return said_by(subscription.speakers, post)
    found = [(a, b) for a, b in sentences(post.text[:READ]) if SHORTEST <= b - a <= LONGEST]
    holding = [span for span in found if subscription.topics and _holds(post, span, subscription.topics)]
    return [*holding, *(span for span in found if span not in holding)]


def _holds(post: Post, span: tuple[int, int], topics: Sequence[str]) -> bool:
    return stands(topics, read(post, post.text[slice(*span)]))
