"""One source's card: how it stands and what may be changed later: who sees it, what sort it is, its name, its learnt rhythm.

/source 3                the card, with buttons
/source 3 Harbour Post   its new name
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from assistant.addresses import mask_url
from assistant.chat.admins import noted
from assistant.chat.desk import Desk
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.collect.health import QUIET_WORDS, SILENT, ailment
from assistant.layout import Block, Span, Words, ago, line, moment, problem, say, text
from assistant.ports import Extent, Scope
from assistant.words import Audience, Chat, Role, Source, Tended, Tier

LIVES = timedelta(days=30)
LONGEST_NAME = 80
GROUPS = 20  # of which the card offers to open a source to one after the other
TIERS: dict[Tier, str] = {
    "official": "official body", "agency": "news agency", "own": "our own", "press": "press", "social": "social media",
}  # fmt: skip
SEEN: dict[Audience, str] = {"all": "everybody", "reporters": "reporters only", "chats": "named groups only"}
KINDS = {"feed": "feed", "liveblog": "live blog", "page": "web page", "channel": "Telegram channel", "file": "file"}
HOW = (
    say("/source 3 shows the source of that number and what may be changed of it; /sources tells the numbers."),
    say("/source 3 Harbour Post gives it another name."),
)
GONE = text(say("This source is gone."))


async def source(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The card of a number; with words after it, renamed first."""
    number, _, name = turn.text.strip().lstrip("#").partition(" ")
    if not number.isdecimal() or len(number) > 11:
        return [Draft((text(*HOW),), reply=True)]
    tended = await _tended(desk, int(number))
    if tended is None:
        return [Draft((text(say("There is no source {}. /sources shows the numbers.", number)),), reply=True)]
    if name := " ".join(name.split()):
        if len(name) > LONGEST_NAME:
            return [Draft(problem(f"A name may have {LONGEST_NAME} characters at most."), reply=True)]
        await _change(replace(tended.source, title=name), f"name {name}", turn, desk)
    return [await _card(tended.source.id, turn, desk)]


