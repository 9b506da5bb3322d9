"""What handlers may use: ports and journeys, handed over by the wiring. Nothing here is Telegram's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.chat.incoming import Incoming
from assistant.ports import (
    Alerts,
    Answers,
    Approvals,
    Audit,
    Buttons,
    Clock,
    Deliveries,
    Digests,
    Engine,
    Followings,
    Keep,
    People,
    Posts,
    Sources,
)
from assistant.words import (
    Answer,
    CheckedDraft,
    Digest,
    Failed,
    ParsedPost,
    Passage,
    Post,
    Proven,
    Question,
    Role,
    Source,
    Statements,
    Subscription,
    Timeline,
    Trend,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What an address turned out to be: a source ready to be added, with what an admin wants to see before."""

    source: Source
    posts: tuple[ParsedPost, ...]  # as they stand there now, newest first
    a_day: float  # posts a day, over the span of those with dates; 0 where it cannot be told
    cut: bool  # texts are teasers
    undated: int
    others: tuple[tuple[str, str], ...] = ()  # other feeds behind the same page: (title, address)
    language: str = ""
    repeated: int = 0  # posts that say what another one there says
    copies: tuple[tuple[str, int], ...] = ()  # (outlet, how many of the posts are copies of its, by the archive)


Tell = Callable[[Sequence[Proven], Sequence[Post]], Awaitable[None]]
"""Told all claims that stand so far, with the posts that they cite in the order of their [n]."""


class Ask(Protocol):
    async def __call__(self, question: Question, *, tell: Tell | None = None) -> Answer:
        """By the question's key: asked again, the stored answer comes back. Never raises for want of evidence or of a model. `tell` is told
        the claims that stand while the model still writes."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Ports and journeys by name. `find` looks at an address and stores nothing; `take` reads one page, feed or file once."""

    ask: Ask
    search: Callable[[str, Role, int, int, int, str], Awaitable[Sequence[Passage]]]  # words, role, chat, count, skip, zone
    timeline: Callable[[Question, int], Awaitable[Timeline]]  # the topic as a question, developments to skip from the newest
    brief: Callable[[Question], Awaitable[Answer]]
    quotes: Callable[
        [Question, int], Awaitable[Statements]
    ]  # the person as a question, how many of the first are kept as an answer
    trends: Callable[[Question], Awaitable[tuple[Trend | None, bytes]]]  # None: no post; b"": no picture could be drawn
    check: Callable[[str, Role, int], Awaitable[CheckedDraft]]  # draft, role, chat; raises BadRequest
    digest: Callable[[Subscription, datetime, datetime], Awaitable[Digest]]
    alert: Callable[[Subscription, datetime, datetime], Awaitable[Digest | None]]  # what it would have told; None: nothing
    find: Callable[[str], Awaitable[Found | Failed]]
    follow: Callable[[Source], Awaitable[Source]]  # adds a source and has it read at once
    take: Callable[[str, int], Awaitable[Sequence[tuple[Post, str]] | Failed]]  # address, by whom
    take_file: Callable[[str, str, bytes, int], Awaitable[Sequence[tuple[Post, str]] | Failed]]  # name, type, bytes, by whom
    take_message: Callable[[Incoming, str], Awaitable[Sequence[tuple[Post, str]]]]  # a channel's or forwarded message
    download: Callable[[str], Awaitable[bytes]]  # a Telegram file by its id
    health: Callable[[], Awaitable[Sequence[tuple[str, str]]]]  # what stands how, line by line
    posts: Posts
    sources: Sources
    people: People
    answers: Answers
    digests: Digests
    alerts: Alerts
    approvals: Approvals
    followings: Followings
    deliveries: Deliveries
    buttons: Buttons
    audit: Audit
    keep: Keep
    engine: Engine
    clock: Clock
    zone: str
    admin_ids: tuple[int, ...]
    bot_name: str
    writes_answers: bool
    settings: Mapping[str, str]  # those that bear on answers, by name, for the evidence file; no secrets
    limits: Mapping[str, int]  # questions_a_minute, questions_a_day
    hear: Callable[[bytes, str, int], Awaitable[tuple[str, float]]] | None = (
        None  # a recording, its name, seconds: what is said, its price
    )
