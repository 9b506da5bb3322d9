"""The nouns of the newsroom, frozen. Floor 0: imports nothing of ours.

All times are aware UTC datetimes. All offsets are code points into the text they name.
Ids are ours (integers from SQL); keys are the outside's (what makes a thing the same thing when it is seen again).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

# --- sources and what comes from them -------------------------------------------------------------------------

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
    skip_hours: tuple[int, ...] = ()  # of the day in UTC, in which it asks not to be read
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
    skip_hours: tuple[int, ...] = ()  # of the day in UTC, in which a feed asks not to be read (RSS 2.0, skipHours)


# --- posts, kept ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a post; rows never change. `hash` is the SHA-256 (hex) of title + "\\n" + text in UTF-8."""

    id: int
    post_id: int
    number: int
    title: str
    text: str
    hash: str
    first_seen: datetime
    author: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post with one of its versions (the newest unless said otherwise)."""

    id: int
    source_id: int
    outlet: str  # the source's title
    key: str
    url: str
    version: Version
    first_seen: datetime
    published: datetime | None = None
    withdrawn_at: datetime | None = None
    origin_id: int = 0  # the post that this one is a copy of; 0: it is no copy
    old: bool = False  # it was there before its source was added: nothing new
    paid: bool = False  # only the beginning is free to read
    embargo_until: datetime | None = None

    @property
    def origin(self) -> int:
        """The post that first told this text: copies of one text share it."""
        return self.origin_id or self.id

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def text(self) -> str:
        return self.version.text

    @property
    def at(self) -> datetime:
        """The time to order by: published, else first seen."""
        return self.published or self.first_seen


@dataclass(frozen=True, slots=True)
class Chunk:
    """A slice of a version that is embedded and indexed: `version.text[start:end]`. Id 0 means not stored yet."""

    id: int
    version_id: int
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk of a post, found for a question: `text == post.text[start:end]`. `score` is the ranking's, higher is better."""

    chunk_id: int
    post: Post
    start: int
    end: int
    score: float = 0.0

    @property
    def text(self) -> str:
        return self.post.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of a stored version, shown verbatim: `start:end` counts in the post's title or text. May be shown without the gate."""

    post: Post
    start: int
    end: int
    part: Literal["title", "text"] = "text"

    @property
    def text(self) -> str:
        return (self.post.title if self.part == "title" else self.post.text)[self.start : self.end]


@dataclass(frozen=True, slots=True)
class IndexCounts:
    """What SQL holds and what its followers have yet to do: full text has chunks; the vector index, vectors - to_add + to_remove."""

    posts: int
    versions: int
    to_make: int  # posts whose newest version has no chunks yet
    chunks: int
    full_text: int
    vectors: int
    to_add: int
    to_remove: int


