"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, through feedparser: what the document says, mended and put into entry.Feed.

feedparser is given bytes in memory, never a string (it would open an address or a file of that name), no base address (it
would turn a guid of "1234" into a link) and no sanitising (ours does that, on one way for all kinds). Documents that are
not well-formed are mended by libxml2 first, so feedparser's slow second parser is never needed.
"""

from __future__ import annotations

import html as entities
import io
import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from lxml import etree

from assistant.collect import dates, encoding, hints, hostile, html, identity
from assistant.collect.entry import Entry, Feed

MOST_ENTRIES = 1_500  # a full text feed of so many takes 1.6 s of CPU
ROOTS = frozenset(("rss", "rdf", "feed", "channel"))
CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
BARE = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)")
ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
ROOT = re.compile(r"<((?:[\w.-]+:)?([A-Za-z][\w.-]*))")
MAIL_FIRST = re.compile(r"^\S+@\S+\s*\((.+)\)$")  # RSS writes people so
TEXTS = re.compile(
    r"<(description|content:encoded|title|summary)(\s[^<>]*)?>((?:(?!<!\[CDATA\[|</\1>).)*)</\1>", re.DOTALL | re.IGNORECASE
)
FEED_FILE = re.compile(r"\.(xml|rss|atom|rdf)(\?|$)", re.IGNORECASE)
WHOLE = ("text/html", "application/xhtml+xml")


def root_name(text: str) -> str:
    """The first element's name without prefix, in lower case, after prolog and document type; empty when there is none."""
    span = hostile.doctype_span(text)
    start = span[1] if span else 0
    found = ROOT.search(hostile.PROLOG.sub("", text[start : start + 20_000], count=1))
    return found[2].lower() if found else ""


def is_feed(text: str) -> bool:
    return root_name(text) in ROOTS


