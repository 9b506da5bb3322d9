"""The model's optional say in a search: the question put anew, the passages in another order. Off unless set; paid from the budget.

Whatever fails, is too dear or may not be taken changes nothing: the question stays as our rules understood it, the passages as ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from assistant import prompts
from assistant.ask import anew
from assistant.ask.journey.searching import PASSAGES, Searched, understood
from assistant.ask.journey.writing import Writer, failed, fenced_passages
from assistant.ask.query import Query
from assistant.ask.rank import Ranking
from assistant.errors import ModelError
from assistant.ports import Completion
from assistant.words import Period, Question, Source

READ = 2 * PASSAGES  # passages that the model orders; PASSAGES of them are kept

Spent = tuple[Completion, ...]


async def rewritten(
    question: Question, previous: Sequence[Question], query: Query, sources: Sequence[Source], writer: Writer
) -> tuple[Query, Spent]:
    """The question as the model puts it so that it stands alone, read by our rules; period and sources that were named stay."""
    here = question.asked_at.astimezone(ZoneInfo(question.zone))
    turns = [turn.text for turn in previous]
    rendered = prompts.load("rewrite").render(
        today=f"{here:%A, %d %B %Y}", turns="\n".join(f"- {t}" for t in turns) or "- none", question=question.text
    )
    data, spent = await _asked(writer, rendered, anew.REWRITTEN, "rewrite")
    put = anew.taken(str(data.get("question", "")), question.text, turns)
    if not put:
        return query, spent
    fresh = understood(replace(question, text=put), (), sources)
    return replace(
        fresh,
        text=query.text,
        period=query.period if query.period != Period() or question.all_time else fresh.period,
        sources=query.sources or fresh.sources,
        without=query.without or fresh.without,
        quoted=query.quoted or fresh.quoted,
    ), spent


async def reranked(question: Question, searched: Searched, writer: Writer | None) -> tuple[Searched, Spent]:
    """The best PASSAGES, in the model's order; without a writer (nothing is there to be answered from) as they were ranked."""
    found, data, spent = searched.ranking, {}, ()  # type: tuple[Ranking, Mapping[str, Any], Spent]
    if writer and len(found.passages) > 1:
        fenced = fenced_passages(found.passages, question.zone)
        rendered = prompts.load("rerank").render(passages=fenced, question=searched.query.asked_as)
        data, spent = await _asked(writer, rendered, anew.ORDERED, "rerank")
    places = anew.order(data.get("passages", ()), len(found.passages))[:PASSAGES]
    kept = Ranking(tuple(found.passages[n] for n in places), tuple(found.signs[n] for n in places))
    return replace(searched, ranking=kept), spent


async def _asked(
    writer: Writer, rendered: prompts.Rendered, schema: Mapping[str, Any], name: str
) -> tuple[Mapping[str, Any], Spent]:
    """The reply's data and its price; no data where it failed or may not be asked."""
    if await writer.may_spend():
        return {}, ()
    try:
        done = await writer.complete(system=rendered.system, user=rendered.user, schema=schema, name=name)
    except ModelError as error:
        return {}, (failed(error, writer),)
    return done.data, (done,)
