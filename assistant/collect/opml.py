"""Lists of feeds as OPML: what readers export, and what we export. Pure."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from assistant.collect import encoding, hostile, html

MOST = 1_000  # feeds of one list
LONGEST_TITLE = 200
OPML = re.compile(r"<opml[\s>]", re.IGNORECASE)
URL_NAMES = ("xmlUrl", "xmlurl", "xmlURL", "url")


@dataclass(frozen=True, slots=True)
class Outline:
    """A line of the list, as it stands there: `url` may be anything."""

    title: str
    url: str


def is_opml(body: bytes) -> bool:
    return bool(OPML.search(body[:5_000].decode("utf-8", "replace").replace("\x00", "")))


def read(body: bytes) -> tuple[Outline, ...] | str:
    """The feeds of a list in its order, folders opened; or why it cannot be read, in words."""
    if why := hostile.too_large(body):
        return f"This list cannot be read: {why}."
    text = encoding.decode(body)
    if why := hostile.bomb_in_xml(text):
        return f"This list cannot be read: {why}."
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(encoding.without_declaration(text.lstrip()).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return "This list cannot be read: it is no OPML."
    return tuple(_outlines(root))


def _outlines(root: etree._Element) -> Iterable[Outline]:
    for element in root.iter("{*}outline", "outline"):
        url = next((value for name in URL_NAMES if (value := (element.get(name) or "").strip())), "")
        if url:
            title = html.one_line(element.get("text") or element.get("title") or "")
            yield Outline(title[:LONGEST_TITLE], url)


def write(feeds: Sequence[tuple[str, str]], title: str, made: datetime) -> bytes:
    """An OPML 2.0 document of (title, address)."""
    lines = (
        f'    <outline type="rss" text="{_quoted(name)}" title="{_quoted(name)}" xmlUrl="{_quoted(url)}"/>' for name, url in feeds
    )
    head = f"  <head><title>{_quoted(title)}</title><dateCreated>{made:%a, %d %b %Y %H:%M:%S GMT}</dateCreated></head>"
    rows = ('<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', head, "  <body>", *lines, "  </body>", "</opml>")
    return ("\n".join(rows) + "\n").encode("utf-8", "replace")


def _quoted(text: str) -> str:
    return entities.escape("".join(c for c in text if c.isprintable()), quote=True)
