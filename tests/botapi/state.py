"""What the Bot API server of the tests knows: chats, messages, updates waiting, failures ordered by a test."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, field, replace
from typing import Any

from tests.botapi.html import Entity
from tests.botapi.limits import Gate

Update = dict[str, Any]

FIRST_CHANNEL = -1_000_000_000_000  # supergroups and channels have ids below this
NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


class Refused(Exception):
    """An answer that is not 200, with Telegram's words."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass(frozen=True, slots=True)
class Fail:
    """A failure a test orders: an answer with `code`, or silence for `hang` seconds, before the work is done or (`after`) when it is."""

    code: int = 0
    description: str = "Internal Server Error"
    parameters: dict[str, int] | None = None
    hang: float = 0.0
    after: bool = False

    @classmethod
    def slow_down(cls, seconds: int) -> Fail:
        return cls(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


@dataclass(frozen=True, slots=True)
class Sent:
    """A message or an edit that was accepted. `text` and `entities` as a client shows them; `html` as it came.

    `clickable` is what a client would make clickable by itself: addresses, @names, /commands.
    """

    method: str
    chat_id: int
    message_id: int
    text: str = ""
    html: str = ""
    parse_mode: str = ""
    entities: tuple[Entity, ...] = ()
    clickable: tuple[Entity, ...] = ()
    reply_markup: dict[str, Any] | None = None
    thread: int = 0
    reply_to: int = 0
    silent: bool = False
    preview: bool = True
    file_name: str = ""
    file: bytes = b""
    time: float = 0.0

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [b for row in (self.reply_markup or {}).get("inline_keyboard", []) for b in row]


@dataclass
class Chat:
    id: int
    kind: str
    title: str = ""
    username: str = ""
    admins: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)
    topics: set[int] | None = None  # None: no forum, any thread goes
    blocked: bool = False
    may_post: bool = True  # of a channel: whether the bot is an admin with that right
    moved_to: int = 0

    def json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"id": self.id, "type": self.kind}
        if self.kind == "private":
            shown["first_name"] = self.title or f"Person {self.id}"
        else:
            shown["title"] = self.title or f"Chat {self.id}"
        if self.username:
            shown["username"] = self.username
        if self.topics is not None:
            shown["is_forum"] = True
        return shown


def kind_of(chat_id: int) -> str:
    return "private" if chat_id > 0 else "supergroup" if chat_id < FIRST_CHANNEL else "group"


class State:
    """Everything, under one lock: the server's thread and the test's both come here."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.me: dict[str, Any] = {
            "id": 7_000_000_001, "is_bot": True, "first_name": "Newsroom", "username": "newsroom_test_bot", "can_join_groups": True,
            "can_read_all_group_messages": False, "supports_inline_queries": True,
        }  # fmt: skip
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, dict[str, Any]] = {}
        self.sent: list[Sent] = []
        self.edits: list[Sent] = []
        self.deleted: list[tuple[int, int]] = []
        self.actions: list[tuple[int, int, str]] = []
        self.drafts: list[dict[str, Any]] = []
        self.answered: list[dict[str, Any]] = []
        self.calls: list[tuple[float, str, dict[str, str]]] = []
        self.now: dict[tuple[int, int], Sent] = {}  # (chat, message) as it stands
        self.others: set[tuple[int, int]] = set()  # messages that people wrote
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.open_queries: set[str] = set()
        self.failures: list[tuple[str, int | None, Fail]] = []
        self.bad_tokens: set[str] = set()
        self.gate: Gate | None = None
        self.webhook: dict[str, Any] = {}
        self.updates: list[Update] = []
        self.allowed: list[str] = []
        self.next_update = itertools.count(1000)
        self.next_message = itertools.count(1)

    # --- chats

    def chat(self, chat_id: int, **known: Any) -> Chat:
        with self.lock:
            chat = self.chats.setdefault(chat_id, Chat(chat_id, kind_of(chat_id)))
            for name, value in known.items():
                setattr(chat, name, value)
            return chat

    def known_chat(self, chat_id: int) -> Chat:
        """To write to. Raises Refused: unknown, moved, blocked."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise Refused(400, "Bad Request: chat not found")
        if chat.moved_to:
            raise Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.moved_to})
        if chat.blocked:
            how = "bot was blocked by the user" if chat.kind == "private" else f"bot was kicked from the {chat.kind} chat"
            raise Refused(403, f"Forbidden: {how}")
        if not chat.may_post:
            raise Refused(400, f"Bad Request: need administrator rights in the {chat.kind} chat")
        return chat

    def person(self, user: int, **known: Any) -> dict[str, Any]:
        with self.lock:
            who = self.users.setdefault(
                user, {"id": user, "is_bot": False, "first_name": f"Person {user}", "language_code": "en"}
            )
            who.update(known)
            return dict(who)

    # --- updates

    def add_update(self, update: Update) -> int:
        """Keeps what the bot asked to hear of, as the real server does (it is the list at the time of the event that counts)."""
        with self.lock:
            update = {"update_id": next(self.next_update), **update}
            kind = next((k for k in update if k != "update_id"), "")
            heard = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
            self._learn(update.get(kind))
            if heard:
                self.updates.append(update)
            return int(update["update_id"])

    def _learn(self, event: Any) -> None:
        if not isinstance(event, dict):
            return
        message = event.get("message") if "data" in event else event
        if isinstance(message, dict) and isinstance(message.get("chat"), dict):
            shown = message["chat"]
            chat = self.chat(shown["id"], kind=shown.get("type", kind_of(shown["id"])))
            if "message_id" in message:
                self.others.add((chat.id, message["message_id"]))
            if chat.topics is not None and message.get("message_thread_id"):
                chat.topics.add(message["message_thread_id"])
        if "data" in event or "query" in event:
            self.open_queries.add(str(event["id"]))

    def take_updates(self, offset: int, limit: int) -> list[Update]:
        """Confirms what lies below the offset; a negative one counts from the end and forgets the rest."""
        with self.lock:
            if offset < 0:
                self.updates = self.updates[offset:]
            elif offset:
                self.updates = [u for u in self.updates if u["update_id"] >= offset]
            return self.updates[: max(1, min(limit, 100))]

    # --- messages

    def post(self, message: Sent) -> Sent:
        with self.lock:
            message = replace(message, message_id=next(self.next_message), time=time.time())
            self.sent.append(message)
            self.now[message.chat_id, message.message_id] = message
            return message

    def change(self, message: Sent) -> Sent:
        with self.lock:
            message = replace(message, time=time.time())
            self.edits.append(message)
            self.now[message.chat_id, message.message_id] = message
            return message

    def failure(self, method: str, chat_id: int | None) -> Fail | None:
        with self.lock:
            for place, (wanted, chat, fail) in enumerate(self.failures):
                if wanted in (method, "*") and chat in (None, chat_id):
                    del self.failures[place]
                    return fail
            return None
