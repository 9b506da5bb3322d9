"""A message on its way into a chat, as a value: kept as a row of JSON before it is sent. Pure."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

LONGEST_TEXT = 4096
"""UTF-16 units after entities (Bot API, sendMessage)."""
LONGEST_CAPTION = 1024
LONGEST_DATA = 64
"""Bytes of callback data (Bot API, InlineKeyboardButton)."""


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: exactly one of opaque `data` (1-64 bytes), an http(s) `url`, or text to `copy` (1-256 characters)."""

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""

    def __post_init__(self) -> None:
        if not self.text or sum(map(bool, (self.data, self.url, self.copy))) != 1:
            raise ValueError("a button has a text and one of data, url and copy")
        if len(self.data.encode()) > LONGEST_DATA:
            raise ValueError(f"callback data over {LONGEST_DATA} bytes")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent with a message; the message's text is its caption."""

    name: str
    data: bytes
    kind: Literal["document", "photo"] = "document"


Ask = Literal["", "place", "chat", "away"]
"""A keyboard in place of the letters, in private chats: a button that shares the location, buttons that share a group or channel; or
"away": it goes."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message: Telegram's HTML within its limits (chat/split.py cuts), rows of buttons, and how to send it.

    `edit_of` is the id of our message to change instead of sending a new one; where that one is gone, a new one is sent.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int = 0
    edit_of: int = 0
    silent: bool = False
    attachment: Attachment | None = None
    ask: Ask = ""

    def __post_init__(self) -> None:
        if self.edit_of and self.attachment:
            raise ValueError("a message with a file is sent, not edited")


@dataclass(frozen=True, slots=True)
class Offer:
    """One result of an inline query: what is listed (`title`, `note`: plain text), and the message it inserts (our HTML)."""

    id: str
    title: str
    note: str
    html: str


def to_json(message: Outgoing) -> dict[str, Any]:
    """JSON of a message; fields at their defaults are left out."""
    row: dict[str, Any] = {"html": message.html}
    if message.buttons:
        row["buttons"] = [[_button_json(b) for b in line] for line in message.buttons]
    for name in ("reply_to", "edit_of", "silent", "ask"):
        if value := getattr(message, name):
            row[name] = value
    if file := message.attachment:
        row["attachment"] = {"name": file.name, "kind": file.kind, "data": base64.b64encode(file.data).decode()}
    return row


def _button_json(button: Button) -> dict[str, str]:
    return {name: value for name in ("text", "data", "url", "copy") if (value := getattr(button, name))}


def from_json(row: Mapping[str, Any]) -> Outgoing:
    """The message that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    file = row.get("attachment")
    return Outgoing(
        html=row["html"],
        buttons=tuple(tuple(Button(**b) for b in line) for line in row.get("buttons", ())),
        reply_to=row.get("reply_to", 0),
        edit_of=row.get("edit_of", 0),
        silent=row.get("silent", False),
        ask=row.get("ask", ""),
        attachment=Attachment(file["name"], base64.b64decode(file["data"]), file["kind"]) if file else None,
    )
