"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), and the plain lists of posts that people keep in .json files."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assistant.collect import dates, html
from assistant.collect.entry import Entry, Feed

MOST_ITEMS = 2_000
LISTS = ("items", "posts", "articles", "entries", "results", "data", "news")
TITLE = ("title", "headline", "name")
LINK = ("url", "link", "permalink", "external_url", "href", "web_url")
BODY = ("content_html", "html", "content_text", "text", "body", "content", "articleBody", "summary", "description")
PUBLISHED = ("date_published", "published", "datePublished", "published_at", "pubDate", "date", "created_at", "timestamp", "time")
UPDATED = ("date_modified", "updated", "dateModified", "updated_at", "modified")
IDENTITY = ("id", "guid", "_id", "@id", "key")
PLAIN = frozenset(("content_text", "text"))
WHOLE = frozenset(BODY) - {"summary", "description"}

Json = Mapping[str, Any]


def loads(text: str) -> Any:
    """The JSON value, or None when it is none (or nested too deep)."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def read(value: Any, url: str, seen: datetime) -> Feed | None:
    """The feed in a JSON value: a JSON Feed, or an array of objects (also as "items", "posts" ...) that say something."""
    head: Json = value if isinstance(value, dict) else {}
    items = value if isinstance(value, list) else _items(head)
    if items is None or not ("version" in head or not items or any(_says(item) for item in items)):
        return None
    home = _web(head, "home_page_url", url) or _web(head, "feed_url", url) or url
    return Feed(
        title=html.one_line(_text(head, TITLE)) or home,
        description=_text(head, ("description",)),
        url=_web(head, "feed_url", url) or url,
        site=home,
        language=_text(head, ("language",)).lower(),
        entries=tuple(_entry(item, home, seen) for item in items[:MOST_ITEMS] if isinstance(item, dict)),
        authors=_authors(head),
        next_url=_web(head, "next_url", url),
    )


def _items(head: Json) -> list[Any] | None:
    lists = [head[name] for name in LISTS if isinstance(head.get(name), list)]
    if lists:
        found: list[Any] = lists[0]
        return found
    if "jsonfeed.org" in str(head.get("version", "")):
        return []
    return [head] if _says(head) and "@context" not in head else None


def _says(item: Any) -> bool:
    """Whether a JSON value could be a post: an object with a text, or with a title and an address."""
    return isinstance(item, dict) and bool(_text(item, BODY) or (_text(item, TITLE) and _text(item, LINK)))


def _text(item: Json, names: tuple[str, ...]) -> str:
    return next(
        (str(item[name]).strip() for name in names if isinstance(item.get(name), (str, int)) and str(item[name]).strip()), ""
    )


def _web(item: Json, name: str, base: str) -> str:
    value = item.get(name)
    return html.absolute(value, base) if isinstance(value, str) and value.strip() else ""


def _entry(item: Json, home: str, seen: datetime) -> Entry:
    body = next((name for name in BODY if isinstance(item.get(name), str) and item[name].strip()), "")
    markup = str(item.get(body) or "")
    if body in PLAIN:
        markup = re.sub(r"\n\s*\n", "</p><p>", entities.escape(markup, quote=False))
        markup = f"<p>{markup}</p>" if "</p>" in markup else markup
    attachments = item.get("attachments") if isinstance(item.get("attachments"), list) else ()
    files = [str(one["url"]) for one in attachments or () if isinstance(one, dict) and isinstance(one.get("url"), str)]
    return Entry(
        guid=_text(item, IDENTITY),
        title=_text(item, TITLE) or (_text(item, ("summary",)) if body != "summary" else ""),
        link=next(filter(None, (_text(item, LINK), *files)), ""),
        html=markup,
        plain=_text(item, ("content_text",)),
        full=body in WHOLE,
        published=dates.parse(_text(item, PUBLISHED), seen),
        updated=dates.parse(_text(item, UPDATED), seen),
        authors=_authors(item),
        base=home,
    )


def _authors(item: Json) -> tuple[str, ...]:
    """Names from "authors" (1.1), "author" (1.0) and the shapes found in the wild; in alphabetical order, so that a shuffled
    array is no edit."""
    given = item.get("authors")
    several = given if isinstance(given, list) else [given]
    names = [one.get("name") if isinstance(one, dict) else one for one in (*several, item.get("author"))]
    return tuple(sorted({name.strip() for name in names if isinstance(name, str) and name.strip()}))
