"""Rebuilding the vector index, and changing the embeddings it is made of, while questions go on being answered.

rebuild    throw the collection away; SQL's vectors are added again           costs nothing
estimate   posts, chunks, tokens and dollars of changing to EMBEDDING_MODEL
reembed    vectors by the new embeddings into a collection of their own, then switch, then forget the old
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from assistant.collect.journey import follow
from assistant.outside.chroma import Chroma
from assistant.wiring.house import EMBEDDING, House, embedding_in_use, open_embed
from assistant.words import Passage

log = logging.getLogger(__name__)

BATCH = 256  # chunks embedded at a time: one request, or 0.1 s of the packaged vectors
SAMPLE = 200  # chunks whose tokens are counted to estimate all


@dataclass(frozen=True, slots=True)
class Estimate:
    """What changing the embeddings takes. `dollars` is 0 for the packaged ones."""

    now: str
    wanted: str
    posts: int
    chunks: int
    tokens: int
    dollars: float

    @property
    def words(self) -> str:
        return (
            f"From {self.now} to {self.wanted}: {self.posts:,} posts in {self.chunks:,} chunks, about {self.tokens:,} tokens, "
            f"about {self.dollars:.2f} dollars."
        )


async def estimate(house: House) -> Estimate | None:
    """None where the archive has the wanted embeddings already."""
    wanted = house.settings.embedding_model
    now = await embedding_in_use(house.database, house.settings, house.clock())
    if wanted == now:
        return None
    counts = await house.database.posts.counts(wanted)
    sample = await house.database.posts.missing_vectors(wanted, SAMPLE)
    each = sum(house.tokens(words(p)) for p in sample) / max(1, len(sample))
    tokens = round(each * counts.chunks)
    price = 0.0 if wanted == "local" else house.settings.embedding_price
    return Estimate(now, wanted, counts.posts, counts.chunks, tokens, tokens * price / 1_000_000)


def words(passage: Passage) -> str:
    """What is embedded of a chunk: as collect/pieces.py does."""
    return f"{passage.post.title}\n{passage.text}"


async def rebuild(house: House, chroma: Chroma) -> None:
    """The collection is dropped and everything marked to be added: the pump fills it again, full text answers meanwhile."""
    await chroma.forget(house.embed.model)
    await house.database.posts.rebuild(house.embed.model)
    house.index.arrive(chroma.index(house.embed.model, house.embed.dim))


async def reembed(
    house: House, chroma: Chroma, *, breathe: Callable[[], Awaitable[None]], told: Callable[[int], None] = lambda _: None
) -> None:
    """Embed every chunk anew and switch when none is missing. Killed in between, it goes on where it was. Raises ModelError, StoreError."""
    wanted = house.settings.embedding_model
    if wanted == await embedding_in_use(house.database, house.settings, house.clock()):
        return
    posts, old = house.database.posts, house.embed.model
    new = await open_embed(house.settings, wanted, house.tokens)
    while missing := await posts.missing_vectors(new.model, BATCH):
        vectors = await new([words(p) for p in missing])
        await posts.add_vectors(new.model, [p.chunk_id for p in missing], vectors)
        told(len(missing))
        await breathe()
    index = chroma.index(new.model, new.dim)
    await follow(posts=posts, index=index, model=new.model, breathe=breathe)
    await house.database.settings.put(EMBEDDING, wanted, house.clock())
    house.embed.switch(new)
    house.index.arrive(index)
    log.info("Embeddings: %s has taken the place of %s.", new.model, old)
    await chroma.forget(old)
    await posts.forget(old)
