"""Feeds behind an address: what a page names, what known hosts have, what is usual. Pure: fetches nothing, proves nothing.

known hosts     YouTube, Mastodon, Bluesky, Reddit, GitHub, Medium, Substack, t.me: their feeds have known addresses
named           <link rel=alternate> of a feed's type, then links whose address or words say feed
usual           /feed, /rss.xml, ... of the site, and a news sitemap; guesses, marked as such
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, quote, urlsplit

from assistant.collect import encoding, feed, hostile, html, identity

Sure = Literal["is", "named", "known", "linked", "usual"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be followed. `sure` says why it is thought so; the caller fetches and looks."""

    url: str
    title: str
    kind: Literal["feed", "preview", "sitemap"] = "feed"
    sure: Sure = "named"


FEED_TYPES = re.compile(
    r"(?:application|text)/(?:rss|atom|rdf|feed)\+?(?:xml|json)?|application/json\b|text/xml|application/xml", re.IGNORECASE
)
ELEMENT = re.compile(r"<(link|a)\b([^<>]{1,2000})>(?=((?:(?!</a)[^<]|<(?!/a))\S{0,200})?)", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
FEED_ADDRESS = re.compile(
    r"(?:/(?:feed|feeds|rss|atom|rdf)(?:[/.?]|$)|\.(?:rss|atom|rdf)(?:\?|$)|(?:rss|feed|atom|index)\.xml"
    r"|feed\.json|[?&](?:feed|format|type|output)=(?:rss|atom|feed)|feedburner\.com/)",
    re.IGNORECASE,
)
COMMENTS = re.compile(r"comment|kommentar|replies", re.IGNORECASE)
CHANNEL_ID = re.compile(
    r"(?:\"(?:channelId|externalId|browseId)\"\s*:\s*\"|/channel/|itemprop=\"(?:channelId|identifier)\"\s+content=\")(UC[\w-]{22})"
)
MOST_READ = 1_500_000
MOST = 20
USUAL = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default", "/feed.json")
SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml")
FEDIVERSE = re.compile(r"/(?:@|users/)[\w.-]+/?$")


def candidates(body: bytes, url: str) -> tuple[Candidate, ...]:
    """What can be followed behind a page, best first, each address once; of a feed itself, only itself.

    `body` may be empty: then known hosts and usual places are all there is.
    """
    text = encoding.decode(body[:MOST_READ]) if body else ""
    if text and feed.is_feed(text) and not hostile.declares_entities(text):
        return (Candidate(url, url, sure="is"),)
    known = tuple(_known(url, text))
    found = [*known, *_named(text, url), *_linked(text, url)]
    # what a known host has is all it has; guesses help only where nothing is named
    if not known and not any(one.sure == "named" for one in found):
        found.extend(_usual(url))
    once: dict[str, Candidate] = {}
    for one in found:
        if one.url:
            once.setdefault(identity.canonical(one.url), one)
    return tuple(once.values())[:MOST]


def _attributes(given: str) -> dict[str, str]:
    return {name.lower(): entities.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(given)}


def _named(text: str, url: str) -> list[Candidate]:
    """Feeds that the page's head names; those of comments last."""
    found = []
    for element in ELEMENT.finditer(text):
        given = _attributes(element[2]) if element[1].lower() == "link" else {}
        if "alternate" not in given.get("rel", "").lower().split() or not FEED_TYPES.match(given.get("type", "").strip()):
            continue
        if "json" in given["type"].lower() and not re.search(r"feed", given["type"] + given.get("href", ""), re.IGNORECASE):
            continue  # oEmbed and WordPress's API are alternates too
        address = html.absolute(given.get("href", ""), url)
        found.append(Candidate(address, html.one_line(given.get("title", "")) or address))
    return sorted(found, key=lambda one: bool(COMMENTS.search(one.url + one.title)))


def _linked(text: str, url: str) -> list[Candidate]:
    """Links in the page whose address or words say that they lead to a feed."""
    found = []
    for element in ELEMENT.finditer(text):
        if element[1].lower() != "a":
            continue
        given = _attributes(element[2])
        address = html.absolute(given.get("href", ""), url)
        words = html.one_line((element[3] or "") + " " + given.get("title", "") + " " + given.get("aria-label", ""))
        if (
            address
            and FEED_ADDRESS.search(address)
            and identity.host(address).split(".")[-2:] == identity.host(url).split(".")[-2:]
        ):
            found.append(Candidate(address, words or address, sure="linked"))
    return sorted(found, key=lambda one: bool(COMMENTS.search(one.url + one.title)))


def _usual(url: str) -> list[Candidate]:
    """Where feeds of a site usually are, its own section first."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return []
    root = f"{parts.scheme}://{parts.netloc}"
    section = parts.path.rstrip("/")
    places = [f"{section}/feed", f"{section}/rss.xml"] if section and "." not in section.rsplit("/", 1)[-1] else []
    feeds = [Candidate(root + path, root + path, sure="usual") for path in (*places, *USUAL)]
    return feeds + [Candidate(root + path, root + path, kind="sitemap", sure="usual") for path in SITEMAPS]


def _known(url: str, text: str) -> Iterator[Candidate]:
    """Feeds of hosts whose addresses are known."""
    try:
        parts = urlsplit(url if "//" in url else f"https://{url}")
    except ValueError:
        return
    host, steps = identity.host(parts.geturl()), [step for step in parts.path.split("/") if step]
    for name, addresses in HOSTS.items():
        if host == name or host.endswith("." + name):
            yield from addresses(host, steps, parts.query, text)
            return
    if FEDIVERSE.match(parts.path) and (steps[0] == "users" or "mastodon" in text.lower() or not text):
        name = steps[-1].lstrip("@")
        yield Candidate(f"https://{parts.netloc}/@{name}.rss", f"@{name}@{parts.netloc}", sure="known")


def _youtube(host: str, steps: list[str], query: str, text: str) -> Iterator[Candidate]:
    asked = parse_qs(query)
    base = "https://www.youtube.com/feeds/videos.xml?"
    if "list" in asked:
        yield Candidate(f"{base}playlist_id={quote(asked['list'][0])}", "YouTube playlist", sure="known")
    own = steps[1] if len(steps) > 1 and steps[0] == "channel" else ""
    found = CHANNEL_ID.search(text)
    channel = own or (found[1] if found else "")
    if channel:
        yield Candidate(f"{base}channel_id={quote(channel)}", "YouTube channel", sure="known")
    elif len(steps) > 1 and steps[0] == "user":
        yield Candidate(f"{base}user={quote(steps[1])}", f"YouTube {steps[1]}", sure="known")


def _reddit(host: str, steps: list[str], query: str, text: str) -> Iterator[Candidate]:
    path = "/".join(steps).removesuffix(".rss")
    where = f"https://www.reddit.com/{path}" if path else "https://www.reddit.com"
    yield Candidate(f"{where}/.rss", f"Reddit {path or 'front page'}", sure="known")


def _github(host: str, steps: list[str], query: str, text: str) -> Iterator[Candidate]:
    if len(steps) == 1:
        yield Candidate(f"https://github.com/{steps[0]}.atom", f"{steps[0]} on GitHub", sure="known")
    if len(steps) >= 2:
        repository = "/".join(steps[:2])
        kinds = ("releases", "tags", "commits") if "commits" not in steps[2:3] else ("commits", "releases", "tags")
        for kind in kinds:
            yield Candidate(f"https://github.com/{repository}/{kind}.atom", f"{repository}: {kind}", sure="known")


def _bluesky(host: str, steps: list[str], query: str, text: str) -> Iterator[Candidate]:
    if len(steps) > 1 and steps[0] == "profile":
        yield Candidate(f"https://bsky.app/profile/{steps[1]}/rss", f"{steps[1]} on Bluesky", sure="known")


def _telegram(host: str, steps: list[str], query: str, text: str) -> Iterator[Candidate]:
    name = steps[1] if steps[:1] == ["s"] and len(steps) > 1 else steps[0] if steps else ""
    if re.fullmatch(r"[A-Za-z]\w{3,31}", name) and name not in ("joinchat", "addstickers", "share", "proxy"):
        yield Candidate(f"https://t.me/s/{name}", f"@{name} on Telegram", kind="preview", sure="known")


def _medium(host: str, steps: list[str], query: str, text: str) -> Iterator[Candidate]:
    if steps:
        yield Candidate(f"https://medium.com/feed/{steps[0]}", f"{steps[0]} on Medium", sure="known")
    elif host != "medium.com":
        yield Candidate(f"https://{host}/feed", host, sure="known")


def _substack(host: str, steps: list[str], query: str, text: str) -> Iterator[Candidate]:
    if host != "substack.com":
        yield Candidate(f"https://{host}/feed", host, sure="known")


HOSTS = {
    "youtube.com": _youtube, "reddit.com": _reddit, "github.com": _github, "bsky.app": _bluesky,
    "t.me": _telegram, "telegram.me": _telegram, "medium.com": _medium, "substack.com": _substack,
}  # fmt: skip
