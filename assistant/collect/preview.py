"""The public preview page of a Telegram channel (t.me/s/NAME) to posts: the message, not the quoted reply. Pure.

Keyed by the message's number, so that an edit is a new version and what is missing from between neighbours was deleted. A page shows some
20 messages, oldest first; the link to those before is its next page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from lxml import etree
from lxml import html as lxml_html

from assistant.collect import channel, dates, html
from assistant.collect.channel import Message
from assistant.words import Parsed, ParsedPost

ADDRESS = re.compile(r"^https?://(?:www\.)?(?:t\.me|telegram\.me)/s/([A-Za-z]\w{3,31})(?:[/?#]|$)", re.IGNORECASE)
NUMBER = re.compile(r"^[A-Za-z]\w{3,31}/(\d{1,12})(?:-\d+)?$")
QUOTED = ("tgme_widget_message_reply", "tgme_widget_message_link_preview", "tgme_widget_message_poll", "tgme_widget_message_user")


def is_preview(url: str) -> bool:
    return bool(ADDRESS.match(url))


def read(markup: str, url: str, seen: datetime) -> Parsed | None:
    """The messages with text, newest first; None where the page shows none (a private channel, a group, a person)."""
    name = ADDRESS.match(url)
    try:
        page = lxml_html.fromstring(markup)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if name is None:
        return None
    posts = [post for one in _all(page, "tgme_widget_message") if (post := _post(one, name[1], seen))]
    if not posts:
        return None
    title = next(iter(_texts(page, "tgme_channel_info_header_title")), "") or f"@{name[1]}"
    before = re.search(rf'href="(/s/{re.escape(name[1])}\?before=\d{{1,12}})"', markup, re.IGNORECASE)
    once = {post.key: post for post in posts}
    return Parsed(
        "liveblog", f"{title} (Telegram)", tuple(reversed(once.values())), url=url,
        next_url=html.absolute(before[1], url) if before else "",
    )  # fmt: skip


def _all(element: etree._Element, name: str) -> list[etree._Element]:
    found = element.xpath(".//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} ")
    return list(found)


def _texts(element: etree._Element, name: str) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in _all(element, name)]


def _post(message: etree._Element, name: str, seen: datetime) -> ParsedPost | None:
    numbered = NUMBER.match(message.get("data-post") or "")
    text = _text(message)
    if numbered is None or not text:
        return None
    times = [one.get("datetime") for one in _all(message, "tgme_widget_message_date") for one in one.iter("time")]
    forwarded = next(iter(_texts(message, "tgme_widget_message_forwarded_from_name")), "")
    edited = any(re.search(r"\bedited\b", meta) for meta in _texts(message, "tgme_widget_message_meta"))
    at = dates.parse(times[0] or "", seen) if times else None
    read_as = Message(
        text=text,
        at=at or seen,
        key=numbered[1],
        url=f"https://t.me/{name}/{numbered[1]}",
        edited_at=seen if edited else None,  # when, the page does not say
        origin=f"Forwarded from {forwarded}" if forwarded else "",
    )
    post = channel.read(read_as)
    return replace(post, published=at) if post else None


def _text(message: etree._Element) -> str:
    """Its own text or caption: not that of the message it answers, nor of the page it links to."""
    for one in _all(message, "tgme_widget_message_text"):
        above = {name for parent in one.iterancestors() for name in (parent.get("class") or "").split()}
        own = (one.get("class") or "").split()
        if not above.intersection(QUOTED) and not any("reply" in name for name in own):
            markup = etree.tostring(one, encoding="unicode", with_tail=False)
            return html.to_text(html.clean(markup, "https://t.me/")).strip()
    return ""
