"""What the tests of admins share: a room whose desk really fetches, reads and keeps, and updates of channels, groups and forwards."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Any

from assistant.wiring import finding, health, taking
from assistant.words import Source
from tests.chat.room import ADMIN, EVE, Room
from tests.houses import house_of, reads_rounds
from tests.site import Site, serve

CHANNEL = -1_001_234_567_890
TEAM = -1_000_000_000_099

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour &lt;b&gt;Gazette</title><link>{site}/</link>
{items}</channel></rss>"""
ITEM = """<item><guid>{number}</guid><title>{title}</title><link>{site}/story/{number}</link><pubDate>{at}</pubDate>
<description>The council met on the matter of {title} and it decided, after a long debate in which many residents spoke, that the work
shall begin in spring. The mayor said that the town could not wait any longer, and that all the money needed was there. Engineers will
look at the old bridge first, then at the quay, where water came in twice last winter. A second meeting will be held in May at the town
hall, and it is open to all who want to hear what the plans are and what they will cost the people of the town.</description></item>"""


def feed(site: str, *titles: str, hours: float = 3.0) -> str:
    """RSS of these titles, newest first, `hours` apart, the newest one hour old."""

    def at(number: int) -> str:
        return time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(time.time() - 3600 * (1 + hours * number)))

    items = "".join(ITEM.format(number=title[:9], title=title, site=site, at=at(n)) for n, title in enumerate(titles))
    return FEED.format(site=site, items=items)


@contextmanager
def site_with_feed() -> Iterator[Site]:
    """A home page that names two feeds, and an article."""
    with serve() as site:
        head = (
            '<link rel="alternate" type="application/rss+xml" title="All news" href="/all.xml">'
            '<link rel="alternate" type="application/rss+xml" title="Sport &lt;only&gt;" href="/sport.xml">'
        )
        site.page("/", f"<html><head><title>Harbour</title>{head}</head><body><p>Welcome.</p></body></html>")
        titles = ("Bridge closed", "Ferry delayed", "Budget passed", "School opens")
        site.page("/all.xml", feed(site.url, *titles), content_type="application/rss+xml")
        site.page("/sport.xml", feed(site.url, "Rowers win"), content_type="application/rss+xml")
        yield site


@asynccontextmanager
async def newsdesk(api: Any, bot: Any, archive: Any) -> AsyncIterator[Room]:
    """A room with the real `find`, `follow`, `take`, `take_file`, `take_message` and `health` behind it."""
    house = house_of(archive, lambda: room.clock())
    bound = {
        call.__name__: partial(call, house=house) for call in (finding.find, taking.take, taking.take_file, taking.take_message)
    }

    async def follow(source: Source) -> Source:
        return await finding.follow(source, house=house, engine=room.engine)

    api.chat(ADMIN)  # he has written to the bot before
    room = Room(api, bot, archive, **bound, follow=follow, health=partial(health.lines, house=house))
    reads_rounds(room.engine, house)
    await room.engine.launch()
    yield room
    await room.engine.close()
    await house.fetch.aclose()


def in_channel(text: str, message_id: int, *, kind: str = "channel_post", name: str = "lakeside", **more: Any) -> dict[str, Any]:
    """A channel's post, or with `kind` edited_channel_post its edit."""
    chat = {"id": CHANNEL, "type": "channel", "title": "Lakeside Alerts", **({"username": name} if name else {})}
    shown = {"message_id": message_id, "date": int(time.time()) - 60, "chat": chat, "sender_chat": chat, "text": text}
    if kind.startswith("edited"):
        shown["edit_date"] = int(time.time())
    return {kind: shown | more}


def in_album(caption: str, message_id: int, album: str, **more: Any) -> dict[str, Any]:
    """One picture of an album, with or without a caption."""
    update = in_channel("", message_id, media_group_id=album, photo=[], **more)
    shown = next(iter(update.values()))
    del shown["text"]
    if caption:
        shown["caption"] = caption
    return update


def bot_was_put(chat: int, kind: str, title: str, *, to: str, was: str = "left", by: int = EVE, **more: Any) -> dict[str, Any]:
    """The bot's own membership changed."""
    me = {"id": 7_000_000_001, "is_bot": True, "first_name": "Newsroom"}
    return {
        "my_chat_member": {
            "chat": {"id": chat, "type": kind, "title": title, **more},
            "from": {"id": by, "is_bot": False, "first_name": "Eve"},
            "date": int(time.time()),
            "old_chat_member": {"user": me, "status": was},
            "new_chat_member": {"user": me, "status": to},
        }
    }


def forwarded(text: str, **origin: Any) -> dict[str, Any]:
    """More fields of a message that make it a forwarded one: of a public channel, unless `origin` says otherwise."""
    there = {"id": CHANNEL, "type": "channel", "title": "Mayor's Office", "username": "mayor_office"}
    shown = {"type": "channel", "chat": there, "message_id": 77, "date": int(time.time()) - 7200}
    return {"forward_origin": shown | origin} if not origin else {"forward_origin": {"date": int(time.time()) - 7200, **origin}}
