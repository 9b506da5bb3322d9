"""/subscriptions: the digests and alerts of all chats, for admins: changed, paused, resumed and ended from here. Each is in the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import layout
from assistant.chat.admins import noted
from assistant.chat.desk import Desk
from assistant.chat.editor_deciding import name_of
from assistant.chat.subscriber_screens import show
from assistant.chat.subscriber_words import name_of as words_of
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.layout import say, text
from assistant.words import Chat, Role, Subscription

A_PAGE = 6


async def subscriptions(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Those of groups and channels first, then those of persons."""
    return [await _page(turn, desk, 0)]


async def page(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [replace(await _page(turn, desk, int(turn.payload["skip"])), edit_of=turn.message_id)]


async def _page(turn: Turn, desk: Desk, skip: int) -> Draft:
    found = sorted(await desk.digests.everyones(), key=lambda s: (s.chat_id > 0, s.chat_id, s.id))
    if not found:
        return Draft((text(say("Nobody has a digest yet. /subscribe makes one, for another chat too.")),), reply=True)
    skip = min(skip, (len(found) - 1) // A_PAGE * A_PAGE)
    chats = {chat.id: chat for chat in await desk.people.chats()}
    shown = found[skip : skip + A_PAGE]
    rows = text(*(_line(number, one, chats.get(one.chat_id)) for number, one in enumerate(shown, skip + 1)))
    return Draft((layout.heading(say("Digests and alerts of all chats")), rows), _keys(shown, skip, len(found)))


def _line(number: int, one: Subscription, chat: Chat | None) -> layout.Words:
    name = name_of(chat, one.chat_id)
    if one.paused:
        return say("{}. {}: {} (paused)", number, name, words_of(one))
    if chat and chat.blocked_at:
        return say("{}. {}: {} (I may not post there)", number, name, words_of(one))
    return say("{}. {}: {}", number, name, words_of(one))


def _keys(shown: Sequence[Subscription], skip: int, count: int) -> Keys:
    rows: list[tuple[Press, ...]] = []
    for number, one in enumerate(shown, skip + 1):
        turned = {"id": one.id, "skip": skip, "paused": not one.paused}
        rows.append(
            (
                show(f"Change {number}", one),
                Press(f"{'Resume' if one.paused else 'Pause'} {number}", "elsewhere_pause", turned),
                Press(f"End {number}", "elsewhere_end", {"id": one.id, "skip": skip}),
            )
        )
    turning = [Press("‹ Back", "subscriptions_page", {"skip": max(0, skip - A_PAGE)})] if skip else []
    if skip + A_PAGE < count:
        turning.append(Press("Next ›", "subscriptions_page", {"skip": skip + A_PAGE}))
    return (*rows, tuple(turning)) if turning else tuple(rows)


async def pause(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What falls due meanwhile is not made up for."""
    one = await desk.digests.subscription(int(turn.payload["id"]))
    paused = bool(turn.payload["paused"])
    if one is not None and one.paused != paused:
        await desk.digests.subscribe(replace(one, paused=paused), turn.now)
        await _note(turn, desk, "paused" if paused else "resumed", one)
    return await _again(turn, desk, "Paused." if paused else "Resumed.")


async def end(turn: Turn, desk: Desk) -> Sequence[Draft]:
    one = await desk.digests.subscription(int(turn.payload["id"]))
    if one is not None:
        await desk.digests.unsubscribe(one.id, turn.now)
        await _note(turn, desk, "unsubscribed", one)
    return await _again(turn, desk, "Ended.")


async def _again(turn: Turn, desk: Desk, toast: str) -> Sequence[Draft]:
    return [replace(await _page(turn, desk, int(turn.payload["skip"])), edit_of=turn.message_id, toast=toast)]


async def _note(turn: Turn, desk: Desk, deed: str, one: Subscription) -> None:
    await noted(desk, turn.incoming.user_id, deed, f"{one.chat_id}: {words_of(one)}"[:300])


COMMANDS = (Command("subscriptions", Role.ADMIN, "digests and alerts of all chats", subscriptions, place="private"),)
ACTIONS = (
    Action("subscriptions_page", Role.ADMIN, page),
    Action("elsewhere_pause", Role.ADMIN, pause),
    Action("elsewhere_end", Role.ADMIN, end),
)
TEXTS: tuple[Command, ...] = ()
