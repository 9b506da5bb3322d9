"""An article page to one post: text by trafilatura, the rest by what the page says of itself.

title       linked data, else og:title, else trafilatura's, else the <title>
published   linked data, else meta, else htmldate's day
cut         the page says that it is not free, or breaks off with an offer to subscribe
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from datetime import datetime

from assistant.collect import dates, furniture, html, identity, jsonld
from assistant.collect.entry import title_from
from assistant.collect.jsonld import Thing
from assistant.words import Parsed, ParsedPost

ARTICLES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "ReviewNewsArticle", "Article",
    "BlogPosting", "Report", "SocialMediaPosting", "LiveBlogPosting", "TechArticle", "AdvertiserContentArticle",
)  # fmt: skip
META = re.compile(r"<meta\b([^<>]{1,5000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
CANONICAL = re.compile(
    r"<link\b(?=[^<>]{0,1000}\brel\s*=\s*[\"']?canonical\b)[^<>]{0,1000}\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE
)
TITLE = re.compile(r"<title[^<>]{0,200}>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
HEADING = re.compile(r"<h1\b[^<>]{0,500}>(.{0,1000}?)</h1", re.IGNORECASE | re.DOTALL)
LANG = re.compile(r"<html\b[^<>]{0,1000}\b(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)", re.IGNORECASE)
PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.created",
    "publish-date", "pubdate", "publication_date", "date", "dc.date", "dcterms.date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
UPDATED = ("article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified")
AUTHOR = ("author", "article:author", "byl", "parsely-author", "dc.creator", "sailthru.author")
PAYWALL = re.compile(
    r"(?:subscribe|sign in|log in|register|become a (?:subscriber|member))\b.{0,60}\b(?:to (?:continue|keep|read|unlock|access|"
    r"view)|for (?:full|unlimited) access)"
    r"|(?:to|please) (?:continue|keep) reading\b|(?:this|full) (?:article|story|content) is (?:for|only for|available to|exclusive "
    r"to|reserved for) .{0,30}(?:subscribers|members)"
    r"|already a (?:subscriber|member)\?|unlock (?:this|the full|unlimited)|you(?:'ve| have) (?:reached|used) (?:your|"
    r"all).{0,40}(?:limit|free articles)"
    r"|(?:free|remaining) articles? (?:left|remaining|this month)|subscriber[- ]only|premium content|start your free trial"
    r"|weiterlesen mit|jetzt (?:abonnieren|weiterlesen)|diesen artikel .{0,40}(?:abo|plus)|réservé aux abonnés|la suite est "
    r"réservée|contenido exclusivo para suscriptores"
    r"|solo para suscriptores|только для подписчиков|лише для передплатників|оформ(?:ите|іть) п",
    re.IGNORECASE,
)
MOST_HEAD = 400_000  # what a page says of itself stands in its head, after at most so many characters of styles
STUB = 1_800  # a text no longer than this, on a page that asks for a subscription, is what it shows to all
DOTS = re.compile(r"(…|\.\.\.)[\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself."""

    title: str
    address: str
    language: str
    published: datetime | None
    updated: datetime | None
    author: str
    free: bool


def about(markup: str, url: str, seen: datetime) -> Said:
    """Title, address, times, author and language by linked data and meta elements; nothing is guessed from the text."""
    meta = _meta(markup)
    things = [thing for thing in jsonld.things(markup) if jsonld.is_a(thing, *ARTICLES)]
    article: Thing = things[0] if things else {}
    page_title = TITLE.search(markup[:MOST_HEAD])
    title = jsonld.said(article, "headline", "name") or meta.get("og:title") or meta.get("twitter:title") or ""
    author = jsonld.people(article) or next(
        (meta[name] for name in AUTHOR if meta.get(name) and not identity.is_web(meta[name])), ""
    )
    language = LANG.search(markup[:5_000])
    return Said(
        title=html.one_line(title or (page_title[1] if page_title else "")),
        address=_address(markup, url, meta),
        language=(language[1] if language else jsonld.said(article, "inLanguage")).lower().replace("_", "-"),
        published=_first_date(
            (jsonld.said(article, "datePublished", "dateCreated"), *(meta.get(name, "") for name in PUBLISHED)), seen
        ),
        updated=_first_date((jsonld.said(article, "dateModified"), *(meta.get(name, "") for name in UPDATED)), seen),
        author=html.one_line(author),
        free=str(article.get("isAccessibleForFree", "")).lower()
        not in ("false", "0", "http://schema.org/false", "https://schema.org/false"),
    )


