"""The stories that are open: posts of the last days, findable by their rare terms, so that a new post finds its story at once.

    join(sketch, stories) -> the id of the story it belongs to, or None: it founds one      decides, changes nothing
    stories.add(sketch, id)                                                                 records it

A post belongs to the story whose posts are most like it on average, where that is enough: like means the cosine of weights x rarity,
fading with the days between the two posts. No vendor, clock or randomness: the same posts in the same order give the same stories.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from sys import intern

from assistant.stories.sketch import KEPT, Sketch

JOIN = 0.18  # mean likeness from which a post joins; with FADES, the middle of a plateau on the tuning half
FADES = timedelta(days=5)  # likeness falls to 1/e within so much time between two posts
PIECES = 2  # runs of words that a post must share with a story: the same minister twice shares "minister Vera Lind" and no more
SURE = 12  # shared terms that are never one run
APART = timedelta(days=10)  # stories that have been quiet for so long are closed
RARITY = 1.3  # the power of a term's rarity
BACKGROUND = 200  # posts imagined beside the real ones, so that rarity means something among a few posts too
LOOKED_UP = 12  # a post's rarest terms, by which stories are found
POSTINGS = 150  # the newest posts looked at for each
STORIES = 8  # compared in full
MEMBERS = 24  # a story's newest posts that are compared

Row = Mapping[str, float]


@dataclass(slots=True, eq=False)
class _Kept:
    """A post among the open stories."""

    post_id: int
    at: datetime
    row: Row
    story: str


@dataclass(slots=True)
class OpenStories:
    """The posts of the open stories, in the order they came, with what finds them. Grows by `add`, forgets by age."""

    counts: Counter[str] = field(default_factory=Counter)  # posts that hold a term, of all ever seen
    posts: int = 0
    members: dict[str, list[_Kept]] = field(default_factory=dict)
    index: dict[str, deque[_Kept]] = field(default_factory=dict)
    arrived: deque[tuple[_Kept, tuple[str, ...]]] = field(default_factory=deque)

    def count(self, sketch: Sketch) -> None:
        """Let a post count for the rarity of its terms. Once for each post, before it is asked for."""
        self.counts.update(sketch.weights.keys())
        self.posts += 1

    def row(self, sketch: Sketch) -> Row:
        """A post's unit row: its KEPT heaviest terms by weight x rarity."""
        total = self.posts + BACKGROUND
        weighed = {t: w * math.log(total / (self.counts[t] + 0.5)) ** RARITY for t, w in sketch.weights.items()}
        if len(weighed) > KEPT:
            weighed = dict(heapq.nlargest(KEPT, weighed.items(), key=lambda pair: (pair[1], pair[0])))
        norm = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
        return {intern(t): w / norm for t, w in weighed.items()}

    def add(self, sketch: Sketch, story: str) -> None:
        """Record that a post belongs to `story`; a round-up is never joined. Posts that came long before the newest are forgotten."""
        if sketch.roundup:
            return
        row = self.row(sketch)
        kept = _Kept(sketch.post_id, sketch.at, row, story)
        self.members.setdefault(story, []).append(kept)
        rare = rarest(row)
        for term in rare:
            self.index.setdefault(term, deque(maxlen=POSTINGS)).append(kept)
        self.arrived.append((kept, rare))
        while self.arrived and sketch.at - self.arrived[0][0].at > 2 * APART:
            self._forget(*self.arrived.popleft())

    def _forget(self, kept: _Kept, rare: tuple[str, ...]) -> None:
        members = self.members[kept.story]
        members.remove(kept)
        if not members:
            del self.members[kept.story]
        for term in rare:
            found = self.index[term]
            if found[0] is kept:  # else it fell out of the POSTINGS newest before
                found.popleft()
            if not found:
                del self.index[term]


def rarest(row: Row) -> tuple[str, ...]:
    """The terms that weigh most: those that find a post."""
    return tuple(heapq.nlargest(LOOKED_UP, row, key=lambda term: (row[term], term)))


def join(sketch: Sketch, stories: OpenStories) -> str | None:
    """The id of the open story that a post belongs to; None where it founds one. A few ms at 100,000 posts."""
    if sketch.roundup:
        return None
    row = stories.row(sketch)
    found = ((likeness(row, sketch.at, stories.members[story]), story) for story in _found(row, sketch.at, stories))
    near = sorted((pair for pair in found if pair[0] >= JOIN), reverse=True)
    return next((story for _, story in near if _more_than_a_name(sketch, row, stories.members[story])), None)


def _more_than_a_name(sketch: Sketch, row: Row, members: Sequence[_Kept]) -> bool:
    """Whether the post shares two separate runs of words with one of a story's posts."""
    return any(
        len(shared) >= SURE or pieces(shared, sketch.order) >= PIECES
        for m in members[-MEMBERS:]
        if (shared := row.keys() & m.row.keys())
    )


def pieces(shared: Set[str], order: Sequence[str]) -> int:
    """How many runs the shared terms make, where terms that ever stand side by side are one run."""
    run = {term: term for term in shared}

    def first(term: str) -> str:
        while run[term] != term:
            term = run[term]
        return term

    for one, other in pairwise(order):
        if one in run and other in run:
            run[first(one)] = first(other)
    return sum(run[term] == term for term in run)


def _found(row: Row, at: datetime, stories: OpenStories) -> list[str]:
    """The stories that share most of the row's rare terms."""
    votes: defaultdict[str, float] = defaultdict(float)
    for term in rarest(row):
        weight = row[term]
        for kept in stories.index.get(term, ()):
            if abs(at - kept.at) <= APART:
                votes[kept.story] += weight * kept.row[term]
    return heapq.nlargest(STORIES, votes, key=lambda story: (votes[story], story))


def likeness(row: Row, at: datetime, members: Sequence[_Kept]) -> float:
    """The mean likeness to the nearer half of a story's posts: a large story has many sides."""
    near = sorted((cosine(row, m.row) * math.exp(-abs(at - m.at) / FADES) for m in members[-MEMBERS:]), reverse=True)
    half = near[: (len(near) + 1) // 2]
    return sum(half) / len(half)


def cosine(a: Row, b: Row) -> float:
    """The product of two unit rows."""
    return sum([a[t] * b[t] for t in a.keys() & b.keys()])
