"""What happened when: a line a development, oldest first; what several posts tell is one, told by all of them. Pure.

posts about the topic -> copies of one text together -> the best line of each -> lines that say the same within a day and a half are one
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.stories.copies import COPIED, alike, shingles
from assistant.topic.about import Topic
from assistant.topic.lines import Line, lines, same
from assistant.words import Post

ONE_EVENT = timedelta(hours=36)  # within which the same words tell the same event
TRIES = 3  # lines of a post, best first: the gate may refuse one
BACK = 40  # developments that a post is compared with
PAGE = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A development to be proven: lines of the first post that tells it, best first; `posts` are all that do."""

    lines: tuple[Line, ...]
    posts: tuple[Post, ...]

    @property
    def post(self) -> Post:
        return self.posts[0]


def developments(topic: Topic, posts: Sequence[Post]) -> tuple[Told, ...]:
    """`posts` are those about the topic, oldest first. A post without a sentence of its own (only a headline) is told by that."""
    found: list[Told] = []
    sketches: list[frozenset[int]] = []
    for post in posts:
        mine, its = shingles(post.text or post.title), tuple(lines(topic, post)[:TRIES])
        at = next((n for n in _recent(found) if _is_same(found[n], sketches[n], post, mine, its)), -1)
        if at >= 0:
            found[at] = Told(found[at].lines, (*found[at].posts, post))
        else:
            found.append(Told(its, (post,)))
            sketches.append(mine)
    return tuple(found)


def _recent(found: Sequence[Told]) -> range:
    return range(len(found) - 1, max(-1, len(found) - 1 - BACK), -1)


def _is_same(told: Told, sketch: frozenset[int], post: Post, mine: frozenset[int], its: Sequence[Line]) -> bool:
    if any(other.origin == post.origin for other in told.posts) or alike(sketch, mine) >= COPIED:
        return True
    near = post.at - told.posts[-1].at <= ONE_EVENT
    return near and bool(its) and bool(told.lines) and same(told.lines[0], its[0])
