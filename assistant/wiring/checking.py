"""Checking a draft, bound to what is open: every sentence is searched for with its own words, all of them embedded at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.ask import journey as asking
from assistant.check import journey
from assistant.check.journey import Adviser
from assistant.ports import Embed, Index, Posts, Vectors
from assistant.wiring.asking import role_there
from assistant.wiring.house import House
from assistant.words import Asker, CheckedDraft, Passage, Question, Role, Source

AT_ONCE = 4  # searches under way together: they share one database and two cores
FOUND = 6  # passages a sentence is compared with: 108 of the 109 posts of bench/data/check.json are among the first three


async def check(draft: str, role: Role, chat_id: int, *, house: House) -> CheckedDraft:
    """The draft against what this person may see here: in a group that is what the group may see; what is under embargo, only those
    who may. What the model cost is paid. Raises BadRequest for a draft that is empty or far too long; StoreError."""
    seen_by = await role_there(Asker(chat_id=chat_id, role=role), house)
    sources = await house.database.sources.visible(seen_by, chat_id)
    now, embargoed = house.clock(), seen_by >= Role.REPORTER

    async def find(texts: Sequence[str]) -> list[tuple[Passage, ...]]:
        return await passages(
            texts, sources, now, posts=house.database.posts, index=house.index, embed=house.embed, embargoed=embargoed
        )

    writer = house.writer
    adviser = Adviser(writer.complete, writer.count, house.purse.may_spend) if writer else None
    checked = await journey.check(draft, find=find, adviser=adviser)
    await house.purse.pay(checked.cost)
    return checked


async def passages(
    texts: Sequence[str],
    sources: Sequence[Source],
    now: datetime,
    *,
    posts: Posts,
    index: Index,
    embed: Embed,
    embargoed: bool = True,
) -> list[tuple[Passage, ...]]:
    """For each sentence the passages nearest to it, of all times up to `now`. `embargoed` False: without what is under embargo now."""
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
            found = await asking.search(
                queries[number], sources, now, posts=posts, index=index, embed=known, count=FOUND, embargoed=embargoed
            )
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
