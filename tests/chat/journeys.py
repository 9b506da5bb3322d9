"""What the room's desk is bound to in place of the wiring: sample posts, and journeys one can explain in a sentence.

Sentences are made by the real gate from the real archive; only finding and choosing are simple.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from assistant.chat.desk import Found, Tell
from assistant.chat.incoming import Incoming
from assistant.check.journey import check
from assistant.filters import wants
from assistant.gate import Stands, excerpt, prove
from assistant.gate.again import answer_again
from assistant.outside.database import Database
from assistant.ports import Clock, Scope
from assistant.sentences import sentences
from assistant.words import (
    Answer,
    CheckedDraft,
    Claim,
    Digest,
    DigestItem,
    Failed,
    ParsedPost,
    Passage,
    Period,
    Post,
    Proven,
    Question,
    Receipt,
    Role,
    Shown,
    Source,
    Subscription,
)

MEMORY = timedelta(days=14)

BRIDGE = ParsedPost(
    "bridge",
    "Old bridge closed after crack",
    "https://gazette.example/bridge",
    "Engineers closed the old bridge at noon. It carries 4,000 cars a day.\n\nRepairs take three weeks, the mayor said.",
    author="Ada Quill",
)
FERRY = ParsedPost(
    "ferry",
    "Ferry runs twice as often",
    "https://gazette.example/ferry",
    "The ferry runs every ten minutes from today. The harbour office told www.lakeside.example and @harbour_office.",
)
FLOOD = ParsedPost(
    "flood",
    "River Tide floods two streets",
    "https://gazette.example/flood",
    "The River Tide flooded Mill Lane and Quay Street on Tuesday. Forty houses were emptied, the fire service said.",
)


@dataclass
class Journeys:
    """Stand-ins for what the wiring binds. Tests set what comes back, and see what was asked for."""

    database: Database
    clock: Clock
    asked: list[Question] = field(default_factory=list)
    previous: list[list[str]] = field(default_factory=list)  # the earlier turns that each question was read after
    hold: asyncio.Event | None = None  # answers wait for it
    told_meanwhile: Sequence[tuple[Sequence[Proven], Sequence[Post]]] = ()  # claims that stand before the answer is there
    found: Found | Failed | None = None  # what an address turns out to be
    read: Sequence[tuple[Post, str]] | Failed = ()  # what reading a page, file or message once comes to
    taken: list[tuple[str, str, int]] = field(default_factory=list)  # (how, what, by whom)
    health: Sequence[tuple[str, str]] = (("Database", "well"), ("Engine", "well"))

    async def ask(self, question: Question, *, tell: Tell | None = None) -> Answer:
        """Quotes the first sentence that holds a word of five letters or more of the question, from each of the newest three such posts."""
        answers, now = self.database.answers, self.clock()
        if stored := await answers.by_key(question.key):
            return answer_again(stored)
        await answers.ask(question)
        self.asked.append(question)
        who = question.asker
        chat = await self.database.people.chat(who.chat_id)
        begun = datetime.fromisoformat(
            (chat.settings if chat else {}).get(f"new:{who.thread_id}:{who.user_id}", "2000-01-01T00:00+00:00")
        )
        turns = await answers.turns(who.chat_id, who.thread_id, who.user_id, 3, begun)
        self.previous.append([turn.answer.question.text for turn in turns])
        if tell is not None:
            for claims, posts in self.told_meanwhile:
                await tell(claims, posts)
                await asyncio.sleep(0.01)
        if self.hold:
            await self.hold.wait()
        everywhere = await self.posts(who.role, who.chat_id)
        found = _matching(question.text, everywhere)
        verdicts = [prove(Claim(p.text, ((n, p.text),)), [p.post for p in found]) for n, p in enumerate(found, 1)]
        claims = tuple(v.proven for v in verdicts if isinstance(v, Stands))[:3]
        cited = {quote.version_id for claim in claims for quote in claim.quotes}
        period = (
            Period()
            if question.all_time or "overnight" not in question.text
            else Period(now - timedelta(hours=12), None, "overnight")
        )
        receipt = Receipt(period=period, sources=1, posts=len(everywhere), newest=max((p.at for p in everywhere), default=None))
        near = tuple(found) or tuple(Passage(0, p, 0, min(80, len(p.text))) for p in everywhere[:3])
        posts = tuple(p.post for p in found if p.post.version.id in cited)
        return await answers.store(Answer(question, claims, posts, near, receipt), now)

    async def posts(self, role: int, chat_id: int) -> list[Post]:
        sources = await self.database.sources.visible(role, chat_id)
        return await self.database.posts.latest(Scope(tuple(s.id for s in sources)), 100)

    async def search(self, words: str, role: Role, chat_id: int, count: int, skip: int, zone: str) -> Sequence[Passage]:
        return _matching(words, await self.posts(role, chat_id))[skip : skip + count]

    async def unbound(self, question: Question, *more: int) -> Any:
        """Topics need full text: tests/chat/test_reporter_topics.py binds the real ones."""
        raise AssertionError("not bound in this room")

    async def check(self, draft: str, role: Role, chat_id: int) -> CheckedDraft:
        """The real journey, but for finding: every sentence is held against all posts this person may see."""
        everything = [Passage(0, post, 0, len(post.text)) for post in await self.posts(role, chat_id)]

        async def find(texts: Sequence[str]) -> list[list[Passage]]:
            return [everything for _ in texts]

        return await check(draft, find=find)

    async def digest(self, subscription: Subscription, since: datetime, until: datetime) -> Digest:
        """Each post that the chat has not had in this version is a story, told by its first sentence."""
        if self.hold:
            await self.hold.wait()
        had = await self.database.digests.memory(subscription.chat_id, subscription.thread_id, until - MEMORY)
        known = {s.version_id for s in had}
        visible = await self.posts(Role.SUBSCRIBER, subscription.chat_id)
        fresh = [p for p in visible if since <= p.at < until and p.version.id not in known and _wanted(p, subscription)]
        return Digest(
            chat_id=subscription.chat_id,
            since=since,
            until=until,
            items=tuple(_item(post) for post in fresh),
            zone=subscription.zone,
            thread_id=subscription.thread_id,
            subscription_id=subscription.id,
            searched=len(visible),
            shown=tuple(Shown(f"story-{post.id}", post.id, post.version.id) for post in fresh),
        )

    async def alert(self, subscription: Subscription, since: datetime, until: datetime) -> Digest | None:
        """What its digest would be."""
        made = await self.digest(subscription, since, until)
        return made if made.items else None

    async def find(self, address: str) -> Found | Failed:
        self.taken.append(("find", address, 0))
        return self.found or Failed(address, "unreachable", "The address does not answer.")

    async def follow(self, source: Source) -> Source:
        return await self.database.sources.add(source)

    async def take(self, address: str, by: int) -> Sequence[tuple[Post, str]] | Failed:
        self.taken.append(("take", address, by))
        return self.read

    async def take_file(self, name: str, kind: str, data: bytes, by: int) -> Sequence[tuple[Post, str]] | Failed:
        self.taken.append(("file", f"{name} {kind} {len(data)}", by))
        return self.read

    async def take_message(self, incoming: Incoming, outlet: str) -> Sequence[tuple[Post, str]]:
        self.taken.append(("message", f"{outlet}: {incoming.raw_text}", incoming.user_id))
        return self.read if not isinstance(self.read, Failed) else ()

    async def how(self) -> Sequence[tuple[str, str]]:
        return self.health


def _wanted(post: Post, subscription: Subscription) -> bool:
    return wants(subscription, post)


def _item(post: Post) -> DigestItem:
    verdict = excerpt(post, *sentences(post.text)[0])
    claims = (verdict.proven,) if isinstance(verdict, Stands) else ()
    return DigestItem(f"story-{post.id}", "new", post, claims, (post,))


def _matching(words: str, posts: Sequence[Post]) -> list[Passage]:
    wanted = [w for w in re.findall(r"\w+", words.casefold()) if len(w) >= 5]
    found = []
    for post in posts:
        hits = ((a, b) for a, b in sentences(post.text) if any(w in post.text[a:b].casefold() for w in wanted))
        if hit := next(hits, None):
            found.append(Passage(0, post, *hit, 1.0))
    return found
