"""Questions: asked, asked again in another way, edited, stopped, started over. It finds no evidence and writes no sentence (Desk.ask)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import layout
from assistant.chat.application import UPDATE
from assistant.chat.desk import Desk, Tell
from assistant.chat.outbox import progress_key
from assistant.chat.reporter_limits import refusal
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.layout import say, text
from assistant.words import Answer, Asker, Passage, Post, Proven, Question, Role

WATCH, FOLLOW = "watch", "follow"


def asker(turn: Turn) -> Asker:
    """Who asks. In a group others read along: an admin sees there what a reporter may, not the sources of other chats."""
    alone = turn.incoming.chat_kind == "private"
    return turn.asker if alone else replace(turn.asker, role=min(turn.role, Role.REPORTER))


async def question(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Answer a question; one that was edited, in place of its earlier answer. A reply to an older answer continues that one."""
    earlier, edits = await _earlier(turn, desk)
    if turn.incoming.kind == "edited" and earlier is not None and earlier.text == turn.text:
        return ()  # Telegram tells of other edits too: a preview, a formatting
    if (refused := await refusal(turn, desk)) is not None:
        return refused
    follows = 0
    if turn.incoming.reply_to:
        follows, _ = await desk.answers.linked(turn.incoming.chat_id, turn.incoming.reply_to)
    i = turn.incoming
    answer = await desk.ask(Question(i.key, turn.text, i.at, turn.zone, asker(turn), follows=follows), tell=telling(turn))
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
    return Draft(layout.answer(answer, zone, late=late), _keys(answer), answer_id=answer.id)


def _keys(answer: Answer) -> Keys:
    one = {"answer": answer.id}
    again = []
    if not answer.question.newest_first and answer.claims:
        again.append(Press("Newest first", "newest_first", one, anyone=True))
    if answer.receipt.period.since or answer.receipt.period.until:
        again.append(Press("All time", "all_time", one, anyone=True))
    if not answer.claims:
        watch = (Press("Tell me when there is one", WATCH, one),)
        return (watch, tuple(again)) if again else (watch,)
    proof = [Press("Quotes", "quotes", one, anyone=True), Press("Copy", "copy", one, anyone=True)]
    if others(answer):
        proof.append(Press("More", "more", one | {"skip": 0}, anyone=True))
    again.append(Press("Evidence file", "evidence", one, anyone=True))
    follow = (Press("Tell me when it changes", FOLLOW, one),)
    voted = (Press("👍", "vote", one | {"good": True}), Press("👎", "vote", one | {"good": False}))
    return tuple(tuple(row) for row in (proof, again, follow, voted) if row)


def others(answer: Answer) -> list[Passage]:
    """The passages found beside those that are cited, one a post, best first."""
    cited = {post.id for post in answer.posts}
    first = {p.post.id: p for p in reversed(answer.passages) if p.post.id not in cited}
    return list(first.values())[::-1]


# --- the same question in another way ---------------------------------------------------------------------------------


async def newest_first(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _again(turn, desk, newest_first=True)


async def all_time(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _again(turn, desk, all_time=True)


async def _again(turn: Turn, desk: Desk, **how: bool) -> Sequence[Draft]:
    """Asked by whoever presses, for what he may see; as it was understood, for the turns before it are not his."""
    stored = await desk.answers.get(turn.payload["answer"])
    if stored is None:
        return [Draft(toast="This answer is gone.")]
    before, i = stored.answer.question, turn.incoming
    words = stored.answer.receipt.asked_as or before.text
    kept = {"newest_first": before.newest_first, "all_time": before.all_time} | how
    turn = replace(turn, incoming=replace(i, text=words))
    if (refused := await refusal(turn, desk)) is not None:
        return refused or [Draft(toast="Please wait a little.")]
    answer = await desk.ask(Question(i.key, words, i.at, turn.zone, asker(turn), **kept), tell=telling(turn))
    return [replace(told(answer, turn.zone), reply=True)]


async def watch(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """He is told when there is evidence (the round that brings it in looks: Answers.watches)."""
    await desk.answers.watch(turn.payload["answer"], turn.now)
    return [Draft((text(say("I will tell you here as soon as a post answers it.")),), reply=True, silent=True, toast="Noted.")]


# --- stop, and start over ---------------------------------------------------------------------------------------------


async def cancel(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Stops what this person has asked in this chat and is not answered yet. Its progress line becomes the word of it."""
    i = turn.incoming
    mine = [q for q in await desk.answers.open_questions() if (q.asker.user_id, q.asker.chat_id) == (i.user_id, i.chat_id)]
    drafts = []
    for one in mine:
        await desk.engine.cancel(UPDATE, one.key.removeprefix(f"{UPDATE}:"))
        await desk.answers.end(one.key, "cancelled")
        await desk.deliveries.drop(one.key, "cancelled by its asker")
        line = await desk.deliveries.of(progress_key(one.key))
        drafts.append(Draft((text(say("Stopped: «{}»", _short(one.text))),), edit_of=line[0].message_id if line else 0))
    return drafts or [Draft((text(say("There is nothing to stop: no question of yours is being answered here.")),), reply=True)]


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"


async def new(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Forgets the turns before: the time stands in the chat's settings, by thread and person; Desk.ask reads turns since then."""
    i = turn.incoming
    await desk.people.tune_chat(i.chat_id, settings={f"new:{i.thread_id}:{i.user_id}": i.at.isoformat()})
    return [Draft((text(say("Starting over: your next question stands alone.")),), reply=True)]


COMMANDS = (
    Command("ask", Role.REPORTER, "answer a question from the archive", ask, "question", slow=True),
    Command("new", Role.REPORTER, "start over: forget what we talked about", new),
    Command("cancel", Role.REPORTER, "stop the question I am working on", cancel),
)
ACTIONS = (
    Action("newest_first", Role.REPORTER, newest_first, changes=False, slow=True),
    Action("all_time", Role.REPORTER, all_time, changes=False, slow=True),
    Action(WATCH, Role.REPORTER, watch),
)
TEXTS = (Command("question", Role.REPORTER, "answer a question", question, slow=True),)
