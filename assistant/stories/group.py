"""Posts into stories: one event, one story. Pure: posts are taken oldest first, each joins the story it is most like or founds one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.stories.open import OpenStories, join
from assistant.stories.sketch import sketch
from assistant.words import Post, Story


def group(posts: Sequence[Post]) -> tuple[Story, ...]:
    """Stories by their latest post, newest first; a story's posts oldest first. Its id is that of its first post, and stays."""
    ordered = sorted(posts, key=lambda p: (p.at, p.id))
    sketches = [sketch(post) for post in ordered]
    stories = OpenStories()
    for one in sketches:
        stories.count(one)
    members: dict[str, list[Post]] = {}
    for post, one in zip(ordered, sketches, strict=True):
        story = join(one, stories) or f"s{post.id}"
        stories.add(one, story)
        members.setdefault(story, []).append(post)
    found = [Story(name, tuple(told)) for name, told in members.items()]
    return tuple(sorted(found, key=lambda s: (s.latest.at, s.id), reverse=True))
