"""From what a feed of any format says of an item to a post: the product rules, the same for all formats.

no title -> the text's first sentence, else the address       no link -> a permalink guid, an enclosure, the site
titles are plain text       HTML is cleaned, links absolute    dates in UTC, the future clamped
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.collect import html, identity
from assistant.words import Parsed, ParsedPost

TITLE_MOST = 100  # characters of text that stand in for a missing title
READ_ON = re.compile(
    r"(\[?(?:…|\.\.\.|&hellip;)\]?|(?:continue reading|read more|read the full (?:story|article)|weiterlesen|lire la suite|leer más|"
    r"читать (?:далее|дальше|полностью)|читати далі|czytaj dalej|more)\W*)$",
    re.IGNORECASE,
)
TEASER = 400  # a description no longer than this, without a full text beside it, is taken for a teaser


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as given, before the rules. `title`, `author` and `html` may be dirty; addresses may be relative to `base`."""

    guid: str = ""
    title: str = ""
    link: str = ""
    html: str = ""
    plain: str = ""  # the text where a format gives it beside the HTML
    full: bool = False  # `html` comes from an element meant for the whole text
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    base: str = ""
    comments: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as given. `url` is its own address as it says it, `site` the home page."""

    title: str
    description: str
    url: str
    site: str
    language: str
    entries: tuple[Entry, ...]
    authors: tuple[str, ...] = ()
    next_url: str = ""
    skip_hours: tuple[int, ...] = ()
    fresh_for: timedelta | None = None
    every: timedelta | None = None


def to_parsed(feed: Feed, url: str) -> Parsed:
    """Posts in the feed's order; items that are equal in every respect come once."""
    drafts = [_draft(entry, feed) for entry in feed.entries]
    keys = identity.apart(tuple(_named(entry, post) for entry, post in drafts))
    posts: dict[str, ParsedPost] = {}
    for key, (_, post) in zip(keys, drafts, strict=True):
        posts.setdefault(key, _keyed(post, key))
    return Parsed(
        "feed", feed.title, tuple(posts.values()), url=url, next_url=feed.next_url, language=feed.language,
        skip_hours=feed.skip_hours, fresh_for=feed.fresh_for, every=feed.every,
    )  # fmt: skip


def _named(entry: Entry, post: ParsedPost) -> tuple[str, str, str, str]:
    """What identity goes by: only what the item itself says, not what stands in for it."""
    return post.guid, post.url if entry.link else "", html.one_line(entry.title), post.text or post.author or entry.guid


def _keyed(post: ParsedPost, key: str) -> ParsedPost:
    return ParsedPost(
        key=key, title=post.title, url=post.url, text=post.text, published=post.published, updated=post.updated,
        author=post.author, html=post.html, cut=post.cut, guid=post.guid,
    )  # fmt: skip


def _draft(entry: Entry, feed: Feed) -> tuple[Entry, ParsedPost]:
    base = entry.base or feed.site or feed.url
    safe = html.clean(entry.html, base)
    text = html.to_text(safe)
    url = html.absolute(entry.link, base) if entry.link else feed.site or feed.url
    title = html.one_line(entry.title) or title_from(entry.plain or text) or url
    author = ", ".join(dict.fromkeys(filter(None, map(html.one_line, entry.authors or feed.authors))))
    return entry, ParsedPost(
        key="", title=title, url=url, text=text, html=safe, author=author, guid=entry.guid,
        published=entry.published or entry.updated, updated=entry.updated, cut=is_cut(text, entry.full),
    )  # fmt: skip


def title_from(text: str) -> str:
    """The first sentence of a text, or as many whole words of it as fit TITLE_MOST characters."""
    line = text.split("\n", 1)[0].strip()
    if len(line) <= TITLE_MOST:
        return line
    sentence = re.match(rf".{{20,{TITLE_MOST}}}?[.!?。！？](?=\s|[^\x00-\x7f])", line)
    if sentence:
        return sentence[0]
    head = line[:TITLE_MOST]
    return (head.rsplit(" ", 1)[0] if " " in head[40:] else head).rstrip(" ,;:-–—") + "…"


def is_cut(text: str, full: bool) -> bool:
    """Whether a feed's text is a teaser: it ends in dots or "read more", or is short and nothing says it is the whole."""
    return bool(READ_ON.search(text[-60:])) or (not full and len(text) <= TEASER)
