"""Checking a draft, bound to what is open: every sentence is searched for with its own words, all of them embedded at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.ask import journey as asking
from assistant.check import journey
from assistant.ports import Embed, Index, Posts, Vectors
from assistant.wiring.house import House
from assistant.words import CheckedDraft, Passage, Question, Role, Source

AT_ONCE = 4  # searches under way together: they share one database and two cores
FOUND = 6  # passages a sentence is compared with: 108 of the 109 posts of bench/data/check.json are among the first three


async def check(draft: str, role: Role, chat_id: int, *, house: House) -> CheckedDraft:
    """The draft against what this person may see here. Raises BadRequest for a draft that is empty or too long; StoreError."""
    sources = await house.database.sources.visible(role, chat_id)
    now = house.clock()

    async def find(texts: Sequence[str]) -> list[tuple[Passage, ...]]:
        return await passages(texts, sources, now, posts=house.database.posts, index=house.index, embed=house.embed)

    return await journey.check(draft, find=find)


async def passages(
    texts: Sequence[str], sources: Sequence[Source], now: datetime, *, posts: Posts, index: Index, embed: Embed
) -> list[tuple[Passage, ...]]:
    """For each sentence the passages nearest to it, of all times up to `now`."""
    queries = [
        replace(
            asking.understood(Question("check", text, now, all_time=True), (), ()),
            asked_as=text, sources=(), without=(), quoted=(),
        )
        for text in texts
    ]  # fmt: skip
    known = Embedded(embed, dict(zip(texts, await embed(list(texts)), strict=True)))
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> tuple[Passage, ...]:
        async with turn:
            found = await asking.search(queries[number], sources, now, posts=posts, index=index, embed=known, count=FOUND)
        return found.ranking.passages

    return list(await asyncio.gather(*map(one, range(len(texts)))))


@dataclass(frozen=True, slots=True)
class Embedded:
    """The port Embed for texts that are embedded already."""

    embed: Embed
    vectors: dict[str, Vectors]

    @property
    def model(self) -> str:
        return self.embed.model

    @property
    def dim(self) -> int:
        return self.embed.dim

    async def __call__(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        known: Vectors = np.stack([self.vectors[text] for text in texts])
        return known
