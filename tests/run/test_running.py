"""A running bot: commands beside it, a second one refused, Telegram's errors, being told to stop, and a backup brought back elsewhere."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.outside.database import open_database
from assistant.words import Delivery
from tests.botapi import BotApi, Fail
from tests.run.process import SECRET, Bot, until

ANN, BOB = 11, 12
NOTE = "Ferry timetable\n\nThe harbour office said that the island ferry sails at noon from Monday on."


def test_other_commands_work_beside_a_running_bot_and_a_second_bot_is_refused(make_bot, api: BotApi, tmp_path: Path) -> None:
    bot: Bot = make_bot(ANN)
    bot.start()
    bot.polling()
    until(lambda: (bot.data / "engine.db").exists(), "the engine is open", bot)
    (tmp_path / "ferry.txt").write_text(NOTE)

    posts = bot.count("SELECT count(*) FROM posts")
    done = json.loads(bot.command("ingest", str(tmp_path / "ferry.txt"), "--json").stdout)
    assert (done["new"], done["failed"]) == (1, [])
    until(lambda: bot.count("SELECT count(*) = 0 FROM index_queue"), "the running bot takes up the vectors", bot)
    api.push_text(ANN, ANN, "When does the island ferry sail?")
    until(lambda: any("noon" in m.text for m in api.sent), "the bot knows what was ingested beside it", bot)

    asked = json.loads(bot.command("ask", "When does the island ferry sail?", "--json").stdout)
    assert "noon" in json.dumps(asked["passages"])
    assert len(json.loads(f"[{','.join(bot.command('sources', '--json').stdout.splitlines())}]")) >= 4
    found = bot.doctor()
    assert found["well"], found
    assert bot.command("backup", str(tmp_path / "all.backup")).returncode == 0
    assert (tmp_path / "all.backup").stat().st_size > 0

    polls = bot.called("getUpdates")
    second = bot.command("run")
    assert second.returncode == 1
    assert "running" in second.stderr.splitlines()[-1]
    assert "Traceback" not in second.stderr
    refused = bot.command("restore", str(tmp_path / "all.backup"), "--replace")
    assert refused.returncode == 1
    assert "stop it first" in refused.stderr
    api.push_text(ANN, ANN, "/help")
    until(lambda: any("/ask" in m.text for m in api.sent), "the first goes on", bot)
    assert bot.called("getUpdates") > polls
    assert bot.count("SELECT count(*) FROM posts") == posts + 1
    assert bot.stop() == 0


def test_told_to_stop_in_the_middle_it_ends_soon_and_goes_on_after_a_restart(make_bot, api: BotApi) -> None:
    bot: Bot = make_bot(ANN, BOB)
    bot.start()
    bot.polling()
    api.fail_next("sendMessage", error=Fail(hang=60), times=2)
    for chat in (ANN, BOB):
        for text in ("/help", "How high did the River Ash peak?"):
            api.push_text(chat, chat, text)
    bot.wait_for("sendMessage")
    assert bot.stop() == 0
    bot.start()
    until(lambda: all(sum(m.chat_id == chat for m in api.sent) >= 2 for chat in (ANN, BOB)), "all four are answered", bot)
    assert bot.stop() == 0
    for chat in (ANN, BOB):
        assert ["/help" in m.text for m in api.sent if m.chat_id == chat] == [True, False]


def test_the_token_is_in_no_line_even_when_telegram_fails_in_every_way(make_bot, api: BotApi) -> None:
    bot: Bot = make_bot(ANN, LOG_LEVEL="DEBUG")
    for error in (
        502,
        Fail(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
        Fail(409, "Conflict: terminated by other getUpdates request"),
    ):
        api.fail_next("getUpdates", error=error)
    api.fail_next("getMe", error=500)
    api.fail_next("setMyCommands", error=500)
    api.fail_next("sendMessage", error=Fail(400, f"Bad Request: bot{SECRET} is not well"))
    api.fail_next("sendChatAction", error=403)
    bot.start()
    bot.polling()
    api.push_text(ANN, ANN, "/help")
    until(lambda: bot.count("SELECT count(*) FROM deliveries WHERE state = 'refused'"), "one is refused", bot)
    api.push_text(ANN, ANN, "How high did the River Ash peak?")
    until(lambda: api.sent, "the next is answered", bot)
    assert bot.stop() == 0
    api.refuse_token(bot.environment["TELEGRAM_BOT_TOKEN"])
    refused = bot.command("run")
    assert refused.returncode == 1
    assert "TELEGRAM_BOT_TOKEN" in refused.stderr
    assert "DEBUG" in bot.output
    assert SECRET not in bot.output + refused.stdout + refused.stderr


def test_a_restored_archive_answers_and_never_sends_what_was_due_before(make_bot, api: BotApi, tmp_path: Path) -> None:
    old: Bot = make_bot(ANN)
    asyncio.run(_plan(old, ANN, "An hour old."))
    assert old.command("backup", str(tmp_path / "all.backup")).returncode == 0
    new = Bot(tmp_path / "new", api, Path(old.environment["PYTHONPYCACHEPREFIX"]), admins=(ANN,))
    done = new.command("restore", str(tmp_path / "all.backup"))
    assert done.returncode == 0, done.stderr
    assert "1 deliveries" in done.stdout
    api.chat(ANN)
    try:
        new.start()
        new.polling()
        api.push_text(ANN, ANN, "How high did the River Ash peak?")
        until(lambda: any("5.1 metres" in m.text for m in api.sent), "it answers from what was restored", new)
        until(lambda: new.count("SELECT count(*) = 0 FROM index_queue"), "the vector index is filled", new)
        assert new.stop() == 0
    finally:
        new.kill()
    assert not [m.text for m in api.sent if "hour old" in m.text]
    assert new.rows("SELECT state FROM deliveries WHERE key = 'news:1'") == [("not_sent",)]
    assert new.doctor()["well"]


async def _plan(bot: Bot, chat: int, html: str) -> None:
    """A message that is due, with nobody there to send it."""
    database = await open_database(f"sqlite:///{bot.data / 'newsroom.db'}")
    try:
        await database.deliveries.plan([Delivery("news:1", 0, chat, {"html": html}, datetime.now(UTC) - timedelta(hours=1))])
    finally:
        await database.aclose()
