"""A question's journey: understood, searched, ranked, answered, proven. The only async file of ask/.

    question -> resolve -> Embed -> candidates from Index and full text -> rank -> enough?
             -> write with a model, or extract -> gate -> Answer

It stores and sends nothing. No passages, or nothing that stands: an Answer without claims, with what was searched. The model is never
asked when there is nothing to cite; when it fails, is over budget or nothing of its reply stands, the extracted answer takes its place
and the receipt says so.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from assistant import prompts
from assistant.ask import compose
from assistant.ask.enough import enough
from assistant.ask.extract import extract
from assistant.ask.question import Query, all_terms, resolve, search_terms
from assistant.ask.rank import Ranking, promising, rank
from assistant.ask.rarity import Rarity
from assistant.ask.weights import weights_for
from assistant.errors import ModelError, StoreError
from assistant.gate import Falls, Reason, prove
from assistant.ports import Complete, Completion, CountTokens, Embed, Extent, Index, Posts, Scope
from assistant.words import Answer, Claim, Passage, Period, Post, Proven, Question, Receipt, Source

FROM_TEXT = 200  # candidates by full text
FROM_INDEX = 200  # candidates by vector, before period and sources are looked at (facts.md: never filter in Chroma)
OF_A_POST = 12  # passages of a post that are read: its first and those nearest to the question
PASSAGES = 10  # kept of the ranking
SHOWN_TO_MODEL = 8
PROMPT_TOKENS = 6_000  # for passages: eight of 1,000 characters take some 2,500


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search understood and found."""

    query: Query
    scope: Scope
    ranking: Ranking
    rarity: Rarity
    extent: Extent
    seen_from: (
        datetime  # what is fresh is seen from the newest post searched: an archive that ended in March is asked about March
    )
    note: str = ""  # why a part of the search was left out


@dataclass(frozen=True, slots=True)
class Written:
    """Claims that stand, with what it cost to get them."""

    claims: tuple[Proven, ...] = ()
    dropped: int = 0
    repaired: int = 0
    completions: tuple[Completion, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """What composing needs: the model, a token counter, and `may_spend` that says in words why not now (budget), or nothing."""

    complete: Complete
    count: CountTokens
    may_spend: Callable[[], Awaitable[str]]


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
) -> Answer:
    """Answer one question from the posts of `sources` (those the asker may see). `previous` are the turns before it, oldest first;
    `ill` names sources that are not well now. Raises StoreError when the database cannot be used; nothing else."""
    begun = time.perf_counter()
    query = understood(question, previous, sources)
    searched = await search(
        query,
        sources,
        question.asked_at,
        posts=posts,
        index=index,
        embed=embed,
        newest_first=question.newest_first,
        embargoed=embargoed,
    )
    evidence = searched.ranking.passages
    holds = await asyncio.to_thread(enough, query, searched.ranking, searched.seen_from, searched.rarity)
    written = await _write(question, searched, writer) if holds else Written()
    receipt = _receipt(searched, written, ill, question, round(time.perf_counter() - begun, 3))
    receipt = replace(receipt, embedded_by=embed.model)
    return Answer(question, written.claims, _cited(written.claims, evidence), evidence, receipt)


def understood(question: Question, previous: Sequence[Question], sources: Sequence[Source]) -> Query:
    """The question as a query, leaning on the turns before it where it does."""
    outlets = tuple(s.title for s in sources)
    before: Query | None = None
    for turn in (*previous, question):
        before = resolve(turn.text, before, turn.asked_at, turn.zone, outlets=outlets, all_time=turn.all_time)
    assert before is not None
    return before


async def search(
    query: Query,
    sources: Sequence[Source],
    now: datetime,
    *,
    posts: Posts,
    index: Index,
    embed: Embed,
    newest_first: bool = False,
    count: int = PASSAGES,
    embargoed: bool = True,
) -> Searched:
    """Candidates from vectors and full text within the query's period and sources and up to `now`, ranked; the best `count`.

    `embargoed` False: for eyes that may not see what is under embargo now.
    """
    scope = Scope(_named(query, sources), _until(query.period, now), open_at=None if embargoed else now)
    (chunks, counts), vectors, extent = await asyncio.gather(
        posts.frequencies(all_terms(query)), embed([query.asked_as]), posts.extent(scope)
    )
    rarity, vector, seen_from = Rarity(chunks, counts), vectors[0], min(now, extent.newest or now)
    (near, note), by_text = await asyncio.gather(
        _nearest(index, vector), posts.search(search_terms(query, chunks, counts), scope, FROM_TEXT)
    )
    bm25 = dict(by_text)
    found = await posts.locate([*bm25, *(i for i in near if i not in bm25)], scope, embed.model, vector)
    candidates = await posts.open(promising(found, bm25, seen_from), scope, embed.model, vector, most=OF_A_POST)
    ranking = await asyncio.to_thread(rank, query, candidates, seen_from, weights_for(embed.model), rarity)
    if newest_first:
        order = sorted(range(len(ranking.passages)), key=lambda i: ranking.passages[i].post.at, reverse=True)
        ranking = Ranking(tuple(ranking.passages[i] for i in order), tuple(ranking.signs[i] for i in order))
    return Searched(query, scope, Ranking(ranking.passages[:count], ranking.signs[:count]), rarity, extent, seen_from, note)


