"""What became of posts: /history of one, old and new side by side; /corrections of all that may be read here; and notices turned off.

Weights are judged by pure functions (change.py, digest/judge.py); everything shown is a slice of a stored version.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant import change, layout
from assistant.chat.access import eyes, is_held
from assistant.chat.desk import Desk
from assistant.chat.reporter_searching import pages
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.digest.judge import judge
from assistant.layout import Block, Span, line, moment, say, source, text
from assistant.layout.blocks import beginning
from assistant.layout.changes import changed, hunks
from assistant.ports import Scope
from assistant.recall.corrections import is_correction
from assistant.words import Period, Post, Role

HUNKS = 8  # places of one edit that are shown
LATELY = timedelta(days=7)
READ = 400  # edits looked at for one page of /corrections
PAGE = 5
CORRECTION = 400  # characters shown of a correction that is a post of its own
NOTICES = timedelta(days=60)  # how long the buttons under a notice live
TOUCHES = {"numbers": "numbers", "names": "names", "quotes": "quotations", "negation": "a negation", "words": "wording"}
GONE = "This post is gone, or not for you."


def recall_keys(post_id: int, *, group: bool = False) -> Keys:
    """Under a notice of a correction: what changed in the post (0: nothing to show), and notices off; in a group, for one's own answers
    or for all."""
    shown = (Press("What changed", "history", {"post": post_id}, anyone=True, lives=NOTICES),) if post_id else ()
    if not group:
        return ((*shown, Press("No more of these", "recalls", {"on": False}, lives=NOTICES)),)
    mine = Press("Not of my answers", "recalls", {"on": False, "mine": True}, anyone=True, lives=NOTICES)
    return (
        *((shown,) if shown else ()),
        (mine, Press("No more here", "recalls_here", {"on": False}, anyone=True, lives=NOTICES)),
    )


# --- /history ---------------------------------------------------------------------------------------------------------


async def history_command(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """/history 2: of the post [2] of the answer replied to, else of the last answer here."""
    cited = await _cited(turn, desk)
    if not cited:
        return [Draft((text(say("Reply with /history 1 to an answer: 1 is the post's number there.")),), reply=True)]
    number = int(turn.text) if turn.text.isdecimal() and len(turn.text) < 4 else 1 if not turn.text else 0
    if not 1 <= number <= len(cited):
        return [Draft((text(_how_many(len(cited))),), reply=True)]
    return [await _history(cited[number - 1].id, 0, turn, desk)]


def _how_many(cited: int) -> layout.Words:
    """Which numbers can be given."""
    if cited == 1:
        return say("That answer cites one post: /history shows what changed in it.")
    return say(
        "That answer cites {} posts: /history 1 shows what changed in the first, /history {} in the last.", cited, str(cited)
    )


async def _cited(turn: Turn, desk: Desk) -> tuple[Post, ...]:
    """The posts of the answer or digest that this message replies to, else of the conversation's last answer."""
    i = turn.incoming
    answer_id, digest_id = await desk.answers.linked(i.chat_id, i.reply_to) if i.reply_to else (0, 0)
    if answer_id and (stored := await desk.answers.get(answer_id)):
        return stored.answer.posts
    if digest_id and (made := await desk.digests.get(digest_id)):
        return tuple(item.post for item in made.digest.items)
    turns = await desk.answers.turns(i.chat_id, i.thread_id, i.user_id, 1, turn.now - timedelta(days=1))
    return turns[-1].answer.posts if turns else ()