async def card(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """By button: the card, in place of the message; from a list, below it."""
    draft = await _card(int(turn.payload["source"]), turn, desk)
    return [replace(draft, edit_of=0) if turn.payload.get("new") else draft]


async def _tended(desk: Desk, source_id: int) -> Tended | None:
    found = next((t for t in await desk.sources.tended() if t.source.id == source_id), None)
    return found if found and found.source.state != "removed" else None


async def _card(source_id: int, turn: Turn, desk: Desk, *, toast: str = "") -> Draft:
    button = turn.incoming.kind == "button"
    tended = await _tended(desk, source_id)
    if tended is None:
        return Draft((GONE,), edit_of=turn.message_id if button else 0)
    extent = await desk.posts.extent(Scope((source_id,)))
    silent = source_id in (await desk.keep.get(SILENT) or ())
    groups = await _groups(tended.source, desk)
    blocks = shown(tended, extent, silent, groups, turn.zone, turn.now)
    return Draft(blocks, _keys(tended), edit_of=turn.message_id if button else 0, reply=not button, toast=toast)


async def _groups(source: Source, desk: Desk) -> list[Chat]:
    """Groups that were let in, and those that this source is open to already."""
    found = [c for c in await desk.people.chats() if c.kind in ("group", "supergroup") and not c.blocked_at]
    return [c for c in found if c.role > Role.STRANGER or c.id in source.chats][:GROUPS]


# --- the card -----------------------------------------------------------------------------------------------------------


def shown(tended: Tended, extent: Extent, silent: bool, groups: Sequence[Chat], zone: str, now: datetime) -> tuple[Block, ...]:
    """Its name, address and state; who sees it and what sort it is; how much is kept and how often it is read."""
    source = tended.source
    head = line(
        say("{}. ", str(source.id)), Span(say("{}", source.title or "untitled"), "strong"), say(" ({})", KINDS[source.kind])
    )
    address = () if source.kind in ("channel", "file") else (line(say("{}", mask_url(source.url))),)
    names = ", ".join(c.title or str(c.id) for c in groups if c.id in source.chats)
    seen = (
        say("Seen by: {}", SEEN[source.audience]) if source.audience != "chats" else say("Seen in: {}", names or "no group yet")
    )
    sort = say("Sort: {}", TIERS[source.tier])
    rows = [head, *address, line(Span(_state(tended, silent), "soft")), line(seen), line(sort), line(_kept(extent, zone, now))]
    return (
        Block(tuple(rows)),
        Block((line(_read(tended, zone, now)),)),
        text(say("Another name: /source {} New name", str(source.id))),
    )


def _state(tended: Tended, silent: bool) -> Words:
    why = ailment(tended) or (QUIET_WORDS if silent else "")
    states = {"paused": say("Paused."), "ended": say("Read once, not followed.")}
    if why:
        return say("{}", why)
    return states.get(tended.source.state, say("Well.") if tended.last_ok or not tended.next_due else say("Not read yet."))


def _kept(extent: Extent, zone: str, now: datetime) -> Words:
    if not extent.posts:
        return say("No post of it is kept.")
    count = f"{extent.posts:,} post" if extent.posts == 1 else f"{extent.posts:,} posts"
    return say("{} kept, the newest of {}", count, moment(extent.newest, zone, now)) if extent.newest else say("{} kept", count)


def _read(tended: Tended, zone: str, now: datetime) -> Words:
    """How often, when last, when next."""
    if tended.next_due is None:
        return (
            say("It is not read by itself: its posts come to me.")
            if tended.source.kind == "channel"
            else say("It is not read again.")
        )
    last = f"; last {ago(tended.last_ok, now)}" if tended.last_ok else ""
    due = f"; next {moment(tended.next_due, zone, now)}" if tended.source.state == "active" else ""
    return say("Read every {}{}{}.", every(tended.interval), last, due)


def every(interval: timedelta) -> str:
    """ "minute", "15 minutes", "3 hours", "day" """
    minutes = max(1, round(interval.total_seconds() / 60))
    for unit, size in (("day", 1440), ("hour", 60), ("minute", 1)):
        if minutes >= size and (minutes % size == 0 or minutes >= 4 * size):
            count = round(minutes / size)
            return unit if count == 1 else f"{count} {unit}s"
    return f"{minutes} minutes"


def _keys(tended: Tended) -> Keys:
    source = tended.source
    given = {"source": source.id}
    rows: list[tuple[Press, ...]] = [
        (Press("Who sees it", "source_seen", given, lives=LIVES), Press("What sort it is", "source_sort", given, lives=LIVES))
    ]
    if tended.interval and source.state == "active":
        rows.append((Press("Learn its rhythm anew", "source_anew", given, lives=LIVES),))
    if source.state == "active":
        rows.append((Press("Pause", "source_pause", given, lives=LIVES), Press("Remove", "source_remove", given, lives=LIVES)))
    else:
        again = [Press("Read it again", "source_resume", given, lives=LIVES)] if source.state == "paused" else []
        rows.append((*again, Press("Remove", "source_remove", given, lives=LIVES)))
    return tuple(rows)


# --- who sees it --------------------------------------------------------------------------------------------------------


async def seen_by(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The choice, with what holds now ticked; a press on a group opens or closes the source to it."""
    tended = await _tended(desk, int(turn.payload["source"]))
    if tended is None:
        return [Draft((GONE,), edit_of=turn.message_id)]
    return [await _seen(tended.source, turn, desk)]


async def _seen(source: Source, turn: Turn, desk: Desk) -> Draft:
    groups = await _groups(source, desk)
    asked = line(say("Who may see the posts of "), Span(say("{}", source.title), "strong"), say("?"))
    more = line(say("A group: only that group sees them, and admins.")) if groups else line(say("No group has been let in yet."))
    rows = [
        (_tick("Everybody", source.audience == "all", {"source": source.id, "audience": "all"}),),
        (_tick("Reporters only", source.audience == "reporters", {"source": source.id, "audience": "reporters"}),),
        *(
            (_tick(_name(c), c.id in source.chats and source.audience == "chats", {"source": source.id, "chat": c.id}),)
            for c in groups
        ),
    ]
    return Draft((Block((asked, more)),), (*rows, _back(source)), edit_of=turn.message_id)


def _name(chat: Chat) -> str:
    return f"Group {chat.title[:40] or chat.id}"


def _tick(words: str, holds: bool, payload: dict[str, object]) -> Press:
    return Press(f"{'✓ ' if holds else ''}{words}", "source_show_to", payload, lives=LIVES)


def _back(source: Source) -> tuple[Press, ...]:
    return (Press("‹ Back", "source_card", {"source": source.id}, lives=LIVES),)


async def show_to(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Changed at once; what was answered before stays as it is."""
    tended = await _tended(desk, int(turn.payload["source"]))
    if tended is None:
        return [Draft((GONE,), edit_of=turn.message_id)]
    wanted = _shown_to(tended.source, turn)
    await _change(wanted, f"seen by {wanted.audience} {' '.join(map(str, wanted.chats))}".rstrip(), turn, desk)
    if "chat" in turn.payload:
        return [replace(await _seen(wanted, turn, desk), toast="Changed")]
    return [await _card(wanted.id, turn, desk, toast="Changed")]


def _shown_to(source: Source, turn: Turn) -> Source:
    if "chat" not in turn.payload:
        audience: Audience = "all" if turn.payload["audience"] == "all" else "reporters"
        return replace(source, audience=audience, chats=())
    chat = int(turn.payload["chat"])
    had = source.chats if source.audience == "chats" else ()
    left = tuple(c for c in had if c != chat) if chat in had else (*had, chat)
    return replace(source, audience="chats", chats=left)


# --- what sort it is, and its rhythm -------------------------------------------------------------------------------------


async def sort(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The five sorts, the present one ticked."""
    tended = await _tended(desk, int(turn.payload["source"]))
    if tended is None:
        return [Draft((GONE,), edit_of=turn.message_id)]
    source = tended.source
    asked = line(say("What sort of source is "), Span(say("{}", source.title), "strong"), say("?"))
    why = line(say("It is said with its name, except for the press."))
    keys = [
        (
            Press(
                f"{'✓ ' if tier == source.tier else ''}{words}", "source_sorted", {"source": source.id, "tier": tier}, lives=LIVES
            ),
        )
        for tier, words in TIERS.items()
    ]
    return [Draft((Block((asked, why)),), (*keys, _back(source)), edit_of=turn.message_id)]


async def sorted_as(turn: Turn, desk: Desk) -> Sequence[Draft]:
    tended = await _tended(desk, int(turn.payload["source"]))
    tier = next((t for t in get_args(Tier) if t == turn.payload["tier"]), None)
    if tended is None or tier is None:
        return [Draft((GONE,), edit_of=turn.message_id)]
    await _change(replace(tended.source, tier=tier), f"sort {tier}", turn, desk)
    return [await _card(tended.source.id, turn, desk, toast="Changed")]


async def anew(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What was learnt of its pace is forgotten; it is read at once, whole."""
    tended = await _tended(desk, int(turn.payload["source"]))
    if tended is None:
        return [Draft((GONE,), edit_of=turn.message_id)]
    await desk.sources.forget_pace(tended.source.id, turn.now)
    await desk.follow(tended.source)
    await noted(desk, turn.incoming.user_id, "source changed", f"{tended.source.id} {tended.source.title}: rhythm forgotten")
    return [await _card(tended.source.id, turn, desk, toast="Read anew")]


async def _change(wanted: Source, what: str, turn: Turn, desk: Desk) -> None:
    await desk.sources.change(wanted)
    await noted(desk, turn.incoming.user_id, "source changed", f"{wanted.id} {wanted.title}: {what}")


COMMANDS = (
    Command("source", Role.ADMIN, "one source: who sees it, what sort it is, its name", source, "number [new name]", "private"),
)
ACTIONS = (
    Action("source_card", Role.ADMIN, card),
    Action("source_seen", Role.ADMIN, seen_by),
    Action("source_show_to", Role.ADMIN, show_to),
    Action("source_sort", Role.ADMIN, sort),
    Action("source_sorted", Role.ADMIN, sorted_as),
    Action("source_anew", Role.ADMIN, anew, slow=True),
)
TEXTS = ()
