"""What admins hand in themselves: /ingest with an address, an uploaded file, a forwarded message. Read once, never followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from assistant.chat.admin_adding import is_web
from assistant.chat.admin_opml import offered
from assistant.chat.desk import Desk
from assistant.chat.incoming import Document, Incoming, Link
from assistant.chat.subscriber_choosing import forwarded_from
from assistant.chat.turn import Action, Command, Draft, Press, Turn
from assistant.collect import opml
from assistant.layout import Block, Span, Words, line, problem, say, source, text
from assistant.words import Failed, Post, Role

LARGEST = 20 * 1024 * 1024  # bytes a bot may download (Bot API, getFile)
READ = (".txt", ".md", ".markdown", ".html", ".htm", ".xml", ".rss", ".atom", ".json", ".opml", ".pdf", ".docx")
READ_TYPES = ("text/plain", "text/markdown", "text/html", "text/xml", "application/xml", "application/json")
SHOWN = 5  # titles in a report

Kept = Sequence[tuple[Post, str]]


async def ingest(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """One page, feed or live blog, once. Web addresses only: paths belong to the command line."""
    address = turn.text.strip()
    if not is_web(address):
        how = say(
            "Send a whole web address with it, for example /ingest {}; or send me a file here.", "https://example.org/story"
        )
        return [Draft((text(how),), reply=True)]
    return [taken(await desk.take(address, turn.incoming.user_id), turn)]


async def uploaded(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """A file, for reporters. Its name is a label and never a path."""
    document = turn.incoming.document
    if document is None:
        return ()
    if why := unreadable(document):
        return [Draft((text(why),), reply=True)]
    body = await desk.download(document.file_id)
    if opml.is_opml(body):
        return [offered(document, body, turn)]
    kept = await desk.take_file(document.name, document.content_type, body, turn.incoming.user_id)
    return [taken(kept, turn, say("Reporters can find them; subscribers cannot."))]


def unreadable(document: Document) -> Words | None:
    """Why this file cannot be read, in words."""
    if document.size > LARGEST:
        return say("This file is too large: I can read up to {} MB.", LARGEST // 1024**2)
    suffix = PurePosixPath(document.name).suffix.lower()
    if suffix in READ or (not suffix and document.content_type in READ_TYPES):
        return None
    return say(
        "I cannot read {}: only .txt, .md, .html, .xml, .json, .pdf, .docx and .opml. Please send its text in one of these.",
        document.name,
    )


def taken(kept: Kept | Failed, turn: Turn, who_sees: Words | None = None) -> Draft:
    """How many posts are new, changed or known, and the first of them."""
    if isinstance(kept, Failed):
        return Draft(problem(kept.reason), reply=True)
    count = Counter(state for _, state in kept)
    said = [f"{count[state]} {words}" for state, words in STATES if count[state]]
    told = say("Read: {}.", ", ".join(said)) if said else say("There is no post in it.")
    fresh = [post for post, state in kept if state != "unchanged"]
    rows = [line(say("- "), *source(post, turn.zone, turn.now)) for post in fresh[:SHOWN]]
    if len(fresh) > SHOWN:
        rows.append(line(say("... and {} more", len(fresh) - SHOWN)))
    blocks = [text(told), *([Block(tuple(rows))] if rows else []), *([text(who_sees)] if who_sees and kept else [])]
    return Draft(tuple(blocks), reply=True)


STATES = (("new", "new"), ("changed", "changed"), ("back", "back again"), ("unchanged", "known already"))


# --- forwarded messages -----------------------------------------------------------------------------------------------


async def forwarded(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Offered, not kept at once: what is forwarded to a bot by mistake should not stand in the archive."""
    if (chosen := await forwarded_from(turn, desk)) is not None:
        return chosen
    i = turn.incoming
    if not i.raw_text.strip():
        return () if i.album else [Draft((text(say("There is no text in this message that I could keep.")),), reply=True)]
    origin = Span(say("{}", i.origin or UNKNOWN), "strong")
    first = line(say("Keep this as a post of "), origin, say("? Reporters will find it; subscribers will not."))
    keys = ((Press("Keep as a post", "forward_keep", as_payload(i)),), (Press("No", "forward_drop"),))
    return [Draft((Block((first,)),), keys, reply=True)]


UNKNOWN = "an unknown sender"


async def keep(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Kept under where it came from."""
    message = from_payload(turn.payload)
    kept = await desk.take_message(message, message.origin or UNKNOWN)
    state = kept[0][1] if kept else ""
    if state == "unchanged":
        return [Draft((text(say("This post is in the archive already.")),), edit_of=turn.message_id)]
    rows = tuple(line(*source(post, turn.zone, turn.now)) for post, _ in kept)
    done = text(say("Kept, for reporters:")) if state != "changed" else text(say("Kept as a new version, for reporters:"))
    return [Draft((done, Block(rows)), edit_of=turn.message_id, toast="Kept")]


async def drop(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [Draft((text(say("Not kept.")),), edit_of=turn.message_id)]


def as_payload(i: Incoming) -> dict[str, Any]:
    """What has to be known of a forwarded message when the button under its offer is pressed."""
    return {
        "text": i.raw_text,
        "links": [link.url for link in i.links],
        "origin": i.origin,
        "origin_url": i.origin_url,
        "at": (i.origin_at or i.at).isoformat(),
        "by": i.user_id,
    }


def from_payload(payload: Mapping[str, Any]) -> Incoming:
    """The forwarded message that `as_payload` described."""
    at = datetime.fromisoformat(payload["at"])
    return Incoming(
        0,
        "message",
        at,
        user_id=payload["by"],
        raw_text=payload["text"],
        links=tuple(Link(0, 0, url) for url in payload["links"]),
        forwarded=True,
        origin=payload["origin"],
        origin_url=payload["origin_url"],
        origin_at=at,
    )


COMMANDS = (
    Command("ingest", Role.ADMIN, "read a page or feed once, and keep its posts", ingest, "address", "private", slow=True),
)
ACTIONS = (Action("forward_keep", Role.ADMIN, keep), Action("forward_drop", Role.ADMIN, drop))
TEXTS = (
    Command("document", Role.ADMIN, "a file, read and kept", uploaded, place="private", slow=True),
    Command("forwarded", Role.ADMIN, "a forwarded message, kept as a post", forwarded, place="private"),
)
