"""Tending sources: /removesource (keep or delete its posts, undo for a day), /pause, /resume. By number, or from buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from assistant.chat.admins import noted
from assistant.chat.desk import Desk
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.collect.health import ailment
from assistant.layout import Block, Span, line, problem, say, text
from assistant.words import Outcome, Role, Source, Tended

Deed = Literal["remove", "pause", "resume"]

A_PAGE = 8  # sources a page of buttons
UNDO = timedelta(days=1)
DEEDS: dict[str, Deed] = {"remove": "remove", "pause": "pause", "resume": "resume"}
WHICH = {
    "remove": say("Which source shall I remove?"),
    "pause": say("Which source shall I pause? Its posts stay, I read no new ones."),
    "resume": say("Which source shall I read again?"),
}
NONE = {
    "remove": say("There is no source yet. /addsource adds one."),
    "pause": say("There is no source that is being read."),
    "resume": say("No source is paused, ended or failing."),
}


async def removesource(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _by_number("remove", turn, desk)


async def pause(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _by_number("pause", turn, desk)


async def resume(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _by_number("resume", turn, desk)


async def _by_number(deed: Deed, turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Do it where a number was given, else offer the sources it can be done to."""
    number = turn.text.strip().lstrip("#")
    if not number:
        return [choice(deed, open_to(deed, await desk.sources.tended()), 0)]
    tended = await _tended(desk, int(number)) if number.isdecimal() and len(number) < 12 else None
    if tended is None or tended.source.state == "removed":
        return [Draft((text(say("There is no source {}. /sources shows the numbers.", number[:40])),), reply=True)]
    return await _do(deed, tended, turn, desk)


async def _tended(desk: Desk, source_id: int) -> Tended | None:
    return next((t for t in await desk.sources.tended() if t.source.id == source_id), None)


# --- choosing ---------------------------------------------------------------------------------------------------------


def open_to(deed: Deed, tended: Sequence[Tended]) -> list[Tended]:
    """Those it can be done to: what is read first, then the newest of what was read once (uploads)."""
    there = [t for t in tended if t.source.state != "removed"]
    if deed == "pause":
        return [t for t in there if t.source.state == "active"]
    if deed == "resume":
        return [t for t in there if t.source.state == "paused" or ailment(t)]
    return sorted(there, key=lambda t: (t.source.state == "ended", -t.source.id if t.source.state == "ended" else t.source.id))


def choice(deed: Deed, found: Sequence[Tended], skip: int, *, edit_of: int = 0) -> Draft:
    """A page of buttons, one a source; what ails a source stands above them."""
    if not found:
        return Draft((text(NONE[deed]),), edit_of=edit_of, reply=not edit_of)
    page = found[skip : skip + A_PAGE]
    ill = [
        line(Span(say("{}. {}: ", str(t.source.id), t.source.title), "soft"), say("{}", why)) for t in page if (why := ailment(t))
    ]
    keys: list[tuple[Press, ...]] = [(_button(deed, t.source),) for t in page]
    turns = [Press("Earlier", "sources_page", {"deed": deed, "skip": max(0, skip - A_PAGE)})] if skip else []
    if len(found) > skip + A_PAGE:
        turns.append(Press("More", "sources_page", {"deed": deed, "skip": skip + A_PAGE}))
    blocks = (text(WHICH[deed]), *((Block(tuple(ill)),) if ill else ()))
    return Draft(blocks, (*keys, tuple(turns)) if turns else tuple(keys), edit_of=edit_of, reply=not edit_of)


def _button(deed: Deed, source: Source) -> Press:
    state = "" if source.state == "active" else f" ({source.state})"
    return Press(f"{source.id}. {source.title[:40]}{state}", f"source_{deed}", {"source": source.id})


