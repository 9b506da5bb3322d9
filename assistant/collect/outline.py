"""Live blogs without linked data: their updates as the page's structure shows them.

Updates are siblings of one make (same tag and kind of class), each with its own id or time, and mostly text of its own rather
than links to elsewhere, which tells them from a list of articles. Failing that, a flat run of headings with their paragraphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from assistant.collect import dates, furniture, html, identity
from assistant.collect.entry import title_from
from assistant.collect.liveblog import next_page, unrepeated
from assistant.words import Parsed, ParsedPost

LIVE_SIGN = re.compile(
    r"LiveBlogPosting|\bog:type\"\s+content=\"[^\"]*live|class=\"[^\"]*\blive-?(?:blog|event|ticker|feed|updates?|text|story|page)\b|"
    r"id=\"live-?(?:blog|ticker|feed|updates?)",
    re.IGNORECASE,
)
LIVE_ADDRESS = re.compile(
    r"/live(?:-?blogs?|ticker|-?updates?|-?feed)?(?:[/-]|$)|live-?(?:blog|ticker|updates?)|-live(?:[-/.]|$)|/direct/|онлайн|online-?text",
    re.IGNORECASE,
)
LIVE_TITLE = re.compile(
    r"\blive\b|liveblog|live-?ticker|latest updates|as it happened|en direct|en vivo|diretta|наживо|онлайн|текстов\w+ трансляц",
    re.IGNORECASE,
)
FEWEST = 3
TEXT_OF_ITS_OWN = 60  # characters an update has on average beyond its links
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TIME_ATTRIBUTES = re.compile(r"^data-.*(time|date|published|created|stamp)", re.IGNORECASE)
AUTHOR_SIGN = re.compile(r"\b(author|byline|writer|contributor)\b", re.IGNORECASE)
CONTROL_SIGN = re.compile(
    r"\b(share|social|toolbar|actions?|tags?|advert|ad-?slot|promo|related|newsletter|comments?)\b", re.IGNORECASE
)


def is_live(markup: str, url: str, title: str) -> bool:
    """Whether a page gives itself out as a live blog, by markup, address or title."""
    return bool(LIVE_SIGN.search(markup[:400_000]) or LIVE_ADDRESS.search(url) or LIVE_TITLE.search(title))


def read(markup: str, url: str, title: str, seen: datetime, language: str = "") -> Parsed | None:
    """The updates that the page's structure shows, in its order; None when it shows none."""
    root = html.parse(markup)
    if root is None:
        return None
    updates = _siblings(root) or _flat(root)
    posts = unrepeated(post for post in (_post(nodes, url, seen) for nodes in updates) if post.text or post.title)
    if len(posts) < FEWEST:
        return None
    return Parsed("liveblog", title or url, posts, url=url, next_url=next_page(markup, url), language=language)


def _siblings(root: etree._Element) -> list[list[etree._Element]]:
    """The largest family of siblings of one make that are updates."""
    families: dict[tuple[etree._Element, str], list[etree._Element]] = defaultdict(list)
    for node in root.iter("article", "li", "div", "section"):
        parent = node.getparent()
        if parent is not None and (node.get("id") or node.get("data-id") or _time_of(node) is not None):
            families[(parent, _make(node))].append(node)
    fit = [nodes for nodes in families.values() if len(nodes) >= FEWEST and _own_text(nodes) >= TEXT_OF_ITS_OWN]
    best = max(fit, key=lambda nodes: sum(len(_plain(node)) for node in nodes), default=[])
    return [[node] for node in best]


def _make(node: etree._Element) -> str:
    """What siblings of one make share: tag and first class, without the numbers in it."""
    classes = re.sub(r"\d+", "", node.get("class") or "").split()
    return f"{node.tag}.{classes[0] if classes else ''}"


