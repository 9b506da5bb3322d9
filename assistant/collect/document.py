"""A fetched or local document to posts: decides what kind it is and calls the reader for it. Raises for no input.

bytes -> size -> text -> JSON ............................. jsonfeed
                      -> XML with a feed's root ........... feed
                      -> XML, a news sitemap .............. sitemap
                      -> HTML at t.me/s/ .................. preview
                      -> HTML: live-blog data, structure .. liveblog
                      -> HTML else ........................ page
                      -> neither .......................... plain
"""

from __future__ import annotations

import re
from datetime import datetime

from assistant.collect import encoding, entry, feed, hostile, jsonfeed, liveblog, outline, page, plain, preview, sitemap
from assistant.words import Failed, Parsed

XML_TYPE = re.compile(r"[/+](xml|rss|atom|rdf)", re.IGNORECASE)
JSON_TYPE = re.compile(r"[/+]json", re.IGNORECASE)
JSON_SIGN = re.compile(r"[\[{]\s*([\"\[{\]}]|$)")


def read(body: bytes, *, url: str, content_type: str = "", seen: datetime) -> Parsed | Failed:
    """Posts of a document at `url` (address or path), in its order; or why there are none, in words. `seen` is now, in UTC."""
    why = hostile.too_large(body)
    if why:
        return Failed(url, "too_large" if body else "parse", f"Not read: {why}.")
    if encoding.is_binary(body):
        return Failed(url, "wrong_type", "Not read: it is no text" + (f" but {content_type}." if content_type else "."))
    text = encoding.decode(body, content_type)
    start = text[:2_000].lstrip()
    if start[:1] in ("{", "[") and not (XML_TYPE.search(content_type) and "json" not in content_type):
        found = _json(text, url, seen)
        if found or JSON_TYPE.search(content_type) or JSON_SIGN.match(start):
            return found or Failed(url, "parse", "Not read: it is JSON without posts, or broken.")
    if JSON_TYPE.search(content_type):
        return Failed(url, "parse", "Not read: it says it is JSON and is not.")
    if start.startswith("<"):
        return _markup(text, url, content_type, seen)
    if XML_TYPE.search(content_type):
        return Failed(url, "parse", "Not read: it says it is XML and is not.")
    return _plain(text, url, content_type, seen)


def _json(text: str, url: str, seen: datetime) -> Parsed | None:
    value = jsonfeed.loads(text)
    found = jsonfeed.read(value, url, seen) if isinstance(value, (dict, list)) else None
    return entry.to_parsed(found, url) if found else None


def _markup(text: str, url: str, content_type: str, seen: datetime) -> Parsed | Failed:
    root = feed.root_name(text)
    if root in feed.ROOTS or root == sitemap.ROOT or (XML_TYPE.search(content_type) and root != "html"):
        why = hostile.bomb_in_xml(text)
        if why:
            return Failed(url, "refused", f"Not read: {why}.")
        if root == sitemap.ROOT:
            return sitemap.read(text, url, seen) or Failed(url, "wrong_type", "Not read: a sitemap that lists no news.")
        found = feed.read(text, url, seen)
        return (
            entry.to_parsed(found, url)
            if found
            else Failed(url, "wrong_type", f"Not read: XML, but no feed (its root is <{root}>).")
        )
    return _html(text, url, seen)


def _html(text: str, url: str, seen: datetime) -> Parsed | Failed:
    why = hostile.bomb_in_html(text)
    if why:
        return Failed(url, "refused", f"Not read: {why}.")
    if preview.is_preview(url):
        return preview.read(text, url, seen) or Failed(url, "parse", "Not read: this channel shows no messages to the public.")
    said = page.about(text, url, seen)
    live = liveblog.read(text, url, seen, said.language)
    if live is None and outline.is_live(text, url, said.title):
        live = outline.read(text, url, said.title, seen, said.language)
    return live or page.read(text, url, seen, said) or Failed(url, "parse", "Not read: there is no article text in this page.")


def _plain(text: str, url: str, content_type: str, seen: datetime) -> Parsed | Failed:
    if not text.strip():
        return Failed(url, "parse", "Not read: it is empty.")
    markdown = "markdown" in content_type or bool(re.search(r"\.(md|markdown)$", url, re.IGNORECASE))
    found = plain.read(text, url, seen, markdown=markdown)
    return found or Failed(url, "parse", "Not read: there is no news in it.")