async def page(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Turn the page of buttons."""
    deed = DEEDS[turn.payload["deed"]]
    return [choice(deed, open_to(deed, await desk.sources.tended()), int(turn.payload["skip"]), edit_of=turn.message_id)]


async def pressed_remove(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _pressed("remove", turn, desk)


async def pressed_pause(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _pressed("pause", turn, desk)


async def pressed_resume(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _pressed("resume", turn, desk)


async def _pressed(deed: Deed, turn: Turn, desk: Desk) -> Sequence[Draft]:
    tended = await _tended(desk, int(turn.payload["source"]))
    if tended is None or tended.source.state == "removed":
        return [Draft((text(say("This source is gone already.")),), edit_of=turn.message_id)]
    return await _do(deed, tended, turn, desk)


# --- doing ------------------------------------------------------------------------------------------------------------


async def _do(deed: Deed, tended: Tended, turn: Turn, desk: Desk) -> Sequence[Draft]:
    match deed:
        case "remove":
            return [asked(tended.source, turn)]
        case "pause":
            return await _pause(tended.source, turn, desk)
        case "resume":
            return await _resume(tended, turn, desk)


def asked(source: Source, turn: Turn) -> Draft:
    """Keep its posts or delete them?"""
    keys: Keys = (
        (Press("Keep its posts", "source_removed", {"source": source.id, "keep": True, "was": source.state}),),
        (Press("Delete its posts too", "source_removed", {"source": source.id, "keep": False, "was": source.state}),),
        (Press("Do not remove it", "source_stays", {"source": source.id}),),
    )
    first = line(say("Remove "), Span(say("{}", source.title), "strong"), say(" ({})?", str(source.id)))
    rest = line(say("I read it no more. Its posts may stay in the archive; answers given stay as they are either way."))
    return _said(turn, Block((first, rest)), keys=keys)


async def removed(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Removed, with a day to undo it."""
    tended = await _tended(desk, int(turn.payload["source"]))
    if tended is None:
        return [Draft((text(say("This source is gone already.")),), edit_of=turn.message_id)]
    source, keep = tended.source, bool(turn.payload["keep"])
    await desk.sources.remove(source.id, turn.now, keep_posts=keep)
    await noted(
        desk, turn.incoming.user_id, "source removed", f"{source.id} {source.title}, posts {'kept' if keep else 'deleted'}"
    )
    fate = say(" Its posts stay.") if keep else say(" Its posts are hidden now and deleted for good in a day.")
    undo = Press("Undo", "source_undo", {"source": source.id, "was": turn.payload["was"]}, lives=UNDO)
    return [_said(turn, Block((line(Span(say("{}", source.title), "strong"), say(" is removed."), fate),)), keys=((undo,),))]


async def undo(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """As it was before: read, paused, or lying there."""
    source_id, was = int(turn.payload["source"]), turn.payload["was"]
    tended = await _tended(desk, source_id)
    if tended is None:
        return [Draft((text(say("It is too late: this source was deleted for good.")),), edit_of=turn.message_id)]
    await desk.sources.resume(source_id, turn.now)
    if was == "paused":
        await desk.sources.pause(source_id)
    elif was == "ended":
        await desk.sources.remember(Outcome(source_id, turn.now, None, ended=True))
    await noted(desk, turn.incoming.user_id, "source brought back", f"{source_id} {tended.source.title}")
    return [_said(turn, Block((line(Span(say("{}", tended.source.title), "strong"), say(" is back as it was.")),)))]


async def stays(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [Draft((text(say("Nothing was removed.")),), edit_of=turn.message_id)]


async def _pause(source: Source, turn: Turn, desk: Desk) -> Sequence[Draft]:
    if source.state != "active":
        return [_said(turn, Block((line(Span(say("{}", source.title), "strong"), say(" is not being read anyway.")),)))]
    await desk.sources.pause(source.id)
    await noted(desk, turn.incoming.user_id, "source paused", f"{source.id} {source.title}")
    again = Press("Read it again", "source_resume", {"source": source.id}, lives=timedelta(days=30))
    return [_said(turn, Block((line(Span(say("{}", source.title), "strong"), say(" is paused.")),)), keys=((again,),))]


async def _resume(tended: Tended, turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Due again, and read at once, so that it can be said whether it works."""
    source = tended.source
    if source.kind == "file":
        return [Draft(problem("This was handed in and read once; there is nothing to read again."), reply=True)]
    if source.state == "ended" and not tended.last_error:
        return [Draft(problem("This was read once and is not followed. /addsource with an address follows it."), reply=True)]
    await desk.sources.resume(source.id, turn.now)
    await desk.follow(source)
    await noted(desk, turn.incoming.user_id, "source resumed", f"{source.id} {source.title}")
    after = await _tended(desk, source.id)
    return [_said(turn, read_again(source, after.last_error if after else "", turn.now))]


def read_again(source: Source, error: str, now: datetime) -> Block:
    """How the reading went."""
    name = Span(say("{}", source.title), "strong")
    if source.kind == "channel":
        return Block((line(name, say(" is followed again.")),))
    if error:
        return Block((line(name, say(" still cannot be read: {}", error)), line(say("I go on trying."))))
    return Block((line(name, say(" is read again, and it works.")),))


def _said(turn: Turn, block: Block, *, keys: Keys = ()) -> Draft:
    """In place of the message whose button was pressed, else as a reply."""
    button = turn.incoming.kind == "button"
    return Draft((block,), keys, edit_of=turn.message_id if button else 0, reply=not button)


COMMANDS = (
    Command(
        "removesource", Role.ADMIN, "stop reading a source, and keep or delete its posts", removesource, "[number]", "private"
    ),
    Command("pause", Role.ADMIN, "read a source no more for now", pause, "[number]", "private"),
    Command("resume", Role.ADMIN, "read a paused or failing source again", resume, "[number]", "private", slow=True),
)
ACTIONS = (
    Action("sources_page", Role.ADMIN, page),
    Action("source_remove", Role.ADMIN, pressed_remove),
    Action("source_pause", Role.ADMIN, pressed_pause),
    Action("source_resume", Role.ADMIN, pressed_resume),
    Action("source_removed", Role.ADMIN, removed),
    Action("source_undo", Role.ADMIN, undo),
    Action("source_stays", Role.ADMIN, stays),
)
TEXTS = ()
