"""A question from its words to its Answer: the order of things only."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from assistant import prompts
from assistant.ask.enough import enough
from assistant.ask.journey import advising
from assistant.ask.journey.hearing import Tell
from assistant.ask.journey.searching import Searched, search, understood
from assistant.ask.journey.writing import Writer, Written, write
from assistant.ask.query import Query
from assistant.ask.scope import scope_of
from assistant.ports import Completion, Embed, Index, Posts, Scope
from assistant.words import Answer, Passage, Post, Proven, Question, Receipt, Source

Recall = Callable[[Query, Scope], Awaitable[Answer | None]]
"""What was answered to the same question of the same posts, where nothing has changed since; None: it is to be answered."""


async def ask(
    question: Question,
    *,
    previous: Sequence[Question],
    sources: Sequence[Source],
    ill: Sequence[str],
    posts: Posts,
    index: Index,
    embed: Embed,
    writer: Writer | None,
    embargoed: bool = True,
    recall: Recall | None = None,
    tell: Tell | None = None,
) -> Answer:
    """Answer one question from the posts of `sources` (those the asker may see). `previous` are the turns before it, oldest first;
    `ill` names sources that are not well now; `tell` is told the claims that stand while the model still writes. Raises StoreError when
    the database cannot be used; nothing else."""
    begun = time.perf_counter()
    query, spent = await _understood(question, previous, sources, writer)
    if recall and (known := await recall(query, scope_of(query, sources, question.asked_at, embargoed=embargoed))):
        seconds = round(time.perf_counter() - begun, 3)
        return replace(known, receipt=_with_spent(replace(known.receipt, ill_sources=tuple(ill), seconds=seconds), spent))
    reranks = writer is not None and writer.reranks
    searched = await search(
        query,
        sources,
        question.asked_at,
        posts=posts,
        index=index,
        embed=embed,
        newest_first=question.newest_first,
        embargoed=embargoed,
        **({"count": advising.READ} if reranks else {}),
    )
    holds = await asyncio.to_thread(enough, searched.query, searched.ranking, searched.seen_from, searched.rarity)
    if writer and reranks:
        searched, more = await advising.reranked(question, searched, writer if holds else None)
        spent += more
    written = await write(question, searched, writer, tell) if holds else Written()
    receipt = _receipt(searched, written, ill, question, round(time.perf_counter() - begun, 3))
    receipt = _with_spent(replace(receipt, embedded_by=embed.model), spent)
    evidence = searched.ranking.passages
    return Answer(question, written.claims, _cited(written.claims, evidence), evidence, receipt)


async def _understood(
    question: Question, previous: Sequence[Question], sources: Sequence[Source], writer: Writer | None
) -> tuple[Query, tuple[Completion, ...]]:
    """By our rules in a thread (the first question of a language compiles its tables); put anew by the model where that is set."""
    query = await asyncio.to_thread(understood, question, previous, sources)
    if writer is None or not writer.rewrites:
        return query, ()
    return await advising.rewritten(question, previous, query, sources, writer)


def _with_spent(receipt: Receipt, spent: Sequence[Completion]) -> Receipt:
    return replace(
        receipt,
        tokens_in=receipt.tokens_in + sum(c.tokens_in for c in spent),
        tokens_out=receipt.tokens_out + sum(c.tokens_out for c in spent),
        cost=receipt.cost + sum(c.cost for c in spent),
    )


def _cited(claims: Sequence[Proven], passages: Sequence[Passage]) -> tuple[Post, ...]:
    """The posts that the claims cite, each once, in the order of first citation."""
    by_version = {p.post.version.id: p.post for p in passages}
    cited = dict.fromkeys(quote.version_id for claim in claims for quote in claim.quotes)
    return tuple(by_version[v] for v in cited if v in by_version)


def _receipt(searched: Searched, written: Written, ill: Sequence[str], question: Question, seconds: float) -> Receipt:
    query, extent, done = searched.query, searched.extent, written.completions
    return Receipt(
        period=query.period,
        sources=extent.sources,
        posts=extent.posts,
        newest=extent.newest,
        asked_as=query.asked_as if query.asked_as != " ".join(question.text.split()) else "",
        only_sources=query.sources,
        ill_sources=tuple(ill),
        written_by=done[0].model if done and written.claims and not written.note else "",
        note=" ".join(n for n in (written.note, searched.note) if n),
        dropped=written.dropped,
        repaired=written.repaired,
        tokens_in=sum(c.tokens_in for c in done),
        tokens_out=sum(c.tokens_out for c in done),
        cost=sum(c.cost for c in done),
        seconds=seconds,
        prompt=prompts.load("answer").hash if done else "",
        assumed=written.assumed,
    )
