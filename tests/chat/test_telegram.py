"""Sending with the real library against the strict server: what Telegram's answers mean to us."""

import asyncio

import pytest

from assistant.chat.fleeting import Fleeting
from assistant.chat.message import Attachment, Button, Outgoing, to_json
from assistant.chat.pace import Limits, Pace, patient
from assistant.chat.telegram import Sender, answer_press, build_bot, download, set_commands
from assistant.errors import BadRequest, Forbidden, Migrated, Rejected, SendError, Slow
from tests.botapi import Fail
from tests.chat.conftest import TOKEN

CHAT = 41


@pytest.fixture
def send(api, bot):
    api.chat(CHAT)
    sender = Sender(bot, Pace())

    async def of(html: str = "text", chat_id: int = CHAT, thread: int = 0, **how) -> int:
        return await sender(chat_id, thread, to_json(Outgoing(html, **how)))

    return of


async def test_a_message_arrives_with_all_that_belongs_to_it(api, send):
    api.chat(-1000000000009, topics={3})
    question = api.push_text(-1000000000009, 5, "?", thread=3) and api.state.next_message.__next__() - 1
    buttons = ((Button("Quotes", "q:1"), Button("Copy", copy="text")), (Button("Open", url="https://a.example/"),))
    number = await send("<b>Bold</b> &amp; plain", -1000000000009, 3, buttons=buttons, reply_to=question, silent=True)
    (sent,) = api.sent
    assert (sent.message_id, sent.text, sent.thread, sent.reply_to, sent.silent, sent.preview) == (
        number,
        "Bold & plain",
        3,
        question,
        True,
        False,
    )
    assert [e["type"] for e in sent.entities] == ["bold"]
    assert sent.buttons == [
        {"text": "Quotes", "callback_data": "q:1"},
        {"text": "Copy", "copy_text": {"text": "text"}},
        {"text": "Open", "url": "https://a.example/"},
    ]


async def test_a_reply_to_a_deleted_message_is_sent_all_the_same(api, send):
    await send(reply_to=999)
    assert api.sent[0].reply_to == 0


async def test_an_edit_changes_the_message_and_repeating_it_is_no_error(api, send):
    number = await send("working")
    assert [await send("<i>answer</i>", edit_of=number) for _ in range(2)] == [number, number]
    assert [e.text for e in api.edits] == ["answer"] and not api.edits[0].preview


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(api, send, bot):
    number = await send("working")
    await bot.delete_message(CHAT, number)
    assert await send("answer", edit_of=number) != number
    assert api.sent[-1].text == "answer"


async def test_documents_and_photos_carry_their_caption(api, send):
    await send("<b>Evidence</b>", attachment=Attachment("e.html", b"<html>"))
    await send("", attachment=Attachment("t.png", b"\x89PNG", "photo"))
    assert [(m.method, m.file_name, m.file, m.text) for m in api.sent] == [
        ("sendDocument", "e.html", b"<html>", "Evidence"),
        ("sendPhoto", "t.png", b"\x89PNG", ""),
    ]


ERRORS = [
    (Fail(403, "Forbidden: bot was blocked by the user"), Forbidden),
    (Fail(400, "Bad Request: chat not found"), Forbidden),
    (Fail(400, "Bad Request: not enough rights to send text messages to the chat"), Forbidden),
    (Fail(400, "Bad Request: message is too long"), Rejected),
    (Fail(400, "Bad Request: message thread not found"), Rejected),
    (Fail(500), SendError),
    (Fail(502, "Bad Gateway"), SendError),
]


@pytest.mark.parametrize(("fail", "ours"), ERRORS, ids=lambda v: getattr(v, "description", ""))
async def test_each_of_telegrams_errors_is_one_of_ours(api, send, fail, ours):
    api.fail_next("sendMessage", CHAT, fail)
    with pytest.raises(SendError) as raised:
        await send()
    assert type(raised.value) is ours and TOKEN not in str(raised.value)
    assert await send()


async def test_a_group_that_moved_says_where(api, send):
    api.chat(-55, moved_to=-1000000000055)
    with pytest.raises(Migrated) as raised:
        await send(chat_id=-55)
    assert raised.value.chat_id == -1000000000055


async def test_html_that_telegram_cannot_read_is_sent_once_as_plain_text_with_nothing_clickable(api, send):
    await send("<b>bad & www.a.example <u>@someone")
    (sent,) = api.sent
    assert (sent.text, sent.parse_mode, sent.clickable) == ("bad & www.a.example @someone", "", ())
    api.fail_next("sendMessage", CHAT, Fail(400, "Bad Request: can't parse entities: x"), times=2)
    with pytest.raises(Rejected):
        await send()


async def test_no_answer_from_telegram_is_an_error_to_try_again(send):
    bot = build_bot(TOKEN, "http://127.0.0.1:9")
    with pytest.raises(SendError) as raised:
        await Sender(bot, Pace())(CHAT, 0, {"html": "x"})
    assert type(raised.value) is SendError and TOKEN not in str(raised.value)


