"""/timeline, /brief and /quotes: what happened when, background in five sentences, what a person said. It finds nothing itself (Desk)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import layout
from assistant.chat.desk import Desk
from assistant.chat.reporter_asking import asker
from assistant.chat.reporter_limits import refusal
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.layout import Words, say, text
from assistant.words import Answer, Period, Question, Role, Statements, Timeline

LONGEST = 200  # characters of a topic
LINES = 12  # of a timeline's page (topic/journey.PAGE)
STATEMENTS = 5  # a page


def topic_question(turn: Turn, topic: str, all_time: bool = False) -> Question:
    """The words behind a topic's command, or those that its button carries, as a question of this person."""
    i = turn.incoming
    return Question(i.key, topic[:LONGEST], i.at, turn.zone, asker(turn), all_time=all_time)


def hint(what: Words, example: Words) -> list[Draft]:
    """What a command without a topic is answered with."""
    return [Draft((text(what, example),), reply=True)]


def _row(*presses: Press | None) -> Keys:
    row = tuple(p for p in presses if p)
    return (row,) if row else ()


# --- /timeline --------------------------------------------------------------------------------------------------------


async def timeline(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The newest developments of a topic, oldest first; periods and "from:" sources are understood as in questions."""
    if not turn.text:
        return hint(
            say("Write the topic behind it: what happened when, a line a development."), say("/timeline dam since Monday")
        )
    if (refused := await refusal(turn, desk)) is not None:
        return refused
    found = await desk.timeline(topic_question(turn, turn.text), 0)
    return [_timeline(found, turn, 0, all_time=False)]


async def timeline_page(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Another page in its place, or the same topic of all time."""
    p = turn.payload
    found = await desk.timeline(topic_question(turn, str(p["topic"]), bool(p["all"])), int(p["skip"]))
    return [replace(_timeline(found, turn, int(p["skip"]), all_time=bool(p["all"])), edit_of=turn.message_id)]


def _timeline(found: Timeline, turn: Turn, skip: int, *, all_time: bool) -> Draft:
    topic = found.answer.question.text

    def press(words: str, to: int, whole: bool = all_time, of: str = topic) -> Press:
        return Press(words, "timeline_page", {"topic": of, "skip": to, "all": whole}, anyone=True)

    turning = _row(
        press("‹ Earlier", skip + LINES) if found.before else None,
        press("Later ›", max(0, skip - LINES)) if found.after else None,
    )
    bounded = found.answer.receipt.period != Period() and not all_time
    rest = _row(
        _brief_of(topic) if found.developments else None, press("All time", 0, whole=True, of=found.topic) if bounded else None
    )
    keys = (*turning, *_proof(found.answer), *rest)
    return Draft(layout.timeline(found, turn.zone, turn.now), keys, answer_id=found.answer.id)


def _proof(answer: Answer) -> Keys:
    """Of what is kept: a page further back is not."""
    if not (answer.id and answer.claims):
        return ()
    one = {"answer": answer.id}
    return ((Press("Quotes", "quotes", one, anyone=True), Press("Copy", "copy", one, anyone=True)),)


def _brief_of(topic: str) -> Press:
    return Press("Brief", "brief_of", {"topic": topic}, anyone=True)


# --- /brief -----------------------------------------------------------------------------------------------------------


async def brief(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Background in five cited sentences."""
    if not turn.text:
        return hint(say("Write the topic behind it: background in five sentences."), say("/brief the old bridge"))
    return await _brief(turn, turn.text, desk)


async def brief_of(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """By button: under a timeline, or of all time."""
    drafts = await _brief(turn, str(turn.payload["topic"]), desk, all_time=bool(turn.payload.get("all")))
    return [replace(draft, reply=True) for draft in drafts] or [Draft(toast="Please wait a little.")]


async def _brief(turn: Turn, topic: str, desk: Desk, *, all_time: bool = False) -> Sequence[Draft]:
    if (refused := await refusal(replace(turn, incoming=replace(turn.incoming, text=topic)), desk)) is not None:
        return refused
    answer = await desk.brief(topic_question(turn, topic, all_time))
    question = answer.question
    again = Press("Timeline", "timeline_of", {"topic": question.text}, anyone=True) if answer.claims else None
    bounded = answer.receipt.period != Period()
    bare = answer.receipt.asked_as or question.text  # without the words of its period
    whole = Press("All time", "brief_of", {"topic": bare, "all": True}, anyone=True) if bounded else None
    votes = _row(*(Press(sign, "vote", {"answer": answer.id, "good": good}) for sign, good in (("👍", True), ("👎", False))))
    keys = (*_proof(answer), *_row(again, whole), *(votes if answer.claims else ()))
    return [Draft(layout.brief(answer, turn.zone), keys, answer_id=answer.id)]


async def timeline_of(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """By button, under a brief: a message of its own."""
    found = await desk.timeline(topic_question(turn, str(turn.payload["topic"])), 0)
    return [replace(_timeline(found, turn, 0, all_time=False), reply=True)]


# --- /quotes ----------------------------------------------------------------------------------------------------------


async def quotes(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What a person said, verbatim, newest first."""
    if not turn.text:
        return hint(
            say("Write the name behind it: what that person said, word for word."), say("/quotes Ilse Brandt since Monday")
        )
    if (refused := await refusal(turn, desk)) is not None:
        return refused
    question = topic_question(turn, turn.text)
    return [_statements(await desk.quotes(question, STATEMENTS), question, 0, turn)]


async def said_page(turn: Turn, desk: Desk) -> Sequence[Draft]:
    question = topic_question(turn, str(turn.payload["person"]), bool(turn.payload["all"]))
    skip = int(turn.payload["skip"])
    found = await desk.quotes(question, 0 if skip else STATEMENTS)
    return [replace(_statements(found, question, skip, turn), edit_of=turn.message_id)]


async def said_copy(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The statements of a page with attribution and link, as characters alone."""
    question, skip = topic_question(turn, str(turn.payload["person"]), bool(turn.payload["all"])), int(turn.payload["skip"])
    shown = (await desk.quotes(question, 0)).statements[skip : skip + STATEMENTS]
    if not shown:
        return [Draft(toast="They are gone.")]
    return [Draft((layout.to_copy([s.claim for s in shown], [s.post for s in shown], turn.zone, turn.now),), reply=True)]


def _statements(found: Statements, question: Question, skip: int, turn: Turn) -> Draft:
    payload = {"person": question.text, "all": question.all_time}
    shown, count = found.statements[skip : skip + STATEMENTS], len(found.statements)

    def press(words: str, action: str, to: int, **more: str | bool) -> Press:
        return Press(words, action, payload | {"skip": to} | more, anyone=True)

    turning = _row(
        press("‹ Newer", "said_page", max(0, skip - STATEMENTS)) if skip else None,
        press("Older ›", "said_page", skip + STATEMENTS) if skip + STATEMENTS < count else None,
    )
    bounded = found.receipt.period != Period() and not question.all_time
    proof = Press("Quotes", "quotes", {"answer": found.answer_id}, anyone=True) if found.answer_id else None
    rest = _row(
        proof,
        press("Copy", "said_copy", skip) if shown else None,
        press("All time", "said_page", 0, person=found.person, all=True) if bounded else None,
    )
    blocks = layout.statements(found.person, shown, count, found.receipt.period, turn.zone, turn.now, first=skip + 1)
    return Draft(blocks, (*turning, *rest), answer_id=found.answer_id)


COMMANDS = (
    Command("timeline", Role.REPORTER, "what happened when", timeline, "topic", slow=True),
    Command("brief", Role.REPORTER, "background in five sentences", brief, "topic", slow=True),
    Command("quotes", Role.REPORTER, "what a person said", quotes, "person", slow=True),
)
ACTIONS = (
    Action("timeline_page", Role.REPORTER, timeline_page, changes=False, slow=True),
    Action("timeline_of", Role.REPORTER, timeline_of, changes=False, slow=True),
    Action("brief_of", Role.REPORTER, brief_of, changes=False, slow=True),
    Action("said_page", Role.REPORTER, said_page, changes=False, slow=True),
    Action("said_copy", Role.REPORTER, said_copy, changes=False),
)
TEXTS: tuple[Command, ...] = ()
