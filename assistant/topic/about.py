"""Which posts are about a topic: those that say all of it, and those of the same stories that say most of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.stories.group import group
from assistant.stories.sketch import sketch
from assistant.terms import terms
from assistant.words import Post

LEAD = 800  # characters of a text in which a post says what it is about
MOST = 0.5  # share of the topic's words in a post of a story that another post ties to the topic
PART = 0.25  # share of a story's posts that say all of the topic, from which the whole story is about it
SEEDS = 10  # posts that lend their terms


@dataclass(frozen=True, slots=True)
class Topic:
    """What was asked for: each word as the terms it may stand under."""

    text: str
    words: tuple[frozenset[str], ...]

    def cover(self, held: frozenset[str] | set[str]) -> float:
        """The share of the words that stand among these terms."""
        return sum(bool(word & held) for word in self.words) / len(self.words) if self.words else 0.0


def about(topic: Topic, posts: Sequence[Post]) -> tuple[Post, ...]:
    """The posts about it, oldest first. A word in passing, deep in a text, does not make a post one of them; a story does, of which a
    good part is about the topic: "The Ash peaked at 5.1 metres" is about the flood, whether it says so or not."""
    covers = {post.id: _covers(topic, post) for post in posts}
    sure = _sure(covers)
    tied: set[int] = set()
    for story in group(posts):
        its = {p.id for p in story.posts}
        least = 0.0 if len(its & sure) >= PART * len(its) else MOST
        if its & sure:
            tied |= {i for i in its if covers[i][0] >= least}
    return tuple(sorted((p for p in posts if p.id in sure | tied), key=lambda p: (p.at, p.id)))


def central(topic: Topic, found: Sequence[Post]) -> frozenset[int]:
    """Ids of those about it in their headline or by their story; the others tell of something else and have it in passing."""
    titled = {p.id for p in found if topic.cover(frozenset(terms(p.title, p.version.language)))}
    told = {p.id for story in group(found) if len(story.posts) > 1 for p in story.posts}
    return frozenset(titled | told)


def leading(topic: Topic, found: Sequence[Post]) -> frozenset[int]:
    """Ids of those that tell its main development: with all of the topic in their headline, or of the story that most of them tell."""
    titled = {p.id for p in found if topic.cover(frozenset(terms(p.title, p.version.language))) == 1.0}
    largest = max((story.posts for story in group(found)), key=len, default=())
    return frozenset(titled | ({p.id for p in largest} if len(largest) > 1 else set()))


def akin(topic: Topic, posts: Sequence[Post], most: int = 12) -> tuple[str, ...]:
    """Terms by which further posts of the same stories may be found: those that the surest posts weigh most."""
    sure = _sure({post.id: _covers(topic, post) for post in posts})
    own = {term for word in topic.words for term in word}
    weights: Counter[str] = Counter()
    for post in [p for p in posts if p.id in sure][:SEEDS]:
        heavy = Counter({t: w for t, w in sketch(post).weights.items() if t.isalnum() and t not in own})
        weights.update(dict(heavy.most_common(4)))
    return tuple(term for term, _ in weights.most_common(most))


def _sure(covers: Mapping[int, tuple[float, float]]) -> set[int]:
    return {i for i, (lead, whole) in covers.items() if whole == 1.0 and lead > 0}


def _covers(topic: Topic, post: Post) -> tuple[float, float]:
    """Of the headline and the lead, and of all of the post."""
    language = post.version.language
    title = set(terms(post.title, language))
    return topic.cover(title | set(terms(post.text[:LEAD], language))), topic.cover(title | set(terms(post.text, language)))
