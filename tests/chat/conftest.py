from collections.abc import AsyncIterator, Iterator

import pytest

from assistant.chat.telegram import NewsroomBot, build_bot
from tests.botapi import BotApi

TOKEN = "700001:THE-SECRET-TOKEN"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[NewsroomBot]:
    """Not connected: sending needs no getMe."""
    made = build_bot(TOKEN, api.base)
    yield made
    for request in made._request:
        await request.shutdown()
