"""Stop what is being answered or waits its turn; start the conversation over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.chat.application import UPDATE
from assistant.chat.desk import Desk
from assistant.chat.incoming import Incoming
from assistant.chat.outbox import progress_key
from assistant.chat.turn import Action, Command, Draft, Turn
from assistant.chat.update import read
from assistant.layout import say, text
from assistant.words import Role

WORK = ("", "ask", "search", "timeline", "brief", "quotes", "check")
"""Commands that take long; the empty one is a question."""


async def cancel(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Stops what this person has asked in this chat and is not answered yet, be it begun or not. A progress line becomes the word of it."""
    i = turn.incoming
    mine = {
        q.key: q.text for q in await desk.answers.open_questions() if (q.asker.user_id, q.asker.chat_id) == (i.user_id, i.chat_id)
    }
    mine |= {key: words for key, words in (await _waiting(turn, desk)).items() if key not in mine}
    for key in reversed(mine):  # the last first: else the next one begins as the one before it is stopped
        await desk.engine.cancel(UPDATE, key.removeprefix(f"{UPDATE}:"))
    drafts = []
    for key, words in mine.items():
        await desk.answers.end(key, "cancelled")
        await desk.deliveries.drop(key, "cancelled by its asker")
        line = await desk.deliveries.of(progress_key(key))
        drafts.append(Draft((text(say("Stopped: «{}»", _short(words))),), edit_of=line[0].message_id if line else 0))
    return drafts or [Draft((text(say("There is nothing to stop: no question of yours is being answered here.")),), reply=True)]


async def _waiting(turn: Turn, desk: Desk) -> dict[str, str]:
    """What he has asked here and waits behind another of the same chat: no handler has seen it yet, only the engine knows."""
    i = turn.incoming
    found = {}
    for key, payload in (await desk.engine.payloads(UPDATE)).items():
        other = read(payload["update"], desk.bot_name, 0, turn.now)
        if (
            f"{UPDATE}:{key}" != i.key
            and (other.user_id, other.chat_id) == (i.user_id, i.chat_id)
            and _is_work(other, payload, desk)
        ):
            found[f"{UPDATE}:{key}"] = other.text
    return found


def _is_work(other: Incoming, payload: Mapping[str, Any], desk: Desk) -> bool:
    if other.kind not in ("message", "edited") or other.command not in WORK or not other.text:
        return False
    answered = payload["update"].get("message", {}).get("reply_to_message", {}).get("from", {})
    return other.addressed or answered.get("username") == desk.bot_name


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"


async def new(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Forgets the turns before: the time stands in the chat's settings, by thread and person; Desk.ask reads turns since then."""
    i = turn.incoming
    await desk.people.tune_chat(i.chat_id, settings={f"new:{i.thread_id}:{i.user_id}": i.at.isoformat()})
    return [Draft((text(say("Starting over: your next question stands alone.")),), reply=True)]


COMMANDS = (
    Command("new", Role.REPORTER, "start over: forget what we talked about", new),
    Command("cancel", Role.REPORTER, "stop the question I am working on", cancel),
)
ACTIONS: tuple[Action, ...] = ()
TEXTS: tuple[Command, ...] = ()
