"""Which handler an update belongs to, and whether its sender may have it. Rights stand in the tables beside the handlers.

Deny by default: what no table names is not there, and what a table names is refused below its role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.chat import phrases
from assistant.chat.desk import Desk
from assistant.chat.subscriber_choosing import fills
from assistant.chat.turn import Action, Command, Draft, Handler, Turn
from assistant.words import Role


@dataclass(frozen=True, slots=True)
class Route:
    """A handler that this sender may have."""

    name: str
    handler: Handler
    slow: bool = False
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """No handler: what is said instead (often nothing), and the toast of a pressed button."""

    drafts: Sequence[Draft] = ()
    toast: str = ""


SILENT = Refused()


@dataclass(frozen=True, slots=True)
class Table:
    """All handlers. `texts` by what came: "question", "filled", "document", "forwarded", "voice", "photo", "location", "chat_shared",
    "channel_post", "inline", "membership"."""

    commands: Mapping[str, Command]
    actions: Mapping[str, Action]
    texts: Mapping[str, Command]


def table(commands: Sequence[Command], actions: Sequence[Action], texts: Sequence[Command]) -> Table:
    """Raises ValueError for a name declared twice."""
    named = ({c.name: c for c in commands}, {a.name: a for a in actions}, {t.name: t for t in texts})
    if [len(n) for n in named] != [len(commands), len(actions), len(texts)]:
        raise ValueError("a handler is declared twice")
    return Table(*named)


async def route(turn: Turn, table: Table, desk: Desk) -> Route | Refused:
    """The handler of an update, or what is said instead."""
    i = turn.incoming
    match i.kind:
        case "button":
            return await _button(turn, table, desk)
        case "inline":
            return _open(table.texts["inline"], turn)
        case "channel_post" | "channel_edit":
            return Route("channel_post", table.texts["channel_post"].handler)
        case "membership":
            return Route("membership", table.texts["membership"].handler)
        case "message" | "edited":
            return _open(table.texts["filled"], turn) if await fills(turn, desk) else _message(turn, table)
    return SILENT


async def _button(turn: Turn, table: Table, desk: Desk) -> Route | Refused:
    i = turn.incoming
    pressed = await desk.buttons.get(i.button, desk.clock())
    if turn.late or pressed is None or pressed.chat_id not in (0, i.chat_id) or pressed.action not in table.actions:
        return Refused(toast=phrases.EXPIRED)
    action = table.actions[pressed.action]
    if pressed.user_id not in (0, i.user_id):
        return Refused(toast=phrases.NOT_YOURS)
    if turn.role < action.role:
        return Refused(toast=phrases.NOT_ALLOWED)
    return Route(action.name, action.handler, action.slow, pressed.payload)


def _message(turn: Turn, table: Table) -> Route | Refused:
    i = turn.incoming
    if not i.user_id or (i.kind == "edited" and (i.command or not i.addressed)):
        return SILENT
    if (
        i.command and i.addressed and not (i.forwarded and i.chat_kind == "private")
    ):  # there it is a post, whatever it begins with
        return _command(turn, table)
    if i.chat_kind == "private":
        return _private(turn, table)
    if i.addressed and i.trusted and i.voice and not i.text:  # a voice note in reply to us
        return _open(table.texts["voice"], turn)
    return _open(table.texts["question"], turn) if i.addressed and i.text and i.trusted else SILENT


def _command(turn: Turn, table: Table) -> Route | Refused:
    i = turn.incoming
    command = table.commands.get(i.command)
    if not i.trusted:
        return SILENT
    if command is None:
        return Refused([Draft(phrases.unknown_command(i.command), reply=True)]) if i.chat_kind == "private" else SILENT
    if command.place == "private" and i.chat_kind != "private":
        return Refused([Draft(phrases.only_private(), reply=True)])
    return _open(command, turn)


def _private(turn: Turn, table: Table) -> Route | Refused:
    i = turn.incoming
    if not i.trusted and not i.forwarded:
        return SILENT  # a post that he inserted here by a bot's inline mode is no question
    if i.document:
        return _open(table.texts["document"], turn)
    if i.forwarded:
        return _open(table.texts["forwarded"], turn)
    if i.location:
        return _open(table.texts["location"], turn)
    if i.shared_chat:
        return _open(table.texts["chat_shared"], turn)
    if i.media and not i.text:
        return _open(table.texts["voice" if i.media == "voice" else "photo"], turn)
    return _open(table.texts["question"], turn) if i.text else SILENT


def _open(command: Command, turn: Turn) -> Route | Refused:
    """The command where the role allows it. A stranger is shown how to ask for access; others are told whose command it is."""
    if turn.role >= command.role:
        return Route(command.name, command.handler, command.slow)
    if turn.incoming.kind == "inline":
        return SILENT
    if turn.role == Role.STRANGER:
        return Refused([phrases.stranger(turn)]) if turn.incoming.chat_kind == "private" else SILENT
    return Refused([Draft(phrases.needs(command.role), reply=True)])
