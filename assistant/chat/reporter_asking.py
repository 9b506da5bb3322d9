"""Questions: asked, and edited. It finds no evidence and writes no sentence (Desk.ask)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import layout
from assistant.chat.answer_keys import keys
from assistant.chat.desk import Desk, Tell
from assistant.chat.reporter_limits import refusal
from assistant.chat.turn import Action, Command, Draft, Turn
from assistant.layout import say, text
from assistant.words import Answer, Asker, Post, Proven, Question, Role


def asker(turn: Turn) -> Asker:
    """Who asks. In a group others read along: an admin sees there what a reporter may, not the sources of other chats."""
    alone = turn.incoming.chat_kind == "private"
    return turn.asker if alone else replace(turn.asker, role=min(turn.role, Role.REPORTER))


async def question(turn: Turn, desk: Desk, *, spent: float = 0.0) -> Sequence[Draft]:
    """Answer a question; one that was edited, in place of its earlier answer. A reply to an older answer continues that one.
    `spent`: dollars that hearing it has cost."""
    earlier, edits = await _earlier(turn, desk)
    if turn.incoming.kind == "edited" and earlier is not None and earlier.text == turn.text:
        return ()  # Telegram tells of other edits too: a preview, a formatting
    if (refused := await refusal(turn, desk)) is not None:
        return refused
    follows = 0
    if turn.incoming.reply_to:
        follows, _ = await desk.answers.linked(turn.incoming.chat_id, turn.incoming.reply_to)
    i = turn.incoming
    answer = await desk.ask(
        Question(i.key, turn.text, i.at, turn.zone, asker(turn), follows=follows, spent=spent), tell=telling(turn)
    )
    said = replace(
        told(answer, turn.zone, late=turn.late), reply=turn.late or i.chat_kind != "private", edit_of=edits[0] if edits else 0
    )
    return [said, *(Draft((text(say("Answered anew above.")),), edit_of=old) for old in edits[1:])]


def telling(turn: Turn) -> Tell | None:
    """Shows the claims that stand while the model still writes."""
    show = turn.show
    if show is None:
        return None

    async def tell(claims: Sequence[Proven], posts: Sequence[Post]) -> None:
        await show(layout.unfolding(claims, posts))

    return tell


async def _earlier(turn: Turn, desk: Desk) -> tuple[Question | None, list[int]]:
    """Of an edited question: what was asked before, and the ids of our messages that carry its answer."""
    if turn.incoming.kind != "edited":
        return None, []
    chat = turn.incoming.chat_id
    answer_id, _ = await desk.answers.linked(chat, turn.message_id)
    stored = await desk.answers.get(answer_id) if answer_id else None
    if stored is None:
        return None, []
    carrying = await desk.answers.messages_of(answer_id=answer_id)
    return stored.answer.question, [m for c, m in carrying if c == chat and m != turn.message_id]


async def ask(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """/ask with the question behind it."""
    if not turn.text:
        return [Draft((text(say("Write the question behind it: /ask Who said what?")),), reply=True)]
    return await question(turn, desk)


def told(answer: Answer, zone: str = "", *, late: bool = False) -> Draft:
    """The answer as a message, with its buttons; `zone` empty is the question's own."""
    return Draft(layout.answer(answer, zone, late=late), keys(answer), answer_id=answer.id)


COMMANDS = (Command("ask", Role.REPORTER, "answer a question from the archive", ask, "question", slow=True),)
ACTIONS: tuple[Action, ...] = ()
TEXTS = (Command("question", Role.REPORTER, "answer a question", question, slow=True),)