# --- claims ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim run of a cited version, by offsets. `part` says whether `start:end` counts in its title or its text."""

    version_id: int
    start: int
    end: int
    text: str
    part: Literal["title", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that wants to reach a reader, with quotes as text (a writer knows no offsets); unproven.

    `quotes` are (post number in the list shown to the writer from 1, text). None at all: the gate looks for support.
    """

    text: str
    quotes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proven:
    """A claim that stands: `text` may be shown, `quotes` prove it. Only gate/ makes one (tests/test_floors.py holds that).

    `original` is set where `text` is a translation: the verbatim sentence shown beside it.
    """

    text: str
    quotes: tuple[Quote, ...]
    original: str = ""


# --- questions and answers ------------------------------------------------------------------------------------


class Role(enum.IntEnum):
    STRANGER = 0
    SUBSCRIBER = 1
    REPORTER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where: decides which sources may be searched. The console is an ADMIN in chat 0."""

    user_id: int = 0
    chat_id: int = 0
    thread_id: int = 0
    role: Role = Role.ADMIN


@dataclass(frozen=True, slots=True)
class Period:
    """Half open [since, until); None is unbounded. `words` is how the asker put it."""

    since: datetime | None = None
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as it arrived. `key` makes asking idempotent (the update's id, or a fresh id at the console)."""

    key: str
    text: str
    asked_at: datetime
    zone: str = "UTC"
    asker: Asker = field(default_factory=Asker)
    all_time: bool = False  # the asker pressed "all time": read no period from the words
    newest_first: bool = False
    follows: int = 0  # id of the older answer that this continues (a reply to it); 0: the last one of the conversation


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an answer came to be: what was understood, searched and found, and what it cost."""

    period: Period = Period()
    sources: int = 0  # sources searched
    posts: int = 0  # posts searched
    newest: datetime | None = None  # time of the newest post searched
    asked_as: str = ""  # the question after follow-up words were resolved, where it differs
    only_sources: tuple[str, ...] = ()
    ill_sources: tuple[str, ...] = ()
    written_by: str = ""  # the model's name; empty when extracted
    note: str = ""  # why there is no model's answer, in words
    dropped: int = 0  # claims that fell at the gate
    repaired: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0  # in the currency of the price settings (dollars)
    seconds: float = 0.0
    prompt: str = ""  # hash of the prompt file that the model was asked with
    embedded_by: str = ""  # the model whose vectors were searched


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question came to. No claims: declined, and `passages` are only the nearest posts.

    `posts` are those the claims cite, in the order of their [n]; `id` is 0 until stored.
    """

    question: Question
    claims: tuple[Proven, ...]
    posts: tuple[Post, ...]
    passages: tuple[Passage, ...]
    receipt: Receipt
    id: int = 0
    disagreements: tuple[Disagreement, ...] = ()  # on what was asked, among the passages; found anew whenever it is shown


# --- stories, digests, subscriptions ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Story:
    """One event: the posts that tell it, oldest first. `id` stays while posts join."""

    id: str
    posts: tuple[Post, ...]

    @property
    def latest(self) -> Post:
        return self.posts[-1]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A promise to deliver: `times` are local "HH:MM" in `zone`; `weekdays` 0 is Monday."""

    id: int
    chat_id: int
    thread_id: int = 0
    times: tuple[str, ...] = ("08:00",)
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    zone: str = "UTC"
    topics: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    source_ids: tuple[int, ...] = ()
    length: Literal["headlines", "short", "full"] = "short"
    quiet: tuple[str, str] | None = None  # local "HH:MM" to "HH:MM", may cross midnight
    silent_when_empty: bool = False
    paused: bool = False
    made_by: int = 0
    made_at: datetime | None = None


Mark = Literal["new", "updated", "corrected"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a chat has already had: a story with its newest version of each post at that time."""

    story_id: str
    post_id: int
    version_id: int


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One story of a digest: the headline is `post`'s own title, the claims are proven, `posts` are those cited, in the order of their [n].

    `origins` counts independent origins (copies of one agency text count once). `before` is the older version that a
    corrected item corrects.
    """

    story_id: str
    mark: Mark
    post: Post
    claims: tuple[Proven, ...]
    posts: tuple[Post, ...]
    origins: int = 1
    before: Version | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What a subscription (id 0: asked for now) gets for one slot. `shown` is to be remembered once it is sent."""

    chat_id: int
    since: datetime
    until: datetime
    items: tuple[DigestItem, ...]
    zone: str = "UTC"
    thread_id: int = 0
    subscription_id: int = 0
    slot: datetime | None = None
    late: bool = False
    searched: int = 0  # posts looked through
    more: int = 0  # stories that did not fit
    shown: tuple[Shown, ...] = ()
    id: int = 0


# --- what was said, loaded again ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as it was stored. Not `Proven`: the gate proves it again before it is shown."""

    text: str
    quotes: tuple[Quote, ...]
    original: str = ""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """`answer` as it was, its claims left out; `claims` are what they were. Posts carry the versions that were cited."""

    answer: Answer
    claims: tuple[StoredClaim, ...]
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class StoredDigest:
    """`digest` as it was, its items without their claims; `claims[i]` are those of `items[i]`. `told_at`: when it was sent."""

    digest: Digest
    claims: tuple[tuple[StoredClaim, ...], ...]
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody wants to be told when there is evidence for a question."""

    id: int
    question: Question
    made_at: datetime


# --- people ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat, group or channel. `role` is what an admin granted to its members, there."""

    id: int
    kind: str = ""
    title: str = ""
    role: Role = Role.STRANGER
    zone: str = ""  # empty: the newsroom's
    language: str = ""
    blocked_at: datetime | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    user_id: int
    role: Role
    name: str
    granted_by: int
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """A stranger asked the admins for access."""

    user_id: int
    chat_id: int
    name: str
    asked_at: datetime
    state: Literal["open", "approved", "denied"] = "open"
    decided_by: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of the audit."""

    at: datetime
    actor: int
    action: str
    detail: str = ""


# --- what goes out and comes back -----------------------------------------------------------------------------

DeliveryState = Literal["due", "sending", "sent", "refused", "not_sent", "dropped"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to send: part `part` of `key` ("update:123", "digest:55"). `message` is JSON, the sender's own."""

    key: str
    part: int
    chat_id: int
    message: Mapping[str, Any]
    due_at: datetime
    thread_id: int = 0
    late: bool = False
    id: int = 0
    state: DeliveryState = "due"
    sent_at: datetime | None = None
    message_id: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class ButtonMade:
    """What an opaque token under a message stands for. `user_id` 0: anyone who may read the chat's answers; `chat_id` 0: anywhere."""

    token: str
    action: str
    payload: Mapping[str, Any]
    chat_id: int
    user_id: int
    expires_at: datetime


# --- drafts, checked ------------------------------------------------------------------------------------------

CheckVerdict = Literal["supported", "contradicted", "partly", "not found", "opinion"]
CheckKind = Literal["number", "unit", "date", "name", "negation", "direction", "quote"]


@dataclass(frozen=True, slots=True)
class CheckMark:
    """What a draft has otherwise than a post, at `start:end` of the draft. `instead`: the post's own word; empty: it has none there."""

    kind: CheckKind
    start: int
    end: int
    instead: str = ""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a draft, `start:end` of it; `found` are the sentences of posts that it was held against, best first."""

    start: int
    end: int
    verdict: CheckVerdict
    marks: tuple[CheckMark, ...] = ()
    found: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A reporter's own words, foreign to us: never shown as proven. `unread` sentences at the end were too many to be looked at."""

    text: str
    sentences: tuple[CheckedSentence, ...]
    unread: int = 0


# --- disagreement ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Side:
    """Who says what: the sentence, verbatim, and the figure as it stands there."""

    excerpt: Excerpt
    value: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Different values for one quantity, oldest first; never averaged. A revision is one source's figure changing over time."""

    kind: Literal["conflict", "revision"]
    quantity: str
    sides: tuple[Side, ...]
