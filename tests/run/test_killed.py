"""The bot killed with -9, again and again: no accepted question, post or delivery is lost, and only what was in flight comes twice."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from functools import partial
from pathlib import Path

from assistant.outside.database import open_database
from assistant.words import Source, Subscription
from tests.botapi import BotApi, Sent
from tests.run.process import Bot, until, upgraded
from tests.site import serve

GROUP = -4001
ANN, BOB, CAT = 11, 12, 13
QUESTIONS = (
    (ANN, "How high did the River Ash peak?"),
    (BOB, "How many households lost power?"),
    (GROUP, "What did Mayor Ilse Brandt ask people to do?"),
    (CAT, "Who won the chess championship?"),
    (ANN, "Why was the Old Bridge closed?"),
    (BOB, "How large is the damage?"),
    (GROUP, "How many people did the sports hall take in?"),
    (CAT, "When do trains run again?"),
    (ANN, "What about the schools on Thursday?"),
    (GROUP, "Was anybody rescued on Ferry Road?"),
)
MOMENTS = ("getMe", "getUpdates", "getUpdates", "sendChatAction", "sendChatAction", "sendMessage", "sendMessage", "sendMessage")
KILLS = 10


def ask_all(api: BotApi) -> dict[tuple[int, int], str]:
    """The ten questions, from four chats: those of the private chats have waited for two hours. (chat, message) -> delivery key."""
    asked = {}
    for chat, text in QUESTIONS:
        if chat == GROUP:
            update = api.push_text(chat, ANN, f"@{api.state.me['username']} {text}")
        else:
            update = api.push_text(chat, chat, text, date=int(time.time()) - 7200)
        waiting = next(u for u in api.state.updates if u["update_id"] == update)
        asked[chat, waiting["message"]["message_id"]] = f"update:{update}"
    return asked


def answers(api: BotApi) -> list[Sent]:
    """What stands in the chats as an answer to something, oldest first; a progress line is none."""
    shown = [m for m in api.state.now.copy().values() if m.reply_to and not m.text.startswith("Searching")]
    return sorted(shown, key=lambda m: m.message_id)


def test_ten_questions_survive_ten_kills_and_an_upgrade_in_order(make_bot, api: BotApi, tmp_path: Path) -> None:
    bot: Bot = make_bot(ANN, BOB, CAT)
    asked = ask_all(api)
    dice = random.Random(7)
    in_flight: Counter[str] = Counter()
    killed_at_work = 0

    def answered() -> set[tuple[int, int]]:
        return {(m.chat_id, m.reply_to) for m in answers(api)}

    def all_answered() -> bool:
        return answered() >= asked.keys()

    for life in range(KILLS):
        if life == KILLS // 2:
            bot.tree = upgraded(tmp_path)
        bot.start()
        bot.wait_for(MOMENTS[dice.randrange(len(MOMENTS))], unless=all_answered)
        time.sleep(dice.uniform(0, 0.03))
        bot.kill()
        killed_at_work += not all_answered()
        in_flight.update(bot.in_flight())
    bot.start()
    until(all_answered, "all ten are answered", bot)
    until(lambda: not bot.in_flight(), "all is marked as sent", bot)
    assert bot.stop() == 0

    given = answers(api)
    assert not [m.text for m in given if "went wrong" in m.text], bot.output
    first = list(dict.fromkeys((m.chat_id, m.reply_to) for m in given))
    for chat in (GROUP, ANN, BOB, CAT):
        assert [key for key in first if key[0] == chat] == [key for key in asked if key[0] == chat]
    repeated = Counter(asked[m.chat_id, m.reply_to] for m in given) - Counter(asked.values())
    assert repeated <= in_flight
    assert repeated.total() <= KILLS
    assert all(m.text.startswith("Late: ") for m in given if m.chat_id != GROUP)
    assert killed_at_work >= KILLS - 2, "the test had too little to kill"
    assert bot.count("SELECT count(*) FROM questions WHERE state = 'open'") == 0


# --- reading a source -------------------------------------------------------------------------------------------------

ITEMS = 200
ITEM = """<item><guid>{n}</guid><title>Report {n} from the valley</title><link>{site}/{n}</link><pubDate>{at}</pubDate>
<content:encoded>Warden {n} said on the bridge that gauge {n} stood at {n} centimetres, and that street {n} would stay closed.
</content:encoded></item>"""
HEAD = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
READ = (  # how far it has come when it is killed: what SQL says has happened
    None,  # the feed is asked for
    "SELECT count(*) FROM posts WHERE source_id = {source}",
    "SELECT count(*) FROM posts WHERE NOT to_index AND source_id = {source}",
    "SELECT count(*) >= 100 FROM posts WHERE NOT to_index AND source_id = {source}",
    "SELECT count(*) = 0 FROM posts WHERE to_index",
    "SELECT (SELECT count(*) FROM index_queue) = 0 AND (SELECT count(*) = 0 FROM posts WHERE to_index)",
)


def feed(site: str) -> str:
    items = "".join(ITEM.format(n=n, site=site, at=formatdate(time.time() - 60 * n)) for n in range(1, ITEMS + 1))
    return f'<?xml version="1.0"?>{HEAD}<channel><title>Valley Wire</title><link>{site}/</link>{items}</channel></rss>'


def test_a_feed_is_read_once_and_whole_though_killed_at_every_stage(make_bot, api: BotApi) -> None:
    bot: Bot = make_bot(ANN)
    dice = random.Random(3)
    with serve() as site:
        site.page("/feed.xml", feed(site.url), content_type="application/rss+xml")
        source = asyncio.run(followed(bot, f"{site.url}/feed.xml"))
        for stage in READ:
            bot.start()
            if stage is None:
                until(lambda: "/feed.xml" in site.paths(), "the feed is asked for", bot)
            else:
                until(partial(bot.count, stage.format(source=source)), stage, bot)
            time.sleep(dice.uniform(0, 0.02))
            bot.kill()
        bot.start()
        bot.polling()
        until(lambda: bot.count("SELECT count(*) = 0 FROM posts WHERE to_index"), "all is indexed", bot)
        until(lambda: bot.count("SELECT count(*) = 0 FROM index_queue"), "the vector index has followed", bot)
        assert bot.stop() == 0
    keys = [str(row[0]) for row in bot.rows("SELECT key FROM posts WHERE source_id = ?", source)]
    assert len(keys) == len(set(keys)) == ITEMS
    versions = (
        "SELECT count(*), count(DISTINCT post_id) FROM versions WHERE post_id IN (SELECT id FROM posts WHERE source_id = ?)"
    )
    assert bot.rows(versions, source) == [(ITEMS, ITEMS)]
    found = bot.doctor()
    assert found["well"], found


async def followed(bot: Bot, url: str) -> int:
    """The source, as an admin's /addsource leaves it."""
    database = await open_database(f"sqlite:///{bot.data / 'newsroom.db'}")
    try:
        return (await database.sources.add(Source(0, "feed", url, "Valley Wire"))).id
    finally:
        await database.aclose()


