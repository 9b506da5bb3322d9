"""The tests' own Bot API server is as strict as Telegram: else the tests above it prove nothing."""

import asyncio
import contextlib
import json
import threading
import time
import urllib.request
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle
from telegram import InputTextMessageContent as Text
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from tests.botapi import Fail, Limits
from tests.botapi.html import CannotParse, automatic, parse
from tests.botapi.limits import Gate

READ = [
    ("a <b>b</b> c", "a b c", [("bold", 2, 1)]),
    ("🏟 <i>🏟 &lt;<b x = y>&gt;&amp;</b></i>", "🏟 🏟 <>&", [("italic", 3, 6), ("bold", 7, 2)]),
    ("&laquo;&#1078;&#x436;&quot &copy;", '&laquo;жж" &copy;', []),
    ("<a href='http://a.example/?q=&lt;&amp;'>x</a>", "x", [("text_link", 0, 1)]),
    ("<a href='javascript:alert(1)'>x</a>", "x", []),
    ('<span class="tg-spoiler">s</span><tg-spoiler>s</>', "ss", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
    ("  <b> x </b> \n", "x", [("bold", 0, 1)]),
    ("<b></b>y", "y", []),
]


@pytest.mark.parametrize(("html", "text", "entities"), READ)
def test_html_is_read_as_telegram_reads_it(html, text, entities):
    shown, found = parse(html)
    assert (shown, [(e["type"], e["offset"], e["length"]) for e in found]) == (text, entities)


REFUSED = [
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    ("<i    aba>", 'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0'),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ("<a href='x", "Unclosed start tag at byte offset 0"),
    ("<b></b></", "Unexpected end tag at byte offset 7"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]


@pytest.mark.parametrize(("html", "reason"), REFUSED)
def test_html_is_refused_as_telegram_refuses_it(html, reason):
    with pytest.raises(CannotParse) as refused:
        parse(html)
    assert str(refused.value) == reason


CLICKABLE = [
    ("see telegram.org, now", ["url"]),
    ("(https://a.example/x)", ["url"]),
    ("гришка.рф и ✪df.ws/1", ["url", "url"]),
    ("mail a.b@c.com", ["email"]),
    ("by @reuters_top at 5", ["mention"]),
    ("/removesource 5", ["bot_command"]),
    ("10.0.0.1", ["url"]),
    ("3.5 per cent, e.g. 1/2", []),
]


@pytest.mark.parametrize(("text", "kinds"), CLICKABLE)
def test_it_knows_what_a_client_makes_clickable(text, kinds):
    assert [e["type"] for e in automatic(text, [])] == kinds
    assert automatic(text, [{"type": "code", "offset": 0, "length": len(text)}]) == []


@pytest.fixture
async def bot(api):
    async with Bot("1:ANY", base_url=api.url, base_file_url=api.file_url) as made:
        yield made


def keys(**button):
    return InlineKeyboardMarkup([[InlineKeyboardButton("x", **button)]])


async def test_messages_that_telegram_refuses(api, bot):
    api.chat(5)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": " \n "}, "text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text is empty"),
        ({"text": "🏟" * 2049}, "message is too long"),
        ({"text": "x", "chat_id": 6}, "chat not found"),
        ({"text": "x", "reply_to_message_id": 99}, "to be replied not found"),
        ({"text": "x", "message_thread_id": 3}, "thread not found"),
        ({"text": "x", "reply_markup": keys(callback_data="ж" * 33)}, "button_data_invalid"),
        ({"text": "x", "reply_markup": keys(url="javascript:x")}, "button url"),
    ]
    for given, reason in cases:
        with pytest.raises(BadRequest) as refused:
            await bot.send_message(**{"chat_id": 5, **given})
        assert reason in str(refused.value).lower().replace("inline keyboard button", "button"), given
    assert api.sent == []
    assert (await bot.send_message(5, "<b>" + "🏟" * 2048 + "</b>", parse_mode="HTML")).text == "🏟" * 2048


async def test_editing_answers_as_telegram_does(api, bot):
    api.push_text(5, 5, "hello")
    mine = await bot.send_message(5, "<b>one</b>", parse_mode="HTML", reply_markup=keys(callback_data="d"))
    assert mine.entities[0].type == "bold" and mine.reply_markup
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("<b>one</b>", 5, mine.message_id, parse_mode="HTML", reply_markup=keys(callback_data="d"))
    await bot.edit_message_text("two", 5, mine.message_id)
    assert api.edits[-1].text == "two" and api.edits[-1].reply_markup is None
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(5, mine.message_id)
    await bot.delete_message(5, mine.message_id)
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("three", 5, mine.message_id)


async def test_chats_that_block_move_or_limit(api, bot):
    api.chat(5, blocked=True)
    api.chat(-100, moved_to=-1000000000100)
    api.chat(7)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(5, "x")
    with pytest.raises(Exception, match="-1000000000100"):
        await bot.send_message(-100, "x")
    api.fail_next("sendMessage", 7, Fail.slow_down(3))
    with pytest.raises(RetryAfter):
        await bot.send_message(7, "x")
    assert (await bot.send_message(7, "x")).message_id


async def test_updates_wait_until_they_are_confirmed(api, bot):
    ids = [api.push_text(5, 5, f"n{i}") for i in range(3)]
    for _ in range(2):
        assert [u.update_id for u in await bot.get_updates(limit=2)] == ids[:2]
    assert [u.message.text for u in await bot.get_updates(offset=ids[1])] == ["n1", "n2"]
    assert api.waiting == ids[1:]
    assert [u.update_id for u in await bot.get_updates(offset=-1)] == ids[2:] == api.waiting
    assert await bot.get_updates(offset=ids[2] + 1) == ()


async def test_a_long_poll_ends_with_the_first_update_and_a_second_poller_ends_the_first(api, bot):
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    assert not poll.done()
    api.push_text(5, 5, "/latest@newsroom_test_bot 3")
    (update,) = await poll
    assert [(e.type, e.offset, e.length) for e in update.message.entities] == [("bot_command", 0, 25)]
    async with Bot("1:ANY", base_url=api.url) as other:
        first = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=20))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(other.get_updates(offset=update.update_id + 1, timeout=20))
        with pytest.raises(Conflict, match="other getUpdates"):
            await first
        second.cancel()


