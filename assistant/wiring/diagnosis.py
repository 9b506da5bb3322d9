"""Whether the database, the full text and the vector index agree: counts, a sample of ids, one query; said in words."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assistant.errors import NewsroomError, StoreError
from assistant.wiring.digesting import scope_of
from assistant.wiring.house import House
from assistant.words import IndexCounts, Role

SAMPLE = 200  # chunk ids looked for in the vector index


@dataclass(frozen=True, slots=True)
class Finding:
    well: bool
    words: str


async def diagnose(house: House) -> list[Finding]:
    """Every finding, the well ones too. Raises nothing for what is ill."""
    counts = await house.database.posts.counts(house.embed.model)
    return [_posts(counts), _full_text(counts), await _vectors(house, counts), *await _settings(house), await _sources(house)]


def _posts(counts: IndexCounts) -> Finding:
    waiting = f"; {counts.to_make:,} wait to be indexed" if counts.to_make else ""
    return Finding(not counts.to_make, f"Database: {counts.posts:,} posts in {counts.versions:,} versions{waiting}.")


def _full_text(counts: IndexCounts) -> Finding:
    if counts.full_text == counts.chunks:
        return Finding(True, f"Full text: all {counts.chunks:,} chunks.")
    return Finding(
        False, f"Full text: {counts.full_text:,} of {counts.chunks:,} chunks. Restore a backup, or tell the developers."
    )


async def _vectors(house: House, counts: IndexCounts) -> Finding:
    if house.index.absent:
        return Finding(True, f"Vector index: not looked into, {house.index.absent}. SQL has {counts.vectors:,} vectors.")
    try:
        return await _compare(house, counts)
    except NewsroomError as error:
        return Finding(False, f"Vector index: {error} `bot.py reindex` rebuilds it.")


async def _compare(house: House, counts: IndexCounts) -> Finding:
    has, wants = await house.index.size(), counts.vectors - counts.to_add + counts.to_remove
    if has != wants:
        return Finding(False, f"Vector index: {has:,} vectors, the database says {wants:,}. `bot.py reindex` rebuilds it.")
    scope = scope_of(await house.database.sources.visible(Role.ADMIN, 0))
    some = await house.database.posts.latest(scope, SAMPLE)
    if not some or not has:
        return Finding(not counts.to_add, f"Vector index: {has:,} vectors{_behind(counts)}.")
    post = random.choice(some)  # noqa: S311  (a sample, no secret)
    vector = (await house.embed([f"{post.title}\n{post.text[:1000]}"]))[0]
    near = [i for i, _ in await house.index.nearest(vector, 10)]
    there = await house.index.which(near)
    if not near or there != set(near):
        raise StoreError("a query finds ids that are not there.")
    return Finding(
        not counts.to_add, f"Vector index: {has:,} vectors, as the database says; a query finds its way{_behind(counts)}."
    )


def _behind(counts: IndexCounts) -> str:
    return f"; {counts.to_add:,} still to be added" if counts.to_add else ""


async def _settings(house: House) -> list[Finding]:
    model, wanted = house.embed.model, house.settings.embedding_model
    found = [Finding(True, f"Embeddings: {model}.")]
    if house.settings.writes_answers:
        exact = "exact" if house.tokens.exact else "estimated"
        found.append(Finding(True, f"Answers: written by {house.settings.answer_model}; tokens are {exact}."))
    else:
        found.append(Finding(True, "Answers: extracted, no model is set."))
    kept = await house.database.settings.get("embedding")
    if kept != wanted:
        found.append(Finding(False, f"EMBEDDING_MODEL is {wanted}, the archive has {kept}: `bot.py reindex --embed` changes it."))
    return found


async def _sources(house: House) -> Finding:
    tended = await house.database.sources.tended()
    ill = [t for t in tended if t.failures >= 3 and t.source.state == "active"]
    if not ill:
        return Finding(True, f"Sources: {len(tended)}, none is ill.")
    return Finding(False, "Sources: " + "; ".join(f"{t.source.title} fails ({t.last_error})" for t in ill) + ".")