# --- pace ----------------------------------------------------------------------------------------------------------


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def clock(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


async def times(pace, fake, chats):
    found = []
    for chat in chats:
        await pace.turn(chat)
        found.append(round(fake.now - 1000, 2))
    return found


async def test_a_chat_has_a_burst_and_then_one_a_second():
    fake = FakeTime()
    assert await times(Pace(Limits(overall=1e6), clock=fake.clock, sleep=fake.sleep), fake, [5] * 6) == [0, 0, 0, 1, 2, 3]


async def test_a_group_has_twenty_a_minute_and_more_than_patience_is_said():
    fake = FakeTime()
    pace = Pace(Limits(overall=1e6, chat=1e6), clock=fake.clock, sleep=fake.sleep)
    assert await times(pace, fake, [-5] * 21) == [0] * 20 + [61]


async def test_a_wait_beyond_patience_is_said_at_once():
    fake = FakeTime()
    pace = Pace(Limits(overall=1e6, chat=1e6), clock=fake.clock, sleep=lambda _: asyncio.sleep(60))
    waiting = [asyncio.create_task(pace.turn(-5)) for _ in range(40)]
    await asyncio.sleep(0)
    with pytest.raises(Slow) as raised:
        await pace.turn(-5)
    assert raised.value.seconds == 122
    for task in waiting:
        task.cancel()


async def test_all_chats_together_keep_below_thirty_a_second():
    fake = FakeTime()
    found = await times(Pace(clock=fake.clock, sleep=fake.sleep), fake, range(1, 101))
    assert max(sum(t <= at < t + 1 for at in found) for t in found) <= 30 and found[-1] < 4


async def test_a_429_holds_up_only_its_chat(api, bot):
    api.chat(CHAT), api.chat(42)
    fake = FakeTime()
    send = Sender(bot, Pace(clock=fake.clock, sleep=fake.sleep))
    api.fail_next("sendMessage", CHAT, Fail.slow_down(7))
    with pytest.raises(Slow) as raised:
        await send(CHAT, 0, {"html": "x"})
    assert raised.value.seconds == 7
    await send(42, 0, {"html": "free"})
    assert sum(fake.slept) < 1
    await send(CHAT, 0, {"html": "late"})
    assert sum(fake.slept) == pytest.approx(7, abs=0.2)


async def test_patience_tries_again_what_can_go_well_and_nothing_else(api, bot):
    api.chat(CHAT)
    fake = FakeTime()
    send = patient(Sender(bot, Pace(clock=fake.clock, sleep=fake.sleep)), tries=3, sleep=fake.sleep)
    api.fail_next("sendMessage", CHAT, Fail(502))
    api.fail_next("sendMessage", CHAT, Fail.slow_down(2))
    assert await send(CHAT, 0, {"html": "x"})
    api.fail_next("sendMessage", CHAT, Fail(502), times=3)
    with pytest.raises(SendError):
        await send(CHAT, 0, {"html": "x"})
    api.fail_next("sendMessage", CHAT, Fail(403))
    with pytest.raises(Forbidden):
        await send(CHAT, 0, {"html": "x"})
    assert len(api.sent) == 1


async def test_the_limits_of_the_server_are_never_met(api, bot):
    """50 chats and one busy one at once, against a server that enforces Telegram's limits (in a few real seconds)."""
    from tests.botapi.limits import Gate
    from tests.botapi.limits import Limits as Theirs

    api.state.gate = Gate(Theirs())
    chats = [*range(100, 150), *[99] * 5]
    for chat in chats:
        api.chat(chat)
    send = Sender(bot, Pace())
    await asyncio.gather(*(send(chat, 0, {"html": "x"}) for chat in chats))
    assert len(api.sent) == 55 and api.state.gate.refused == 0


# --- what passes ----------------------------------------------------------------------------------------------------


async def test_typing_and_drafts_are_dropped_rather_than_queued(api, bot):
    fake = FakeTime()
    show = Fleeting(bot, clock=fake.clock)
    for chat in range(1, 30):
        api.chat(chat)
    api.chat(-9)
    assert [await show.typing(1), await show.typing(1)] == [True, False]
    assert [await show.draft(1, 7, "a"), await show.draft(1, 7, "ab"), await show.draft(-9, 7, "a")] == [True, False, False]
    fake.now += 5
    assert await show.typing(1) and sum([await show.typing(c) for c in range(2, 30)]) == 9
    fake.now += 5
    api.fail_next("sendChatAction", 1, Fail.slow_down(60))
    assert not await show.typing(1) and not await show.draft(1, 7, "abc")
    fake.now += 61
    assert await show.draft(1, 7, "abc") and not await show.typing(987)
    assert api.sent == []


async def test_the_smaller_calls(api, bot):
    api.push_document(CHAT, CHAT, "a.txt", b"12345")
    file_id = next(iter(api.state.files))
    assert await download(bot, file_id) == b"12345"
    with pytest.raises(BadRequest, match="too large"):
        await download(bot, file_id, most=4)
    with pytest.raises(BadRequest, match="too large"):
        await download(bot, api.add_file("big", b"0" * (20 * 1024 * 1024 + 1)))
    with pytest.raises(SendError):
        await download(bot, "unknown")
    await set_commands(bot, [("help", "What I can do")])
    assert api.state.commands == {"default": [{"command": "help", "description": "What I can do"}]}
    api.push_press(CHAT, CHAT, 1, "d")
    (query,) = api.state.open_queries
    await answer_press(bot, query, "x" * 300)
    await answer_press(bot, query)  # too old now: left alone
    assert len(api.state.answered) == 1