def _meta(markup: str) -> dict[str, str]:
    """Meta elements by name or property in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in META.finditer(markup[:MOST_HEAD]):
        given = {name.lower(): entities.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(element[1])}
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        if name and given.get("content", "").strip():
            found.setdefault(name, given["content"].strip())
    return found


def _first_date(values: tuple[str, ...], seen: datetime) -> datetime | None:
    return next((moment for moment in (dates.parse(value, seen) for value in values) if moment), None)


def _address(markup: str, url: str, meta: dict[str, str]) -> str:
    """The address the page gives itself, on its own host and below its root; else where it was found."""
    link = CANONICAL.search(markup[:MOST_HEAD])
    own = html.absolute(entities.unescape(link[1]) if link else meta.get("og:url", ""), url) if link or meta.get("og:url") else ""
    if not own or (identity.is_web(url) and identity.host(own) != identity.host(url)):
        return url
    return own if identity.canonical(own).count("/") > 2 and not identity.canonical(own).endswith("//") else url


def read(markup: str, url: str, seen: datetime, said: Said) -> Parsed | None:
    """The article of a page as one post; None when the page holds no text worth the name."""
    from trafilatura import bare_extraction  # 0.3 s to import

    # trafilatura takes text, not bytes: what is decoded stays decoded. fast: same F1 (0.958), and no page takes over 0.1 s
    found = bare_extraction(
        markup, url=url if identity.is_web(url) else None, fast=True, include_comments=False, with_metadata=False
    )
    text = (
        _text(found.text or "", (said.title, found.title or "", *_headings(markup)))
        if found and not isinstance(found, dict)
        else ""
    )
    if not text:
        return None
    title = said.title or title_from(text)
    cut = is_cut(markup, text, said.free)
    post = ParsedPost(
        key=identity.post_key("", said.address, title, text), title=title, url=said.address, text=text, html=html.from_text(text),
        published=said.published or _guessed(markup, url, seen), updated=said.updated, author=said.author,
        cut=cut, paid=cut,
    )  # fmt: skip
    return Parsed("page", title, (post,), url=url, language=said.language)


def _headings(markup: str) -> list[str]:
    return [html.one_line(found) for found in HEADING.findall(markup)]


def _text(text: str, titles: tuple[str, ...]) -> str:
    """trafilatura's lines as paragraphs, without the title on top and the labels among them."""
    lines = tuple(filter(None, (line.strip() for line in text.split("\n"))))
    if lines and lines[0] in titles:
        lines = lines[1:]
    return "\n\n".join(line for line in lines if not furniture.is_furniture(line))


def _guessed(markup: str, url: str, seen: datetime) -> datetime | None:
    """The day htmldate finds in the page or its address."""
    from htmldate import find_date

    try:
        day = find_date(markup, url=url if identity.is_web(url) else None, original_date=True, max_date=seen.replace(tzinfo=None))
    except (ValueError, TypeError, OverflowError, RecursionError):  # it reads what hostile pages wrote
        return None
    return dates.parse(day or "", seen)


def is_cut(markup: str, text: str, free: bool) -> bool:
    """Whether the text is the part of a paid article that everybody sees."""
    if len(text) > STUB:
        return False
    return not free or bool(DOTS.search(text)) or bool(PAYWALL.search(text[-400:])) or bool(PAYWALL.search(html.to_text(markup)))
