"""An update of the Bot API, as JSON, read into one value; pure. It decides nothing about rights.

Raw JSON is read and not the library's objects: an update is written down as it came and must be readable by the next version too,
and unknown new fields must not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from assistant.chat.incoming import Document, Incoming, Kind, Link, Voice

MAX_TEXT = 8_000  # characters read of any incoming text; Telegram's own bound is 4,096

_MESSAGES: tuple[tuple[str, Kind], ...] = (
    ("message", "message"),
    ("edited_message", "edited"),
    ("channel_post", "channel_post"),
    ("edited_channel_post", "channel_edit"),
)
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?=\s|$)\s*")


def read(update: Mapping[str, Any], bot_name: str, bot_id: int, now: datetime) -> Incoming:
    """Any update; what is not understood becomes kind "other". `bot_name` is the bot's @name without the @."""
    update_id = int(update["update_id"])
    for field, kind in _MESSAGES:
        if field in update:
            return _message(update_id, kind, update[field], bot_name, bot_id)
    if "callback_query" in update:
        return _button(update_id, update["callback_query"], now)
    if "inline_query" in update:
        query = update["inline_query"]
        return Incoming(
            update_id, "inline", now, text=query["query"][:MAX_TEXT], inline_id=query["id"], **_sender(query.get("from"))
        )
    if "my_chat_member" in update:
        change = update["my_chat_member"]
        return Incoming(
            update_id,
            "membership",
            _time(change["date"]),
            bot_status=_status(change["new_chat_member"]),
            bot_was=_status(change.get("old_chat_member") or {}),
            **_chat(change["chat"]),
            **_sender(change["from"]),
        )
    return Incoming(update_id, "other", now)


def _status(member: Mapping[str, Any]) -> str:
    """A bot under restrictions is a member, or has left."""
    status = str(member.get("status", ""))
    if status == "restricted":
        return "member" if member.get("is_member") else "left"
    return status


def _button(update_id: int, query: Mapping[str, Any], now: datetime) -> Incoming:
    message = query.get("message") or {}
    where = _chat(message["chat"]) if "chat" in message else {}
    return Incoming(
        update_id,
        "button",
        now,
        button=query.get("data", ""),
        callback_id=query["id"],
        message_id=message.get("message_id", 0),
        thread_id=_thread(message),
        **where,
        **_sender(query["from"]),
    )


def _message(update_id: int, kind: Kind, message: Mapping[str, Any], bot_name: str, bot_id: int) -> Incoming:
    raw = (message.get("text") or message.get("caption") or "")[:MAX_TEXT]
    entities = message.get("entities") or message.get("caption_entities") or ()
    command, text, to_another = _command(raw, bot_name)
    text, mentioned = _without_mention(text, bot_name)
    reply = message.get("reply_to_message") or {}
    answered = {} if "sender_chat" in reply else _sender(reply.get("from"))
    to_bot = (reply.get("from") or {}).get("id") == bot_id
    private = message["chat"]["type"] == "private"
    forwarded = "forward_origin" in message
    origin, origin_url = _origin(message.get("forward_origin") or {})
    return Incoming(
        update_id,
        kind,
        _time(message["edit_date"] if kind == "edited" and "edit_date" in message else message["date"]),
        thread_id=_thread(message),
        message_id=message["message_id"],
        text=text.strip(),
        raw_text=raw,
        command="" if to_another else command,
        links=_links(raw, entities),
        reply_to=reply.get("message_id", 0),
        reply_to_bot=to_bot,
        reply_to_user=answered.get("user_id", 0),
        reply_to_name=answered.get("user_name", ""),
        addressed=private or (not to_another and (bool(command) or mentioned or to_bot)),
        trusted=not (forwarded or "sender_chat" in message or "via_bot" in message),
        forwarded=forwarded,
        origin=origin,
        origin_url=origin_url,
        origin_at=_time(message["forward_origin"]["date"]) if forwarded else None,
        origin_chat=_origin_chat(message.get("forward_origin") or {}),
        edited_at=_time(message["edit_date"]) if "edit_date" in message else None,
        album=message.get("media_group_id", ""),
        document=_document(message.get("document")),
        reply_document=_document(reply.get("document")),
        media=_media(message),
        voice=_voice(message.get("voice") or message.get("audio")),
        moved_to=message.get("migrate_to_chat_id", 0),
        location=_location(message.get("location")),
        **_shared(message.get("chat_shared") or {}),
        **_chat(message["chat"]),
        **_sender(message.get("from")),
    )


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _thread(message: Mapping[str, Any]) -> int:
    return int(message.get("message_thread_id", 0)) if message.get("is_topic_message") else 0


