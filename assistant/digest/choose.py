"""Which stories a chat gets, in which order, under which mark; pure. It neither groups posts (stories/) nor writes sentences (write).

A chat's memory is what it was shown: post by post, with the version. From it follows the mark:
    corrected   a post it had was changed so that something it read there no longer stands (changed.py decides)
    updated     a story it had goes on: posts it has not had, or a post with something added
    new         a story it has not had
A story without any of the three is left out: nothing repeats without a material change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from assistant.digest.judge import news
from assistant.digest.weigh import weight
from assistant.filters import wants
from assistant.stories.copies import traced
from assistant.words import Mark, Post, Shown, Story, Subscription, Tier, Version

Adds = Callable[[Sequence[Post], Post], bool]


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
    stories: Sequence[Story],
    shown: Sequence[Shown],
    changes: Mapping[int, Change],
    now: datetime,
    limit: int,
    *,
    adds: Adds = news,
    topics: Sequence[str] = (),
    tiers: Mapping[int, Tier] | None = None,
) -> tuple[tuple[Chosen, ...], int]:
    """The best `limit` stories, corrections first, then by weight; and how many more there were. `changes` is by post id."""
    memory = _Memory({s.post_id for s in shown}, {s.story_id for s in shown}, changes, adds)
    decided = [c for story in stories if (c := _decide(story, memory)) is not None]
    weights = {c.story.id: weight(c.story, c.fresh, now, topics=topics, tiers=tiers) for c in decided}
    decided.sort(key=lambda c: (ORDER[c.mark], -weights[c.story.id], c.story.id))
    return tuple(decided[:limit]), max(0, len(decided) - limit)


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the chat has had: posts, stories, what became of its posts."""

    posts: Set[int]
    stories: Set[str]
    changes: Mapping[int, Change]
    adds: Adds


def _decide(story: Story, had: _Memory) -> Chosen | None:
    known = story.id in had.stories or any(post.id in had.posts for post in story.posts)
    turned = {p.id: had.changes[p.id] for p in story.posts if p.id in had.changes and had.changes[p.id].kind is not None}
    corrected = next((p for p in reversed(story.posts) if p.id in turned and turned[p.id].kind == "corrected"), None)
    unseen = tuple(post for post in story.posts if post.id not in had.posts or post.id in turned)
    if not unseen or not (turned or _goes_on(story, had, unseen)):
        return None
    fresh = (corrected,) if corrected else unseen
    mark: Mark = "corrected" if corrected else "updated" if known else "new"
    before = turned[corrected.id].before if corrected else None
    held = {post_id: change.before.text for post_id, change in turned.items()}
    return Chosen(story, mark, fresh, len(traced(story.posts)), before, held)


def _goes_on(story: Story, had: _Memory, unseen: Sequence[Post]) -> bool:
    """Whether posts that the chat has not had say anything that those it had of this story do not. Always, where it had none."""
    known = [post for post in story.posts if post.id in had.posts]
    return not known or any(had.adds(known, post) for post in unseen)
