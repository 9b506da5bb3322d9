"""Posts as they stand: /search, /latest, /sources, and posts to insert into any chat (inline mode). It quotes, and answers nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import LiteralString

from assistant import layout
from assistant.addresses import mask_url
from assistant.ask.question import understand
from assistant.chat.access import eyes, is_held
from assistant.chat.desk import Desk
from assistant.chat.reporter_asking import asker
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.collect.health import SILENT
from assistant.layout import Block, Span, Words, line, moment, say, text
from assistant.origin import copies_of, one_each
from assistant.ports import Scope
from assistant.words import Passage, Role, Source, Tended

CARDS_A_ROW = 5
SEARCH_PAGE, LATEST_PAGE, SOURCES_PAGE, OFFERED = 5, 10, 15, 10
LONGEST = 200  # characters of what is searched for
ILL = 3  # failures in a row from which a source is said to be not well
KINDS: dict[str, LiteralString] = {"feed": "feed", "liveblog": "live blog", "page": "page", "channel": "channel", "file": "file"}


def pages(action: str, skip: int, size: int, more: bool, **payload: str) -> Keys:
    """Back and next, for whoever may read the list."""
    row = []
    if skip:
        row.append(Press("‹ Back", action, {**payload, "skip": max(0, skip - size)}, anyone=True))
    if more:
        row.append(Press("Next ›", action, {**payload, "skip": skip + size}, anyone=True))
    return (tuple(row),) if row else ()


def _in_place(drafts: Sequence[Draft], turn: Turn) -> Sequence[Draft]:
    return [replace(draft, edit_of=turn.message_id) for draft in drafts]


# --- /search ----------------------------------------------------------------------------------------------------------


async def search(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Passages for words; periods ("since Friday") and "from:" sources are understood as in questions."""
    if not turn.text:
        hint = text(
            say("Write what to look for: /search bridge repairs since Friday"),
            say("A source narrows it: /search ferry from:gazette"),
        )
        return [Draft((hint,), reply=True)]
    return [await _found(turn, desk, turn.text[:LONGEST], 0)]


