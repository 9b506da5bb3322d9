"""/subscribe: a subscription chosen by buttons. What is chosen so far stands in the buttons' payloads, nothing is half made elsewhere.

main -> times, days, zone, length, quiet -> main -> preview -> saved
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant import layout
from assistant.chat.desk import Desk
from assistant.chat.subscriber_digest import LOOK_BACK, begun, no_digests_here
from assistant.chat.subscriber_words import (
    DAYS,
    EVERY_DAY,
    HOURLY,
    WEEKDAYS,
    WEEKEND,
    lines,
    of_state,
    read,
    state_of,
)
from assistant.chat.subscriber_zones import COMMON
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.digest.schedule import next_slot
from assistant.layout import Block, Span, Words, line, moment, say, text
from assistant.words import Role, Subscription

MOST = 10  # subscriptions of a chat
OFFERED_TIMES = (
    "06:00", "07:00", "08:00", "09:00", "10:00", "12:00", "13:00", "15:00", "17:00", "18:00", "20:00", "22:00",
)  # fmt: skip
OFFERED_QUIET = (("22:00", "07:00"), ("23:00", "06:00"), ("00:00", "08:00"))
LENGTHS = (("headlines", "Headlines"), ("short", "Short"), ("full", "Full"))

Row = tuple[Press, ...]


def show(words: str, made: Subscription, screen: str = "main") -> Press:
    """A button that shows a screen with what is chosen by then."""
    return Press(words, "subscription_show", {"state": state_of(made), "screen": screen})


async def subscribe(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Begins with what the words behind it say."""
    if (refused := await _refused(turn, desk)) is not None:
        return refused
    made = read(turn.text, begun(turn))
    return [Draft(*_main(made))]


