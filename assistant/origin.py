"""How many origins a list of posts has, and one post of each: copies of one text say a thing once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.words import Passage, Post


def count(posts: Iterable[Post]) -> int:
    """Different texts among them: "3 posts, 1 origin"."""
    return len({post.origin for post in posts})


def copied_from(posts: Sequence[Post], number: int) -> int:
    """The place, from 0, of the first post before `number` with the same origin; -1 where there is none."""
    return next((at for at, post in enumerate(posts[:number]) if post.origin == posts[number].origin), -1)


def one_each(passages: Iterable[Passage]) -> list[Passage]:
    """Without passages of posts that are copies of one further up; several of one post stay."""
    first: dict[int, int] = {}
    return [found for found in passages if first.setdefault(found.post.origin, found.post.id) == found.post.id]


def copies_of(passages: Sequence[Passage], shown: Sequence[Passage]) -> list[Passage]:
    """Those of `passages` whose posts are copies of what is shown and not shown themselves, one a post."""
    origins, there = {found.post.origin for found in shown}, {found.post.id for found in shown}
    once = {found.post.id: found for found in reversed(passages) if found.post.origin in origins and found.post.id not in there}
    return list(reversed(once.values()))
