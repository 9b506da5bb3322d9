"""The second half of a question's journey: claims, by a model or taken from the posts, and what of them stands."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from assistant import prompts
from assistant.ask import compose, premise
from assistant.ask.extract import extract
from assistant.ask.journey.hearing import Tell, hearing
from assistant.ask.journey.searching import Searched
from assistant.ask.judging import Judge
from assistant.errors import ModelError
from assistant.language import language_of
from assistant.ports import Complete, Completion, CountTokens
from assistant.words import Passage, Proven, Question

SHOWN_TO_MODEL = 8
PROMPT_TOKENS = 6_000  # for passages: eight of 1,000 characters take some 2,500


@dataclass(frozen=True, slots=True)
class Written:
    """Claims that stand, with what it cost to get them. `assumed`: the question's own words that the first claim contradicts."""

    claims: tuple[Proven, ...] = ()
    dropped: int = 0
    repaired: int = 0
    completions: tuple[Completion, ...] = ()
    note: str = ""
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """What composing needs: the model, a token counter, and `may_spend` that says in words why not now (budget), or nothing.

    `rewrites`, `reranks`: whether the model also puts the question anew and orders the passages (advising.py).
    """

    complete: Complete
    count: CountTokens
    may_spend: Callable[[], Awaitable[str]]
    rewrites: bool = False
    reranks: bool = False


async def write(question: Question, searched: Searched, writer: Writer | None, tell: Tell | None) -> Written:
    """By the model where it may and can, else extracted, saying why. Raises nothing of the model's."""
    if writer is None:
        return await asyncio.to_thread(_extracted, question, searched, "")
    if why := await writer.may_spend():
        return await asyncio.to_thread(_extracted, question, searched, why)
    written = await _composed(question, searched, writer, tell)
    if written.claims or not (written.dropped or written.note):
        return written  # a model that returns no claims has read the passages and found no answer in them
    why = written.note or "Extracted: no sentence of the model's reply stood up to its sources."
    spare = await asyncio.to_thread(_extracted, question, searched, why)
    return replace(spare, dropped=written.dropped, completions=written.completions)


def _extracted(question: Question, searched: Searched, note: str) -> Written:
    found = extract(searched.query, searched.ranking, searched.seen_from, searched.rarity)
    stand, fallen = Judge(found.posts)(found.claims)
    if fallen:  # the next best in their place
        bad = {claim.text for claim, _ in fallen}
        found = extract(searched.query, searched.ranking, searched.seen_from, searched.rarity, without=bad)
        stand, _ = Judge(found.posts)(found.claims)
    if searched.query.speaker and not stand and not fallen:
        note = " ".join(filter(None, (note, f"In no post found does {searched.query.speaker} speak about it.")))
    assumed = premise.contradicted(question.text, searched.query.kind, stand, searched.ranking.passages)
    return Written(tuple(stand), dropped=len(fallen), note=note, assumed=assumed)


async def _composed(question: Question, searched: Searched, writer: Writer, tell: Tell | None) -> Written:
    """The model's claims that stand; those that fell get one turn to be mended. What failed is in the note, and its price in the sum."""
    passages = compose.fit(searched.ranking.passages[:SHOWN_TO_MODEL], writer.count, PROMPT_TOKENS)
    judge = Judge([p.post for p in passages], language_of(question.text))
    fenced = fenced_passages(passages, question.zone)
    here = question.asked_at.astimezone(ZoneInfo(question.zone))
    asked = searched.query.asked_as
    rendered = prompts.load("answer").render(
        today=f"{here:%A, %d %B %Y}", asked_at=f"{here:%H:%M}", passages=fenced, question=asked
    )
    ready = asyncio.create_task(asyncio.to_thread(judge.prepare))
    try:
        async with hearing(judge, tell) as heard:
            first = await writer.complete(
                system=rendered.system, user=rendered.user, schema=compose.SCHEMA, name="answer", heard=heard
            )
    except ModelError as error:
        return Written(completions=(failed(error, writer),), note=f"Extracted, not written by the model: {error}")
    finally:
        await ready
    drafts = compose.drafts(first.data, len(passages))
    stand, fallen = await asyncio.to_thread(judge, [d.claim for d in drafts])
    written = Written(tuple(stand), len(fallen), completions=(first,))
    if fallen:
        told = compose.failures([(c, [r.words for r in f.reasons]) for c, f in fallen])
        rendered = prompts.load("repair").render(passages=fenced, question=asked, failed=told)
        written, mended = await _mended(written, rendered, judge, writer)
        drafts = (*drafts, *mended)
    claims, assumed = await asyncio.to_thread(premise.foremost, written.claims, drafts, question.text, judge)
    return replace(written, claims=claims, assumed=assumed)


async def _mended(
    written: Written, rendered: prompts.Rendered, judge: Judge, writer: Writer
) -> tuple[Written, tuple[compose.Draft, ...]]:
    """The one turn in which fallen claims may be written again; at most as many as fell."""
    try:
        second = await writer.complete(system=rendered.system, user=rendered.user, schema=compose.SCHEMA, name="repair")
    except ModelError as error:
        note = f"Extracted, not written by the model: {error}" if not written.claims else ""
        return replace(written, completions=(*written.completions, failed(error, writer)), note=note), ()
    drafts = compose.drafts(second.data, len(judge.posts))
    mended, _ = await asyncio.to_thread(judge, [d.claim for d in drafts])
    told = {proven.text for proven in written.claims}
    fresh = tuple(m for m in mended if m.text not in told)[: written.dropped]
    return replace(
        written,
        claims=(*written.claims, *fresh),
        dropped=written.dropped - len(fresh),
        repaired=len(fresh),
        completions=(*written.completions, second),
    ), drafts


def failed(error: ModelError, writer: Writer) -> Completion:
    """What a failed call has used up."""
    return Completion({}, writer.complete.model, error.tokens_in, error.tokens_out, error.cost)


def fenced_passages(passages: tuple[Passage, ...], zone: str) -> str:
    """The passages as a model is shown them, between borders that no post can forge."""
    return prompts.fence([compose.for_model(p, zone) for p in passages], nonce=secrets.token_hex(8))
