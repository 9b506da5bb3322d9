"""/addsource: what an address is, shown before it is followed; then added for all or for reporters, and read at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from assistant.addresses import mask_url
from assistant.chat.admin_card import TIERS
from assistant.chat.admins import noted
from assistant.chat.desk import Desk, Found
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.collect.preview import is_preview
from assistant.collect.tier import guess
from assistant.layout import Block, Line, Span, Words, ago, line, moment, problem, say, text
from assistant.ports import Scope
from assistant.words import Audience, Failed, ParsedPost, Role, Source, Tended, Tier

NEWEST = 3
LATER = timedelta(days=30)  # how long a new source's card is a button away
MEMORY = timedelta(days=1)  # posts older than this when their source is added are not news
CHANNEL = re.compile(r"(?:@|(?:www\.)?(?:t\.me|telegram\.me)/)[\w+/-]+$", re.IGNORECASE)
LONGEST_TITLE = 140  # characters of a foreign title shown in a list
MOST_OTHERS = 6
MOST_COUNTED = 1_000  # posts of a first reading
MOST_COPIED = 3  # outlets named whose posts it repeats
LONGEST_BUTTON = 40


async def addsource(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Look at the address and ask; nothing is stored."""
    address = turn.text.strip()
    if not address:
        return [_answer(text(*HOW))]
    if not is_place(address):
        return [_answer(text(*NO_ADDRESS))]
    return [await look(address, turn, desk)]


HOW = (
    say("Send the address with it, for example: /addsource {}", "https://example.org/news"),
    say("A feed, a live blog or an article page; I find the feeds behind a home page."),
    say("For a Telegram channel: /addsource {}", "@name"),
)
NO_ADDRESS = (
    say("Please send a whole web address that begins with {} or {}, or a channel as {}.", "https://", "http://", "@name"),
    say("Files and folders belong to the command line; or send me the file here."),
)


def is_place(address: str) -> bool:
    """Whether a chat may name this: a web address or a channel, in one word. No paths, no other schemes."""
    return is_web(address) or (len(address.split()) == 1 and bool(CHANNEL.match(address)))


def is_web(address: str) -> bool:
    """Whether it is one whole web address."""
    return len(address.split()) == 1 and address.lower().startswith(("http://", "https://"))


async def look(address: str, turn: Turn, desk: Desk) -> Draft:
    """The report on an address with its buttons, or why there is none."""
    found = await desk.find(address)
    if isinstance(found, Failed):
        return _answer(*problem(found.reason))
    known = await _known(found.source, desk)
    if known and known.state in ("active", "paused"):
        return _answer(*already(known, found))
    return Draft(report(found, turn.zone, turn.now), _keys(found), reply=turn.incoming.kind == "message")


async def _known(source: Source, desk: Desk) -> Source | None:
    return next((s for s in await desk.sources.all() if (s.kind, s.url) == (source.kind, source.url)), None)


def already(known: Source, found: Found) -> tuple[Block, ...]:
    """It is among the sources; other feeds of the same page are named, as there is nothing else to press."""
    paused = say(" It is paused: /resume {} reads it again.", str(known.id)) if known.state == "paused" else say("")
    first = line(say("This is source {} already: ", str(known.id)), Span(say("{}", known.title), "strong"), say("."), paused)
    others = tuple(line(say("{}: {}", title, mask_url(url))) for title, url in found.others[:MOST_OTHERS])
    more = (Block((line(say("Other feeds behind this page:")), *others)),) if others else ()
    return (Block((first,)), *more)


# --- the report -------------------------------------------------------------------------------------------------------


def report(found: Found, zone: str, now: datetime) -> tuple[Block, ...]:
    """What an admin wants to see before he follows it."""
    source = found.source
    title = line(Span(say("{}", source.title or "untitled"), "strong"), say(" ({})", KINDS[source.kind]))
    head = Block((title, line(say("{}", where(source)))))
    if source.kind == "channel":
        return (head, text(say("Its posts arrive as they are published; a bot cannot read older ones.")), ASK)
    if not found.posts:
        return (head, text(say("There are no posts in it now.")), ASK_SINCE)
    if is_preview(source.url):
        public = say("I am no member there, so I would read its public page: what everybody can see, with edits and deletions.")
        head = Block((*head.lines, line(public)))
    first = say("Now") if source.kind == "page" else say("Newest")
    newest = Block((line(Span(first, "strong")), *(_post(p, zone, now) for p in found.posts[:NEWEST])))
    return (head, newest, Block((tuple(Span(words) for words in quality(found, now)),)), ASK_SINCE)


KINDS = {"feed": "feed", "liveblog": "live blog", "page": "web page", "channel": "Telegram channel", "file": "file"}
ASK = text(say("Shall I follow it? Who may see its posts?"))
ASK_SINCE = text(
    say("Shall I follow it? Who may see its posts, and how far back shall I read?"),
    say("What is there now can be searched; what is older than a day is never new in a digest and alerts nobody."),
)


def where(source: Source) -> str:
    """The address as it may be shown."""
    return f"number {source.url.rpartition('/')[2]}" if source.kind == "channel" else mask_url(source.url)


def _post(post: ParsedPost, zone: str, now: datetime) -> Line:
    when = say(", {}", moment(post.published, zone, now)) if post.published else say(", no date")
    return line(say("- {}", _short(post.title or "untitled", LONGEST_TITLE)), when)


