"""What many digests of one moment have in common, worked out once: posts as filters see them, what adds to what, stories written. Pure.

It decides nothing: it remembers what choose.py, judge.py and write.py said of the same versions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant import filters
from assistant.digest.choose import Chosen
from assistant.digest.judge import news
from assistant.gate import Prepared, prepare
from assistant.stories.disagree import between
from assistant.words import DigestItem, Post, Side

Write = Callable[[Chosen, str, "Shared"], DigestItem]


class Shared:
    """A memory for one moment; to be dropped after it."""

    def __init__(self) -> None:
        self._read: dict[int, filters.Read] = {}
        self._news: dict[tuple[tuple[int, ...], int], bool] = {}
        self._items: dict[tuple[object, ...], DigestItem] = {}
        self._prepared: dict[int, Prepared] = {}
        self._differing: dict[tuple[int, ...], tuple[Side, Side] | None] = {}

    def read(self, post: Post) -> filters.Read:
        """The post as filters see it."""
        version = post.version.id
        if version not in self._read:
            self._read[version] = filters.read(post)
        return self._read[version]

    def news(self, known: Sequence[Post], post: Post) -> bool:
        """Whether the post says what none of the known ones says (judge.news)."""
        key = (tuple(p.version.id for p in known), post.version.id)
        if key not in self._news:
            self._news[key] = news(known, post)
        return self._news[key]

    def prepared(self, posts: Sequence[Post]) -> tuple[Prepared, ...]:
        """The posts as the gate reads them."""
        for post in posts:
            if post.version.id not in self._prepared:
                self._prepared[post.version.id] = prepare(post)
        return tuple(self._prepared[post.version.id] for post in posts)

    def differing(self, posts: Sequence[Post]) -> tuple[Side, Side] | None:
        """Two statements of these posts that disagree (stories/disagree.py)."""
        key = tuple(p.version.id for p in posts)
        if key not in self._differing:
            self._differing[key] = between(posts)
        return self._differing[key]

    def item(self, chosen: Chosen, length: str, write: Write) -> DigestItem:
        """The story as `write` writes it."""
        before = chosen.before.id if chosen.before else 0
        told = (tuple(p.version.id for p in posts) for posts in (chosen.story.posts, chosen.fresh))
        key = (chosen.story.id, chosen.mark, length, before, *told, tuple(sorted(chosen.held.items())))
        if key not in self._items:
            self._items[key] = write(chosen, length, self)
        return self._items[key]
