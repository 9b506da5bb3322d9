"""What the desk does with addresses, files and messages, bound to what is open.

find           an address -> what could be followed there; stores nothing
follow         a source -> added, active, read at once
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from assistant.chat.desk import Found
from assistant.collect import channel, discover, document, identity, journey, preview
from assistant.collect.discover import Candidate
from assistant.language import language_of
from assistant.ports import Engine
from assistant.wiring import ingesting, rounds
from assistant.wiring.duplicating import copies
from assistant.wiring.house import House
from assistant.words import Failed, Fetched, Parsed, ParsedPost, Post, Source

Kept = Sequence[tuple[Post, str]]

WAIT = 10.0  # seconds that a person waits for a first reading
TRIES = 10  # named candidates looked at until one is a feed
NAMING = 30.0  # seconds for them all
GUESSING = 6.0  # seconds for the usual places
SHORTEST_SPAN = 3600.0  # seconds between first and last post from which a day's count is told
ALBUMS = 30  # newest albums of a channel whose captions are remembered
CHANNEL = re.compile(r"(?:@|(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/(?:s/)?)(c/\d+|[A-Za-z]\w{3,31})(?:/\d+)*/?(?:\?.*)?$")
ADD_ME = (
    "I am not in this channel yet. Add me there as an administrator (I need no rights); "
    "I will then ask you here whether to follow it."
)
NOT_A_CHANNEL = (
    "I cannot open invitation links. Add me to the channel as an administrator; I will then ask you here whether to follow it."
)
NOTHING = "I found neither a feed nor an article behind this address."


# --- looking ----------------------------------------------------------------------------------------------------------


async def find(address: str, *, house: House) -> Found | Failed:
    """The best that can be followed at or behind an address, with what else there is, and what of it other sources brought already.

    Safe to repeat. Raises StoreError."""
    found = await _find(address, house)
    if isinstance(found, Failed) or not found.posts:
        return found
    return replace(found, copies=await copies(found.source, found.posts, house=house))


async def _find(address: str, house: House) -> Found | Failed:
    if address.startswith("@") or identity.host(address) in ("t.me", "telegram.me"):
        return await _channel(address, house)
    if not ingesting.is_address(address):
        return Failed(address, "refused", "Only addresses that begin with http:// or https:// can be followed.")
    known = [c for c in discover.candidates(b"", address) if c.sure == "known"]
    answer = await house.fetch(address, accept=journey.FEEDS)
    if not isinstance(answer, Fetched):
        failed = answer if isinstance(answer, Failed) else Failed(address, "status", NOTHING)
        return await _behind(known, house) or failed
    parsed = await _read(answer, house)
    here = answer.moved_to or address
    direct = described(ingesting.source_of(parsed, here), parsed) if isinstance(parsed, Parsed) else None
    if direct and (direct.source.kind == "feed" or (direct.source.kind == "liveblog" and not _is_home(here) and not known)):
        return direct
    there = await asyncio.to_thread(discover.candidates, answer.body, answer.url or address)
    return await _behind(there, house) or (direct if direct and direct.source.kind == "liveblog" else _page(here, parsed))


def _is_home(address: str) -> bool:
    """A home page may look like a live blog; its feed is what is meant."""
    return urlsplit(address).path in ("", "/")


async def _behind(candidates: Sequence[Candidate], house: House) -> Found | None:
    """The first candidate that is a feed; those after it that the page names are offered, unread. What is named is asked one after the
    other, as the first is mostly right; the usual places are guesses, asked all at once."""
    feeds = [c for c in candidates if c.kind == "feed"]
    named = [c for c in feeds if c.sure != "usual"]
    guesses = [c for c in candidates if c.sure == "usual"]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(NAMING):
            for number, candidate in enumerate(named[:TRIES]):
                if found := await _feed_at(candidate, house):
                    return replace(found, others=tuple((c.title, c.url) for c in named[number + 1 :]))
    return await _guessed(guesses, house) if guesses else None


async def _guessed(candidates: Sequence[Candidate], house: House) -> Found | None:
    """The first of these, in their order, that is a feed. After GUESSING seconds, the first of those that have answered."""
    asked = [asyncio.create_task(_feed_at(candidate, house)) for candidate in candidates]
    try:
        async with asyncio.timeout(GUESSING):
            for one in asked:
                if found := await asyncio.shield(one):
                    return found
    except TimeoutError:
        return next((found for one in asked if one.done() and (found := one.result())), None)
    finally:
        for one in asked:
            one.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
    return None


async def _feed_at(candidate: Candidate, house: House) -> Found | None:
    answer = await house.fetch(candidate.url, accept=journey.FEEDS, pause=False)
    parsed = await _read(answer, house) if isinstance(answer, Fetched) else None
    if not isinstance(answer, Fetched) or not isinstance(parsed, Parsed) or parsed.kind != "feed":
        return None
    return described(ingesting.source_of(parsed, answer.moved_to or candidate.url), parsed)


async def _read(answer: Fetched, house: House) -> Parsed | Failed:
    return await asyncio.to_thread(
        document.read, answer.body, url=answer.url, content_type=answer.content_type, seen=house.clock()
    )


def _page(url: str, parsed: Parsed | Failed) -> Found | Failed:
    """The page itself, where it holds an article; by its site's name, as a headline is nobody's name."""
    if isinstance(parsed, Failed):
        return Failed(url, parsed.kind, NOTHING if parsed.kind == "parse" else parsed.reason)
    return described(Source(0, "page", url, (urlsplit(url).hostname or url).removeprefix("www.")), parsed)


def described(source: Source, parsed: Parsed) -> Found:
    """What an admin is shown of a document. Pure."""
    dated = sorted(p.published for p in parsed.posts if p.published)
    span = (dated[-1] - dated[0]).total_seconds() if dated else 0.0
    return Found(
        source=source,
        posts=tuple(sorted(parsed.posts, key=lambda p: (p.published is None, -p.published.timestamp() if p.published else 0.0))),
        a_day=(len(dated) - 1) / (span / 86_400) if span >= SHORTEST_SPAN else 0.0,
        cut=2 * sum(p.cut for p in parsed.posts) > len(parsed.posts),
        undated=len(parsed.posts) - len(dated),
        language=_language(parsed.posts) or parsed.language,
        repeated=len(parsed.posts) - len({(p.title, p.text) for p in parsed.posts}),
    )


def _language(posts: Sequence[ParsedPost]) -> str:
    """That of most posts; the texts know better than the feed's own word."""
    told = Counter(filter(None, (language_of(f"{p.title}\n{p.text}") for p in posts[:20])))
    return told.most_common(1)[0][0] if told else ""


