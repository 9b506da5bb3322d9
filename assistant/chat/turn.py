"""One turn of a conversation as values: what a handler is given, what it returns, and how handlers are declared.

A handler is `async (Turn, Desk) -> Sequence[Draft]`. It changes state only in ways that may be repeated, and sends nothing: its drafts
become rows, the rows are sent. Which role a handler needs stands beside it in a table; what stands in no table cannot be reached.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from assistant.chat.incoming import Incoming
from assistant.chat.message import Ask, Attachment, Button
from assistant.layout import Block
from assistant.words import Asker, Role

if TYPE_CHECKING:
    from assistant.chat.desk import Desk


@dataclass(frozen=True, slots=True)
class Press:
    """A button to be: pressing it runs `action` with `payload` (JSON). `anyone`: every member who may read the chat's answers."""

    text: str
    action: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    anyone: bool = False
    lives: timedelta = timedelta(days=7)


Keys = tuple[tuple[Press | Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be, of any length: blocks are rendered and cut, the keys go under the last part.

    `chat_id` 0 is where the update came from. `edit_of`: our message to change (`Turn.message_id` is the one whose button was pressed).
    `toast`: the short words a pressed button answers with (nothing else is sent when there are no blocks).
    A draft to another private chat is that person's: the buttons under it are his, and it replies to nothing.
    """

    blocks: tuple[Block, ...] = ()
    keys: Keys = ()
    chat_id: int = 0
    thread_id: int = 0
    edit_of: int = 0
    reply: bool = False
    silent: bool = False
    ask: Ask = ""
    attachment: Attachment | None = None
    answer_id: int = 0
    digest_id: int = 0
    toast: str = ""
    title: str = ""  # of an inline query: the line listed for this message, foreign text in it is shown plain
    note: str = ""


Show = Callable[[tuple[Block, ...]], Awaitable[None]]
"""Shows this in the chat while the handler works, until its drafts take the place; shown late, in parts, or not at all."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handler is given. `payload` is the pressed button's; `late` says that the update waited for over an hour. `show`: a slow
    handler's way to tell what it has so far; None where nothing can be told."""

    incoming: Incoming
    role: Role
    now: datetime
    zone: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    late: bool = False
    show: Show | None = None

    @property
    def text(self) -> str:
        return self.incoming.text

    @property
    def message_id(self) -> int:
        """The asker's message; of a button, our message that carries it."""
        return self.incoming.message_id

    @property
    def asker(self) -> Asker:
        i = self.incoming
        return Asker(i.user_id, i.chat_id, i.thread_id, self.role)


Handler = Callable[[Turn, "Desk"], Awaitable[Sequence[Draft]]]
Place = Literal["private", "group", "anywhere"]


@dataclass(frozen=True, slots=True)
class Command:
    """A /command: who may use it, where, and the line /help shows. `usage` is what stands after the name there."""

    name: str
    role: Role
    words: str
    handler: Handler
    usage: str = ""
    place: Place = "anywhere"
    slow: bool = False  # shows "typing" and a progress line


@dataclass(frozen=True, slots=True)
class Action:
    """What a button does. `changes`: it changes something, so only the person it was made for may press it."""

    name: str
    role: Role
    handler: Handler
    changes: bool = True
    slow: bool = False