async def search_page(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return _in_place([await _found(turn, desk, str(turn.payload["words"]), int(turn.payload["skip"]))], turn)


async def _found(turn: Turn, desk: Desk, words: str, skip: int) -> Draft:
    found = await desk.search(words, asker(turn).role, turn.incoming.chat_id, SEARCH_PAGE + 1, skip, turn.zone)
    nothing = say("Nothing for «{}». Fewer or other words may help.", words)
    each = one_each(found)
    page = [*each[:SEARCH_PAGE], *copies_of(found, each[:SEARCH_PAGE])]
    shown = layout.posts(say("Found for «{}»", words), page, turn.zone, turn.now, nothing=nothing)
    blocks = (shown[0], *_understood(words, turn), *shown[1:])
    return Draft(blocks, pages("search_page", skip, SEARCH_PAGE, len(each) > SEARCH_PAGE, words=words))


def _understood(words: str, turn: Turn) -> tuple[Block, ...]:
    """From when to when, and of which sources, was searched, where the words say that."""
    query = understand(words, turn.now, turn.zone)
    since, until, said = query.period.since, query.period.until, []
    if since:
        said.append(say("From {}. ", moment(since, turn.zone, turn.now)))
    if until:
        said.append(say("Until {}. ", moment(until, turn.zone, turn.now)))
    if query.sources:
        said.append(say("Only: {}.", ", ".join(query.sources)))
    return (Block((tuple(Span(one, "soft") for one in said),)),) if said else ()


# --- /latest ----------------------------------------------------------------------------------------------------------


async def latest(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The newest posts this person may see here; of one source where its name is given."""
    return [await _newest(turn, desk, turn.text[:LONGEST], 0)]


async def latest_page(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return _in_place([await _newest(turn, desk, str(turn.payload["source"]), int(turn.payload["skip"]))], turn)


async def _newest(turn: Turn, desk: Desk, name: str, skip: int) -> Draft:
    role = await eyes(turn, desk)
    visible = await desk.sources.visible(role, turn.incoming.chat_id)
    mine = [s for s in visible if name.casefold() in s.title.casefold()]
    scope = Scope(tuple(s.id for s in mine), open_at=None if role >= Role.REPORTER else turn.now)
    found = await desk.posts.latest(scope, LATEST_PAGE + 1, skip) if mine else []
    heading = say("Latest posts of «{}»", name) if name else say("Latest posts")
    nothing = say("No posts yet.") if mine else say("No source of that name. /sources lists them.")
    shown = layout.posts(heading, found[:LATEST_PAGE], turn.zone, turn.now, nothing=nothing)
    return Draft(shown, pages("latest_page", skip, LATEST_PAGE, len(found) > LATEST_PAGE, source=name))


# --- /sources ---------------------------------------------------------------------------------------------------------


async def sources(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The sources this person may see here, and how each is."""
    return [await _listed(turn, desk, 0)]


async def sources_more(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return _in_place([await _listed(turn, desk, int(turn.payload["skip"]))], turn)


async def _listed(turn: Turn, desk: Desk, skip: int) -> Draft:
    role = await eyes(turn, desk)
    visible = [s for s in await desk.sources.visible(role, turn.incoming.chat_id) if s.state != "removed"]
    if not visible:
        words = say("No sources yet. /addsource adds one.") if role is Role.ADMIN else say("No sources yet.")
        return Draft((text(words),))
    memory = {t.source.id: t for t in await desk.sources.tended()}
    silent = await desk.keep.get(SILENT) or ()
    page = visible[skip : skip + SOURCES_PAGE]
    head = layout.heading(say("1 source") if len(visible) == 1 else say("{} sources", len(visible)))
    shown = tuple(_source(source, memory.get(source.id), source.id in silent, turn, role) for source in page)
    turning = pages("sources_more", skip, SOURCES_PAGE, skip + SOURCES_PAGE < len(visible))
    return Draft((head, *shown), (*_cards(page), *turning) if turn.role is Role.ADMIN else turning)


def _cards(page: Sequence[Source]) -> Keys:
    """For admins: a number leads to that source's card."""
    numbers = [Press(str(source.id), "source_card", {"source": source.id, "new": True}) for source in page]
    return tuple(tuple(numbers[at : at + CARDS_A_ROW]) for at in range(0, len(numbers), CARDS_A_ROW))


def _source(source: Source, tended: Tended | None, silent: bool, turn: Turn, role: Role) -> Block:
    number = say("{}. ", str(source.id)) if role is Role.ADMIN else say("")
    seen = {"all": say(""), "reporters": say(", reporters only"), "chats": say(", named chats only")}[source.audience]
    name = Span(say("{}", source.title or "untitled"), "strong")
    first = line(number, name, say(" ({})", KINDS[source.kind]), seen if role >= Role.REPORTER else say(""))
    rows = [first, line(Span(_how(source, tended, silent, turn), "soft"))]
    if source.kind not in ("file", "channel"):
        rows.append(line(say("{}", mask_url(source.url))))
    if source.kind == "channel" and role >= Role.REPORTER:
        rows.append(line(Span(say("Telegram tells bots of no deletions: what is deleted there stays here."), "soft")))
    return Block(tuple(rows))


def _how(source: Source, tended: Tended | None, silent: bool, turn: Turn) -> Words:
    """How it is, in a few words; whoever tends it is told why."""
    if source.state != "active":
        return say("Paused") if source.state == "paused" else say("Ended: nothing new is expected")
    if tended and tended.failures >= ILL:
        why = tended.last_error if turn.role is Role.ADMIN else ""
        since = moment(tended.last_ok, turn.zone, turn.now) if tended.last_ok else "the beginning"
        return say("Not well since {}: {}", since, why) if why else say("Not well since {}", since)
    if silent and tended and tended.last_new:
        return say(
            "Silent for longer than usual: it answers, its last new post came {}", moment(tended.last_new, turn.zone, turn.now)
        )
    if tended and tended.undated:
        return say("Its posts have no dates: I take the time at which I first see each")
    if tended and tended.last_new:
        return say("Well, its last new post came {}", moment(tended.last_new, turn.zone, turn.now))
    return (
        say("Well")
        if tended and tended.last_ok
        else say("Not read yet")
        if source.kind not in ("file", "channel")
        else say("Well")
    )


# --- inline -----------------------------------------------------------------------------------------------------------


async def inline(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Posts to insert with their link, for the words behind @bot; for no words the newest. What he may see in his own chat."""
    who = turn.incoming.user_id
    if turn.text:
        found = [
            p
            for p in await desk.search(turn.text[:LONGEST], turn.role, who, OFFERED, 0, turn.zone)
            if not is_held(p.post, Role.SUBSCRIBER, turn)  # what is inserted may be read by anybody
        ]
        return [_offer(passage, turn) for passage in {p.post.id: p for p in reversed(one_each(found))}.values()][::-1]
    visible = await desk.sources.visible(turn.role, who)
    scope = Scope(tuple(s.id for s in visible), open_at=turn.now)
    newest = await desk.posts.latest(scope, OFFERED) if visible else []
    return [_offer(Passage(0, post, 0, len(post.text)), turn) for post in newest]


def _offer(found: Passage, turn: Turn) -> Draft:
    post = found.post
    note = f"{post.outlet}, {moment(post.at, turn.zone, turn.now)}"
    return Draft(
        (layout.passage(found, turn.zone, turn.now),),
        title=layout.clean(post.title)[:100] or "untitled",
        note=layout.clean(note)[:120],
    )


# --- what cannot be searched ------------------------------------------------------------------------------------------


async def photo(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [Draft((text(say("I cannot look at pictures. Please write what you want to know.")),), reply=True)]


COMMANDS = (
    Command("search", Role.REPORTER, "find posts by their words", search, "words", slow=True),
    Command("latest", Role.SUBSCRIBER, "the newest posts", latest, "[source]"),
    Command("sources", Role.SUBSCRIBER, "what I read, and how it is", sources),
)
ACTIONS = (
    Action("search_page", Role.REPORTER, search_page, changes=False, slow=True),
    Action("latest_page", Role.SUBSCRIBER, latest_page, changes=False),
    Action("sources_more", Role.SUBSCRIBER, sources_more, changes=False),
)
TEXTS = (
    Command("inline", Role.REPORTER, "posts to insert", inline),
    Command("photo", Role.SUBSCRIBER, "declined", photo),
)