async def _channel(address: str, house: House) -> Found | Failed:
    """A channel by its @name or link, where we are a member: we know it from when we were added, or from its posts."""
    named = CHANNEL.match(address)
    if named is None:
        return Failed(address, "refused", NOT_A_CHANNEL)
    name = named[1].lower()
    number = f"-100{name[2:]}" if name.startswith("c/") else ""
    for chat in await house.database.people.chats():
        is_it = str(chat.id) == number or str(chat.settings.get("name", "")).lower() == name
        if chat.kind == "channel" and is_it and not chat.blocked_at:
            return Found(Source(0, "channel", channel.source_url(chat.id), chat.title or name), (), 0.0, False, 0)
    return await _preview(name, house) or Failed(address, "refused", ADD_ME)


async def _preview(name: str, house: House) -> Found | None:
    """A public channel's own page: for channels that will not have us as a member."""
    if name.startswith("c/"):
        return None
    url = f"https://t.me/s/{name}"
    answer = await house.fetch(url, accept=journey.PAGES)
    parsed = await _read(answer, house) if isinstance(answer, Fetched) and preview.is_preview(answer.url) else None
    return described(Source(0, "liveblog", url, parsed.title), parsed) if isinstance(parsed, Parsed) else None


# --- following --------------------------------------------------------------------------------------------------------


async def follow(source: Source, *, house: House, engine: Engine, wait: float = WAIT) -> Source:
    """Added and active, for whom it was asked, and read at once where it is due; how that went is remembered with the source.

    Read by the job that would come for it anyway, under the same key. Returns when that has ended, or after `wait` seconds.
    """
    sources, now = house.database.sources, house.clock()
    added = await sources.add(replace(source, state="active", added_at=source.added_at or now))
    if added.state != "active":  # read once before, or paused: now it is wanted
        wanted = replace(added, audience=source.audience, title=source.title, tier=source.tier)
        await sources.change(replace(wanted, reads_from=source.reads_from, news_from=source.news_from))
        await sources.resume(added.id, now)
        added = await sources.get(added.id) or added
    tended = next((t for t in await sources.tended() if t.source.id == added.id), None)
    if tended and tended.next_due and tended.next_due <= now:
        key = rounds.round_key(tended)
        await engine.start("round", key, {"source": added.id})
        await _ended(engine, key, wait)
    return added


async def _ended(engine: Engine, key: str, wait: float) -> None:
    """Returns when the round is over, or when the asker has waited long enough; then it goes on by itself."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(wait):
            while await engine.state("round", key) in ("waiting", "running"):  # noqa: ASYNC110  (another worker may have it)
                await asyncio.sleep(0.1)
