"""Which stories a chat gets, in which order, under which mark; pure. It neither groups posts (stories/) nor writes sentences (write).

A chat's memory is what it was shown: post by post, with the version. From it follows the mark:
    corrected   a post it had was changed so that something it read there no longer stands (changed.py decides)
    updated     a story it had goes on: posts it has not had, or a post with something added
    new         a story it has not had
A story without any of the three is left out: nothing repeats without a material change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assistant.digest.judge import news
from assistant.filters import wants
from assistant.stories.copies import origins
from assistant.words import Mark, Post, Shown, Story, Subscription, Version

FRESH_HOURS = 12.0  # a story's weight halves with each so many hours of age at the digest's time
TOPIC_BONUS = 1.0  # a story that matches a topic counts as much as one more origin doubling

ORDER: Mapping[Mark, int] = {"corrected": 0, "updated": 1, "new": 1}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A story to write: `fresh` are its posts that the chat has not had in this state, oldest first; `before` for a correction.

    `held` is the text of those that the chat has had in another state, by post id.
    """

    story: Story
    mark: Mark
    fresh: tuple[Post, ...]
    origins: int
    score: float
    before: Version | None = None
    held: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A post that the chat has had, in the version it had, with what became of it since: decided by the caller's `changed`."""

    before: Version
    kind: Mark | None  # None: nothing material


def wanted(post: Post, subscription: Subscription) -> bool:
    """Whether a subscription's sources, languages, topics and exclusions let a post in (filters.py)."""
    return wants(subscription, post)


def choose(
    stories: Sequence[Story], shown: Sequence[Shown], changes: Mapping[int, Change], now: datetime, limit: int
) -> tuple[tuple[Chosen, ...], int]:
    """The best `limit` stories, corrections first, then by weight; and how many more there were. `changes` is by post id."""
    had = {s.post_id: s for s in shown}
    chosen = [c for story in stories if (c := _decide(story, had, changes, now)) is not None]
    chosen.sort(key=lambda c: (ORDER[c.mark], -c.score, c.story.id))
    return tuple(chosen[:limit]), max(0, len(chosen) - limit)


def _decide(story: Story, had: Mapping[int, Shown], changes: Mapping[int, Change], now: datetime) -> Chosen | None:
    known = any(post.id in had for post in story.posts) or any(s.story_id == story.id for s in had.values())
    turned = {post.id: changes[post.id] for post in story.posts if post.id in changes and changes[post.id].kind is not None}
    corrected = next((p for p in reversed(story.posts) if p.id in turned and turned[p.id].kind == "corrected"), None)
    unseen = tuple(post for post in story.posts if post.id not in had or post.id in turned)
    if not unseen or not (turned or _adds(story, had, unseen)):
        return None
    fresh = (corrected,) if corrected else unseen
    mark: Mark = "corrected" if corrected else "updated" if known else "new"
    before = turned[corrected.id].before if corrected else None
    held = {post_id: change.before.text for post_id, change in turned.items()}
    return Chosen(story, mark, fresh, origins(story.posts), _score(story, unseen, now), before, held)


def _adds(story: Story, had: Mapping[int, Shown], unseen: Sequence[Post]) -> bool:
    """Whether posts that the chat has not had say anything that those it had of this story do not. Always, where it had none."""
    known = [post for post in story.posts if post.id in had]
    return not known or any(news(known, post) for post in unseen)


def _score(story: Story, unseen: Sequence[Post], now: datetime) -> float:
    age = max(0.0, (now - max(post.at for post in unseen)).total_seconds() / 3600)
    return math.log2(1 + origins(story.posts)) * math.exp2(-age / FRESH_HOURS) + 0.1 * math.log2(len(story.posts))
