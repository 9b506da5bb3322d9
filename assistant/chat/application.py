"""What happens with an update: written down, read, let in or not, handled, answered. The order of things only: no words, no rights.

    accept    update -> a durable job, one chat's jobs in order          before Telegram is told that it arrived
    handle    the job: Incoming -> route -> access -> handler -> drafts -> rows -> sent

A job may run twice. What it planned is found again by its key and sent on; a handler runs again only where nothing was planned.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from assistant.chat import phrases
from assistant.chat.access import role_of, zone_of
from assistant.chat.desk import Desk
from assistant.chat.incoming import Incoming
from assistant.chat.line import EVERY, LONGEST_WAIT, Amend, Line, never
from assistant.chat.menus import Menus
from assistant.chat.message import Offer
from assistant.chat.outbox import Outbox
from assistant.chat.render import messages
from assistant.chat.route import Refused, Route, Table, route
from assistant.chat.turn import Draft, Show, Turn
from assistant.chat.update import read
from assistant.errors import BadRequest, NewsroomError, StoreError
from assistant.layout import problem
from assistant.ports import Clock, Engine

log = logging.getLogger(__name__)

UPDATE = "update"
LATE = timedelta(hours=1)  # a question that waited longer is answered and marked late; a button press is dropped
PROGRESS_AFTER = 4.0  # seconds until a progress line stands in the chat
TYPING_EVERY = 4.0  # seconds; Telegram shows it for five

Presence = Callable[[int, int], Awaitable[bool]]
"""(chat, thread): shows "typing" now, or does not."""
Pressed = Callable[[str, str], Awaitable[None]]
"""(callback id, words): ends a button's waiting circle."""
Offered = Callable[[str, Sequence[Offer]], Awaitable[None]]
"""(inline query id, results): answers an inline query, for this person alone and this once."""


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, as Telegram knows it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Front:
    """What handling needs of Telegram beside the rows that are sent."""

    me: Me
    table: Table
    outbox: Outbox
    typing: Presence
    pressed: Pressed
    inline: Offered
    progress_after: float = PROGRESS_AFTER
    amend: Amend = never
    amend_every: float = EVERY
    menus: Menus | None = None


async def accept(update: Mapping[str, Any], number: int, *, engine: Engine, me: Me, clock: Clock) -> None:
    """Write an update down. Jobs of one chat run in order; /cancel overtakes, or it could stop nothing. Raises StoreError."""
    incoming = read(update, me.name, me.id, clock())
    group = "" if incoming.command == "cancel" or incoming.kind == "inline" else f"chat:{incoming.chat_id or incoming.user_id}"
    await engine.start(UPDATE, str(number), {"update": dict(update)}, group=group, number=number)


async def handle(payload: Mapping[str, Any], *, front: Front, desk: Desk) -> None:
    """The job of one update. Raises what the engine may try again (StoreError, SendError); anything else is told to the asker."""
    incoming = read(payload["update"], front.me.name, front.me.id, desk.clock())
    if incoming.moved_to:
        await desk.people.migrate_chat(incoming.chat_id, incoming.moved_to)
        return
    if incoming.kind == "inline":
        await front.inline(incoming.inline_id, _offers(await _drafts(incoming, front, desk)))
        return
    if await front.outbox.planned(incoming.key):
        await front.outbox.send(incoming.key)
        return
    drafts = await _drafts(incoming, front, desk)
    await front.outbox.reply(incoming, drafts)
    await front.outbox.send(incoming.key)
    if front.menus and incoming.chat_kind == "private":
        await front.menus.keep(incoming.chat_id, await role_of(incoming, desk))


async def _drafts(incoming: Incoming, front: Front, desk: Desk) -> Sequence[Draft]:
    role = await role_of(incoming, desk)
    turn = Turn(incoming, role, desk.clock(), await zone_of(incoming, desk), late=desk.clock() - incoming.at > LATE)
    found = await route(turn, front.table, desk)
    if incoming.kind == "button":
        return await _press(turn, found, front, desk)
    if isinstance(found, Refused):
        return found.drafts
    return await _run(turn, found, front, desk)


def _offers(drafts: Sequence[Draft]) -> list[Offer]:
    """Drafts with a title, each as one message; strangers and errors offer nothing."""
    shown = [(draft, messages(draft.blocks)) for draft in drafts if draft.title]
    return [Offer(str(number), draft.title, draft.note, parts[0]) for number, (draft, parts) in enumerate(shown) if parts]


async def _press(turn: Turn, found: Route | Refused, front: Front, desk: Desk) -> Sequence[Draft]:
    """A button always answers; presses older than LATE are dropped with their circle ended."""
    if isinstance(found, Refused):
        await front.pressed(turn.incoming.callback_id, found.toast)
        return found.drafts
    drafts = await _run(turn, found, front, desk)
    await front.pressed(turn.incoming.callback_id, next((d.toast for d in drafts if d.toast), ""))
    return [d for d in drafts if d.blocks]


async def _run(turn: Turn, found: Route, front: Front, desk: Desk) -> Sequence[Draft]:
    turn = replace(turn, payload=found.payload)
    try:
        if not found.slow:
            return await found.handler(turn, desk)
        async with _busy(turn, front, found.name) as show:
            return await found.handler(replace(turn, show=show), desk)
    except BadRequest as error:
        return [Draft(problem(str(error)), reply=True)]
    except (StoreError, asyncio.CancelledError):
        raise
    except NewsroomError as error:
        log.warning("%s: %s", found.name, error)
        return [Draft(problem(str(error)), reply=True)]
    except Exception:  # the last one around an update: logged with its traceback, told in our words
        log.exception("%s failed", found.name)
        return [Draft(phrases.failed(), reply=True)]


@contextlib.asynccontextmanager
async def _busy(turn: Turn, front: Front, handler: str) -> AsyncIterator[Show | None]:
    """While the handler works: "typing" at once and again, and a progress line when it takes long, in which it may show what it has.
    The answer replaces the line."""
    i = turn.incoming
    line = Line(i, front.outbox, front.amend, every=front.amend_every)

    async def show() -> None:
        await front.typing(i.chat_id, i.thread_id)
        if i.kind == "edited":  # its answer stands already and is changed in place: no line to be replaced
            return
        await asyncio.sleep(front.progress_after)
        beginning.append(asyncio.create_task(line.begin(phrases.searching(handler))))
        while True:
            await front.typing(i.chat_id, i.thread_id)
            await asyncio.sleep(TYPING_EVERY)

    beginning: list[asyncio.Task[None]] = []
    task = asyncio.create_task(show())
    try:
        yield None if i.kind == "edited" else line.show
    finally:
        task.cancel()
        await asyncio.wait([task, *beginning], timeout=LONGEST_WAIT)
        await line.close()
