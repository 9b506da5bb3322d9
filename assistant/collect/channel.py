"""A channel's message, or one that was forwarded, to a post. Pure; knows nothing of Telegram's JSON (chat/update.py reads that).

A caption counts as text. Addresses hidden behind words come as a last paragraph, so that the archive keeps them. The parts of an album
are one post: its text is that of all captions, in the order of the messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.collect import html
from assistant.collect.entry import title_from
from assistant.collect.identity import version_hash
from assistant.collect.plain import looks_like_heading
from assistant.words import ParsedPost

FIRST_CHANNEL = 1_000_000_000_000  # -100 before a channel's bare number (Bot API, "chat id")


@dataclass(frozen=True, slots=True)
class Message:
    """`text` as written; `links` are addresses behind words of it. `origin` is who it was forwarded from, if it was."""

    text: str
    at: datetime
    key: str = ""  # empty: known by what it says
    url: str = ""
    links: tuple[str, ...] = ()
    edited_at: datetime | None = None
    origin: str = ""


def read(message: Message) -> ParsedPost | None:
    """The post; None where there is nothing to read (a picture alone)."""
    lines = [line for line in map(str.strip, message.text.split("\n")) if line]
    if not lines:
        return None
    titled = len(lines) > 1 and (looks_like_heading(lines[0]) or _short(lines[0]))
    title = lines[0] if titled else title_from(lines[0])
    hidden = [link for link in dict.fromkeys(message.links) if link not in message.text]
    body = "\n\n".join([*(lines[1:] if titled else lines), *hidden])
    return ParsedPost(
        key=message.key or message.url or version_hash(title, body),
        title=title,
        url=message.url,
        text=body,
        published=message.at,
        updated=message.edited_at,
        author=message.origin,
        html=html.from_text(body),
    )


def _short(line: str) -> bool:
    """A first line of a word or three, as channels write over their posts ("⚡️ Kyiv")."""
    return len(line) <= 60 and not line.endswith((".", "!", "?", "…", ":", ",", ";"))


def album_text(captions: Mapping[int, str]) -> str:
    """The captions of an album by message id, as one text."""
    return "\n".join(text for _, text in sorted(captions.items()) if text.strip())


def address_of(chat_id: int, name: str, message_id: int) -> str:
    """Where a channel's message can be read: by anybody where the channel has a @name, else by its members."""
    return f"https://t.me/{name}/{message_id}" if name else f"https://t.me/c/{-chat_id - FIRST_CHANNEL}/{message_id}"


def source_url(chat_id: int) -> str:
    """What stands as a channel's address: its number, since names change hands."""
    return f"tg://channel/{chat_id}"
