"""Live blogs to one post an update: from their linked data (LiveBlogPosting), else from the page's own structure (outline.py).

Updates are keyed by the id they have in the linked data, else by their address. An update shown twice (pinned on top) comes once.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from assistant.collect import dates, html, identity, jsonld
from assistant.collect.entry import title_from
from assistant.collect.jsonld import Thing
from assistant.words import Parsed, ParsedPost

UPDATES = ("liveBlogUpdate", "liveBlogUpdates", "blogPosts", "blogPost", "update")
BODY = ("articleBody", "text", "description", "abstract")
ANCHOR = re.compile(r"<(?:a|link)\b([^<>]{1,2000})>(?:((?:(?!</a).){0,200})</a)?", re.IGNORECASE | re.DOTALL)
HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
REL_NEXT = re.compile(r"\brel\s*=\s*[\"']?[^\"'>]*\bnext\b", re.IGNORECASE)
OLDER = re.compile(
    r"\b(?:older|earlier)[\s_-]*(?:posts?|updates?|entries|page|messages)?\b|\bnext[\s_-]*page\b|\bload[\s_-]*(?:more|earlier)"
    r"|ältere|plus anciens|anteriores|"
    r"раніше|ранее|старіші|более ранние",
    re.IGNORECASE,
)
PAGER = re.compile(r"page|older|before|cursor|offset|from|with:block|/p?\d+/?$", re.IGNORECASE)
MOST_UPDATES = 2_000
TWICE = 60  # an update of so many characters, said again word for word, is a pinned copy


def read(markup: str, url: str, seen: datetime, language: str = "") -> Parsed | None:
    """The updates in a page's linked data, in its order; None when it holds no live blog with updates."""
    things = jsonld.things(markup, also="BlogPosting")
    named = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 2}
    blogs = [
        thing
        for thing in things
        if jsonld.is_a(thing, "LiveBlogPosting") or (jsonld.is_a(thing, "Blog") and _updates(thing, named))
    ]
    blog = max(blogs, key=lambda thing: len(_updates(thing, named)), default=None)
    updates = _updates(blog, named) if blog is not None else ()
    if blog is None or not updates:
        # the blog itself was broken beyond mending, but its updates were saved one by one
        saved = tuple(thing for thing in things if jsonld.is_a(thing, "BlogPosting"))
        if "LiveBlogPosting" not in markup or len(saved) < 2:
            return None
        blog, updates = {}, saved
    address = html.absolute(jsonld.said(blog, "url", "mainEntityOfPage", "@id"), url) or url
    title = html.one_line(jsonld.said(blog, "headline", "name"))
    posts = unrepeated(_post(update, title, address, markup, seen) for update in updates)
    return Parsed("liveblog", title or address, posts, url=url, next_url=next_page(markup, url), language=language)


def _updates(blog: Thing, named: dict[str, Thing]) -> tuple[Thing, ...]:
    given = next((values for values in (jsonld.listed(blog.get(name)) for name in UPDATES) if values), ())
    whole = [
        named.get(one["@id"], one) if isinstance(one, dict) and set(one) <= {"@id", "@type"} and one.get("@id") in named else one
        for one in given
    ]
    return tuple(one for one in whole if isinstance(one, dict))


def _post(update: Thing, blog_title: str, address: str, markup: str, seen: datetime) -> ParsedPost:
    guid = jsonld.said(update, "@id", "identifier")
    link = jsonld.said(update, "url") or (guid if identity.is_web(guid) or guid.startswith("#") else "")
    url = (html.absolute(link, address) if link else "") or _anchored(address, guid, markup)
    body = _body(update)
    safe = html.clean(body, address)
    text = html.to_text(safe)
    title = html.one_line(jsonld.said(update, "headline", "name", "alternativeHeadline")) or title_from(text) or blog_title
    # an id that is the blog's own names no update
    own = "" if identity.same_key(guid, address) else guid
    return ParsedPost(
        key=identity.post_key(own, "" if identity.same_key(url, address) else url, title, text),
        title=title, url=url, text=text, html=safe, author=jsonld.people(update), guid=own,
        published=dates.parse(jsonld.said(update, "datePublished", "dateCreated", "uploadDate"), seen),
        updated=dates.parse(jsonld.said(update, "dateModified"), seen),
    )  # fmt: skip


def _body(update: Thing) -> str:
    """The update's text as HTML: plain text with line breaks gets its paragraphs, escaped HTML its tags."""
    body = jsonld.said(update, *BODY)
    if not html.KNOWN_TAG.search(body) and html.ESCAPED_TAG.search(body):
        body = entities.unescape(body)
    return body if html.KNOWN_TAG.search(body) else re.sub(r"\s*\n\s*", "</p><p>", f"<p>{body}</p>") if "\n" in body else body


def _anchored(address: str, guid: str, markup: str) -> str:
    """The blog's address with the anchor of the element whose id carries the update's id."""
    if len(guid) < 4 or identity.is_web(guid):
        return address
    element = re.search(rf"\bid\s*=\s*[\"']?((?:[\w:.-]*[-_:.])?{re.escape(guid)})(?=[\"'\s>])", markup)
    return f"{address.split('#')[0]}#{element[1]}" if element else address


def unrepeated(posts: Iterable[ParsedPost]) -> tuple[ParsedPost, ...]:
    """Updates without pinned copies: one a key, and one of those that say the same at length; different ones of one key are told apart."""
    once: dict[tuple[str, str], ParsedPost] = {}
    for post in islice(posts, MOST_UPDATES):
        once.setdefault((post.key, post.text), post)
    said: dict[tuple[str, str], ParsedPost] = {}
    given = [post for post in once.values() if len(post.text) < TWICE or said.setdefault((post.title, post.text), post) is post]
    keys = identity.apart(tuple((post.key, post.url, post.title, post.text) for post in given))
    return tuple(rekeyed(post, key) for post, key in zip(given, keys, strict=True))


def rekeyed(post: ParsedPost, key: str) -> ParsedPost:
    return ParsedPost(
        key=key, title=post.title, url=post.url, text=post.text, published=post.published, updated=post.updated,
        author=post.author, html=post.html, cut=post.cut, guid=post.guid,
    )  # fmt: skip


def next_page(markup: str, url: str) -> str:
    """The address of a live blog's older updates on the same host; empty when there is none."""
    here = identity.canonical(url)
    for anchor in ANCHOR.finditer(markup):
        attributes, words = anchor[1], re.sub(r"<[^>]*>", " ", anchor[2] or "")
        href = HREF.search(attributes)
        signed = (
            REL_NEXT.search(attributes)
            or (len(words) < 60 and OLDER.search(words))
            or OLDER.search(re.sub(r"href=\S+", "", attributes))
        )
        if not href or not signed:
            continue
        target = html.absolute(entities.unescape(href[1]), url)
        if (
            target
            and identity.canonical(target.split("#")[0]) != here
            and _same_blog(target, url, bool(REL_NEXT.search(attributes)))
        ):
            return target
    return ""


def _same_blog(target: str, url: str, surely: bool) -> bool:
    """Whether an address is another page of the same blog: same host, and the same path or one that only adds a page to it."""
    one, other = (identity.canonical(address).split("#")[0] for address in (target, url))
    if one.split("/")[2:3] != other.split("/")[2:3]:
        return False
    stem = re.sub(r"(/(page[/-])?p?\d+)?$", "", other.split("?")[0])
    return one.startswith(stem) and (surely or bool(PAGER.search(one[len(stem) :])))
