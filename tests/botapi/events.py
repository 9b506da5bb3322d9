"""Updates as Telegram makes them of what people do."""

from __future__ import annotations

import itertools
import re
import time
from typing import Any

from tests.botapi.html import Entity, units
from tests.botapi.state import State, Update

_file_numbers = itertools.count(1)
_MARKED = (
    ("bot_command", r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?"),
    ("mention", r"(?<!\w)@\w{3,32}"),
    ("url", r"https?://\S+"),
)


def message(
    state: State, chat: int, user: int, *, kind: str = "message", thread: int = 0, reply_to: int = 0, date: int = 0, message_id: int = 0,
    username: str = "", **more: Any,
) -> Update:  # fmt: skip
    """A message's frame; `kind` also edited_message, channel_post, edited_channel_post. A reply to the bot carries its message."""
    known: dict[str, Any] = {"members": state.chat(chat).members | {user}} if chat < 0 else {}
    if kind.endswith("channel_post"):
        known["kind"] = "channel"
    shown: dict[str, Any] = {
        "message_id": message_id or next(state.next_message), "date": date or int(time.time()), "chat": state.chat(chat, **known).json(),
    }  # fmt: skip
    if not kind.endswith("channel_post"):
        shown["from"] = state.person(user, **({"username": username} if username else {}))
    if kind.startswith("edited"):
        shown["edit_date"] = int(time.time())
    if thread:
        shown |= {"message_thread_id": thread, "is_topic_message": True}
    if reply_to:
        shown["reply_to_message"] = _quoted(state, chat, reply_to)
    return {kind: shown | more}


def _quoted(state: State, chat: int, message_id: int) -> dict[str, Any]:
    mine = state.now.get((chat, message_id))
    shown: dict[str, Any] = {"message_id": message_id, "date": int(time.time()), "chat": state.chat(chat).json()}
    if mine:
        shown |= {"from": state.me, "text": mine.text}
        if mine.thread:
            shown |= {"message_thread_id": mine.thread, "is_topic_message": True}
    return shown


def marked(text: str) -> list[Entity]:
    """The entities Telegram's clients add to what people type."""
    return [
        {"type": kind, "offset": units(text[: hit.start()]), "length": units(hit[0])}
        for kind, pattern in _MARKED
        for hit in re.finditer(pattern, text)
    ]


def text(state: State, chat: int, user: int, text: str, **more: Any) -> Update:
    found = marked(text)
    return message(state, chat, user, text=text, **(more | ({"entities": found} if found else {})))


def press(state: State, chat: int, user: int, message_id: int, data: str) -> Update:
    return {
        "callback_query": {
            "id": f"q{next(state.next_message)}", "from": state.person(user), "chat_instance": str(chat), "data": data,
            "message": _quoted(state, chat, message_id),
        }
    }  # fmt: skip


def add_file(state: State, name: str, data: bytes) -> str:
    file_id = f"file{next(_file_numbers)}"
    with state.lock:
        state.files[file_id] = (name, data)
    return file_id


def voice(state: State, chat: int, user: int, data: bytes, seconds: int = 3, **more: Any) -> Update:
    file_id = add_file(state, "voice.ogg", data)
    shown = {"file_id": file_id, "file_unique_id": file_id, "duration": seconds, "mime_type": "audio/ogg", "file_size": len(data)}
    return message(state, chat, user, voice=shown, **more)


def document(state: State, chat: int, user: int, name: str, data: bytes, **more: Any) -> Update:
    file_id = add_file(state, name, data)
    shown = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(data)}
    return message(state, chat, user, document=shown, **more)


def shared_chat(state: State, user: int, request: int, chat: int, title: str = "") -> Update:
    """A person pressed a button that asks for a chat and chose one (Bot API, ChatShared)."""
    shared = {"request_id": request, "chat_id": chat, **({"title": title} if title else {})}
    return message(state, user, user, chat_shared=shared)
