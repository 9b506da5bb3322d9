"""Which posts are about a topic: those that say all of it, and those of the same stories that say most of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.stories.group import group
from assistant.terms import terms
from assistant.words import Post

LEAD = 800  # characters of a text in which a post says what it is about
MOST = 0.5  # share of the topic's words in a post of a story that another post ties to the topic


@dataclass(frozen=True, slots=True)
class Topic:
    """What was asked for: each word as the terms it may stand under."""

    text: str
    words: tuple[frozenset[str], ...]

    def cover(self, held: frozenset[str] | set[str]) -> float:
        """The share of the words that stand among these terms."""
        return sum(bool(word & held) for word in self.words) / len(self.words) if self.words else 0.0


def about(topic: Topic, posts: Sequence[Post]) -> tuple[Post, ...]:
    """The posts about it, oldest first. A word in passing, deep in a text, does not make a post one of them."""
    covers = {post.id: _covers(topic, post) for post in posts}
    sure = {i for i, (lead, whole) in covers.items() if whole == 1.0 and lead > 0}
    stories = group([post for post in posts if covers[post.id][1] > 0])
    tied = {p.id for s in stories if any(p.id in sure for p in s.posts) for p in s.posts if covers[p.id][0] >= MOST}
    return tuple(sorted((p for p in posts if p.id in sure | tied), key=lambda p: (p.at, p.id)))


def _covers(topic: Topic, post: Post) -> tuple[float, float]:
    """Of the headline and the lead, and of all of the post."""
    language = post.version.language
    title = set(terms(post.title, language))
    return topic.cover(title | set(terms(post.text[:LEAD], language))), topic.cover(title | set(terms(post.text, language)))
