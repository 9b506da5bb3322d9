"""The same question in another way, by buttons: newest first, another period, fewer sources; and how an answer came to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant import layout
from assistant.chat.access import eyes
from assistant.chat.answer_keys import WATCH, under_receipt
from assistant.chat.desk import Desk
from assistant.chat.reporter_asking import asker, telling, told
from assistant.chat.reporter_limits import refusal
from assistant.chat.turn import Action, Command, Draft, Turn
from assistant.gate.again import answer_again
from assistant.layout import say, text
from assistant.words import Question, Role

GONE = "This answer is gone."


async def newest_first(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _again(turn, desk, newest_first=True)


async def all_time(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _again(turn, desk, all_time=True, days=0)


async def within(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The last so many days, whatever the words of the question say."""
    return await _again(turn, desk, all_time=False, days=int(turn.payload["days"]))


async def only_sources(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The sources that the answer cites, and no others."""
    return await _again(turn, desk)


async def _again(turn: Turn, desk: Desk, **how: Any) -> Sequence[Draft]:
    """Asked by whoever presses, for what he may see; as it was understood, for the turns before it are not his. What earlier buttons
    chose is kept."""
    stored = await desk.answers.get(turn.payload["answer"])
    if stored is None:
        return [Draft(toast=GONE)]
    before, i = stored.answer.question, turn.incoming
    words = stored.answer.receipt.asked_as or before.text
    chosen: dict[str, Any] = {"days": int(turn.payload.get("days", 0)), "only": tuple(turn.payload.get("only", ()))}
    kept: dict[str, Any] = {"newest_first": before.newest_first, "all_time": before.all_time} | chosen | how
    turn = replace(turn, incoming=replace(i, text=words))
    if (refused := await refusal(turn, desk)) is not None:
        return refused or [Draft(toast="Please wait a little.")]
    answer = await desk.ask(
        Question(i.key, words, i.at, turn.zone, asker(turn), follows=stored.answer.id, **kept), tell=telling(turn)
    )
    return [replace(told(answer, turn.zone), reply=True)]


async def receipt(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Everything that is known of how an answer came to be, with buttons that change what was understood."""
    stored = await desk.answers.get(turn.payload["answer"])
    if stored is None:
        return [Draft(toast=GONE)]
    chosen = replace(stored.answer.question, days=int(turn.payload.get("days", 0)), only=tuple(turn.payload.get("only", ())))
    answer = replace(answer_again(stored), question=chosen)
    visible = await desk.sources.visible(await eyes(turn, desk), turn.incoming.chat_id)
    return [Draft(layout.receipt_details(answer, visible, turn.zone, turn.now), under_receipt(answer), reply=True)]


async def watch(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """He is told when there is evidence (the round that brings it in looks: Answers.watches)."""
    await desk.answers.watch(turn.payload["answer"], turn.now)
    return [Draft((text(say("I will tell you here as soon as a post answers it.")),), reply=True, silent=True, toast="Noted.")]


COMMANDS: tuple[Command, ...] = ()
ACTIONS = (
    Action("newest_first", Role.REPORTER, newest_first, changes=False, slow=True),
    Action("all_time", Role.REPORTER, all_time, changes=False, slow=True),
    Action("within", Role.REPORTER, within, changes=False, slow=True),
    Action("only_sources", Role.REPORTER, only_sources, changes=False, slow=True),
    Action("receipt", Role.REPORTER, receipt, changes=False),
    Action(WATCH, Role.REPORTER, watch),
)
TEXTS: tuple[Command, ...] = ()
