"""/subscribe and /alert: a subscription chosen by buttons or in words, seen before it is saved. The screens are in subscriber_screens.py.

A screen that asks for words is answered by a reply to it (or, of a subscriber in private, by the next message); a place or a chat that is
shared answers it too. What was asked stands in our settings under chat and person, the last question only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from assistant import layout
from assistant.chat.admins import noted
from assistant.chat.desk import Desk
from assistant.chat.subscriber_digest import LOOK_BACK, begun, no_digests_here
from assistant.chat.subscriber_screens import ANSWERED, Around, drawn, show
from assistant.chat.subscriber_words import about, bounded, lines, of_state, read, state_of, zone_of
from assistant.chat.subscriber_zones import zone_at
from assistant.chat.turn import Action, Command, Draft, Press, Turn
from assistant.digest.schedule import next_slot
from assistant.errors import BadRequest
from assistant.layout import Block, Span, line, moment, say, text
from assistant.words import Chat, Role, Subscription

MOST = 10  # subscriptions of a chat
ASKED_FOR = timedelta(minutes=30)  # how long a reply to a screen is understood
AT_ONCE = timedelta(minutes=3)  # how long a subscriber's next message is
ONLY_ADMINS = "Only admins make digests for other chats."


async def subscribe(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Begins with what the words behind it say."""
    return await _begun(turn, desk, begun(turn))


