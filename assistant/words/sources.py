"""Sources, and what comes from them: fetched, parsed, remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SourceKind = Literal["feed", "liveblog", "page", "channel", "file"]
SourceState = Literal["active", "paused", "ended", "removed"]
Audience = Literal["all", "reporters", "chats"]
Tier = Literal["official", "agency", "own", "press", "social"]


@dataclass(frozen=True, slots=True)
class Source:
    """Something that is read again and again. `url` is the address or path; show it only through `shown_url`."""

    id: int
    kind: SourceKind
    url: str
    title: str
    state: SourceState = "active"
    audience: Audience = "all"
    chats: tuple[int, ...] = ()
    tier: Tier = "press"
    added_at: datetime | None = None
    reads_from: datetime | None = None  # posts published before are not kept
    news_from: datetime | None = None  # posts published before are kept as old: never new in a digest, no cause of an alert


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional GET sends back: taken from the last answer, remembered only after its posts are kept."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Tended:
    """A source with the memory of its rounds."""

    source: Source
    validators: Validators
    interval: timedelta
    next_due: datetime | None  # None: it is not read by itself
    failures: int  # in a row
    last_error: str
    last_ok: datetime | None
    last_new: datetime | None
    removed_at: datetime | None = None
    skip_hours: tuple[int, ...] = ()  # of the week in UTC (0: Monday, midnight to one), in which it asks not to be read
    moving_to: str = ""  # where its last good readings were permanently redirected to
    moving_times: int = 0  # in a row, to that one place
    undated: bool = False  # none of its posts has a date, neither listed nor on its page


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to remember of a source's round: LAST, after its posts are kept. `error` empty: it went well."""

    source_id: int
    at: datetime
    next_due: datetime | None
    new: int = 0
    error: str = ""
    validators: Validators | None = None  # None: leave those that are remembered
    interval: timedelta | None = None
    moved_to: str = ""
    ended: bool = False
    skip_hours: tuple[int, ...] | None = None  # None: leave those that are remembered
    moving_to: str = ""
    moving_times: int = 0
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body: decoded bytes, already bounded. `url` is where it was found after redirects."""

    url: str
    content_type: str
    body: bytes
    validators: Validators = Validators()
    moved_to: str = ""  # only when every redirect on the way was permanent (301, 308)
    fresh_for: timedelta | None = None  # from Cache-Control or Retry-After


@dataclass(frozen=True, slots=True)
class NotModified:
    url: str
    fresh_for: timedelta | None = None
    moved_to: str = ""  # as in Fetched


FailureKind = Literal["refused", "unreachable", "timeout", "too_large", "status", "gone", "wrong_type", "busy", "robots", "parse"]


@dataclass(frozen=True, slots=True)
class Failed:
    """A source or item that could not be read: an expected failure, as a value. `reason` is a sentence for people."""

    url: str
    kind: FailureKind
    reason: str
    status: int = 0
    retry_after: timedelta | None = None


DocumentKind = Literal["feed", "liveblog", "page", "text"]


@dataclass(frozen=True, slots=True)
class ParsedPost:
    """A post as a document gives it, before we know whether it is new.

    `key` names it within its source for ever (guid, permalink, update id, or heading hash: collect/identity says which).
    `text` is clean plain text, paragraphs separated by one blank line, without the title.
    """

    key: str
    title: str
    url: str
    text: str
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    html: str = ""
    cut: bool = False  # the text is a teaser or a paywall stub, not the whole
    guid: str = ""  # the id as the outlet gave it; `key` is its comparable form
    mark: str = ""  # a hash of the item as its source listed it, where the text was fetched elsewhere (Posts.marks)
    language: str = ""
    paid: bool = False  # its page shows only the beginning to those who do not pay


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document read: `posts` in the document's order. `complete` says the list has no second page (`next_url`)."""

    kind: DocumentKind
    title: str
    posts: tuple[ParsedPost, ...]
    url: str = ""
    next_url: str = ""
    language: str = ""
    skip_hours: tuple[int, ...] = ()  # of the week in UTC (0: Monday, midnight to one): RSS 2.0, skipHours and skipDays
    fresh_for: timedelta | None = None  # how long a feed asks to be left alone (RSS 2.0, ttl)
    every: timedelta | None = None  # how often a feed says that it changes (RSS 1.0 syndication module)