def _chat(chat: Mapping[str, Any]) -> dict[str, Any]:
    title = chat.get("title") or " ".join(p for p in (chat.get("first_name"), chat.get("last_name")) if p)
    return {"chat_id": chat["id"], "chat_kind": chat["type"], "chat_title": title, "chat_name": chat.get("username", "")}


def _sender(user: Mapping[str, Any] | None) -> dict[str, Any]:
    if user is None or user.get("is_bot"):
        return {}
    name = " ".join(p for p in (user.get("first_name"), user.get("last_name")) if p)
    return {"user_id": user["id"], "user_name": name, "language": user.get("language_code", "")}


def _command(raw: str, bot_name: str) -> tuple[str, str, bool]:
    """(command, rest, whether it is meant for another bot)."""
    found = _COMMAND.match(raw)
    if found is None:
        return "", raw, False
    addressee = found[2]
    return found[1].lower(), raw[found.end() :], bool(addressee) and addressee.lower() != bot_name.lower()


def _without_mention(text: str, bot_name: str) -> tuple[str, bool]:
    bare, count = re.subn(rf"@{re.escape(bot_name)}\b[,:]?\s*", "", text, flags=re.IGNORECASE)
    return bare, count > 0


def _links(raw: str, entities: Sequence[Mapping[str, Any]]) -> tuple[Link, ...]:
    """Addresses in the text; Telegram counts offsets in UTF-16 units, ours are code points."""
    units = raw.encode("utf-16-le")

    def cut(end: int) -> int:
        return len(units[: 2 * end].decode("utf-16-le", "ignore"))

    found = []
    for entity in entities:
        start, end = cut(entity["offset"]), cut(entity["offset"] + entity["length"])
        if entity["type"] == "text_link":
            found.append(Link(start, end, entity["url"]))
        elif entity["type"] == "url":
            url = raw[start:end]
            found.append(Link(start, end, url if "://" in url else f"https://{url}"))
    return tuple(found)


def _document(document: Mapping[str, Any] | None) -> Document | None:
    if document is None:
        return None
    label = re.sub(r"[^\w .()-]+", "_", document.get("file_name", "document"))[-120:].strip(". ") or "document"
    return Document(document["file_id"], label, document.get("mime_type", ""), document.get("file_size", 0))


def _voice(voice: Mapping[str, Any] | None) -> Voice | None:
    if voice is None:
        return None
    return Voice(voice["file_id"], int(voice.get("duration", 0)), int(voice.get("file_size", 0)), str(voice.get("mime_type", "")))


def _media(message: Mapping[str, Any]) -> Literal["", "voice", "photo", "video", "other"]:
    if "voice" in message or "audio" in message:
        return "voice"
    if "photo" in message:
        return "photo"
    if "video" in message or "video_note" in message or "animation" in message:
        return "video"
    return "other" if any(k in message for k in ("sticker", "contact", "poll", "dice", "story")) else ""


def _origin(origin: Mapping[str, Any]) -> tuple[str, str]:
    """(who a forwarded message is from, its public address where it has one)."""
    match origin.get("type"):
        case "channel":
            chat = origin["chat"]
            name = chat.get("username")
            return chat.get("title", ""), f"https://t.me/{name}/{origin['message_id']}" if name else ""
        case "chat":
            return origin["sender_chat"].get("title", ""), ""
        case "user":
            return origin["sender_user"].get("first_name", ""), ""
        case "hidden_user":
            return origin.get("sender_user_name", ""), ""
    return "", ""


def _origin_chat(origin: Mapping[str, Any]) -> int:
    """Its id, where the message was a channel's or a group's own."""
    chat = origin.get("chat") or origin.get("sender_chat") or {}
    return int(chat.get("id", 0))


def _shared(shared: Mapping[str, Any]) -> dict[str, Any]:
    """A chat chosen with a button of ours: request 1 asks for channels, 2 for groups (telegram.ASKING)."""
    if not shared:
        return {}
    kind = "channel" if shared.get("request_id") == 1 else "supergroup"
    return {"shared_chat": int(shared["chat_id"]), "shared_kind": kind, "shared_title": str(shared.get("title", ""))[:200]}


def _location(location: Mapping[str, Any] | None) -> tuple[float, float] | None:
    return (location["latitude"], location["longitude"]) if location else None
