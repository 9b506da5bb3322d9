"""News sitemaps (the extension of sitemaps.org for news): the articles of the last two days, where a site has no feed. Pure.

Each gives an address, a title and a time; texts come from the pages, as for feeds that cut theirs.
"""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from assistant.collect import dates, encoding, html, identity
from assistant.words import Parsed, ParsedPost

ROOT = "urlset"
MOST = 1_000  # addresses of one news sitemap, by its own rules


def read(text: str, url: str, seen: datetime) -> Parsed | None:
    """Its articles, newest first; None where it lists pages and no news. Bombs must have been refused (hostile.bomb_in_xml)."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(encoding.without_declaration(text.lstrip()).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    entries = [(entry, entry.find("{*}news")) for entry in root.iterfind("{*}url")]
    posts = [post for entry, news in entries if news is not None and (post := _post(entry, news, url, seen))]
    if not posts:
        return None
    posts.sort(key=lambda post: post.published or seen, reverse=True)
    name = next((said for _, news in entries if news is not None and (said := _said(news, "name"))), "")
    language = next((said for _, news in entries if news is not None and (said := _said(news, "language"))), "")
    once = {post.key: post for post in reversed(posts[:MOST])}
    return Parsed("feed", name or identity.host(url), tuple(reversed(once.values())), url=url, language=language.lower())


def _post(entry: etree._Element, news: etree._Element, url: str, seen: datetime) -> ParsedPost | None:
    address, title = html.absolute(_said(entry, "loc"), url), _said(news, "title")
    if not address or not title:
        return None
    published = dates.parse(_said(news, "publication_date"), seen) or dates.parse(_said(entry, "lastmod"), seen)
    return ParsedPost(identity.post_key("", address, title, ""), title, address, "", published, cut=True)


def _said(thing: etree._Element, name: str) -> str:
    found = thing.find(f".//{{*}}{name}")
    return html.one_line(found.text or "") if found is not None else ""