# --- digests ----------------------------------------------------------------------------------------------------------

READERS = tuple(range(21, 41))


async def subscribe_all(bot: Bot) -> None:
    """Twenty private chats whose digest was due five minutes ago."""
    slot, before = datetime.now(UTC) - timedelta(minutes=5), datetime.now(UTC) - timedelta(hours=3)
    database = await open_database(f"sqlite:///{bot.data / 'newsroom.db'}")
    try:
        for chat in READERS:
            wish = Subscription(0, chat, times=(f"{slot:%H:%M}",), made_by=chat, made_at=before)
            await database.digests.subscribe(wish, before)
    finally:
        await database.aclose()


def test_twenty_digests_due_at_once_survive_kills_and_the_loss_of_the_engine(make_bot, api: BotApi) -> None:
    bot: Bot = make_bot(*READERS)
    for chat in READERS:
        api.chat(chat)
    asyncio.run(subscribe_all(bot))
    dice = random.Random(5)
    in_flight: Counter[int] = Counter()
    killed_at_work = 0

    def reached() -> set[int]:
        return {m.chat_id for m in api.sent}

    def all_reached() -> bool:
        return reached() >= set(READERS)

    kills = 6
    for life in range(kills):
        bot.start()
        if life:
            bot.wait_for("sendMessage", dice.randrange(1, 4), unless=all_reached)
        else:
            until(lambda: bot.count("SELECT count(*) >= 5 FROM digests"), "digests are made", bot)
        time.sleep(dice.uniform(0, 0.02))
        bot.kill()
        killed_at_work += not all_reached()
        in_flight.update(int(row[0]) for row in bot.rows("SELECT chat_id FROM deliveries WHERE state = 'sending'"))
        if life in (0, 3):
            bot.lose_engine()
    bot.start()
    until(all_reached, "everybody has a digest", bot)
    until(lambda: not bot.in_flight(), "all is marked as sent", bot)
    assert bot.stop() == 0
    repeated = Counter(m.chat_id for m in api.sent) - Counter(READERS)
    assert repeated <= in_flight
    assert repeated.total() <= kills
    assert bot.rows("SELECT state, count(*) FROM deliveries GROUP BY state") == [("sent", len(READERS))]
    assert killed_at_work >= kills - 1, "the test had too little to kill"
