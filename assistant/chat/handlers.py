"""All handlers: the tables of every file, and /help and the menus drawn from them. What stands in no table cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import ModuleType

from assistant.chat import (
    admin_adding,
    admin_card,
    admin_files,
    admin_health,
    admin_opml,
    admin_people,
    admin_sources,
    admin_subscriptions,
    channel,
    editor_deciding,
    everyone,
    reporter_again,
    reporter_asking,
    reporter_checking,
    reporter_corrections,
    reporter_evidence,
    reporter_proof,
    reporter_searching,
    reporter_stopping,
    reporter_topics,
    reporter_trends,
    reporter_voice,
    subscriber_choosing,
    subscriber_digest,
    subscriber_following,
    subscriber_settings,
)
from assistant.chat.desk import Desk
from assistant.chat.route import Table, table
from assistant.chat.turn import Command, Draft, Turn
from assistant.layout import commands as shown
from assistant.layout import say
from assistant.words import Role

FILES: tuple[ModuleType, ...] = (
    reporter_asking,
    reporter_again,
    reporter_stopping,
    reporter_checking,
    reporter_evidence,
    reporter_searching,
    reporter_voice,
    reporter_topics,
    reporter_trends,
    reporter_proof,
    reporter_corrections,
    subscriber_digest,
    subscriber_choosing,
    subscriber_settings,
    subscriber_following,
    editor_deciding,
    admin_adding,
    admin_card,
    admin_sources,
    admin_subscriptions,
    admin_files,
    admin_opml,
    admin_people,
    admin_health,
    channel,
    everyone,
)
"""Each declares COMMANDS, ACTIONS and TEXTS (tests/chat/test_handlers.py: no handler outside of them)."""


@cache
def everything() -> Table:
    """The one table of the bot. Raises ValueError for a name declared twice."""
    return table(
        [*(c for file in FILES for c in file.COMMANDS), *COMMANDS],
        [a for file in FILES for a in file.ACTIONS],
        [t for file in FILES for t in file.TEXTS],
    )


def menu(role: Role, *, private: bool = True) -> tuple[tuple[str, str], ...]:
    """(name, words) of the commands that this role may use there, in the order of the tables: for setMyCommands."""
    return tuple((c.name, c.words) for c in usable(role, private=private))


def usable(role: Role, *, private: bool) -> list[Command]:
    return [
        c for c in everything().commands.values() if c.role <= role and c.place in ("anywhere", "private" if private else "group")
    ]


async def help_(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The commands this person may use here. A stranger in a group is told nothing."""
    private = turn.incoming.chat_kind == "private"
    if turn.role is Role.STRANGER and not private:
        return ()
    lines = [(c.name, c.usage, c.words) for c in usable(turn.role, private=private)]
    return [Draft(shown(lines, say("What I can do for you here")))]


COMMANDS = (Command("help", Role.STRANGER, "what I can do for you", help_),)