def _own_text(nodes: list[etree._Element]) -> float:
    """Mean characters of text outside links; 0 when fewer than half of the nodes show a heading, time or id of an update."""
    marked = sum(1 for node in nodes if _time_of(node) is not None or next(node.iter(*HEADINGS), None) is not None)
    linked = sum(len(_plain(link)) for node in nodes for link in node.iter("a"))
    return (sum(len(_plain(node)) for node in nodes) - linked) / len(nodes) if marked * 2 >= len(nodes) else 0


def _plain(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _flat(root: etree._Element) -> list[list[etree._Element]]:
    """Runs of a heading and what follows it, where one element holds at least FEWEST headings of a level with paragraphs between."""
    best: list[list[etree._Element]] = []
    for parent in root.iter("article", "main", "div", "section"):
        for level in ("h2", "h3", "h4"):
            if len(parent.findall(level)) < FEWEST:
                continue
            runs: list[list[etree._Element]] = []
            for child in parent:
                if child.tag == level:
                    runs.append([child])
                elif runs and isinstance(child.tag, str):
                    runs[-1].append(child)
            told = [run for run in runs if sum(len(_plain(node)) for node in run[1:]) >= TEXT_OF_ITS_OWN]
            best = max(best, told, key=len)
    return best if len(best) >= FEWEST else []


def _time_of(node: etree._Element) -> str | None:
    """The time an update gives, as written: its attributes, else its first time element."""
    for name, value in node.attrib.items():
        if TIME_ATTRIBUTES.match(str(name)) and value:
            return str(value)
    time = next(node.iter("time"), None)
    return None if time is None else (time.get("datetime") or _plain(time))


def _post(nodes: list[etree._Element], url: str, seen: datetime) -> ParsedPost:
    node = nodes[0]
    anchor = next(
        (value for one in (node, *node.iter("a")) for value in (one.get("id"), one.get("name"), one.get("data-id")) if value), ""
    )
    heading = next((one for one in node.iter(*HEADINGS) if _plain(one)), None)
    author = next((_plain(one) for one in node.iter() if _signed(one, AUTHOR_SIGN) and 2 < len(_plain(one)) < 60), "")
    when = next((time for time in map(_time_of, nodes) if time is not None), "")
    title = _plain(heading) if heading is not None else ""
    safe = html.clean("".join(_said(one, heading) for one in nodes), url)
    text = "\n\n".join(
        furniture.without_furniture(tuple(part for part in html.to_text(safe).split("\n\n") if part not in (title, author)))
    )
    own = f"{url.split('#')[0]}#{anchor}" if anchor else url
    title = html.one_line(title) or title_from(text)
    return ParsedPost(
        key=identity.post_key(anchor, "", title, text), title=title, url=own, text=text, html=safe, author=author, guid=anchor,
        published=_moment(when, seen),
    )  # fmt: skip


def _signed(node: etree._Element, sign: re.Pattern[str]) -> bool:
    return isinstance(node.tag, str) and any(sign.search(node.get(name) or "") for name in ("class", "rel", "itemprop"))


def _said(node: etree._Element, heading: etree._Element | None) -> str:
    """An update's HTML without its heading, time line and buttons."""
    if node is heading:
        return ""
    out = []
    for child in _contents(node):
        if child is heading or child.tag == "time" or _signed(child, CONTROL_SIGN) or _signed(child, AUTHOR_SIGN):
            continue
        holds_heading = heading is not None and heading in set(child.iter(*HEADINGS))
        out.append(
            _said(child, heading)
            if holds_heading and child is not node
            else etree.tostring(child, encoding="unicode", method="html", with_tail=True)
        )
    return (node.text or "") + "".join(out)


def _contents(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if isinstance(child.tag, str):
            only_time = (
                child.tag in ("header", "div", "p", "span")
                and 0 < len(_plain(child)) < 60
                and next(child.iter("time"), None) is not None
            )
            if not (only_time and next(child.iter(*HEADINGS), None) is None):
                yield child


def _moment(value: str, seen: datetime) -> datetime | None:
    """A full time only: "21:22" alone names no day."""
    return dates.parse(value, seen) if re.search(r"\d{4}", value) else None
