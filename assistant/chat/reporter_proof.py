"""The evidence of an answer as a file that can be checked without us: /evidence, or its button."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

from assistant.chat.access import is_held
from assistant.chat.desk import Desk
from assistant.chat.message import Attachment
from assistant.chat.turn import Action, Command, Draft, Turn
from assistant.evidence.document import SEAL, Kind, document, of_digest
from assistant.evidence.page import page
from assistant.gate.again import answer_again
from assistant.layout import Block, Span, line, moment, say, text
from assistant.words import Role, StoredAnswer

LATELY = timedelta(days=7)  # how far back "the last answer here" may lie
GONE = "This answer is gone."


async def evidence(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Of the answer that this message replies to, else of the last answer to this person here."""
    i = turn.incoming
    answer_id, digest_id = await desk.answers.linked(i.chat_id, i.reply_to) if i.reply_to else (0, 0)
    if digest_id and (told := await desk.digests.get(digest_id)):
        return await _file(await asyncio.to_thread(of_digest, told), turn, desk.settings, "digest")
    stored = await desk.answers.get(answer_id) if answer_id else None
    if stored is None and not i.reply_to:
        turns = await desk.answers.turns(i.chat_id, i.thread_id, i.user_id, 1, turn.now - LATELY)
        stored = turns[-1] if turns else None
    if stored is None:
        return [
            Draft(
                (text(say("Reply with /evidence to an answer or digest of mine, and you get its evidence as a file.")),),
                reply=True,
            )
        ]
    return await _file(stored, turn, desk.settings)


async def evidence_button(turn: Turn, desk: Desk) -> Sequence[Draft]:
    stored = await desk.answers.get(int(turn.payload["answer"]))
    return await _file(stored, turn, desk.settings) if stored else [Draft(toast=GONE)]


async def _file(stored: StoredAnswer, turn: Turn, settings: Mapping[str, str], kind: Kind = "answer") -> Sequence[Draft]:
    """Only what still stands goes into the file; an answer that declined has nothing to prove."""
    again = await asyncio.to_thread(answer_again, stored)
    if not again.claims:
        return [Draft((text(say("That {} states nothing, so there is nothing to prove.", kind)),), toast="", reply=True)]
    if len(again.claims) + len(again.sides) < len(stored.shown):
        return [
            Draft(
                (text(say("Part of that {} does not pass the gate any more; its evidence is not given out.", kind)),), reply=True
            )
        ]
    made = await asyncio.to_thread(document, stored, stored.answered_at, settings, kind)
    told = text(
        say(
            "Evidence of {} {}: its sentences, their quotes and the cited posts as they were. It opens in any browser.",
            kind,
            str(stored.answer.id),
        ),
        say("Check it offline: python bot.py verify FILE"),
        say("Seal: {}", str(made[SEAL])),
    )
    file = Attachment(f"evidence-{kind}-{stored.answer.id}.html", (await asyncio.to_thread(page, made)).encode())
    return [Draft((told, *_held(stored, turn)), attachment=file, reply=True)]


def _held(stored: StoredAnswer, turn: Turn) -> tuple[Block, ...]:
    """A file goes on easily: until when it must not."""
    cited = {quote.version_id for claim in stored.shown for quote in claim.quotes}
    posts = [p for p in (*stored.answer.posts, *(p.post for p in stored.answer.passages)) if p.version.id in cited]
    until = max((p.embargo_until for p in posts if is_held(p, Role.SUBSCRIBER, turn) and p.embargo_until), default=None)
    if until is None:
        return ()
    when = moment(until, turn.zone, turn.now)
    return (Block((line(Span(say("It holds what is under embargo until {}: do not pass it on before.", when), "strong")),)),)


COMMANDS = (Command("evidence", Role.REPORTER, "an answer's proof as a file", evidence),)
ACTIONS = (Action("evidence", Role.REPORTER, evidence_button, changes=False),)
TEXTS: tuple[Command, ...] = ()