async def _nearest(index: Index, vector: object) -> tuple[list[int], str]:
    try:
        return [i for i, _ in await index.nearest(vector, FROM_INDEX)], ""  # type: ignore[arg-type]
    except StoreError as error:
        return [], f"Searched by words alone: {error}"


def _named(query: Query, sources: Sequence[Source]) -> tuple[int, ...]:
    """Ids of the sources to search: those the query names, where it names any that are there; else all."""
    wanted = [name.lstrip("@").casefold() for name in query.sources]
    named = [s.id for s in sources if any(name in s.title.casefold() or name in s.url.casefold() for name in wanted)]
    return tuple(named or (s.id for s in sources))


def _until(period: Period, now: datetime) -> Period:
    """Nothing from after the question."""
    edge = now + timedelta(microseconds=1)
    return replace(period, until=min(period.until, edge) if period.until else edge)


async def _write(question: Question, searched: Searched, writer: Writer | None) -> Written:
    if writer is None:
        return await asyncio.to_thread(_extracted, searched, question.asked_at, "")
    if why := await writer.may_spend():
        return await asyncio.to_thread(_extracted, searched, question.asked_at, why)
    try:
        written = await _composed(question, searched, writer)
    except ModelError as error:
        return await asyncio.to_thread(_extracted, searched, question.asked_at, f"Extracted, not written by the model: {error}")
    if written.claims or not written.dropped:
        return written  # a model that returns no claims has read the passages and found no answer in them
    spare = await asyncio.to_thread(
        _extracted, searched, question.asked_at, "Extracted: no sentence of the model's reply stood up to its sources."
    )
    return replace(spare, dropped=written.dropped, completions=written.completions)


def _extracted(searched: Searched, now: datetime, note: str) -> Written:
    found = extract(searched.query, searched.ranking, searched.seen_from, searched.rarity)
    stand, fallen = _judge(found.claims, found.posts)
    if fallen:  # the next best in their place
        bad = {claim.text for claim, _ in fallen}
        found = extract(searched.query, searched.ranking, searched.seen_from, searched.rarity, without=bad)
        stand, _ = _judge(found.claims, found.posts)
    return Written(tuple(stand), dropped=len(fallen), note=note)


async def _composed(question: Question, searched: Searched, writer: Writer) -> Written:
    """The model's claims that stand; those that fell get one turn to be mended. Raises ModelError."""
    passages = compose.fit(searched.ranking.passages[:SHOWN_TO_MODEL], writer.count, PROMPT_TOKENS)
    shown = [p.post for p in passages]
    fenced = prompts.fence([_for_model(p, question.zone) for p in passages], nonce=secrets.token_hex(8))
    here = question.asked_at.astimezone(ZoneInfo(question.zone))
    rendered = prompts.load("answer").render(
        today=f"{here:%A, %d %B %Y}", asked_at=f"{here:%H:%M}", passages=fenced, question=searched.query.asked_as
    )
    first = await writer.complete(system=rendered.system, user=rendered.user, schema=compose.SCHEMA, name="answer")
    stand, fallen = await asyncio.to_thread(_judge, compose.claims(first.data, len(passages)), shown)
    if not fallen:
        return Written(tuple(stand), completions=(first,))
    rendered = prompts.load("repair").render(
        passages=fenced,
        question=searched.query.asked_as,
        failed=compose.failures([(c, [r.words for r in f.reasons]) for c, f in fallen]),
    )
    try:
        second = await writer.complete(system=rendered.system, user=rendered.user, schema=compose.SCHEMA, name="repair")
    except ModelError as error:
        return Written(tuple(stand), dropped=len(fallen), completions=(first,), note=str(error) if not stand else "")
    mended, _ = await asyncio.to_thread(_judge, compose.claims(second.data, len(passages)), shown)
    told = {proven.text for proven in stand}
    fresh = tuple(m for m in mended if m.text not in told)[: len(fallen)]
    return Written((*stand, *fresh), len(fallen) - len(fresh), len(fresh), (first, second))


def _judge(claims: Sequence[Claim], posts: Sequence[Post]) -> tuple[list[Proven], list[tuple[Claim, Falls]]]:
    stand: list[Proven] = []
    fallen: list[tuple[Claim, Falls]] = []
    for claim in claims:
        verdict = prove(claim, posts)
        if isinstance(verdict, Falls):
            fallen.append((claim, verdict))
        elif verdict.attribution:  # the source says who said so, the claim does not: it may not be stated as plain fact
            words = f"The source attributes this: {verdict.attribution}"
            fallen.append((claim, Falls((Reason("attribution", words, 0, len(claim.text)),))))
        else:
            stand.append(verdict.proven)
    return stand, fallen


def _for_model(passage: Passage, zone: str) -> tuple[str, str]:
    """(heading, text) of a passage as the model is shown it."""
    post = passage.post
    return f"{post.outlet}, {post.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}: {post.title}", passage.text


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
    )
