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

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from assistant.chat.application import UPDATE, Front, Me, accept, handle
from assistant.chat.desk import Desk
from assistant.chat.fleeting import Fleeting
from assistant.chat.handlers import everything
from assistant.chat.outbox import Outbox
from assistant.chat.pace import Limits, Pace
from assistant.chat.telegram import NewsroomBot, Sender, answer_inline, answer_press, download
from assistant.outside.database import Database
from assistant.words import ParsedPost, Post, Role, Source
from tests.botapi import BotApi, Sent
from tests.chat.journeys import Journeys
from tests.fake_engine import FakeEngine

ADMIN, ANN, BOB, EVE = 1, 11, 12, 13
"""People: an admin by the settings; the others are whoever a test grants something."""
GROUP = -1_000_000_000_077
FORUM = -1_000_000_000_088
ZONE = "Europe/Kyiv"
NOT_SLOW = 300.0  # seconds: no progress line, however busy the machine is; `room.hurry()` shows them
NO_WAITING = Limits(overall=1e6, chat=1e6, group=10**6)


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
            self.me,
            everything(),
            outbox,
            Fleeting(bot).typing,
            partial(answer_press, bot),
            partial(answer_inline, bot),
            amend=Fleeting(bot).amend,
            amend_every=0.0,
            progress_after=NOT_SLOW,
        )
        self.engine.register(UPDATE, self.handle)
        self._offset = 0

    def _desk(self) -> Desk:
        data, made = self.database, self.journeys
        return Desk(
            ask=made.ask, search=made.search, timeline=made.unbound, brief=made.unbound, quotes=made.unbound, trends=made.unbound,
            check=made.check, digest=made.digest, alert=made.alert, find=made.find, follow=made.follow, take=made.take,
            take_file=made.take_file, take_message=made.take_message, download=partial(download, self.bot), health=made.how,
            posts=data.posts, sources=data.sources, people=data.people, answers=data.answers, digests=data.digests,
            alerts=data.alerts, approvals=data.approvals, followings=data.followings, deliveries=data.deliveries, buttons=data.buttons,
            audit=data.audit, keep=data.settings, engine=self.engine,
            clock=self.clock, settings={"TIMEZONE": ZONE}, zone=ZONE, admin_ids=(ADMIN,), bot_name=self.me.name, writes_answers=False,
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
