"""A question that is followed: its button under an answer, /following, and the message when the answer has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant import layout
from assistant.chat.desk import Desk
from assistant.chat.turn import Action, Command, Draft, Press, Turn
from assistant.layout import say, text
from assistant.words import Answer, Following, Role

FOLLOW = "follow"
MOST = 20  # questions that one person follows in a chat
LONGEST = 30  # characters of a question on a button


async def follow(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """He who presses is told when the answer changes; it is his question from now on, where another asked it."""
    stored = await desk.answers.get(int(turn.payload["answer"]))
    if stored is None:
        return [Draft(toast="This answer is gone.")]
    mine = await desk.followings.of_person(turn.incoming.chat_id, turn.incoming.user_id)
    if len(mine) >= MOST:
        return [Draft((text(say("You follow {} questions here already. /following ends one.", MOST)),), reply=True)]
    if stored.answer.question.asker.user_id != turn.incoming.user_id:
        return [Draft(toast="Ask it yourself, then you can follow it.")]
    await desk.followings.follow(stored.answer.id, turn.now)
    told = say("I will tell you here when the answer changes: when a new post gives another number, date, name or turn to it.")
    return [Draft((text(told, say("/following shows and ends what you follow.")),), reply=True, silent=True, toast="Noted.")]


async def following(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What this person follows here, each with a button that ends it."""
    return [await _list(turn, desk)]


async def _list(turn: Turn, desk: Desk, edit_of: int = 0) -> Draft:
    mine = await desk.followings.of_person(turn.incoming.chat_id, turn.incoming.user_id)
    if not mine:
        nothing = say("You follow no question here. The button «Tell me when it changes» under an answer begins it.")
        return Draft((text(nothing),), edit_of=edit_of, reply=not edit_of)
    rows = text(*(say("{}. {}", number, one.question.text) for number, one in enumerate(mine, 1)))
    keys = tuple((Press(f"End {n}. {_short(one.question.text)}", "follow_end", {"id": one.id}),) for n, one in enumerate(mine, 1))
    return Draft((layout.heading(say("Questions you follow here")), rows), keys, edit_of=edit_of)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


async def end(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Ends one of his own; the list stands as it is now."""
    mine = await desk.followings.of_person(turn.incoming.chat_id, turn.incoming.user_id)
    if any(one.id == turn.payload["id"] for one in mine):
        await desk.followings.end(int(turn.payload["id"]), turn.now)
    if turn.payload.get("alone"):
        return [Draft((text(say("Ended: I do not follow this question any more.")),), reply=True, toast="Ended.")]
    shown = await _list(turn, desk, turn.message_id)
    return [Draft(shown.blocks, shown.keys, edit_of=turn.message_id, toast="Ended.")]


def told_changed(one: Following, before: Answer, at: datetime, now: Answer) -> Draft:
    """The message: now and before with their evidence; the buttons of an answer that prove it, and its end."""
    was = (before.claims, before.posts, before.receipt.written_by, at)
    blocks = layout.answer_changed(one.question.text, was, now, now.question.zone)
    proof = (Press("Quotes", "quotes", {"answer": now.id}, anyone=True), Press("Copy", "copy", {"answer": now.id}, anyone=True))
    ends = (Press("Stop following", "follow_end", {"id": one.id, "alone": True}),)
    who = one.question.asker
    return Draft(blocks, (proof, ends), chat_id=who.chat_id, thread_id=who.thread_id, answer_id=now.id)


COMMANDS = (Command("following", Role.REPORTER, "questions whose answer I follow for you", following),)
ACTIONS = (
    Action(FOLLOW, Role.REPORTER, follow),
    Action("follow_end", Role.REPORTER, end),
)
TEXTS: tuple[Command, ...] = ()
