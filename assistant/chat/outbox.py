"""Messages as rows: planned before they are sent, marked after. Killed at any moment, at most the one in flight repeats.

    plan       drafts -> rendered, cut, buttons made -> rows of a key, once
    send       the open rows of a key, in order; what Telegram refuses for good is kept with its reason
    progress   a line that the answer replaces; its row keeps its id, so that a replay edits it too

Network faults and flood waits are tried again by the sender for a while, then by the engine (they leave here as SendError).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from assistant.chat.incoming import Incoming
from assistant.chat.message import LONGEST_CAPTION, LONGEST_TEXT, Button, Outgoing, to_json
from assistant.chat.render import messages
from assistant.chat.turn import Draft, Press
from assistant.errors import Forbidden, Migrated, Rejected
from assistant.ports import Answers, Buttons, Clock, Deliveries, Digests, People, SendParts
from assistant.words import Delivery

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outbox:
    """Rows of messages and their sending. `send_part` is the patient sender (pace.py)."""

    deliveries: Deliveries
    buttons: Buttons
    answers: Answers
    digests: Digests
    people: People
    send_part: SendParts
    clock: Clock
    landed: Callable[[], None] = lambda: None
    """Told when a message is marked, or given up: the next may leave (pace.Flight)."""
    turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    """Of keys that are being sent."""

    async def planned(self, key: str) -> bool:
        return bool(await self.deliveries.of(key))

    async def reply(self, incoming: Incoming, drafts: Sequence[Draft]) -> None:
        """Plan what an update's handler drafted. Where a progress line stands, the first message takes its place."""
        line = await self.progress_id(incoming)
        placed = [
            replace(
                draft,
                chat_id=draft.chat_id or incoming.chat_id or incoming.user_id,
                thread_id=draft.thread_id if draft.chat_id else incoming.thread_id,
                edit_of=draft.edit_of
                or (line if number == 0 and draft.chat_id in (0, incoming.chat_id) and not draft.attachment else 0),
            )
            for number, draft in enumerate(drafts)
        ]
        # a button's message is ours, and carries another answer
        asked = incoming.message_id if incoming.kind in ("message", "edited") else 0
        await self.plan(
            incoming.key, placed, user_id=incoming.user_id, reply_to=incoming.message_id, asked=asked, home=incoming.chat_id
        )

    async def plan(
        self,
        key: str,
        drafts: Sequence[Draft],
        *,
        user_id: int = 0,
        reply_to: int = 0,
        asked: int = 0,
        home: int = 0,
        late: bool = False,
    ) -> None:
        """Write the rows of a key; a key that has rows keeps those. Buttons that change something are `user_id`'s alone, in another
        private chat its owner's. `reply_to` and `asked` are messages of the chat `home` (0: of whatever chat the draft goes to)."""
        now = self.clock()
        rows: list[Delivery] = []
        for draft in drafts:
            here = home in (0, draft.chat_id)
            owner = draft.chat_id if draft.chat_id > 0 else user_id
            for message in await self._outgoing(draft, now, owner, reply_to if here else 0):
                row = to_json(message) | {
                    "answer_id": draft.answer_id,
                    "digest_id": draft.digest_id,
                    "asked": asked if here else 0,
                }
                rows.append(Delivery(key, len(rows), draft.chat_id, row, now, draft.thread_id, late))
        await self.deliveries.plan(rows)

    async def for_many(self, drafts: Sequence[Draft]) -> tuple[dict[str, Any], ...]:
        """The messages of drafts that go to many chats, rendered once: whoever reads them may press their buttons."""
        now = self.clock()
        found = [message for draft in drafts for message in await self._outgoing(replace(draft, chat_id=0), now, 0, 0)]
        return tuple(to_json(message) | {"many": True} for message in found)

    async def _outgoing(self, draft: Draft, now: datetime, user_id: int, reply_to: int) -> list[Outgoing]:
        parts = messages(draft.blocks, LONGEST_CAPTION if draft.attachment else LONGEST_TEXT)
        keys = tuple([tuple([await self._button(k, draft.chat_id, user_id, now) for k in row]) for row in draft.keys])
        return [
            Outgoing(
                html,
                buttons=keys if number == len(parts) - 1 else (),
                reply_to=reply_to if draft.reply and number == 0 else 0,
                edit_of=draft.edit_of if number == 0 else 0,
                silent=draft.silent,
                ask=draft.ask if number == len(parts) - 1 else "",
                attachment=draft.attachment if number == len(parts) - 1 else None,
            )
            for number, html in enumerate(parts)
        ]

    async def _button(self, key: Press | Button, chat_id: int, user_id: int, now: datetime) -> Button:
        if isinstance(key, Button):
            return key
        token = await self.buttons.make(
            key.action, key.payload, chat_id=chat_id, user_id=0 if key.anyone else user_id, expires_at=now + key.lives
        )
        return Button(key.text, data=token)

    # --- sending ------------------------------------------------------------------------------------------------------

    async def send(self, key: str) -> None:
        """The open rows of a key, in order. Raises SendError and Slow for what the engine should try again later.

        Once at a time: after a crash the job that planned them and the one that takes up open rows come together.
        """
        async with self.turns.setdefault(key, asyncio.Lock()):
            for row in await self.deliveries.open(key):
                try:
                    await self._send(row)
                finally:
                    self.landed()

    async def _send(self, row: Delivery) -> None:
        await self.deliveries.sending(row.id)
        try:
            message_id = await self.send_part(row.chat_id, row.thread_id, row.message)
        except Migrated as moved:
            await self.people.migrate_chat(row.chat_id, moved.chat_id)
            row = replace(row, chat_id=moved.chat_id)
            message_id = await self.send_part(row.chat_id, row.thread_id, row.message)
        except Forbidden as error:
            log.info("Chat %s does not take messages: %s", row.chat_id, error)
            await self.people.block_chat(row.chat_id, self.clock())
            await self.deliveries.refuse_chat(row.chat_id, str(error))
            return
        except Rejected as error:
            log.warning("Message %s to chat %s was refused: %s", row.key, row.chat_id, error.reason)
            await self.deliveries.refused(row.id, error.reason)
            return
        await self._sent(row, message_id)

    async def _sent(self, row: Delivery, message_id: int) -> None:
        """Marked, and the answer or digest that it carries tied to it, at once: a correction finds its readers by that."""
        carried = {name: row.message.get(name) or 0 for name in ("answer_id", "asked", "digest_id")}
        await self.deliveries.sent(row.id, message_id, self.clock(), **carried)
        self.landed()

    async def progress(self, incoming: Incoming, draft: Draft) -> None:
        """Show a progress line in the chat of an update, once."""
        key = progress_key(incoming.key)
        placed = replace(draft, chat_id=incoming.chat_id, thread_id=incoming.thread_id)
        await self.plan(key, [placed], reply_to=incoming.message_id)
        await self.send(key)

    async def progress_id(self, incoming: Incoming) -> int:
        """The id of its message, once it stands; else 0."""
        rows = await self.deliveries.of(progress_key(incoming.key))
        return rows[0].message_id if rows and rows[0].state == "sent" else 0


def progress_key(key: str) -> str:
    """Of the line that stands while the update `key` is worked on."""
    return f"{key}:progress"
