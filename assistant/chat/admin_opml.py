"""Lists of sources: an uploaded OPML file is followed after a look at it, each of its lines reported; /exportsources gives ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.addresses import mask_url
from assistant.chat.admin_adding import MEMORY, is_web
from assistant.chat.admins import noted
from assistant.chat.desk import Desk
from assistant.chat.incoming import Document
from assistant.chat.message import Attachment
from assistant.chat.turn import Action, Command, Draft, Press, Turn
from assistant.collect import opml
from assistant.collect.opml import Outline
from assistant.collect.tier import guess
from assistant.layout import Block, Line, Span, line, problem, say, text
from assistant.words import Audience, Role, Source

FEEDS = ("feed", "liveblog", "page")
SHOWN = 10  # lines of a list before it is followed


def offered(document: Document, body: bytes, turn: Turn) -> Draft:
    """What is in the list, and whether to follow it. Nothing is stored."""
    found = opml.read(body)
    if isinstance(found, str):
        return Draft(problem(found), reply=True)
    if not found:
        return Draft((text(say("There is no feed in this list.")),), reply=True)
    head = text(say("{} sources in this list. Shall I follow them? Who may see their posts?", min(len(found), opml.MOST)))
    rows = [line(say("- {}: {}", one.title or "untitled", mask_url(one.url))) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        rows.append(line(say("... and {} more", len(found) - SHOWN)))
    given = {"file": document.file_id, "name": document.name}
    keys = (
        (Press("Follow all, for all", "opml_add", given | {"audience": "all"}),),
        (Press("Follow all, for reporters only", "opml_add", given | {"audience": "reporters"}),),
        (Press("Cancel", "source_cancel"),),
    )
    return Draft((head, Block(tuple(rows))), keys, reply=True)


async def add_all(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Each line followed or told why not. Pressed again, all are known already."""
    found = opml.read(await desk.download(str(turn.payload["file"])))
    if isinstance(found, str):
        return [Draft(problem(found), edit_of=turn.message_id)]
    audience: Audience = "all" if turn.payload["audience"] == "all" else "reporters"
    known = {s.url: s for s in await desk.sources.all() if s.kind in FEEDS}
    rows: list[Line] = []
    added = 0
    for outline in found[: opml.MOST]:
        what, is_new = await _one(outline, known, audience, turn, desk)
        rows.append(what)
        added += is_new
    if len(found) > opml.MOST:
        rows.append(line(say("{} more lines were left out: {} at a time.", len(found) - opml.MOST, opml.MOST)))
    await noted(desk, turn.incoming.user_id, "sources imported", f"{added} of {len(found)} from {turn.payload['name']}"[:200])
    head = text(say("{} of {} are followed now and read within minutes; /health tells which fail.", added, len(found)))
    return [Draft((head, Block(tuple(rows))), edit_of=turn.message_id, toast="Imported")]


async def _one(outline: Outline, known: dict[str, Source], audience: Audience, turn: Turn, desk: Desk) -> tuple[Line, bool]:
    """The line of the report, and whether a source came of it."""
    name = Span(say("{}", outline.title or mask_url(outline.url)), "strong")
    if not is_web(outline.url):
        return line(name, say(": not added, {} is no web address.", outline.url[:100])), False
    there = known.get(outline.url)
    if there and there.state != "ended":
        return line(name, say(": known already, as source {}.", str(there.id))), False
    wanted = Source(
        0, "feed", outline.url, outline.title or outline.url, audience=audience, tier=guess(outline.url), added_at=turn.now
    )
    wanted = replace(wanted, news_from=turn.now - MEMORY)
    source = await desk.sources.add(replace(wanted, state="active"))
    if source.state != "active":  # it was read once
        await desk.sources.change(replace(source, audience=audience))
        await desk.sources.resume(source.id, turn.now)
    known[outline.url] = replace(source, state="active")
    return line(name, say(": added as source {}.", str(source.id))), True


async def export(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Every feed, live blog and page that is followed, with whole addresses: for admins alone."""
    followed = [s for s in await desk.sources.all() if s.kind in FEEDS and s.state in ("active", "paused")]
    if not followed:
        return [Draft((text(say("No feed is followed yet.")),), reply=True)]
    body = opml.write([(s.title, s.url) for s in followed], "Sources of the newsroom", turn.now)
    told = say("One source.") if len(followed) == 1 else say("{} sources.", len(followed))
    warned = say("Addresses stand there whole, keys and passwords in them included: keep it to yourself.")
    return [Draft((text(told, warned),), attachment=Attachment(f"sources-{turn.now:%Y-%m-%d}.opml", body))]


COMMANDS = (
    Command(
        "exportsources", Role.ADMIN, "the followed sources as a file that other readers take (OPML)", export, place="private"
    ),
)
ACTIONS = (Action("opml_add", Role.ADMIN, add_all, slow=True),)
TEXTS = ()
