"""Asking, bound to what is open: written down, answered once, stored with the versions it cites, shown again only as the gate proves it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from assistant.ask import journey
from assistant.ask.beside import beside
from assistant.ask.differing import differing
from assistant.ask.journey import Recall, Tell
from assistant.gate.again import answer_again
from assistant.origin import copies_of, one_each
from assistant.wiring import ailing
from assistant.wiring.asked_before import AskedBefore
from assistant.wiring.attributing import who_said
from assistant.wiring.house import House
from assistant.words import Answer, Asker, Passage, Question, Role, Source, StoredAnswer, StoredClaim

TURNS = 3  # of a conversation that a follow-up may lean on
TALK_ENDS = timedelta(hours=2)  # silence after which a question stands alone
_DAYS = re.compile(r"last (?:24 hours|(\d{1,3}) days)")  # as journey/searching.py words what a button chose
COPIES = 2  # times as many passages are looked at as are shown: copies of one text are shown once


async def answer(
    question: Question, *, house: House, previous: tuple[Question, ...] | None = None, tell: Tell | None = None
) -> Answer:
    """The answer to a question, by its key: asked again, the stored one; the same question of an unchanged archive, the one given before.
    `previous` None: the conversation's last turns. `tell`: told the claims that stand while the model still writes.

    Raises StoreError. What the model cost is paid before the answer is kept, so that it is never forgotten.
    """
    stored = await house.database.answers.by_key(question.key)
    if stored is not None:
        return await _sides_kept(await asyncio.to_thread(compared_again, stored), stored.sides, house)
    await house.database.answers.ask(question)
    before = AskedBefore(question, house)
    talk = await turns(question, house) if previous is None else previous
    question = journey.carrying(question, talk)
    found = await who_said(question, talk, house=house)
    found = found or await found_now(question, talk, house=house, recall=before, tell=tell)
    kept, told = await asyncio.gather(  # what they disagree on is read off the passages each time; meanwhile the answer is kept
        house.database.answers.store(found, house.clock(), before.mark(found)), asyncio.to_thread(compared, found)
    )
    return await _sides_kept(replace(told, id=kept.id), (), house)


async def _sides_kept(told: Answer, had: Sequence[StoredClaim], house: House) -> Answer:
    """Before it is shown, the sides that were not kept yet: few answers have any, and killed before this it is done when asked again."""
    known = {side.quotes for side in had}
    if fresh := [side for side in told.sides if side.quotes not in known]:
        await house.database.answers.store_sides(told.id, fresh)
    return told


def compared_again(stored: StoredAnswer) -> Answer:
    """What was answered, as it is proven now. Long posts take the gate a tenth of a second: to be run in a thread."""
    return compared(answer_again(stored))


async def found_now(
    question: Question,
    previous: tuple[Question, ...],
    *,
    house: House,
    recall: Recall | None = None,
    tell: Tell | None = None,
) -> Answer:
    """What the archive says now; paid, kept nowhere."""
    role = await role_there(question.asker, house)
    visible = await house.database.sources.visible(role, question.asker.chat_id)
    sources = [s for s in visible if s.title in question.only] or visible
    found = await journey.ask(
        question,
        previous=previous,
        sources=sources,
        ill=await ailing.ill_titles(house, sources),
        posts=house.database.posts,
        index=house.index,
        embed=house.embed,
        writer=house.writer and replace(house.writer, may_spend=partial(house.purse.may_spend_for, question.asker.user_id)),
        embargoed=role >= Role.REPORTER,
        recall=recall,
        tell=tell,
    )
    await house.purse.pay(found.receipt.cost)
    if question.spent:  # paid when it was heard
        found = replace(found, receipt=replace(found.receipt, cost=found.receipt.cost + question.spent))
    if question.only and len(sources) < len(visible):
        found = replace(found, receipt=replace(found.receipt, only_sources=question.only))
    return found


def compared(answer: Answer) -> Answer:
    """With what its passages disagree on, and the proof of each side."""
    found = differing(answer.question.text, answer.claims, answer.passages)
    shown, sides = beside(found, answer.claims)
    return replace(answer, disagreements=shown, sides=sides)


async def readable(asker: Asker, house: House) -> list[Source]:
    """The sources whose posts an answer may show."""
    return await house.database.sources.visible(await role_there(asker, house), asker.chat_id)


async def role_there(asker: Asker, house: House) -> Role:
    """Whose eyes an answer is for. In a group everybody reads it: there the group's role counts, not the asker's."""
    if asker.chat_id >= 0:
        return asker.role
    chat = await house.database.people.chat(asker.chat_id)
    return max(Role.SUBSCRIBER, chat.role if chat else Role.STRANGER)


async def turns(question: Question, house: House) -> tuple[Question, ...]:
    """The conversation before a question: the older answer that it continues, as it was understood; else its last turns, not older than
    TALK_ENDS nor than /new."""
    asker = question.asker
    if question.follows and (older := await house.database.answers.get(question.follows)):
        before = older.answer.question
        return (replace(_as_chosen(older), text=older.answer.receipt.asked_as or before.text),)
    since = max(question.asked_at - TALK_ENDS, await begun(question, house))
    stored = await house.database.answers.turns(asker.chat_id, asker.thread_id, asker.user_id, TURNS, since)
    return tuple(_as_chosen(s) for s in stored if s.answer.question.asked_at <= question.asked_at)


def _as_chosen(stored: StoredAnswer) -> Question:
    """A turn with what buttons chose for it: the receipt has it, the question as it was asked has not."""
    receipt = stored.answer.receipt
    pressed = _DAYS.fullmatch(receipt.period.words)
    days = int(pressed[1] or 1) if pressed else 0
    return replace(stored.answer.question, only=receipt.only_sources, days=days)


async def begun(question: Question, house: House) -> datetime:
    """When this conversation was last started over with /new."""
    chat = await house.database.people.chat(question.asker.chat_id)
    kept = chat.settings.get(f"new:{question.asker.thread_id}:{question.asker.user_id}") if chat else None
    return datetime.fromisoformat(kept) if isinstance(kept, str) else question.asked_at - TALK_ENDS


async def search(words: str, role: int, chat_id: int, count: int, skip: int, zone: str = "", *, house: House) -> list[Passage]:
    """Passages for words, best first, one page: periods and "from:" are understood as in questions, in `zone`. One of each origin
    counts; behind them stand, one a post, their copies that were found too."""
    now = house.clock()
    seen_by = await role_there(Asker(chat_id=chat_id, role=Role(role)), house)
    sources = await house.database.sources.visible(seen_by, chat_id)
    query = journey.understood(Question("search", words, now, zone or house.settings.timezone), (), sources)
    found = await journey.search(
        query,
        sources,
        now,
        posts=house.database.posts,
        index=house.index,
        embed=house.embed,
        count=COPIES * (skip + count),
        embargoed=seen_by >= Role.REPORTER,
    )
    page = one_each(found.ranking.passages)[skip : skip + count]
    return [*page, *copies_of(found.ranking.passages, page)]
