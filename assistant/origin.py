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


def firsts(posts: Sequence[Post]) -> list[Post]:
    """One post of each text, in the order given: the one that first told it where it is there, else the first in order."""
    told: dict[int, Post] = {}
    for post in posts:
        if post.origin not in told or post.id == post.origin:
            told[post.origin] = post
    return [post for post in posts if told[post.origin] is post]


def printed(post: Post, posts: Iterable[Post]) -> list[Post]:
    """Those of `posts` that carry the same text in other places, one an outlet, the one that first told it ahead."""
    same = {
        p.outlet: p
        for p in posts
        if p.origin == post.origin and p.id != post.id and not p.withdrawn_at and p.outlet != post.outlet
    }
    return sorted(same.values(), key=lambda p: (p.id != p.origin, p.at, p.id))


def one_each(passages: Iterable[Passage]) -> list[Passage]:
    """Without passages of posts that are copies of one further up; several of one post stay."""
    first: dict[int, int] = {}
    return [found for found in passages if first.setdefault(found.post.origin, found.post.id) == found.post.id]


def copies_of(passages: Sequence[Passage], shown: Sequence[Passage]) -> list[Passage]:
    """Those of `passages` whose posts are copies of what is shown and not shown themselves, one a post."""
    origins, there = {found.post.origin for found in shown}, {found.post.id for found in shown}
    once = {found.post.id: found for found in reversed(passages) if found.post.origin in origins and found.post.id not in there}
    return list(reversed(once.values()))