async def history(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """By button: the newest edit, or an earlier one in place of it."""
    edit = int(turn.payload.get("edit", 0))
    draft = await _history(int(turn.payload["post"]), edit, turn, desk)
    return [replace(draft, edit_of=turn.message_id if edit else 0)]


async def _history(post_id: int, edit: int, turn: Turn, desk: Desk) -> Draft:
    """One edit of a post: version `edit` and the one before; 0 is the newest."""
    posts = await desk.posts.by_ids([post_id])
    if not posts or not await _may_read(posts[0], turn, desk):
        return Draft((text(say("This post is gone, or not for you.")),), toast=GONE)
    post, versions = posts[0], await desk.posts.versions(post_id)
    head = (Block(_heading(post, len(versions), turn)),)
    if len(versions) < 2:
        return Draft((*head, text(say("It has not changed since it was first read."))), reply=True)
    at = min(max(edit, 2), len(versions)) if edit else len(versions)
    old, new = (replace(post, version=versions[n]) for n in (at - 2, at - 1))
    shown = await asyncio.to_thread(_edit, old, new, turn.zone, turn.now)
    return Draft((*head, *shown), _steps(post_id, at, len(versions)), reply=True)


def _heading(post: Post, count: int, turn: Turn) -> tuple[layout.Line, ...]:
    rows = [source(post, turn.zone, turn.now), line(Span(_versions(count), "soft"))]
    if post.withdrawn_at:
        rows.append(line(Span(say("Withdrawn, seen {}.", moment(post.withdrawn_at, turn.zone, turn.now)), "strong")))
    return tuple(rows)


def _versions(count: int) -> layout.Words:
    return say("1 version") if count == 1 else say("{} versions", count)


def _edit(old: Post, new: Post, zone: str, now: datetime) -> tuple[Block, ...]:
    """Times, what was touched, and the places."""
    found = hunks(old, new)
    head = line(
        Span(say("Version {}, read {}", new.version.number, moment(new.version.first_seen, zone, now)), "strong"),
        say(" (before: {})", moment(old.version.first_seen, zone, now)),
    )
    touched = line(say("What changed: {}.", _touches(old, new)))
    more = (text(say("And {} more places.", len(found) - HUNKS)),) if len(found) > HUNKS else ()
    return (Block((head, touched)), *changed(old, new, found[:HUNKS]), *more)


def _touches(old: Post, new: Post) -> str:
    found = [change.between(a, b) for a, b in ((old.title, new.title), (old.text, new.text))]
    touched = list(dict.fromkeys(TOUCHES[what] for one in found for what in one.touches))
    return ", ".join(touched) if touched else "form only"


def _steps(post_id: int, at: int, count: int) -> Keys:
    def step(words: str, edit: int) -> Press:
        return Press(words, "history", {"post": post_id, "edit": edit}, anyone=True, lives=NOTICES)

    row = [step("‹ Earlier change", at - 1)] if at > 2 else []
    row += [step("Later change ›", at + 1)] if at < count else []
    return (tuple(row),) if row else ()


async def _may_read(post: Post, turn: Turn, desk: Desk) -> bool:
    role = await eyes(turn, desk)
    visible = await desk.sources.visible(role, turn.incoming.chat_id)
    return any(s.id == post.source_id for s in visible) and not is_held(post, role, turn)


# --- /corrections -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Correction:
    """A post that changed materially (`old` is the version before), was withdrawn or `corrects` another (`old` None), and when."""

    at: datetime
    post: Post
    old: Post | None
    corrects: bool = False


async def corrections(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What was corrected or withdrawn in the last days, in the sources that may be read here."""
    return [await _page(turn, desk, 0)]


async def corrections_page(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [replace(await _page(turn, desk, int(turn.payload["skip"])), edit_of=turn.message_id)]


async def _page(turn: Turn, desk: Desk, skip: int) -> Draft:
    found = await _found(turn, desk)
    shown = found[skip : skip + PAGE]
    head = layout.heading(say("Changed in the last {} days", LATELY.days))
    if not shown:
        return Draft((head, text(say("Nothing that was published has changed materially, as far as I read."))))
    blocks = [block for one in shown for block in _correction(one, turn)]
    keys = [(Press(f"What changed: {n}", "history", {"post": one.post.id, "edit": one.post.version.number}, anyone=True),)
            for n, one in enumerate(shown, skip + 1) if one.old]  # fmt: skip
    muted = await _is_muted(turn, desk)
    turning = "recalls" if turn.incoming.chat_kind == "private" else "recalls_here"
    switch = ((Press("Notices on" if muted else "Notices off", turning, {"on": muted}),),) if _may_turn(turning, turn) else ()
    return Draft((head, *blocks), (*_rows(keys), *pages("corrections_page", skip, PAGE, len(found) > skip + PAGE), *switch))


def _may_turn(action: str, turn: Turn) -> bool:
    return any(a.name == action and a.role <= turn.role for a in ACTIONS)


def _rows(keys: Sequence[tuple[Press, ...]]) -> Keys:
    flat = [press for row in keys for press in row]
    return tuple(tuple(flat[n : n + 2]) for n in range(0, len(flat), 2))


def _correction(one: Correction, turn: Turn) -> list[Block]:
    where = source(one.post, turn.zone, turn.now)
    if one.corrects:
        told = beginning(one.post, 0, len(one.post.text), CORRECTION)
        quoted = Block((line(say("«"), Span(told), say("»")),), "quote")
        return [Block((line(Span(say("A correction, {}", moment(one.at, turn.zone, turn.now)), "strong")), where)), quoted]
    if one.old is None:
        return [Block((line(Span(say("Withdrawn, seen {}", moment(one.at, turn.zone, turn.now)), "strong")), where))]
    head = Block((line(Span(say("Corrected, read {}", moment(one.at, turn.zone, turn.now)), "strong")), where))
    return [head, *changed(one.old, one.post, hunks(one.old, one.post)[:2])]


async def _found(turn: Turn, desk: Desk) -> list[Correction]:
    """Corrections first seen lately and withdrawals, newest first; updates that only add news are left to digests."""
    role = await eyes(turn, desk)
    visible = await desk.sources.visible(role, turn.incoming.chat_id)
    scope = Scope(tuple(s.id for s in visible), Period(turn.now - LATELY))
    edits = await desk.posts.edits(scope, READ)
    history = {post_id: await desk.posts.versions(post_id) for post_id in dict.fromkeys(v.post_id for v in edits)}
    before = {v.id: old for v in edits for old in history[v.post_id] if old.number == v.number - 1}
    kept = await desk.posts.version_posts([*(v.id for v in edits), *(old.id for old in before.values())])
    marks = await asyncio.to_thread(lambda: {v.id: judge(before[v.id], v) for v in edits if v.id in before})
    found = [Correction(v.first_seen, kept[v.id], kept[before[v.id].id]) for v in edits if marks.get(v.id) == "corrected"]
    gone = await desk.posts.withdrawn(scope, READ)
    found += [Correction(post.withdrawn_at, post, None) for post in gone if post.withdrawn_at]
    published = await desk.posts.latest(scope, READ)
    found += [Correction(p.at, p, None, corrects=True) for p in published if p.version.number == 1 and is_correction(p)]
    found = [one for one in found if not is_held(one.post, role, turn)]
    return sorted(found, key=lambda one: (one.at, one.post.id), reverse=True)


# --- notices ----------------------------------------------------------------------------------------------------------


async def _is_muted(turn: Turn, desk: Desk) -> bool:
    chat = await desk.people.chat(turn.incoming.chat_id)
    return bool(chat and chat.settings.get("recalls") == "off")


async def notices(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Turn the notices of corrections off or on: of a private chat, in a group of the answers to whoever presses."""
    on, mine = bool(turn.payload["on"]), turn.incoming.chat_kind != "private"
    name = f"recalls:{turn.incoming.user_id}" if mine else "recalls"
    if mine and not on:
        told = text(say("No more notices here about answers to you, {}. Others still get theirs.", turn.incoming.user_name))
    else:
        told = _turned(on)
    return await _turn(name, on, Press("Undo", "recalls", {"on": not on}, lives=NOTICES), told, turn, desk)


async def notices_here(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The same for everybody in a group: what all lose, a subscriber may not turn off."""
    on = bool(turn.payload["on"])
    return await _turn("recalls", on, Press("Undo", "recalls_here", {"on": not on}, lives=NOTICES), _turned(on), turn, desk)


def _turned(on: bool) -> Block:
    if on:
        return text(say("You will be told again when a post behind an answer or digest is corrected."))
    return text(say("No more notices of corrections in this chat. /corrections still lists them."))


async def _turn(name: str, on: bool, undo: Press, told: Block, turn: Turn, desk: Desk) -> Sequence[Draft]:
    await desk.people.tune_chat(turn.incoming.chat_id, settings={name: "on" if on else "off"})
    return [Draft((told,), ((undo,),), toast="On." if on else "Off.")]


COMMANDS = (
    Command("history", Role.SUBSCRIBER, "what changed in a cited post", history_command, "[number]"),
    Command("corrections", Role.SUBSCRIBER, "what was corrected or withdrawn lately", corrections),
)
ACTIONS = (
    Action("history", Role.SUBSCRIBER, history, changes=False),
    Action("corrections_page", Role.SUBSCRIBER, corrections_page, changes=False),
    Action("recalls", Role.SUBSCRIBER, notices),
    Action("recalls_here", Role.REPORTER, notices_here),
)
TEXTS: tuple[Command, ...] = ()