async def begin(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The same from a button: a message of its own, under the digest that carries it."""
    refused = await _refused(turn, desk)
    return refused if refused is not None else [Draft(*_main(begun(turn)))]


async def _refused(turn: Turn, desk: Desk) -> Sequence[Draft] | None:
    if (refused := await no_digests_here(turn, desk)) is not None:
        return refused
    if len(await desk.digests.of_chat(turn.incoming.chat_id)) < MOST:
        return None
    return [Draft((text(say("There are {} digests here already. /unsubscribe ends one.", MOST)),), reply=True)]


async def shown(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """One screen, in place of the one before."""
    made = _chosen(turn)
    screen = SCREENS.get(str(turn.payload["screen"]), _main)
    return [Draft(*screen(made), edit_of=turn.message_id)]


def _chosen(turn: Turn) -> Subscription:
    return of_state(turn.payload["state"], turn.incoming.chat_id, turn.incoming.user_id)


# --- the screens: blocks and keys, pure -------------------------------------------------------------------------------

Screen = tuple[tuple[Block, ...], Keys]


def _main(made: Subscription) -> Screen:
    head = say("Change this digest") if made.id else say("A digest for this chat")
    hint = Span(say('Topics come by text: /subscribe flood, "old bridge" -football 08:00 18:00'), "soft")
    blocks = (layout.heading(head), text(*lines(made)), Block((line(hint),)))
    empty = show("Nothing new: stay silent", replace(made, silent_when_empty=True))
    if made.silent_when_empty:
        empty = show("Nothing new: say so", replace(made, silent_when_empty=False))
    rows: list[Row] = [
        (show("Times", made, "times"), show("Days", made, "days"), show("Zone", made, "zone")),
        (show("Length", made, "length"), show("Quiet hours", made, "quiet")),
        (empty,),
    ]
    if made.topics or made.without:
        rows.append((show("All topics", replace(made, topics=(), without=())),))
    state: dict[str, Any] = {"state": state_of(made)}
    rows.append((Press("Preview", "subscription_preview", state), Press("Save", "subscription_save", state)))
    rows.append((Press("Not now", "subscription_drop"),))
    return blocks, tuple(rows)


def _times(made: Subscription) -> Screen:
    hourly = made.times == HOURLY

    def toggled(at: str) -> Subscription:
        kept = set() if hourly else set(made.times)
        times = kept ^ {at}
        return replace(made, times=tuple(sorted(times or {at})))

    presses = [_choice(at, not hourly and at in made.times, toggled(at), "times") for at in OFFERED_TIMES]
    every = _choice("Every hour", hourly, replace(made, times=HOURLY), "times")
    return _screen(say("At which times? Tap to choose, one or more."), [*_in_rows(presses, 4), (every,)], made)


def _days(made: Subscription) -> Screen:
    def toggled(day: int) -> Subscription:
        return replace(made, weekdays=tuple(sorted(set(made.weekdays) ^ {day})) or made.weekdays)

    presses = [_choice(name, day in made.weekdays, toggled(day), "days") for day, name in enumerate(DAYS)]
    spans = (("Every day", EVERY_DAY), ("Mon to Fri", WEEKDAYS), ("Weekend", WEEKEND))
    named = tuple(_choice(name, made.weekdays == span, replace(made, weekdays=span), "main") for name, span in spans)
    return _screen(say("On which days?"), [named, *_in_rows(presses, 4)], made)


def _zone(made: Subscription) -> Screen:
    offered = dict.fromkeys((made.zone, *COMMON))
    presses = [_choice(city(zone), zone == made.zone, replace(made, zone=zone), "main") for zone in offered]
    asked = say("In which zone are these times? Another city: /subscribe zone:Lisbon 08:00")
    return _screen(asked, _in_rows(presses, 2), made)


def _length(made: Subscription) -> Screen:
    presses = tuple(_choice(words, made.length == n, replace(made, length=n), "main") for n, words in LENGTHS)  # type: ignore[arg-type]
    return _screen(say("How much of each story?"), [presses], made)


def _quiet(made: Subscription) -> Screen:
    none = _choice("None", made.quiet is None, replace(made, quiet=None), "main")
    spans = tuple(_choice(f"{a} to {b}", made.quiet == (a, b), replace(made, quiet=(a, b)), "main") for a, b in OFFERED_QUIET)
    asked = say("Quiet hours: what falls due then waits until they end. Others by text: /subscribe 21:30-06:30")
    return _screen(asked, [(none,), *_in_rows(spans, 2)], made)


def _screen(asked: Words, rows: Sequence[Row], made: Subscription) -> Screen:
    return (text(asked),), (*rows, (show("‹ Done", made),))


def _choice(words: str, chosen: bool, then: Subscription, screen: str) -> Press:
    return show(f"✓ {words}" if chosen else words, then, screen)


def _in_rows(presses: Sequence[Press], width: int) -> list[Row]:
    return [tuple(presses[i : i + width]) for i in range(0, len(presses), width)]


def city(zone: str) -> str:
    """ "New York" of "America/New_York": what stands on a button."""
    return zone if zone.startswith("Etc/") else zone.rsplit("/", 1)[-1].replace("_", " ")


SCREENS: dict[str, Callable[[Subscription], Screen]] = {
    "main": _main, "times": _times, "days": _days, "zone": _zone, "length": _length, "quiet": _quiet,
}  # fmt: skip


# --- seen before, saved, dropped --------------------------------------------------------------------------------------


async def preview(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What would come now. It is not stored: it is no digest that this chat has had."""
    made = _chosen(turn)
    found = await desk.digest(replace(made, id=0), turn.now - LOOK_BACK, turn.now)
    head = Block((line(Span(say("Preview: this would come now"), "strong")),))
    keys = ((Press("Save", "subscription_save", {"state": state_of(made)}), show("Change", made)),)
    return [Draft((head, *layout.digest(found)), keys, reply=True)]


async def save(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Stored once: pressed again, or run again, it finds its like. One that was ended meanwhile is not brought back."""
    made = _chosen(turn)
    there = await desk.digests.of_chat(turn.incoming.chat_id)
    if made.id:
        old = next((s for s in there if s.id == made.id), None)
        if old is None:
            return [Draft((text(say("This digest was ended. /subscribe makes a new one.")),), edit_of=turn.message_id)]
        made = await desk.digests.subscribe(replace(made, made_by=old.made_by, made_at=old.made_at, paused=old.paused), turn.now)
    elif not any(state_of(s) | {"id": 0} == state_of(made) for s in there):
        if (refused := await _refused(turn, desk)) is not None:
            return refused
        await desk.digests.subscribe(made, turn.now)
    return [Draft(_saved(made, turn), edit_of=turn.message_id, toast="Saved.")]


def _saved(made: Subscription, turn: Turn) -> tuple[Block, ...]:
    slot = next_slot(made, turn.now)
    after = [say("The next one comes {}.", moment(slot, made.zone, turn.now))] if slot and not made.paused else []
    return (
        layout.heading(say("Saved")),
        text(*lines(made), *after),
        text(say("/settings changes or pauses it, /unsubscribe ends it.")),
    )


async def drop(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [Draft((text(say("Nothing was changed. /subscribe begins anew.")),), edit_of=turn.message_id)]


COMMANDS = (Command("subscribe", Role.SUBSCRIBER, "digests at your times", subscribe, "[topics, times]"),)
ACTIONS = (
    Action("subscription_begin", Role.SUBSCRIBER, begin),
    Action("subscription_show", Role.SUBSCRIBER, shown),
    Action("subscription_preview", Role.SUBSCRIBER, preview, slow=True),
    Action("subscription_save", Role.SUBSCRIBER, save),
    Action("subscription_drop", Role.SUBSCRIBER, drop),
)
TEXTS: tuple[Command, ...] = ()
