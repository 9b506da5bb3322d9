"""What came in from Telegram, as one value: a message, an edit, a button, a question in the line, a change of membership."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["message", "edited", "button", "inline", "channel_post", "channel_edit", "membership", "other"]
ChatKind = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True, slots=True)
class Document:
    """An uploaded file: never a path, its name is only a label. `size` in bytes, 0 where Telegram does not say."""

    file_id: str
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice note or an audio file. `seconds` as the sender's program says, `size` in bytes, 0 where Telegram does not say."""

    file_id: str
    seconds: int
    size: int
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of the text with its address (text_link or plain url)."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update. `text` is without the command and the mention of the bot; `raw_text` is as written.

    `trusted` is False where the update cannot be taken as its sender's own words: forwarded, sent as a chat (anonymous
    admin, linked channel) or through another bot. `addressed` says that a group message speaks to the bot.
    """

    update_id: int
    kind: Kind
    at: datetime
    chat_id: int = 0
    chat_kind: ChatKind = "private"
    chat_title: str = ""
    chat_name: str = ""  # @name of a public chat
    thread_id: int = 0
    user_id: int = 0
    user_name: str = ""
    language: str = ""
    message_id: int = 0
    text: str = ""
    raw_text: str = ""
    command: str = ""
    links: tuple[Link, ...] = ()
    reply_to: int = 0  # message id
    reply_to_bot: bool = False
    reply_to_user: int = 0  # the person whose message is answered; 0 for bots and chats
    reply_to_name: str = ""
    addressed: bool = False
    trusted: bool = True
    forwarded: bool = False
    origin: str = ""  # where a forwarded message comes from, in words
    origin_url: str = ""
    origin_at: datetime | None = None
    origin_chat: int = 0  # the channel or group it comes from
    edited_at: datetime | None = None
    album: str = ""
    document: Document | None = None
    reply_document: Document | None = None  # of the message that is answered
    media: Literal["", "voice", "photo", "video", "other"] = ""
    voice: Voice | None = None
    button: str = ""  # callback data
    callback_id: str = ""
    inline_id: str = ""
    moved_to: int = 0  # migrate_to_chat_id
    bot_status: str = ""  # of a my_chat_member update: member, administrator, left, kicked
    bot_was: str = ""  # the status before
    location: tuple[float, float] | None = None
    shared_chat: int = 0  # a chat that was chosen for us (chat_shared)
    shared_kind: str = ""
    shared_title: str = ""

    @property
    def key(self) -> str:
        return f"update:{self.update_id}"
