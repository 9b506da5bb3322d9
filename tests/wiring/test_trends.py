"""/trends over a real house: a picture in the chat, with a caption that says it in words."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from assistant.settings import load
from assistant.wiring import topics
from assistant.wiring.pump import Pump
from assistant.words import ParsedPost, Role
from tests.chat.conftest import api, archive, bot, empty_archive  # noqa: F401  fixtures
from tests.chat.room import Room
from tests.houses import house_of

ANN, STRANGER = 11, 99


@pytest.fixture
async def newsroom(api, bot, archive, tmp_path):  # noqa: F811
    house = replace(house_of(archive, lambda: room.clock()), settings=load(None, data_dir=tmp_path))
    room = Room(api, bot, archive, trends=partial(topics.trends, house=house))
    await room.engine.launch()
    await room.grant(ANN, Role.REPORTER)
    for hours, outlet in enumerate(("Gazette", "Radio", "Radio", "Observer"), start=1):
        told = ParsedPost(
            f"dam{hours}", f"Tide dam, hour {hours}", f"https://{outlet}.example/{hours}", f"The Tide dam held {hours} m."
        )
        await room.publish(told, source=await room.source(outlet), ago=timedelta(hours=hours))
    await Pump(house).once()
    yield room
    await room.engine.close()
    await house.fetch.aclose()


async def test_a_topic_is_answered_with_a_picture_whose_caption_counts_in_words(newsroom):
    (sent,) = await newsroom.say(ANN, "/trends Tide dam")
    assert (sent.method, sent.file_name, sent.file[:4]) == ("sendPhoto", "trend.png", b"\x89PNG")
    assert sent.text.startswith("Trend: Tide dam\n4 posts.\n")
    assert "By source: Radio 2, Gazette 1, Observer 1." in sent.text
    assert "Tide dam, hour 1 – Gazette" in sent.text
    assert [b["text"] for b in sent.reply_markup["inline_keyboard"][0]] == ["Timeline"]


async def test_a_topic_of_no_post_a_missing_topic_and_a_stranger_get_no_picture(newsroom):
    (none,) = await newsroom.say(ANN, "/trends ferry strike")
    (hint,) = await newsroom.say(ANN, "/trends")
    assert "Not in the archive" in none.text and "/trends flood" in hint.text
    assert all(m.method != "sendPhoto" for m in await newsroom.say(STRANGER, "/trends Tide dam"))
