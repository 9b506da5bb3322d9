"""A whole bot in a test: the strict Bot API server, the real library, the real handling, outbox and SQLite; only journeys are stand-ins.

    async def test_something(room):
        await room.grant(ANN, Role.REPORTER)
        (answer,) = await room.say(ANN, "When does the bridge open?")      what the bot sent or edited since, in order
        (evidence,) = await room.press(ANN, answer, "Quotes")              a button by its words
        assert room.toast == ""                                            what the last press answered with

`say`, `press`, `edit`, `upload` and `push` go the whole way: pushed to the server, polled, written down on the engine, handled, sent.
Nothing waits: what was pushed is handled when they return (`wait=False` leaves it running). The clock is the real one plus what
`room.later(...)` added.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from assistant.chat.application import UPDATE, Front, Me, accept, handle
from assistant.chat.desk import Desk, Found
from assistant.chat.fleeting import Fleeting
from assistant.chat.handlers import everything
from assistant.chat.incoming import Incoming
from assistant.chat.outbox import Outbox
from assistant.chat.pace import Limits, Pace
from assistant.chat.telegram import NewsroomBot, Sender, answer_inline, answer_press, download
from assistant.gate import Stands, excerpt, prove
from assistant.gate.again import answer_again
from assistant.outside.database import Database
from assistant.ports import Scope
from assistant.sentences import sentences
from assistant.words import (
    Answer,
    Claim,
    Digest,
    DigestItem,
    Failed,
    ParsedPost,
    Passage,
    Period,
    Post,
    Question,
    Receipt,
    Role,
    Shown,
    Source,
    Subscription,
)
from tests.botapi import BotApi, Sent
from tests.fake_engine import FakeEngine

ADMIN, ANN, BOB, EVE = 1, 11, 12, 13
"""People: an admin by the settings; the others are whoever a test grants something."""
GROUP = -1_000_000_000_077
FORUM = -1_000_000_000_088
ZONE = "Europe/Kyiv"
NO_WAITING = Limits(overall=1e6, chat=1e6, group=10**6)
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
    clock: Any
    asked: list[Question] = field(default_factory=list)
    previous: list[list[str]] = field(default_factory=list)  # the earlier turns that each question was read after
    hold: asyncio.Event | None = None  # answers wait for it
    found: Found | Failed | None = None  # what an address turns out to be
    read: Sequence[tuple[Post, str]] | Failed = ()  # what reading a page, file or message once comes to
    taken: list[tuple[str, str, int]] = field(default_factory=list)  # (how, what, by whom)
    health: Sequence[tuple[str, str]] = (("Database", "well"), ("Engine", "well"))

    async def ask(self, question: Question) -> Answer:
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

    async def search(self, words: str, role: Role, chat_id: int, count: int, skip: int) -> Sequence[Passage]:
        return _matching(words, await self.posts(role, chat_id))[skip : skip + count]

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
    text = f"{post.title} {post.text}".casefold()
    held = [topic.casefold() in text for topic in subscription.topics]
    return (any(held) or not held) and not any(topic.casefold() in text for topic in subscription.without)


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


class Room:
    """The bot with its database, its engine and the server it talks to."""

    def __init__(self, api: BotApi, bot: NewsroomBot, database: Database, **desk: Any) -> None:
        self.api, self.bot, self.database = api, bot, database
        self.skip = timedelta()
        self.engine = FakeEngine()
        self.journeys = Journeys(database, self.clock)
        self.me = Me(api.state.me["id"], api.state.me["username"])
        self.desk = replace(self._desk(), **desk)
        sender = Sender(bot, Pace(NO_WAITING))
        outbox = Outbox(
            database.deliveries, database.buttons, database.answers, database.digests, database.people, sender, self.clock
        )
        self.front = Front(
            self.me, everything(), outbox, Fleeting(bot).typing, partial(answer_press, bot), partial(answer_inline, bot)
        )
        self.engine.register(UPDATE, self.handle)
        self._offset = 0

    def _desk(self) -> Desk:
        data, made = self.database, self.journeys
        return Desk(
            ask=made.ask, search=made.search, digest=made.digest, find=made.find, follow=made.follow, take=made.take,
            take_file=made.take_file, take_message=made.take_message, download=partial(download, self.bot), health=made.how,
            posts=data.posts, sources=data.sources, people=data.people, answers=data.answers, digests=data.digests,
            deliveries=data.deliveries, buttons=data.buttons, audit=data.audit, keep=data.settings, engine=self.engine,
            clock=self.clock, zone=ZONE, admin_ids=(ADMIN,), bot_name=self.me.name, writes_answers=False,
            limits={"questions_a_minute": 6, "questions_a_day": 100},
        )  # fmt: skip

    async def handle(self, payload: Mapping[str, Any]) -> None:
        await handle(payload, front=self.front, desk=self.desk)

    def hurry(self) -> None:
        """Progress lines stand at once."""
        self.front = replace(self.front, progress_after=0.0)

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.skip

    def later(self, **time: float) -> None:
        """Time passes: `room.later(hours=2)`."""
        self.skip += timedelta(**time)

    # --- who and what is there

    async def grant(self, user: int, role: Role) -> None:
        await self.database.people.grant(user, role, name=f"Person {user}", by=ADMIN, at=self.clock())

    async def grant_group(self, chat: int, role: Role) -> None:
        await self.database.people.grant_chat(chat, role)

    async def source(self, title: str = "Harbour Gazette", **more: Any) -> Source:
        url = more.pop("url", f"https://{title.split()[0].lower()}.example/feed")
        return await self.database.sources.add(Source(0, more.pop("kind", "feed"), url, title, **more))

    async def publish(self, *posts: ParsedPost, source: Source | None = None, ago: timedelta = timedelta(hours=1)) -> list[Post]:
        """Posts as if read from a source; without a time of their own they were published `ago`."""
        source = source or await self.source()
        now = self.clock()
        dated = [replace(post, published=post.published or now - ago) for post in posts]
        return [post for post, _ in await self.database.posts.keep_many(source.id, dated, now)]

    # --- what people do

    async def say(self, user: int, text: str, chat: int = 0, *, wait: bool = True, **more: Any) -> list[Sent]:
        """A message, in the private chat unless `chat` is given. `date` makes it an old one; `reply_to`, `thread` as Telegram has them."""
        before = self._mark()
        more.setdefault("date", int(self.clock().timestamp()))
        self.api.push_text(chat or user, user, text, **more)
        await self.hear(wait=wait)
        return self._since(before)

    async def edit(self, user: int, message_id: int, text: str, chat: int = 0, **more: Any) -> list[Sent]:
        return await self.say(user, text, chat, kind="edited_message", message_id=message_id, **more)

    async def press(self, user: int, message: Sent | int, button: str, chat: int = 0) -> list[Sent]:
        """The button whose words contain `button`, under a message of ours as it stands now."""
        if isinstance(message, Sent):
            chat, message = message.chat_id, message.message_id
        stands = self.stands(chat or user, message)
        data = next((b["callback_data"] for b in stands.buttons if button in b["text"] and "callback_data" in b), "")
        assert data, f"no button {button!r} among {[b['text'] for b in stands.buttons]}"
        before = self._mark()
        self.api.push_press(chat or user, user, message, data)
        await self.hear()
        return self._since(before)

    async def upload(self, user: int, name: str, data: bytes, chat: int = 0, **more: Any) -> list[Sent]:
        before = self._mark()
        self.api.push_document(chat or user, user, name, data, **more)
        await self.hear()
        return self._since(before)

    async def push(self, update: dict[str, Any]) -> list[Sent]:
        """Any update, as Telegram's JSON without its id."""
        before = self._mark()
        self.api.push(update)
        await self.hear()
        return self._since(before)

    async def hear(self, *, wait: bool = True) -> None:
        """Poll once: each update is written down and handled."""
        for update in await self.bot.raw_updates(self._offset, 0, ()):
            self._offset = update["update_id"] + 1
            await accept(update, update["update_id"], engine=self.engine, me=self.me, clock=self.clock)
        if wait:
            await self.engine.settle()
            broken = await self.engine.failed(UPDATE)
            assert not broken, broken

    # --- what the bot did

    @property
    def toast(self) -> str:
        """What the last press or inline query was answered with."""
        return str(self.api.state.answered[-1].get("text", "")) if self.api.state.answered else ""

    def stands(self, chat: int, message_id: int) -> Sent:
        """A message as it stands in the chat now."""
        return self.api.state.now[chat, message_id]

    def last_message_of(self, user: int, chat: int = 0) -> int:
        """The id of the newest message that a person wrote in a chat."""
        return max(m for c, m in self.api.state.others if c == (chat or user) and (c, m) not in self.api.state.now)

    def _mark(self) -> tuple[int, int]:
        return len(self.api.state.sent), len(self.api.state.edits)

    def _since(self, before: tuple[int, int]) -> list[Sent]:
        return [*self.api.state.edits[before[1] :], *self.api.state.sent[before[0] :]]


def words(message: Sent) -> list[str]:
    """The texts of the buttons under a message."""
    return [button["text"] for button in message.buttons]
