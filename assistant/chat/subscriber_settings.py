"""/settings and /unsubscribe: the chat's zone, its digests, pausing, changing and ending them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import layout
from assistant.chat.desk import Desk
from assistant.chat.subscriber_choosing import located
from assistant.chat.subscriber_screens import show
from assistant.chat.subscriber_words import name_of
from assistant.chat.subscriber_zones import COMMON, city, like, zone_at, zones_named, zones_of_country
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.layout import Block, say, text
from assistant.words import Role, Subscription

LONGEST_NAME = 40  # characters on a button


async def settings(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What is set here; with "zone" and a city behind it, another zone."""
    word, _, rest = turn.text.partition(" ")
    if word.casefold() == "zone" and rest.strip():
        return await _named_zone(rest.strip()[:60], turn, desk)
    return [await _settings(turn, desk)]


async def settings_shown(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [replace(await _settings(turn, desk), edit_of=turn.message_id)]


async def _settings(turn: Turn, desk: Desk, zone: str = "") -> Draft:
    there = await desk.digests.of_chat(turn.incoming.chat_id)
    told = [say("Times here are shown in {}.", zone or turn.zone)]
    if not there:
        told.append(say("No digests come here. /subscribe makes one."))
    blocks: list[Block] = [layout.heading(say("Settings of this chat")), text(*told)]
    if there:
        blocks.append(text(*(_line(number, one, zone or turn.zone) for number, one in enumerate(there, 1))))
    return Draft(tuple(blocks), _keys(there))


def _line(number: int, one: Subscription, zone: str) -> layout.Words:
    """Its times with their zone, where it is another than the chat's."""
    name = name_of(one) if one.zone == zone else f"{name_of(one)} ({one.zone})"
    return say("{}. {} (paused)", number, name) if one.paused else say("{}. {}", number, name)


def _keys(there: Sequence[Subscription]) -> Keys:
    rows: list[tuple[Press, ...]] = [(Press("Zone", "settings_zone"),)]
    for number, one in enumerate(there, 1):
        turned = Press(
            f"{'Resume' if one.paused else 'Pause'} {number}", "subscription_pause", {"ids": [one.id], "paused": not one.paused}
        )
        rows.append((show(f"Change {number}", one), turned))
    if len(there) > 1:
        every, going = [one.id for one in there], any(not one.paused for one in there)
        rows.append((Press("Pause all" if going else "Resume all", "subscription_pause", {"ids": every, "paused": going}),))
    return tuple(rows)


async def pause(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Pauses or resumes those of this chat that are named; what falls due meanwhile is not made up for."""
    wanted = set(turn.payload["ids"])
    for one in await desk.digests.of_chat(turn.incoming.chat_id):
        if one.id in wanted:
            await desk.digests.subscribe(replace(one, paused=bool(turn.payload["paused"])), turn.now)
    return [replace(await _settings(turn, desk), edit_of=turn.message_id)]


# --- the zone ---------------------------------------------------------------------------------------------------------


async def zone_shown(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [replace(_zones(turn), edit_of=turn.message_id)]


def _zones(turn: Turn) -> Draft:
    presses = [_zone_press(zone, zone == turn.zone) for zone in dict.fromkeys((turn.zone, *COMMON))]
    rows = [tuple(presses[i : i + 2]) for i in range(0, len(presses), 2)]
    asked = text(say("In which zone are times shown here? Another city: /settings zone Lisbon"))
    return Draft((asked,), (*rows, (Press("‹ Back", "settings_shown"),)))


def _zone_press(zone: str, chosen: bool = False) -> Press:
    return Press(f"✓ {city(zone)}" if chosen else city(zone), "settings_zone_set", {"zone": zone})


async def zone_set(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [replace(await _set_zone(str(turn.payload["zone"]), turn, desk), edit_of=turn.message_id)]


async def _named_zone(words: str, turn: Turn, desk: Desk) -> Sequence[Draft]:
    found = zones_named(words)
    if len(found) == 1:
        return [await _set_zone(found[0], turn, desk)]
    near = found or zones_of_country(words) or like(words)
    keys = (tuple(_zone_press(zone) for zone in near[:3]),) if near else ()
    if near:
        return [Draft((text(say("Which one do you mean by «{}»?", words)),), keys, reply=True)]
    unknown = say("I know no city «{}». Try a larger one in the same zone, or a name like Europe/Kyiv or UTC+2.", words)
    return [Draft((text(unknown),), reply=True)]


async def _set_zone(zone: str, turn: Turn, desk: Desk) -> Draft:
    """The chat's zone; its digests that were in the zone of before move along."""
    for one in await desk.digests.of_chat(turn.incoming.chat_id):
        if one.zone == turn.zone:
            await desk.digests.subscribe(replace(one, zone=zone), turn.now)
    await desk.people.tune_chat(turn.incoming.chat_id, zone=zone)
    return await _settings(turn, desk, zone)


async def location(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """A shared place: the zone of what he is choosing, else of the chat. Only the zone is kept, not the place."""
    if (drafts := await located(turn, desk)) is not None:
        return drafts
    found = zone_at(*turn.incoming.location) if turn.incoming.location else ""
    return [await _set_zone(found, turn, desk) if found else _zones(turn)]


# --- ending -----------------------------------------------------------------------------------------------------------


async def unsubscribe(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The digests of this chat, each with a button; one alone is asked about at once."""
    there = await desk.digests.of_chat(turn.incoming.chat_id)
    if not there:
        return [Draft((text(say("No digests come here, so there is none to end.")),), reply=True)]
    if len(there) == 1:
        return [_confirm(there[0])]
    rows = tuple((_ending(number, one),) for number, one in enumerate(there, 1))
    return [Draft((text(say("Which digest shall I end?")),), rows)]


def _ending(number: int, one: Subscription) -> Press:
    name = f"{number}. {name_of(one)}"
    return Press(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…", "subscription_ending", {"id": one.id})


def _confirm(one: Subscription) -> Draft:
    keys = ((Press("Yes, end it", "subscription_end", {"id": one.id}), Press("Keep it", "subscription_keep")),)
    return Draft((text(say("End this digest? {}", name_of(one))),), keys)


async def _own(turn: Turn, desk: Desk) -> Subscription | None:
    """The subscription of the pressed button, while it is this chat's."""
    there = await desk.digests.of_chat(turn.incoming.chat_id)
    return next((s for s in there if s.id == turn.payload["id"]), None)


async def ending(turn: Turn, desk: Desk) -> Sequence[Draft]:
    one = await _own(turn, desk)
    if one is None:
        return [Draft(toast="It was ended already.")]
    beside = bool(turn.payload.get("beside"))  # asked under an alert, which stays as it is
    return [replace(_confirm(one), edit_of=0 if beside else turn.message_id, reply=beside)]


async def end(turn: Turn, desk: Desk) -> Sequence[Draft]:
    if one := await _own(turn, desk):
        await desk.digests.unsubscribe(one.id, turn.now)
    return [Draft((text(say("Ended: no more of these come here.")),), edit_of=turn.message_id, toast="Ended.")]


async def keep(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [Draft((text(say("It stays as it is.")),), edit_of=turn.message_id)]


COMMANDS = (
    Command("unsubscribe", Role.SUBSCRIBER, "end a digest", unsubscribe),
    Command("settings", Role.SUBSCRIBER, "the zone of this chat, its digests, pausing them", settings, "[zone city]"),
)
ACTIONS = (
    Action("settings_shown", Role.SUBSCRIBER, settings_shown),
    Action("settings_zone", Role.SUBSCRIBER, zone_shown),
    Action("settings_zone_set", Role.SUBSCRIBER, zone_set),
    Action("subscription_pause", Role.SUBSCRIBER, pause),
    Action("subscription_ending", Role.SUBSCRIBER, ending),
    Action("subscription_end", Role.SUBSCRIBER, end),
    Action("subscription_keep", Role.SUBSCRIBER, keep),
)
TEXTS = (Command("location", Role.SUBSCRIBER, "the zone of a place", location),)