async def test_only_what_was_asked_for_is_heard(api, bot):
    seen = {
        "chat": {"id": 5, "type": "private"},
        "date": 1,
        "message_id": 9,
        "user": {"id": 5},
        "old_reaction": [],
        "new_reaction": [],
    }
    api.push({"message_reaction": seen})
    await bot.get_updates(allowed_updates=["message_reaction"])
    number = api.push({"message_reaction": seen})
    api.push_text(5, 5, "not asked for")
    assert api.waiting == [number]


async def test_files_go_both_ways(api, bot):
    api.push_document(5, 5, "заметка.txt", b"words \x00\xff")
    (update,) = await bot.get_updates()
    file = await bot.get_file(update.message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"words \x00\xff"
    await bot.send_document(5, b"\x00\r\n--x\xff", "<b>c</b>", parse_mode="HTML", filename="отчёт.html")
    await bot.send_photo(5, b"\x89PNG", filename="p.png")
    assert [(m.method, m.file_name, m.file, m.text) for m in api.sent] == [
        ("sendDocument", "отчёт.html", b"\x00\r\n--x\xff", "c"),
        ("sendPhoto", "p.png", b"\x89PNG", ""),
    ]


async def test_the_other_methods_the_library_asks_for(api, bot):
    api.chat(-1000000000001, title="Desk", admins={5}, members={6})
    api.push_text(-1000000000001, 6, "hi")
    mine = await bot.send_message(-1000000000001, "x", reply_markup=keys(callback_data="d"))
    api.push_press(-1000000000001, 6, mine.message_id, "d")
    api.push({"inline_query": {"id": "i1", "from": {"id": 6, "is_bot": False, "first_name": "P"}, "query": "q", "offset": ""}})
    press, inline = (await bot.get_updates())[-2:]
    assert await press.callback_query.answer("done") and press.callback_query.message.text == "x"
    with pytest.raises(BadRequest, match="too old"):
        await press.callback_query.answer()
    assert await inline.inline_query.answer([InlineQueryResultArticle("1", "t", Text("<b>x</b>", "HTML"))])
    with pytest.raises(BadRequest, match="parse entities"):
        await bot.answer_inline_query("i1", [InlineQueryResultArticle("1", "t", Text("<b>x", "HTML"))])
    commands = [BotCommand("latest", "Newest posts")]
    assert await bot.set_my_commands(commands, scope=BotCommandScopeChat(-1000000000001))
    assert await bot.get_my_commands(BotCommandScopeChat(-1000000000001)) == tuple(commands) and await bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Latest!", "x")])
    assert (await bot.get_chat(-1000000000001)).title == "Desk"
    assert (await bot.get_chat_member(-1000000000001, 5)).status == "administrator"
    assert [(await bot.get_chat_member(-1000000000001, u)).status for u in (6, 7)] == ["member", "left"]
    assert [a.user.id for a in await bot.get_chat_administrators(-1000000000001)] == [5]
    assert await bot.pin_chat_message(-1000000000001, mine.message_id) and await bot.set_message_reaction(
        -1000000000001, mine.message_id, "👍"
    )
    assert (await bot.copy_message(5, -1000000000001, mine.message_id)).message_id if api.chat(5) else None
    assert await bot.send_chat_action(5, "typing") and await bot.send_message_draft(5, 1, "almost")
    assert api.state.actions == [(5, 0, "typing")] and api.state.drafts[0]["text"] == "almost"


async def test_a_refused_token_and_an_unknown_method(api):
    api.refuse_token("1:OLD")
    with pytest.raises(InvalidToken):
        await Bot("1:OLD", base_url=api.url).get_me()
    async with httpx.AsyncClient() as client:
        assert (await client.post(f"{api.url}1:X/sendEverything")).status_code == 404


def test_limits_are_those_of_the_documentation():
    now = [100.0]
    gate = Gate(Limits(overall=30, chat=1, burst=3, group=20), clock=lambda: now[0])
    assert [gate.wait(5) for _ in range(4)] == [0, 0, 0, 1]
    assert [gate.wait(n) for n in range(10, 37)] == [0] * 27 and gate.wait(50) == 1
    group = [gate.wait(-7) for _ in range(25) if now.__setitem__(0, now[0] + 1.5) is None]
    assert group == [0] * 20 + [30, 29, 27, 26, 24]


async def test_webhooks_come_in_order_with_the_secret_and_again_until_taken(api, bot):
    got: list[tuple[str, str]] = []

    async def take(request: Request) -> Response:
        got.append((request.headers["x-telegram-bot-api-secret-token"], (await request.json())["message"]["text"]))
        return Response(status_code=500 if len(got) == 1 else 200)

    with _served(Starlette(routes=[Route("/hook", take, methods=["POST"])])) as url:
        await bot.set_webhook(f"{url}/hook", secret_token="s3")
        for text in ("one", "two"):
            api.push_text(5, 5, text)
        await api.wait_for(lambda a: len(got) == 3 and not a.waiting)
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
    assert got == [("s3", "one"), ("s3", "one"), ("s3", "two")]


@contextlib.contextmanager
def _served(app):
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(5)


def test_another_process_controls_it_over_http(api):
    def ask(what, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(f"{api.base}/control/{what}", data) as answer:
            return json.load(answer)

    ids = ask("push", {"chat": 5, "user": 5, "text": "hi"})["update_ids"]
    ask("fail", {"method": "sendMessage", "chat_id": 5, "error": {"code": 502, "description": "Bad Gateway"}})
    assert ask("sent")["waiting"] == ids == api.waiting
    assert api.state.failure("sendMessage", 5) == Fail(502, "Bad Gateway")
