"""Posts whose story is known, as stories; those that have none yet are grouped by themselves. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.stories.group import group
from assistant.words import Post, Story


def named(post_id: int) -> str:
    """The id of the story that this post began."""
    return f"s{post_id}"


def stories_of(posts: Sequence[Post], placed: Mapping[int, int]) -> tuple[Story, ...]:
    """Stories by their latest post, newest first; a story's posts oldest first. `placed`: story ids by post id."""
    members: dict[int, list[Post]] = {}
    for post in sorted(posts, key=lambda p: (p.at, p.id)):
        if post.id in placed:
            members.setdefault(placed[post.id], []).append(post)
    known = [Story(named(first), tuple(told)) for first, told in members.items()]
    rest = group([post for post in posts if post.id not in placed])
    return tuple(sorted((*known, *rest), key=lambda s: (s.latest.at, s.id), reverse=True))
