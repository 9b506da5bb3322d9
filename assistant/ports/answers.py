"""Questions and what they came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from assistant.ports.index import Edge
from assistant.words import Answer, Proven, Question, StoredAnswer, Watch


@dataclass(frozen=True, slots=True)
class Mark:
    """What makes a question the same as another (ask/sameness.py), and how far the archive had come."""

    sameness: str
    edge: Edge


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
        """What this person has asked since then, anywhere, oldest first, whatever became of it; not what we asked again for him (AGAIN)."""
        ...

    async def store(self, answer: Answer, at: datetime, mark: Mark | None = None) -> Answer:
        """Keep it under its question's key, and return it with its id. A key that has an answer keeps the first: look with `by_key`
        before answering again. With a `mark` it may be shown again for the same question (`like`)."""
        ...

    async def store_sides(self, answer_id: int, sides: Sequence[Proven]) -> None:
        """Sentences of its passages that are shown beside an answer's claims; those that it has already are left as they are."""
        ...

    async def like(self, sameness: str) -> tuple[StoredAnswer, Edge] | None:
        """The newest answer with that mark, and the edge of the archive it was given at."""
        ...

    async def by_key(self, key: str) -> StoredAnswer | None: ...

    async def get(self, answer_id: int) -> StoredAnswer | None: ...

    async def turns(self, chat_id: int, thread_id: int, user_id: int, count: int, since: datetime) -> list[StoredAnswer]:
        """The last answered questions of that conversation, oldest first; not those that we asked again for him (AGAIN)."""
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
