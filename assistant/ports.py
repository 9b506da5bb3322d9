"""What the journeys ask of the world: small Protocols. Each says what it does, may raise, and promises when repeated.

Adapters live in outside/ (and chat/ for Send). Fakes in tests/fakes.py keep the same contract tests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.words import (
    AccessRequest,
    Answer,
    ButtonMade,
    Chat,
    Chunk,
    Delivery,
    DeliveryState,
    Digest,
    Failed,
    Fetched,
    IndexCounts,
    Member,
    Noted,
    NotModified,
    Outcome,
    ParsedPost,
    Passage,
    Period,
    Post,
    Question,
    Role,
    Shown,
    Source,
    StoredAnswer,
    StoredDigest,
    Subscription,
    Tended,
    Validators,
    Version,
    Watch,
)

Vectors = NDArray[np.float32]
Clock = Callable[[], datetime]
"""Now, as an aware UTC datetime."""


class Fetch(Protocol):
    """GET one address, guarded: public addresses only, bounded bytes and time, polite per host. Never raises for the
    other side's faults (those are `Failed`). `accept` is the Accept header's value. Safe to repeat."""

    async def __call__(self, url: str, validators: Validators = ..., *, accept: str = ...) -> Fetched | NotModified | Failed: ...


class Embed(Protocol):
    """Texts to unit vectors, float32, shape (len(texts), dim). An empty text gives a zero row. Raises ModelError (remote only)."""

    @property
    def model(self) -> str: ...

    @property
    def dim(self) -> int: ...

    async def __call__(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's answer, already valid JSON by the schema asked for."""

    data: Mapping[str, Any]
    model: str
    tokens_in: int
    tokens_out: int
    cost: float


class Complete(Protocol):
    """Ask the model for JSON that fits `schema`. Raises ModelTimeout, ModelRefused, ModelNonsense, or ModelError itself where the
    server is away or in trouble; nothing else.

    Obeys our own deadline, whatever Retry-After says.
    """

    @property
    def model(self) -> str: ...

    async def __call__(self, *, system: str, user: str, schema: Mapping[str, Any], name: str) -> Completion: ...


class CountTokens(Protocol):
    """Tokens of a text. `exact` is False where tiktoken's tables cannot be had: then a high estimate (bytes / 3.5)."""

    @property
    def exact(self) -> bool: ...

    def __call__(self, text: str) -> int: ...


class Index(Protocol):
    """Nearest chunks by cosine; a follower of SQL, rebuildable. Ids are chunk ids. Repeating a call changes nothing more.

    Raises StoreError when the store is not usable now (rebuilding, server away): callers go on with full text.
    """

    async def add(self, ids: Sequence[int], vectors: Vectors) -> None: ...

    async def remove(self, ids: Sequence[int]) -> None: ...

    async def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]: ...

    async def size(self) -> int: ...

    async def which(self, ids: Sequence[int]) -> set[int]: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a search may look: a period and the sources this asker may see. Empty `source_ids` means nothing is visible.

    `open_at` set: posts that are under embargo at that time are left out, and a post enters a period when its embargo ends.
    """

    source_ids: tuple[int, ...]
    period: Period = Period()
    open_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a scope holds."""

    posts: int
    sources: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk found for a question, with what ranking needs. `bm25` is 0 where only the vector found it (higher is better);
    `cosine` is None where the chunk has no vector yet. `title` and `body` are its stored terms, one space between them; both empty:
    they are analysed again."""

    passage: Passage
    bm25: float
    cosine: float | None
    title: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A chunk found for a question, not opened yet."""

    chunk_id: int
    post_id: int
    at: datetime
    cosine: float | None


