"""What the journeys ask of the world: small Protocols. Each says what it does, may raise, and promises when repeated.

Adapters live in outside/ (and chat/ for Send). Fakes in tests/fakes.py keep the same contract tests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.words import (
    Chunk,
    Failed,
    Fetched,
    NotModified,
    ParsedPost,
    Passage,
    Period,
    Post,
    Source,
    Validators,
    Version,
)

Vectors = NDArray[np.float32]
Clock = Callable[[], datetime]
"""Now, as an aware UTC datetime."""


class Fetch(Protocol):
    """GET one address, guarded: public addresses only, bounded bytes and time, polite per host. Never raises for the
    other side's faults (those are `Failed`). `accept` is the Accept header's value. Safe to repeat."""

    async def __call__(
        self, url: str, validators: Validators = ..., *, accept: str = ...
    ) -> Fetched | NotModified | Failed: ...


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
    """Ask the model for JSON that fits `schema`. Raises ModelTimeout, ModelRefused, ModelNonsense; nothing else.

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
    """Where a search may look: a period and the sources this asker may see. Empty `source_ids` means nothing is visible."""

    source_ids: tuple[int, ...]
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a scope holds."""

    posts: int
    sources: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk found for a question, with what ranking needs. `bm25` is 0 where only the vector found it (higher is better);
    `cosine` is None where the chunk has no vector yet."""

    passage: Passage
    bm25: float
    cosine: float | None


class Posts(Protocol):
    """Posts with all their versions, chunks, vectors and full text: one transaction a call, all or nothing.

    Chunks of a version that is no longer the newest leave the full text and the index; versions stay for ever.
    """

    async def keep(self, source_id: int, post: ParsedPost, seen: datetime) -> tuple[Post, str]:
        """Store what was read. Returns the post and "new", "changed", "unchanged" or "back" (was withdrawn). By (source, key)."""
        ...

    async def chunks_to_make(self, count: int) -> list[Version]:
        """Newest versions that have no chunks yet, oldest first."""
        ...

    async def index(self, made: Sequence[tuple[Chunk, str, str]], model: str, vectors: Vectors) -> None:
        """Store chunks of newest versions with (title terms, body terms) for full text, and their vectors. Replaces older chunks of the same posts."""
        ...

    async def search(self, terms: Sequence[str], scope: Scope, count: int) -> list[tuple[int, float]]:
        """Chunk ids by BM25 (higher is better) over analysed terms (assistant/terms.py), posts inside the scope only, not withdrawn."""
        ...

    async def frequencies(self, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
        """How many chunks there are, and in how many each term stands."""
        ...

    async def candidates(self, ids: Sequence[int], scope: Scope, model: str, vector: Vectors) -> dict[int, tuple[Passage, float | None]]:
        """Passages of these chunks that lie inside the scope, each with its cosine to `vector` (None: no vector stored)."""
        ...

    async def extent(self, scope: Scope) -> Extent: ...

    async def latest(self, scope: Scope, count: int, skip: int = 0) -> list[Post]: ...

    async def by_ids(self, post_ids: Sequence[int]) -> list[Post]: ...

    async def versions(self, post_id: int) -> list[Version]: ...

    async def version_posts(self, version_ids: Sequence[int]) -> dict[int, Post]:
        """The post of each version, carrying exactly that version."""
        ...

    async def withdraw(self, post_id: int, at: datetime) -> None: ...


class Sources(Protocol):
    async def add(self, source: Source) -> Source: ...

    async def all(self) -> list[Source]: ...

    async def visible(self, role: int, chat_id: int) -> list[Source]: ...


class SendParts(Protocol):
    """Put one message into a chat; returns Telegram's message id. Raises the SendError branch."""

    async def __call__(self, chat_id: int, thread_id: int, message: Mapping[str, Any]) -> int: ...


Job = Callable[[Mapping[str, Any]], Awaitable[None]]


class Engine(Protocol):
    """Durable jobs. A job is a registered name, a key and JSON; the same (name, key) runs to its end once, however often it is asked for.

    Jobs run at least once per step: they must be idempotent. A job whose worker died is run again by another.
    """

    def register(self, name: str, job: Job, *, queue: str = "") -> None:
        """Before start. `queue` empty: runs at once in this process; else waits its turn on that queue."""
        ...

    async def start(self, name: str, key: str, payload: Mapping[str, Any]) -> None:
        """Written down when this returns."""
        ...

    async def cancel(self, name: str, key: str) -> None: ...

    async def pending(self, name: str) -> list[str]:
        """Keys of jobs of this name not yet ended."""
        ...
