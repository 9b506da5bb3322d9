"""The same question of an unchanged archive: the answer given before, proven again, for nothing. It answers nothing new."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from assistant import prompts
from assistant.ask.query import Query
from assistant.ask.sameness import sameness
from assistant.gate.again import answer_again
from assistant.ports import Edge, Mark, Scope
from assistant.wiring.house import House
from assistant.words import Answer, Question, StoredAnswer


class AskedBefore:
    """Looks for an answer (journey.Recall) and keeps the mark under which the new one is to be stored."""

    def __init__(self, question: Question, house: House) -> None:
        self._question, self._house = question, house
        self._mark: Mark | None = None

    async def __call__(self, query: Query, scope: Scope) -> Answer | None:
        edge = await self._house.database.posts.edge(self._house.embed.model)
        self._mark = Mark(sameness(self._question, query, scope, _made_by(self._house)), edge)
        found = await self._house.database.answers.like(self._mark.sameness)
        if found is None or not await self._still(*found, scope):
            return None
        stored, _ = found
        again = await asyncio.to_thread(answer_again, stored)
        return _anew(again, self._question, stored) if len(again.claims) == len(stored.claims) else None

    def mark(self, answer: Answer) -> Mark | None:
        """None where it is not to be shown again: it was itself, something was wanting, or posts were not yet ready to be found."""
        sound = self._mark and self._mark.edge.settled and not answer.receipt.note
        return self._mark if sound and answer.receipt.answered_at is None else None

    async def _still(self, stored: StoredAnswer, edge: Edge, scope: Scope) -> bool:
        """Nothing new, changed, withdrawn, back, or out of its embargo."""
        posts, receipt = self._house.database.posts, stored.answer.receipt
        if not await posts.unchanged(scope, edge, stored.answer.question.asked_at):
            return False
        return (await posts.extent(scope)).posts == receipt.posts


def _anew(again: Answer, question: Question, stored: StoredAnswer) -> Answer:
    """The answer as one to this question: what it cost is paid already, and its sides are found anew."""
    said = replace(again.receipt, answered_at=stored.answered_at, tokens_in=0, tokens_out=0, cost=0.0)
    return replace(again, question=question, receipt=said, id=0, sides=())


def _made_by(house: House) -> tuple[str, ...]:
    """What of the settings decides an answer."""
    writer = house.writer
    if writer is None:
        return ("extracted", house.embed.model)
    used = ("answer", "repair", *(("rewrite",) if writer.rewrites else ()), *(("rerank",) if writer.reranks else ()))
    return (writer.complete.model, house.embed.model, *(prompts.load(name).hash for name in used))
