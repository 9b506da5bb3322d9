"""Posts as they are kept, with their versions, chunks and passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.words.sources import Tier


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
    tier: Tier = "press"  # the source's, as its admins have it now

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