def read(text: str, url: str, seen: datetime) -> Feed | None:
    """The feed that a decoded document holds, or None when it is none. Bombs must have been refused (hostile.bomb_in_xml)."""
    import feedparser  # 0.1 s to import

    xml = _well_formed(_capped(_entities_resolved(_bare(text))))
    if xml is None:
        return None
    found = feedparser.parse(
        io.BytesIO(xml),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not (found.version or found.entries or is_feed(text)):
        return None
    head = found.feed
    return replace(
        _feed(found, url, seen),
        skip_hours=hints.skip_hours(text),
        fresh_for=hints.minutes(head.get("ttl")),
        every=hints.every(head.get("sy_updateperiod"), head.get("sy_updatefrequency")),
    )


def _bare(text: str) -> str:
    """Without declaration and document type: both are dealt with."""
    text = encoding.without_declaration(text.lstrip())
    span = hostile.doctype_span(text)
    return text[: span[0]] + text[span[1] :] if span else text


def _entities_resolved(text: str) -> str:
    """HTML's named entities become characters and lone ampersands text, outside CDATA, as most outlets mean it."""
    if "&" not in text:
        return text
    parts = CDATA.split(text)
    parts[::2] = [BARE.sub("&amp;", NAMED.sub(_named, part)) for part in parts[::2]]
    return "".join(parts)


def _named(found: re.Match[str]) -> str:
    character = entities.unescape(found[0])
    return entities.escape(character) if character != found[0] else "&amp;" + found[0][1:]


def _capped(text: str) -> str:
    """With at most MOST_ENTRIES items: the rest of a list that no outlet means to be read is cut off."""
    starts = [found.start() for found in ENTRY.finditer(text)]
    return text if len(starts) <= MOST_ENTRIES else text[: starts[MOST_ENTRIES]]


def _well_formed(text: str) -> bytes | None:
    """The document as UTF-8 bytes that an XML parser accepts, mended where it must be; None where there is nothing to mend."""
    text = text.strip()
    body = b""
    for mend in (str, _texts_opaque):
        body = mend(text).encode("utf-8", "replace")
        try:
            expat.ParserCreate(namespace_separator=" ").Parse(body, True)
            return body
        except expat.ExpatError:
            continue
    return _recovered(body)


def _texts_opaque(text: str) -> str:
    return TEXTS.sub(_opaque, text) if root_name(text) in ("rss", "rdf") else text


def _opaque(found: re.Match[str]) -> str:
    """A text with bare HTML in it, whose tags need not fit together, as a text without structure."""
    name, attributes, inner = found[1], found[2] or "", found[3]
    return found[0] if "<" not in inner or "]]>" in inner else f"<{name}{attributes}><![CDATA[{inner}]]></{name}>"


def _recovered(body: bytes) -> bytes | None:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    mended: bytes | None = None if root is None else etree.tostring(root, encoding="utf-8")
    return mended


def _feed(found: Any, url: str, seen: datetime) -> Feed:
    head = found.feed
    base = _joined(url, head.get("title_detail", {}).get("base", "") or head.get("subtitle_detail", {}).get("base", ""))
    own = _first(head, "self") or url
    site = _alternate(head)
    site = html.absolute(site, _joined(url, site and base)) or html.absolute(own, url) or url
    own = html.absolute(own, url) or url
    return Feed(
        title=_said(head, "title") or url,
        description=_said(head, "subtitle") or "",
        url=own,
        site=site,
        language=(head.get("language") or _lang(found)).strip().lower().replace("_", "-"),
        entries=tuple(_entry(item, site or url, found.version.startswith("atom"), seen) for item in found.entries[:MOST_ENTRIES]),
        authors=_authors(head),
        next_url=html.absolute(_first(head, "next"), url) if _first(head, "next") else "",
    )


def _lang(found: Any) -> str:
    """xml:lang, which feedparser leaves on the texts it holds for."""
    details = [found.feed.get(name, {}).get("language") for name in ("title_detail", "subtitle_detail")]
    return next(filter(None, details), "") or ""


def _joined(base: str, more: str) -> str:
    try:
        return urljoin(base, more) if more else base
    except ValueError:
        return base


def _said(thing: Any, name: str) -> str:
    """A title or the like as plain text. Atom's plain type is taken at its word, everything else is dirty."""
    value = str(thing.get(name) or "")
    return html.one_line(value)


def _links(thing: Any) -> list[Any]:
    return [link for link in thing.get("links", ()) if (link.get("href") or "").strip()]


def _first(thing: Any, rel: str) -> str:
    return next((str(link.href).strip() for link in _links(thing) if link.get("rel") == rel), "")


def _alternate(thing: Any) -> str:
    """The address of the page that a feed or item stands for: HTML before anything else."""
    links = [link for link in _links(thing) if link.get("rel", "alternate") == "alternate"]
    pages = [link for link in links if "html" in link.get("type", "text/html")]
    return str((pages or links)[0].href).strip() if links else ""


def _entry(item: Any, site: str, atom: bool, seen: datetime) -> Entry:
    guid = str(item.get("id") or "").strip()
    markup, full, base = _content(item)
    return Entry(
        guid=guid,
        title=str(item.get("title") or item.get("media_title") or ""),
        link=_link(item, guid, atom),
        html=markup,
        full=full,
        published=_date(item, "published", seen) or _date(item, "created", seen),
        updated=_date(item, "updated", seen),
        authors=_authors(item),
        base=_joined(site, base or item.get("title_detail", {}).get("base", "")),
        comments=_comments(item),
    )


def _link(item: Any, guid: str, atom: bool) -> str:
    """Page, any link, origin behind a feed proxy, permalink guid (in Atom the id), enclosure: the first there is."""
    enclosures = [str(link.href).strip() for link in _links(item) if link.get("rel") == "enclosure"]
    given = str(item.get("link") or "").strip()
    ways = (
        _alternate(item),
        given if given != guid else "",
        str(item.get("feedburner_origlink") or "").strip(),
        guid if identity.is_web(guid) and (item.get("guidislink") or atom) else "",
        *enclosures,
    )
    return next(filter(None, ways), "")


def _comments(item: Any) -> str:
    """The address of the page where readers reply; feeds of replies do not count (feedparser calls links of no type HTML)."""
    replies = [str(link.href) for link in _links(item) if link.get("rel") == "replies" and "html" in link.get("type", "")]
    replies = [link for link in replies if not FEED_FILE.search(link)]
    given = next(iter(replies), str(item.get("comments") or "")).strip()
    return given if identity.is_web(given) else ""


def _content(item: Any) -> tuple[str, bool, str]:
    """The richest text of an item as HTML, whether it is meant to be whole, and its base address."""
    texts = [part for part in item.get("content", ()) if (part.get("value") or "").strip()]
    texts.sort(key=lambda part: (part.get("type") not in WHOLE, -len(part.get("value", ""))))
    summary = item.get("summary_detail") or {"value": item.get("summary", "")}
    best = texts[0] if texts else summary
    if texts and len(summary.get("value") or "") > 2 * len(best.get("value") or ""):
        best = summary
    markup = str(best.get("value") or "")
    if best.get("type") == "text/plain" and not html.KNOWN_TAG.search(markup):
        markup = (
            "<p>" + entities.escape(markup, quote=False).replace("\n\n", "</p><p>") + "</p>"
            if "\n\n" in markup
            else entities.escape(markup)
        )
    return markup, bool(texts) and best is not summary, str(best.get("base") or "")


def _date(item: Any, name: str, seen: datetime) -> datetime | None:
    given = dict.get(item, name)  # not item.get: feedparser answers "updated" with "published"
    return dates.parse(str(given or ""), seen)


def _authors(thing: Any) -> tuple[str, ...]:
    """Names as given, else mail addresses; a name that feedparser tore from its brackets is taken whole."""
    raw = str(thing.get("author") or "")
    people = [str(one.get("name") or one.get("email") or "") for one in thing.get("authors", ()) if one]
    if len(people) == 1 and people[0].count("(") != people[0].count(")"):
        people = [raw]
    return tuple(MAIL_FIRST.sub(r"\1", name) for name in (people if any(people) else [raw]) if name)
