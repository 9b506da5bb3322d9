"""The stories of the archive: each new post joins one or founds one, in SQL; the open ones are kept in memory to be joined.

    place()     posts without a story -> sketch -> join -> written down         after posts were indexed, and before a digest
    of(posts)   stories as they are written down

After a restart the open stories are made again from what is written down, when the first post comes. Another process may place a post
meanwhile: what was written first stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from assistant.ports import Clock, Stories
from assistant.stories.open import APART, OpenStories, join
from assistant.stories.placed import stories_of
from assistant.stories.sketch import sketch
from assistant.words import Post, Story

PLACED = timedelta(days=30)  # older posts are not placed: no digest reaches back so far
KEPT = timedelta(days=60)  # how long a post's story is remembered: longer than any chat's memory
OPENED = 20_000  # posts looked at again after a restart
TURN = 32  # posts placed at once: some 100 ms in a thread
LOOKED_UP = 640


async def _on() -> None:
    """Nobody waits."""


class Storylines:
    """Places posts, one turn at a time. Nothing is read before the first call."""

    def __init__(self, stories: Stories, clock: Clock) -> None:
        self._kept, self._clock = stories, clock
        self._open: OpenStories | None = None
        self._after = 0  # ids of posts up to here are dealt with
        self._turn = asyncio.Lock()

    async def place(
        self,
        *,
        all_of_them: bool = True,
        breathe: Callable[[], Awaitable[None]] = _on,
        turn: Callable[[], int] = lambda: TURN,
    ) -> int:
        """Give every post of the last PLACED days a story; only those that came since the last call where not `all_of_them` are
        looked for. `turn` posts at once; `breathe` is awaited between turns. Returns how many were placed. Raises StoreError: then
        they are placed next time."""
        async with self._turn:
            since = self._clock() - PLACED
            after, done = 0 if all_of_them else self._after, 0
            while posts := await self._kept.unplaced(since, after, LOOKED_UP):
                opened = self._open or await self._opened()
                start = 0
                while start < len(posts):
                    await breathe()
                    some = posts[start : start + turn()]
                    await self._kept.place(await asyncio.to_thread(_place, some, opened))
                    start += len(some)
                done += len(posts)
                self._after = max(self._after, *(post.id for post in posts))
            return done

    async def of(self, posts: Sequence[Post]) -> tuple[Story, ...]:
        """The stories that these posts tell; a story's other posts are not in it."""
        placed = await self._kept.of([post.id for post in posts])
        return await asyncio.to_thread(stories_of, posts, placed)

    async def sweep(self) -> int:
        """Forget the stories of posts that no digest reaches any more. Returns of how many posts."""
        return await self._kept.sweep(self._clock() - KEPT)

    async def _opened(self) -> OpenStories:
        opened = OpenStories()
        there = await self._kept.open(self._clock() - APART, OPENED)
        for start in range(0, len(there), TURN):
            await asyncio.to_thread(_reopen, there[start : start + TURN], opened)
        self._open = opened
        return opened


def _place(posts: Sequence[Post], opened: OpenStories) -> list[tuple[Post, int]]:
    placed = []
    for post in posts:
        one = sketch(post)
        opened.count(one)
        story = join(one, opened) or str(post.id)
        opened.add(one, story)
        placed.append((post, int(story)))
    return placed


def _reopen(there: Sequence[tuple[Post, int]], opened: OpenStories) -> None:
    for post, story in there:
        one = sketch(post)
        opened.count(one)
        opened.add(one, str(story))