def quality(found: Found, now: datetime) -> list[Words]:
    """Sentences on how much comes, how new, how whole, in which language."""
    posts = len(found.posts)
    if found.source.kind == "page":
        stub = [say(" It shows only the beginning of its text to those who do not subscribe.")] if found.cut else []
        return [
            say("I found no feed behind this page; I would read the page itself again and again, and keep what changes."),
            *stub,
        ]
    said = [say("{} posts now", posts) if posts != 1 else say("One post now")]
    if found.a_day:
        said.append(say(", about {} a day", f"{found.a_day:.0f}" if found.a_day >= 2 else f"{found.a_day:.1f}"))
    if newest := max((p.published for p in found.posts if p.published), default=None):
        said.append(say("; the newest is from {}", ago(newest, now)))
    said.append(say(". Texts are cut short: I read the whole ones from their pages") if found.cut else say(". Texts are whole"))
    if found.undated:
        said.append(say(". None has a date") if found.undated == posts else say(". {} of {} have no date", found.undated, posts))
    if found.repeated:
        said.append(say(". {} say what another one says", found.repeated))
    for number, (outlet, count) in enumerate(found.copies[:MOST_COPIED]):
        what = (
            say(". {} of {} are copies of posts of {}", count, posts, outlet) if not number else say(", {} of {}", count, outlet)
        )
        said.append(what)
    if found.language:
        said.append(say(". Language: {}", found.language))
    return [*said, say(".")]


def _keys(found: Found) -> Keys:
    others = tuple(
        (Press(_short(f"Rather: {title}", LONGEST_BUTTON), "source_look", {"url": url}),)
        for title, url in found.others[:MOST_OTHERS]
    )
    return (*follow_keys(found.source), *others)


def follow_keys(source: Source) -> Keys:
    """Add for all or for reporters, with all there is or from now on; cancel. A channel's older posts cannot be read at all."""
    what = {"kind": source.kind, "url": source.url, "title": source.title, "tier": guess(source.url, source.kind)}
    now = what | {"from_now": True}
    later = source.kind != "channel"
    for_all = [Press("Add for all", "source_add", what | {"audience": "all"})]
    for_some = [Press("Add for reporters only", "source_add", what | {"audience": "reporters"})]
    if later:
        for_all.append(Press("... from now on", "source_add", now | {"audience": "all"}))
        for_some.append(Press("... from now on, reporters", "source_add", now | {"audience": "reporters"}))
    return (tuple(for_all), tuple(for_some), (Press("Cancel", "source_cancel"),))


def _short(title: str, most: int) -> str:
    title = " ".join(title.split())
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


# --- the buttons ------------------------------------------------------------------------------------------------------


async def another(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Another feed behind the same page."""
    return [await look(str(turn.payload["url"]), turn, desk)]


async def add(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Follow it, and say what its first reading brought. Pressed twice, the same source comes back."""
    source = await desk.follow(source_of(turn.payload, turn.now))
    await noted(desk, turn.incoming.user_id, "source added", f"{source.id} {mask_url(source.url)} for {source.audience}")
    tended = next((t for t in await desk.sources.tended() if t.source.id == source.id), None)
    scope = Scope((source.id,))
    posts = (await desk.posts.extent(scope)).posts
    old = sum(post.old for post in await desk.posts.latest(scope, MOST_COUNTED))
    more = Press("Who sees it, what sort it is ...", "source_card", {"source": source.id}, lives=LATER)
    return [Draft((*added(source, tended, posts, old), sort_of(source)), ((more,),), edit_of=turn.message_id, toast="Added")]


def sort_of(source: Source) -> Block:
    """What its tier was set to, and where that is changed."""
    return text(say("I take it for: {}. /source {} changes that.", TIERS[source.tier], str(source.id)))


def source_of(payload: Mapping[str, Any], now: datetime) -> Source:
    """`from_now`: nothing published before is kept. Else all there is, and what is older than MEMORY is old."""
    audience: Audience = "all" if payload["audience"] == "all" else "reporters"
    tier: Tier = payload.get("tier", "press")
    made = Source(0, payload["kind"], payload["url"], payload["title"], audience=audience, tier=tier, added_at=now)
    return replace(made, reads_from=now, news_from=now) if payload.get("from_now") else replace(made, news_from=now - MEMORY)


def added(source: Source, tended: Tended | None, posts: int, old: int) -> tuple[Block, ...]:
    """What came of it; `old` of the posts are no news."""
    seen = say(" Its posts are for reporters only.") if source.audience == "reporters" else say("")
    name = line(Span(say("{}", source.title), "strong"), say(" is source {} now.", str(source.id)), seen)
    if tended and tended.last_error:
        failed = say("The first reading failed; I try again by myself. {}", tended.last_error)
        return (Block((name, line(failed))),)
    if source.kind == "channel":
        return (Block((name, line(say("I keep what is published there from now on.")))),)
    if tended and tended.last_ok is None:
        return (Block((name, line(say("I am reading it now; /sources shows how that went.")))),)
    if not posts and source.reads_from:
        return (Block((name, line(say("I keep what it publishes from now on.")))),)
    came = say("One post came in.") if posts == 1 else say("{} posts came in.", posts)
    soon = say(" They can be found in a few seconds.") if posts else say("")
    before = say(" {} of them are from before: searched, but never new in a digest.", old) if old else say("")
    return (Block((name, line(came, soon, before))),)


async def cancel(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [Draft((text(say("Nothing was added.")),), edit_of=turn.message_id, toast="Cancelled")]


def _answer(*blocks: Block) -> Draft:
    return Draft(blocks, reply=True)


COMMANDS = (
    Command("addsource", Role.ADMIN, "follow a feed, live blog, page or channel", addsource, "address", "private", slow=True),
)
ACTIONS = (
    Action("source_look", Role.ADMIN, another, slow=True),
    Action("source_add", Role.ADMIN, add),
    Action("source_cancel", Role.ADMIN, cancel),
)
TEXTS = ()