async def alert(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The same, told at once; quiet hours let urgent ones through."""
    return await _begun(turn, desk, replace(begun(turn), instant=True, quiet_does="urgent"))


async def begin(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The same from a button: a message of its own, under the digest that carries it."""
    return await _begun(replace(turn, incoming=replace(turn.incoming, text="")), desk, begun(turn))


async def _begun(turn: Turn, desk: Desk, made: Subscription) -> Sequence[Draft]:
    if (refused := await _refused(made, turn, desk)) is not None:
        return refused
    seen = await around(turn, desk, made)
    return [Draft(*drawn("main", read(turn.text, made, seen.sources), seen))]


async def _refused(made: Subscription, turn: Turn, desk: Desk) -> Sequence[Draft] | None:
    if made.chat_id == turn.incoming.chat_id and (refused := await no_digests_here(turn, desk)) is not None:
        return refused
    if len(await desk.digests.of_chat(made.chat_id)) < MOST:
        return None
    return [Draft((text(say("There are {} digests there already. /unsubscribe ends one.", MOST)),), reply=True)]


async def around(turn: Turn, desk: Desk, made: Subscription) -> Around:
    """What may be chosen for this subscription, by this person, here."""
    i, admin = turn.incoming, turn.role is Role.ADMIN
    private = i.chat_kind == "private"
    role = await desk.people.role_of(made.chat_id, made.chat_id, private=made.chat_id > 0, admin_ids=desk.admin_ids)
    chats = [c for c in await desk.people.chats() if c.id < 0 and not c.blocked_at] if admin and private else []
    sources = await desk.sources.visible(max(role, Role.SUBSCRIBER), made.chat_id)
    return Around(i.chat_id, i.thread_id, admin, private, tuple(sources), tuple(chats))


def _chosen(turn: Turn, state: Mapping[str, Any]) -> Subscription:
    """What the button carries. Raises BadRequest for another chat's where he is no admin (any more)."""
    made = of_state(state, turn.incoming.chat_id, turn.incoming.user_id)
    if turn.role < Role.ADMIN and (made.chat_id != turn.incoming.chat_id or made.editor_chat):
        raise BadRequest(ONLY_ADMINS)
    return made


async def shown(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """One screen, in place of the one before."""
    made, screen = _chosen(turn, turn.payload["state"]), str(turn.payload["screen"])
    if screen in ANSWERED:
        await _ask(turn, desk, screen, made)
    seen = await around(turn, desk, made)
    return [Draft(*drawn(screen, made, seen, int(turn.payload.get("page", 0))), edit_of=turn.message_id)]


# --- answered by words, a place, a chat -------------------------------------------------------------------------------


def _asked_name(turn: Turn) -> str:
    return f"asked:{turn.incoming.chat_id}:{turn.incoming.user_id}"


async def _ask(turn: Turn, desk: Desk, screen: str, made: Subscription) -> None:
    kept = {"message": turn.message_id, "screen": screen, "state": state_of(made), "at": turn.now.isoformat()}
    await desk.keep.put(_asked_name(turn), kept, turn.now)


async def asked(turn: Turn, desk: Desk, within: timedelta = ASKED_FOR) -> Mapping[str, Any] | None:
    """What this person was asked here lately, if anything."""
    kept = await desk.keep.get(_asked_name(turn))
    if not isinstance(kept, dict) or "at" not in kept or turn.now - datetime.fromisoformat(kept["at"]) > within:
        return None
    return kept


async def fills(turn: Turn, desk: Desk) -> bool:
    """Whether a message answers a screen: a reply to it, or in private the next message of one who may ask no questions anyway."""
    i = turn.incoming
    if i.kind != "message" or not i.text or i.command or not i.trusted or not i.user_id:
        return False
    if i.reply_to_bot:
        kept = await asked(turn, desk)
        return kept is not None and kept["message"] == i.reply_to
    alone = i.chat_kind == "private" and turn.role is Role.SUBSCRIBER and not i.reply_to
    return alone and await asked(turn, desk, AT_ONCE) is not None


async def filled(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The words, read as the screen asked for them."""
    kept = await asked(turn, desk)
    if kept is None:
        return [Draft((text(say("I do not remember what I asked. /subscribe begins anew.")),), reply=True)]
    made = _chosen(turn, kept["state"])
    seen = await around(turn, desk, made)
    return await _answered(turn, desk, kept, _read(str(kept["screen"]), turn.text, made, seen))


def _read(screen: str, words: str, made: Subscription, seen: Around) -> Subscription:
    if screen == "zone":
        return replace(made, zone=zone_of(words.removeprefix("zone:")))
    found = read(words, replace(made, topics=(), without=(), speakers=()), seen.sources)
    return replace(
        found,
        topics=bounded((*made.topics, *found.topics)),
        without=bounded((*made.without, *found.without)),
        speakers=bounded((*made.speakers, *found.speakers)),
    )


async def _answered(turn: Turn, desk: Desk, kept: Mapping[str, Any], made: Subscription) -> Sequence[Draft]:
    """The subscription below what he wrote; the screen above says so. Nothing is asked any more."""
    await desk.keep.put(_asked_name(turn), {}, turn.now)
    seen = await around(turn, desk, made)
    above = Draft((text(say("Go on below.")),), edit_of=int(kept["message"]))
    return [Draft(*drawn("main", made, seen), reply=True), above]


async def place(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """A keyboard with the button that shares his location; only Telegram's own can."""
    await _ask(turn, desk, "zone", _chosen(turn, turn.payload["state"]))
    return [Draft((text(say("Tap the button below: I take the zone from the place and forget the place.")),), ask="place")]


async def located(turn: Turn, desk: Desk) -> Sequence[Draft] | None:
    """A shared place as the zone of what he is choosing; None where he chooses nothing."""
    kept = await asked(turn, desk)
    if kept is None or kept["screen"] != "zone" or turn.incoming.location is None:
        return None
    found = zone_at(*turn.incoming.location)
    if not found:
        return [Draft((text(say("I know no zone there. Reply to the message above with a city.")),), reply=True)]
    drafts = await _answered(turn, desk, kept, replace(_chosen(turn, kept["state"]), zone=found))
    taken = Draft((text(say("The zone there is {}.", found)),), ask="away")
    return [taken, *drafts]


async def elsewhere(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """A keyboard with the buttons that share a group or channel."""
    if turn.role < Role.ADMIN:
        raise BadRequest(ONLY_ADMINS)
    await _ask(turn, desk, "chat", _chosen(turn, turn.payload["state"]))
    return [Draft((text(say("Tap a button below and choose. Only places where I am in are offered.")),), ask="chat")]


async def chat_shared(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The chat that an admin has chosen; it is known from now on."""
    i, kept = turn.incoming, await asked(turn, desk)
    if turn.role < Role.ADMIN:
        raise BadRequest(ONLY_ADMINS)
    made = _chosen(turn, kept["state"]) if kept and kept["screen"] == "chat" else begun(turn)
    if await desk.people.chat(i.shared_chat) is None:
        await desk.people.see_chat(i.shared_chat, i.shared_kind, i.shared_title)
    there = replace(made, chat_id=i.shared_chat, thread_id=0)
    taken = Draft((text(say("It goes to {}.", i.shared_title or str(i.shared_chat))),), ask="away")
    if kept and kept["screen"] == "chat":
        return [taken, *await _answered(turn, desk, kept, there)]
    return [taken, Draft(*drawn("main", there, await around(turn, desk, there)))]


async def forwarded_from(turn: Turn, desk: Desk) -> Sequence[Draft] | None:
    """A message forwarded from a chat, while an admin chooses one, is that chat; None where he chooses none."""
    kept, i = await asked(turn, desk), turn.incoming
    if kept is None or kept["screen"] != "chat" or not i.origin_chat or turn.role < Role.ADMIN:
        return None
    chat = await desk.people.chat(i.origin_chat)
    if chat is None or chat.blocked_at:
        return [
            Draft(
                (text(say("I am not in {}: add me there first, with the right to post.", i.origin or str(i.origin_chat))),),
                reply=True,
            )
        ]
    return await _answered(turn, desk, kept, replace(_chosen(turn, kept["state"]), chat_id=chat.id, thread_id=0))


# --- seen before, saved, dropped --------------------------------------------------------------------------------------


async def preview(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What would come now. It is not stored: it is no digest that this chat has had."""
    made = _chosen(turn, turn.payload["state"])
    keys = ((Press("Save", "subscription_save", {"state": state_of(made)}), show("Change", made)),)
    if not made.instant:
        found = await desk.digest(replace(made, id=0), turn.now - LOOK_BACK, turn.now)
        head = Block((line(Span(say("Preview: this would come now"), "strong")),))
        return [Draft((head, *layout.digest(found)), keys, reply=True)]
    had = await desk.alert(replace(made, id=0, made_at=None), turn.now - LOOK_BACK, turn.now)
    head = Block((line(Span(say("Preview: of the last 24 hours it would have told"), "strong")),))
    shown_now = layout.alert(had, about(made)) if had else (text(say("Nothing: no post of the last 24 hours holds it.")),)
    return [Draft((head, *shown_now), keys, reply=True)]


async def save(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Stored once: pressed again, or run again, it finds its like. One that was ended meanwhile is not brought back."""
    made = _chosen(turn, turn.payload["state"])
    if made.instant and not (made.topics or made.speakers or made.source_ids):
        return [Draft(toast="An alert on everything would never be quiet: choose topics or sources first.")]
    there = await desk.digests.of_chat(made.chat_id)
    if made.id:
        old = next((s for s in there if s.id == made.id), None)
        if old is None:
            return [Draft((text(say("This digest was ended. /subscribe makes a new one.")),), edit_of=turn.message_id)]
        made = await desk.digests.subscribe(replace(made, made_by=old.made_by, made_at=old.made_at, paused=old.paused), turn.now)
    elif not any(state_of(s) | {"id": 0} == state_of(made) for s in there):
        if (refused := await _refused(made, turn, desk)) is not None:
            return refused
        await desk.digests.subscribe(made, turn.now)
    await _let_in(made, turn, desk)
    seen = await around(turn, desk, made)
    return [Draft(_saved(made, turn, seen), edit_of=turn.message_id, toast="Saved.")]


async def _let_in(made: Subscription, turn: Turn, desk: Desk) -> None:
    """Another chat that an admin subscribes may have digests from now on; both is in the audit."""
    if made.chat_id == turn.incoming.chat_id:
        return
    chat = await desk.people.chat(made.chat_id)
    if (chat or Chat(made.chat_id)).role < Role.SUBSCRIBER and made.chat_id < 0:
        await desk.people.grant_chat(made.chat_id, Role.SUBSCRIBER)
        await noted(desk, turn.incoming.user_id, "granted", f"{made.chat_id} subscriber")
    await noted(desk, turn.incoming.user_id, "subscribed", f"{made.chat_id}: {about(made)}"[:300])


def _saved(made: Subscription, turn: Turn, seen: Around) -> tuple[Block, ...]:
    slot = next_slot(made, turn.now)
    after = [say("The next one comes {}.", moment(slot, made.zone, turn.now))] if slot and not made.paused else []
    if made.instant:
        within = "some seconds" if made.urgent else "a minute"
        after = [say("What comes in from now on is told at once; what comes within {} is one message.", within)]
    if made.chat_id != seen.here:
        where, how = say("Saved for {}", seen.name(made.chat_id)), say("/subscriptions changes, pauses or ends it.")
    else:
        where, how = say("Saved"), say("/settings changes or pauses it, /unsubscribe ends it.")
    return (layout.heading(where), text(*lines(made, seen.titles), *after), text(how))


async def drop(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [Draft((text(say("Nothing was changed. /subscribe begins anew.")),), edit_of=turn.message_id)]


COMMANDS = (
    Command("subscribe", Role.SUBSCRIBER, "digests at your times", subscribe, "[topics, times]"),
    Command("alert", Role.SUBSCRIBER, "told at once when a post holds your words", alert, '[topics, says:"Name"]'),
)
ACTIONS = (
    Action("subscription_begin", Role.SUBSCRIBER, begin),
    Action("subscription_show", Role.SUBSCRIBER, shown),
    Action("subscription_place", Role.SUBSCRIBER, place),
    Action("subscription_elsewhere", Role.ADMIN, elsewhere),
    Action("subscription_preview", Role.SUBSCRIBER, preview, slow=True),
    Action("subscription_save", Role.SUBSCRIBER, save),
    Action("subscription_drop", Role.SUBSCRIBER, drop),
)
TEXTS = (
    Command("filled", Role.SUBSCRIBER, "words that a screen asked for", filled),
    Command("chat_shared", Role.ADMIN, "a chat that was chosen", chat_shared, place="private"),
)
