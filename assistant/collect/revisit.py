"""When a cited post is looked at again at its own address, and what is made of it. Pure: times come in as values.

Edits and withdrawals are seen after an item has left its feed: every 15 minutes for 6 hours after it was cited, hourly for 2 days,
then daily, for 7 days in all. A post is withdrawn when its address gives 404 or 410 on two polls an hour apart (issue 3).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from assistant.collect.identity import canonical
from assistant.words import Failed, Post, Source

WATCHED = timedelta(days=7)
PACE = (
    (timedelta(hours=6), timedelta(minutes=15)),
    (timedelta(days=2), timedelta(hours=1)),
    (WATCHED, timedelta(days=1)),
)
"""(so long after it was cited, so often)."""
APART = timedelta(hours=1)


def next_visit(cited: datetime, last: datetime | None, gone_since: datetime | None = None) -> datetime | None:
    """When to look again: from the last citation and the last visit. None: not any more.

    A first visit comes a quarter of an hour after the citation. One that found the address gone is followed by another an hour later.
    """
    since = max(last, cited) if last else cited
    pace = next((every for until, every in PACE if since - cited < until), None)
    if gone_since is not None and last is not None:
        return max(gone_since + APART, last + timedelta(minutes=1))
    if pace is None or since + pace > cited + WATCHED:
        return None
    return since + pace


def is_gone(answer: Failed) -> bool:
    return answer.status in (404, 410) or answer.kind == "gone"


def taken_back(gone_since: datetime | None, now: datetime) -> bool:
    """Whether a second look, an hour or more after the first that found it gone, makes it withdrawn."""
    return gone_since is not None and now - gone_since >= APART


def own_address(post: Post, source: Source) -> str:
    """The address of this post alone, or "": not the source's, no place in a longer page, no front page."""
    try:
        parts = urlsplit(post.url)
    except ValueError:
        return ""
    alone = parts.scheme in ("http", "https") and parts.hostname and not parts.fragment and (parts.path.strip("/") or parts.query)
    return post.url if alone and canonical(post.url) != canonical(source.url) else ""


def is_elsewhere(asked: str, found: str) -> bool:
    """Whether a redirect led to a front page: the text there is not the post's."""
    return canonical(asked) != canonical(found) and not urlsplit(found).path.strip("/")