class Posts(Protocol):
    """Posts with all their versions, chunks, vectors and full text: one transaction a call, all or nothing. Raises StoreError.

    Chunks of a version that is no longer the newest leave the full text and the index; versions stay for ever.
    The vector index follows: `index_todo`, apply it (repeating is harmless), `index_done`; killed in between, it is told again.
    """

    async def keep(self, source_id: int, post: ParsedPost, seen: datetime) -> tuple[Post, str]:
        """Store what was read. Returns the post and "new", "changed", "unchanged" or "back" (was withdrawn). By (source, key).

        `published` stays once it is known; characters that databases refuse become U+FFFD, one for one."""
        ...

    async def keep_many(self, source_id: int, posts: Sequence[ParsedPost], seen: datetime) -> list[tuple[Post, str]]:
        """The same for a whole round, in its order and in one transaction. A key twice: one after the other."""
        ...

    async def marks(self, source_id: int, keys: Sequence[str]) -> dict[str, str]:
        """The `ParsedPost.mark` last kept for those of these keys that are known: an equal mark needs no second fetch."""
        ...

    async def akin(self, bands: Sequence[int], since: datetime, until: datetime) -> list[tuple[int, Post]]:
        """(band, post) of posts from around that time that share any of these bands (collect/origins.py)."""
        ...

    async def keep_origins(
        self, bands: Mapping[int, Sequence[int]], origins: Mapping[int, int], merged: Sequence[tuple[int, int]]
    ) -> None:
        """Keep bands and origin (0: its own) of each post; `merged` are origins that are copies themselves: (was, is)."""
        ...

    async def sweep_bands(self, now: datetime) -> None:
        """Forget the bands of posts to which no copy can come any more."""
        ...

    async def chunks_to_make(self, count: int) -> list[Version]:
        """Newest versions that have no chunks yet, oldest first."""
        ...

    async def index(
        self, made: Sequence[tuple[Chunk, str, str]], model: str, vectors: Vectors | None, *, without: Sequence[int] = ()
    ) -> None:
        """Store chunks of newest versions with (title terms, body terms) for full text, and their vectors, row by row.

        Replaces the chunks these posts had: give all chunks of a version in one call, and under `without` the versions that
        have none. Versions that are no longer the newest are left out. `vectors` None: they come later, by `missing_vectors`."""
        ...

    async def missing_vectors(self, model: str, count: int, after: int = 0) -> list[Passage]:
        """Chunks that have no vector of this model, by chunk id, from beyond `after`."""
        ...

    async def add_vectors(self, model: str, ids: Sequence[int], vectors: Vectors) -> None:
        """Vectors for chunks that lack them; those that are gone or have one by now are left out."""
        ...

    async def index_todo(self, model: str, count: int) -> tuple[list[int], Vectors, list[int]]:
        """What the vector index has yet to do: chunk ids to add with their vectors, and chunk ids to remove."""
        ...

    async def index_done(self, model: str, added: Sequence[int], removed: Sequence[int]) -> None:
        """After the index has it. A chunk that changed meanwhile stays to be removed."""
        ...

    async def rebuild(self, model: str) -> None:
        """The vector index was lost: everything is to be added anew."""
        ...

    async def forget(self, model: str) -> None:
        """Drop a model's vectors, when another has taken its place and its collection is gone."""
        ...

    async def counts(self, model: str) -> IndexCounts: ...

    async def search(self, terms: Sequence[str], scope: Scope, count: int) -> list[tuple[int, float]]:
        """Chunk ids by BM25 (higher is better) over analysed terms (assistant/terms.py), posts inside the scope only, not withdrawn."""
        ...

    async def frequencies(self, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many chunks there are, and in how many each term stands."""
        ...

    async def candidates(
        self, ids: Sequence[int], scope: Scope, model: str, vector: Vectors
    ) -> dict[int, tuple[Passage, float | None]]:
        """Passages of these chunks that lie inside the scope, each with its cosine to `vector` (None: no vector stored)."""
        ...

    async def locate(self, ids: Sequence[int], scope: Scope, model: str, vector: Vectors) -> list[Found]:
        """Which posts these chunks are of, where they lie inside the scope, without opening them."""
        ...

    async def open(self, post_ids: Sequence[int], scope: Scope, model: str, vector: Vectors, *, most: int) -> list[Candidate]:
        """The chunks of these posts that lie inside the scope with their stored terms, `bm25` 0; of each post at most `most`, those
        nearest to `vector` and its first."""
        ...

    async def extent(self, scope: Scope) -> Extent: ...

    async def latest(self, scope: Scope, count: int, skip: int = 0) -> list[Post]: ...

    async def by_ids(self, post_ids: Sequence[int]) -> list[Post]: ...

    async def versions(self, post_id: int) -> list[Version]: ...

    async def version_posts(self, version_ids: Sequence[int]) -> dict[int, Post]:
        """The post of each version, carrying exactly that version."""
        ...

    async def withdraw(self, post_id: int, at: datetime) -> None: ...

    async def changes(self, after: int, since: datetime, count: int) -> list[Version]:
        """Versions beyond the first of their posts, by id, from beyond the version id `after`; those a little before it again where
        they were read since then (they may have been committed later)."""
        ...

    async def edits(self, scope: Scope, count: int) -> list[Version]:
        """Versions beyond the first of their posts that were read in the scope's period, newest first."""
        ...

    async def withdrawn(self, scope: Scope, count: int) -> list[Post]:
        """Posts withdrawn in the scope's period, newest first."""
        ...


class Sources(Protocol):
    """What is read again and again, and the memory of its rounds. Raises StoreError."""

    async def add(self, source: Source, *, interval: timedelta | None = None) -> Source:
        """By (kind, url): known already, it comes back as it is; removed, it is read again. Due at once, then at `interval` (None:
        its kind's); files and channels are never due."""
        ...

    async def get(self, source_id: int) -> Source | None: ...

    async def all(self) -> list[Source]:
        """All but the removed."""
        ...

    async def visible(self, role: int, chat_id: int) -> list[Source]:
        """Sources whose posts this asker may see: a subscriber those for all and for this chat, a reporter also those for
        reporters, an admin all, a stranger none. Paused and ended ones too, and removed ones whose posts were kept."""
        ...

    async def tended(self) -> list[Tended]: ...

    async def due(self, now: datetime, count: int) -> list[Tended]:
        """Active sources to be read now, longest due first."""
        ...

    async def remember(self, outcome: Outcome) -> None:
        """After a round, LAST. `moved_to` and `ended` change the source itself. A source that is gone: nothing happens."""
        ...

    async def change(self, source: Source) -> None:
        """Its title, audience, chats and tier."""
        ...

    async def pause(self, source_id: int) -> None: ...

    async def resume(self, source_id: int, now: datetime) -> None:
        """A paused, ended or removed one: due at once, its failures forgotten."""
        ...

    async def remove(self, source_id: int, at: datetime, *, keep_posts: bool = True) -> None:
        """Reads it no more. Its posts stay searched, or are hidden at once and erased by `erase`; `resume` undoes it until then."""
        ...

    async def erase(self, before: datetime) -> int:
        """Delete the posts of sources removed before, save the versions that an answer or digest cites. Returns how many posts."""
        ...


class Keep(Protocol):
    """What the product remembers of itself: JSON by name (the embedding model in use, Telegram's offset ...). Raises StoreError."""

    async def get(self, name: str) -> Any:
        """None when nothing is kept under that name."""
        ...

    async def put(self, name: str, value: Any, at: datetime) -> None: ...


class People(Protocol):
    """Who may what, by numeric id. Raises StoreError. Everything may be repeated."""

    async def role_of(self, user_id: int, chat_id: int, *, private: bool, admin_ids: Sequence[int]) -> Role:
        """The higher of his own role and, in a group, that group's."""
        ...

    async def chat(self, chat_id: int) -> Chat | None: ...

    async def chats(self) -> list[Chat]: ...

    async def see_chat(self, chat_id: int, kind: str, title: str) -> Chat:
        """It wrote to us: known from now on, and not blocked (any more)."""
        ...

    async def tune_chat(
        self, chat_id: int, *, zone: str | None = None, language: str | None = None, settings: Mapping[str, Any] | None = None
    ) -> None:
        """What is given is changed; `settings` are merged by name."""
        ...

    async def grant_chat(self, chat_id: int, role: Role) -> None:
        """Its members' role there; STRANGER takes it away. Raises BadRequest for ADMIN."""
        ...

    async def block_chat(self, chat_id: int, at: datetime) -> None:
        """It does not want us: nothing is sent there until it writes again (see_chat) or `unblock_chat`."""
        ...

    async def unblock_chat(self, chat_id: int) -> None: ...

    async def migrate_chat(self, old: int, new: int) -> None:
        """The group has a new id: its role, settings, sources, subscriptions, memory, questions, buttons and open deliveries move."""
        ...

    async def member(self, user_id: int) -> Member | None: ...

    async def members(self) -> list[Member]: ...

    async def grant(self, user_id: int, role: Role, *, name: str, by: int, at: datetime) -> None: ...

    async def revoke(self, user_id: int) -> bool:
        """Whether he had a role. Invites that he made and nobody used are void too."""
        ...

    async def invite(self, role: Role, *, by: int, at: datetime, expires_at: datetime) -> str:
        """A single-use token of 128 bits; only its hash is kept. Raises BadRequest for ADMIN and STRANGER."""
        ...

    async def use_invite(self, token: str, user_id: int, name: str, now: datetime) -> Role | None:
        """The role it gave. Once; the same person again gets the same answer. None: unknown, used by another or expired."""
        ...

    async def request_access(self, user_id: int, chat_id: int, name: str, at: datetime) -> bool:
        """True when the admins are to be asked: not while a request of his is open, nor within a day of a denial."""
        ...

    async def decide_access(self, user_id: int, role: Role, *, by: int, at: datetime) -> AccessRequest | None:
        """Approve with a role, or deny with STRANGER. None: nothing was open any more."""
        ...

    async def access_requests(self) -> list[AccessRequest]:
        """Those open, oldest first."""
        ...


class Audit(Protocol):
    """Who did what: lines are added, never changed."""

    async def note(self, line: Noted) -> None: ...

    async def latest(self, count: int) -> list[Noted]: ...


class Answers(Protocol):
    """Questions and what they came to, tied to the versions cited. Raises StoreError."""

    async def ask(self, question: Question) -> None:
        """Write a question down, by its key, before it is answered."""
        ...

    async def end(self, key: str, state: Literal["cancelled", "failed"]) -> None:
        """An open question that gets no answer."""
        ...

    async def open_questions(self) -> list[Question]: ...

    async def asked(self, user_id: int, since: datetime) -> list[Question]:
        """What this person has asked since then, anywhere, oldest first, whatever became of it."""
        ...

    async def store(self, answer: Answer, at: datetime) -> Answer:
        """Keep it under its question's key, and return it with its id. A key that has an answer keeps the first: look with `by_key`
        before answering again."""
        ...

    async def by_key(self, key: str) -> StoredAnswer | None: ...

    async def get(self, answer_id: int) -> StoredAnswer | None: ...

    async def turns(self, chat_id: int, thread_id: int, user_id: int, count: int, since: datetime) -> list[StoredAnswer]:
        """The last answered questions of that conversation, oldest first."""
        ...

    async def citing(self, post_id: int) -> tuple[list[int], list[int]]:
        """Ids of the answers and of the digests that cite any version of this post."""
        ...

    async def between(self, since: datetime, until: datetime) -> list[int]:
        """Ids of the answers given in that time."""
        ...

    async def cited_since(self, since: datetime) -> list[tuple[int, datetime]]:
        """(post id, when it was last cited by an answer or digest) of the posts cited since then."""
        ...

    async def link(self, chat_id: int, message_id: int, *, answer_id: int = 0, digest_id: int = 0) -> None:
        """This Telegram message carries that answer or digest."""
        ...

    async def linked(self, chat_id: int, message_id: int) -> tuple[int, int]:
        """(answer id, digest id) that a message carries; 0 for none."""
        ...

    async def messages_of(self, *, answer_id: int = 0, digest_id: int = 0) -> list[tuple[int, int]]:
        """(chat id, message id) of the messages that carry it, in order."""
        ...

    async def watch(self, answer_id: int, at: datetime) -> None:
        """Its asker wants to be told when there is evidence."""
        ...

    async def watches(self) -> list[Watch]:
        """Those not told yet."""
        ...

    async def told(self, watch_id: int, at: datetime) -> None: ...


class Digests(Protocol):
    """Subscriptions, digests, and what each chat has had. Raises StoreError."""

    async def subscribe(self, subscription: Subscription, at: datetime) -> Subscription:
        """A new one (id 0), or a changed one."""
        ...

    async def subscription(self, subscription_id: int) -> Subscription | None: ...

    async def of_chat(self, chat_id: int) -> list[Subscription]: ...

    async def subscriptions(self) -> list[Subscription]:
        """All to be served: not ended, not paused, the chat not blocked."""
        ...

    async def unsubscribe(self, subscription_id: int, at: datetime) -> None: ...

    async def slots(self) -> dict[int, datetime]:
        """The last slot that has a digest, by subscription."""
        ...

    async def store(self, digest: Digest, key: str = "") -> Digest:
        """Keep it, and return it with its id. Once per subscription and slot, or once per `key` when it was asked for; there
        already, the first stays and its id comes back."""
        ...

    async def by_key(self, key: str) -> StoredDigest | None:
        """The key is what was given to `store`, or `digest_key(subscription, slot)`."""
        ...

    async def get(self, digest_id: int) -> StoredDigest | None: ...

    async def unplanned(self, since: datetime) -> list[Digest]:
        """Digests of slots, made since then, for which nothing was written down to be sent: only their heads, without items."""
        ...

    async def told(self, digest_id: int, at: datetime) -> None:
        """It was sent: what it showed is the chat's memory from now on."""
        ...

    async def between(self, since: datetime, until: datetime) -> list[int]:
        """Ids of the digests that end in that time."""
        ...

    async def memory(self, chat_id: int, thread_id: int, since: datetime) -> list[Shown]:
        """What this chat has had in digests since then: for each post the version it had last."""
        ...


class Deliveries(Protocol):
    """One row for each message to send. Raises StoreError. States: due -> sending -> sent, refused, not_sent or dropped."""

    async def plan(self, rows: Sequence[Delivery]) -> list[Delivery]:
        """Write them down; a key that has rows keeps those. Returns all rows of these keys as they stand, in order."""
        ...

    async def of(self, key: str) -> list[Delivery]: ...

    async def open(self, key: str) -> list[Delivery]:
        """Its rows that are due or in doubt (sending when we were killed), in order."""
        ...

    async def sending(self, delivery_id: int) -> None: ...

    async def sent(self, delivery_id: int, message_id: int, at: datetime) -> None: ...

    async def refused(self, delivery_id: int, reason: str) -> None:
        """Telegram did not take it, for good."""
        ...

    async def drop(self, key: str, reason: str) -> int:
        """Its open rows are not wanted any more. Returns how many."""
        ...

    async def refuse_chat(self, chat_id: int, reason: str) -> int:
        """All open rows of a chat that does not want us. Returns how many."""
        ...

    async def all_open(self, before: datetime) -> list[Delivery]:
        """Due before, of all chats, oldest first: at start each key gets a job."""
        ...

    async def latest(self, count: int, state: DeliveryState | None = None) -> list[Delivery]: ...

    async def tally(self, since: datetime) -> dict[DeliveryState, int]: ...


class Buttons(Protocol):
    """Opaque tokens under messages, of at most 64 bytes. Raises StoreError."""

    async def make(self, action: str, payload: Mapping[str, Any], *, chat_id: int, user_id: int, expires_at: datetime) -> str:
        """A new token. `user_id` 0: anyone who may read that chat's answers; `chat_id` 0: in any chat."""
        ...

    async def get(self, token: str, now: datetime) -> ButtonMade | None:
        """None when it is unknown or has expired."""
        ...

    async def sweep(self, now: datetime) -> int:
        """Forget the expired. Returns how many."""
        ...


class SendParts(Protocol):
    """Put one message into a chat; returns Telegram's message id. Raises the SendError branch."""

    async def __call__(self, chat_id: int, thread_id: int, message: Mapping[str, Any]) -> int: ...


Job = Callable[[Mapping[str, Any]], Awaitable[None]]
JobState = Literal["", "waiting", "running", "done", "failed", "cancelled"]
"""What has become of a job; "" was never asked for (or is swept)."""


@dataclass(frozen=True, slots=True)
class Retry:
    """How a job that raises is tried again: `attempts` in all, `pause` seconds before the second, each next pause `factor` times
    longer, `limit` seconds for one attempt. What another attempt cannot cure (BadRequest, Rejected ...) ends it."""

    attempts: int = 4
    pause: float = 1.0
    factor: float = 4.0
    limit: float = 900.0


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` starts in any `seconds`, over all workers together."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was given up: its last error in words."""

    key: str
    reason: str
    at: datetime


class Engine(Protocol):
    """Durable jobs. A job is a registered name, a key and JSON; the same (name, key) runs to its end once.

    Jobs run at least once per step: they must be idempotent. A job whose worker died is run again, by the same worker when it is
    back or by another. A job that raises is tried again (`Retry`), then kept as failed. Raises StoreError when the engine's
    database cannot be used, BadRequest for a name, key, payload, cron or zone that cannot be.
    """

    def declare(self, queue: str, *, at_once: int = 8, rate: Rate | None = None) -> None:
        """A queue, before launch: `at_once` jobs per worker."""
        ...

    def register(self, name: str, job: Job, *, queue: str = "", retry: Retry = ...) -> None:
        """Before launch. `queue` empty: runs at once in this process; else waits its turn on that declared queue."""
        ...

    async def launch(self) -> None:
        """Takes up the jobs left unfinished and starts the schedules. Raises InUse when this worker's name is running already."""
        ...

    async def close(self, grace: float = 5.0) -> None:
        """Gives running jobs `grace` seconds, then stops them: they run again after the next launch."""
        ...

    async def start(self, name: str, key: str, payload: Mapping[str, Any], *, group: str = "", number: int = 0) -> None:
        """Written down when this returns. Jobs of one `group` (of any name) run one at a time, the lowest `number` first."""
        ...

    async def cancel(self, name: str, key: str) -> None:
        """Stops it if it waits or runs; a later start of the same key does nothing. Unknown or ended: nothing happens."""
        ...

    async def state(self, name: str, key: str) -> JobState: ...

    async def pending(self, name: str) -> list[str]:
        """Keys of jobs of this name not yet ended, oldest first."""
        ...

    async def failed(self, name: str) -> list[FailedJob]:
        """Jobs of this name that were given up, oldest first; `again` runs one once more."""
        ...

    async def again(self, name: str, key: str) -> None:
        """Runs a failed or cancelled job once more under its key; anything else stays as it is."""
        ...

    async def revive(self, name: str, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
        """For start-up, when the app's tables hold work: sees that each (key, payload) has a live or finished job. Returns how
        many it started or ran again. So the loss of the engine's own file loses nothing."""
        ...

    async def schedule(
        self, schedule: str, name: str, cron: str, *, zone: str = "UTC", payload: Mapping[str, Any] | None = None
    ) -> None:
        """Create or replace. Each slot of the cron line starts job `name` with key "schedule@slot" and the payload with "slot"
        added (the scheduled time, UTC, ISO), once over all workers, up to 10 s late. Slots while no worker ran are not made up for."""
        ...

    async def unschedule(self, schedule: str) -> None: ...

    async def schedules(self) -> list[str]: ...

    def every(self, name: str, seconds: float) -> None:
        """Before launch: a tick. Job `name` is started with the slot as key and {"slot": ISO} at launch and at each multiple of
        `seconds`; a tick is left out while an earlier one has not ended. Once over all workers."""
        ...

    async def sweep(self, older_than: timedelta) -> int:
        """Forgets jobs that ended before; the same key then runs again. Returns how many. Done daily with 48 hours."""
        ...
