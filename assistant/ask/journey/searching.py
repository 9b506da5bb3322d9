"""The first half of a question's journey: understood, searched, ranked. It answers nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.ask.followup import leans, resolve
from assistant.ask.narrowing import of_authors, wrote
from assistant.ask.query import Query
from assistant.ask.question import understand
from assistant.ask.rank import Ranking, promising, rank, word_for_word
from assistant.ask.rarity import Rarity
from assistant.ask.scope import scope_of
from assistant.ask.searched import all_terms, search_terms
from assistant.ask.spelling import nearby, respelt, to_count, unknown
from assistant.ask.weights import weights_for
from assistant.errors import StoreError
from assistant.ports import Embed, Extent, Index, Posts, Scope
from assistant.words import Period, Question, Source

FROM_TEXT = 200  # candidates by full text
FROM_INDEX = 200  # candidates by vector, before period and sources are looked at (facts.md: never filter in Chroma)
OF_A_POST = 12  # passages of a post that are read: its first and those nearest to the question
PASSAGES = 10  # kept of the ranking


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


def understood(question: Question, previous: Sequence[Question], sources: Sequence[Source]) -> Query:
    """The question as a query, leaning on the turns before it where it does."""
    outlets = tuple(s.title for s in sources)
    before: Query | None = None
    for turn in (*previous, question):
        before = resolve(turn.text, before, turn.asked_at, turn.zone, outlets=outlets, all_time=turn.all_time)
    assert before is not None
    if not question.days:
        return before
    words = "last 24 hours" if question.days == 1 else f"last {question.days} days"
    return replace(before, period=Period(question.asked_at - timedelta(days=question.days), None, words))


def carrying(question: Question, previous: Sequence[Question]) -> Question:
    """A follow-up with the sources and days that buttons chose for the turn before it, but for what its own words name."""
    if not previous or question.all_time:
        return question
    query, last = understand(question.text, question.asked_at, question.zone), previous[-1]
    if not leans(query):
        return question
    only = question.only or (() if query.sources else last.only)
    return replace(question, only=only, days=question.days or (0 if query.period != Period() else last.days))


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
    scope = scope_of(query, sources, now, embargoed=embargoed)
    (chunks, counts), vectors, extent = await asyncio.gather(
        posts.frequencies(all_terms(query)), embed([query.asked_as]), posts.extent(scope)
    )
    query, counts = await _spelt(query, chunks, counts, posts)
    rarity, vector, seen_from = Rarity(chunks, counts), vectors[0], min(now, extent.newest or now)
    (near, note), by_text = await asyncio.gather(
        _nearest(index, vector), posts.search(search_terms(query, chunks, counts), scope, FROM_TEXT)
    )
    bm25 = dict(by_text)
    found = await posts.locate([*bm25, *(i for i in near if i not in bm25)], scope, embed.model, vector)
    candidates = await posts.open(promising(found, bm25, seen_from), scope, embed.model, vector, most=OF_A_POST)
    if query.quoted:
        holding = await asyncio.to_thread(word_for_word, query, candidates)
        note = note if holding else " ".join(filter(None, (note, _unquoted(query))))
        candidates = holding or candidates
    if query.authors and (theirs := [c for c in candidates if wrote(query, c.passage.post.version.author)]):
        query, candidates = of_authors(query), theirs
        note = " ".join(filter(None, (note, f"Only what {' or '.join(query.authors)} wrote.")))
    ranking = await asyncio.to_thread(rank, query, candidates, seen_from, weights_for(embed.model), rarity)
    if newest_first:
        order = sorted(range(len(ranking.passages)), key=lambda i: ranking.passages[i].post.at, reverse=True)
        ranking = Ranking(tuple(ranking.passages[i] for i in order), tuple(ranking.signs[i] for i in order))
    return Searched(query, scope, Ranking(ranking.passages[:count], ranking.signs[:count]), rarity, extent, seen_from, note)


async def _spelt(query: Query, chunks: int, counts: dict[str, int], posts: Posts) -> tuple[Query, dict[str, int]]:
    """The query with words that stand nowhere as the archive spells them. Only a question with such a word asks the archive again."""
    if not (words := unknown(query, counts, chunks)):
        return query, counts
    odd = await asyncio.to_thread(nearby, words, query.language)
    more = [(await posts.frequencies(batch))[1] for batch in to_count(odd)]
    known = {term: count for counted in more for term, count in counted.items() if count}
    return respelt(query, odd, known), {**counts, **known}


async def _nearest(index: Index, vector: object) -> tuple[list[int], str]:
    try:
        return [i for i, _ in await index.nearest(vector, FROM_INDEX)], ""  # type: ignore[arg-type]
    except StoreError as error:
        return [], f"Searched by words alone: {error}"


def _unquoted(query: Query) -> str:
    return f"No post found has {' or '.join(f'“{q}”' for q in query.quoted)} word for word."
