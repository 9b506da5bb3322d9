"""The polling loop with the real library: what was written down is confirmed, and nothing else."""

import asyncio
import contextlib
import logging
import time

import pytest

from assistant.chat.poll import pause, poll
from assistant.chat.telegram import build_bot
from assistant.errors import SettingsError, StoreError
from tests.botapi import BotApi, Fail
from tests.chat.conftest import TOKEN


async def soon(_: float) -> None:
    await asyncio.sleep(0.01)


async def nothing(update, number) -> None:
    """Keeps what never comes."""


@contextlib.asynccontextmanager
async def polling(bot, accept, wait=2, sleep=soon):
    task = asyncio.create_task(poll(bot, accept, wait=wait, sleep=sleep))
    try:
        yield task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def test_updates_come_whole_in_order_and_are_confirmed_when_kept(api, bot):
    kept = []

    async def accept(update, number):
        assert number in api.waiting, "confirmed before it was kept"
        kept.append((number, update["message"]["text"], update["message"].get("new_field")))

    ids = [api.push_text(5, 5, f"n{i}", new_field={"of": "Bot API 99"}) for i in range(120)]
    async with polling(bot, accept):
        await api.wait_for(lambda a: len(kept) == 120 and not a.waiting)
    assert kept == [(number, f"n{i}", {"of": "Bot API 99"}) for i, number in enumerate(ids)]


async def test_what_could_not_be_kept_is_asked_for_again_and_nothing_passes_it(api, bot, caplog):
    kept: list[int] = []
    failures: list[int] = []

    async def accept(update, number):
        if number == ids[1] and len(failures) < 3:
            failures.append(number)
            raise StoreError("the disk is full")
        kept.append(number)

    ids = [api.push_text(5, 5, f"n{i}") for i in range(3)]
    async with polling(bot, accept):
        await api.wait_for(lambda a: len(kept) == 3)
    assert kept == ids and failures == [ids[1]] * 3
    assert "could not be written down" in caplog.text and TOKEN not in caplog.text


async def test_killed_while_keeping_it_comes_again(api, bot):
    started = asyncio.Event()

    async def accept(update, number):
        started.set()
        await asyncio.sleep(60)

    number = api.push_text(5, 5, "question")
    async with polling(bot, accept):
        await started.wait()
    assert api.waiting == [number]


async def test_it_goes_on_after_errors_of_every_kind(api, bot, caplog):
    for fail in (
        Fail(502, "Bad Gateway"),
        Fail.slow_down(1),
        Fail(409, "Conflict: terminated by other getUpdates request"),
        Fail(500),
    ):
        api.fail_next("getUpdates", None, fail)
    api.fail_next("getMe", None, Fail(502))
    kept = []

    async def accept(update, number):
        kept.append(number)

    number = api.push_text(5, 5, "after all")
    async with polling(bot, accept):
        await api.wait_for(lambda a: kept == [number])
    assert "409 Conflict" in caplog.text and TOKEN not in caplog.text


async def test_an_unreachable_telegram_is_tried_again_without_showing_the_token(caplog):
    caplog.set_level(logging.DEBUG)
    tries = []

    async def sleep(seconds):
        tries.append(seconds)
        await asyncio.sleep(0)

    async with polling(build_bot(TOKEN, "http://127.0.0.1:9"), nothing, sleep=sleep):
        while len(tries) < 4:  # noqa: ASYNC110  (the loop under test runs beside)
            await asyncio.sleep(0.01)
    lines = [r.getMessage() for r in caplog.records]
    assert any("trying again" in line for line in lines) and not any(TOKEN in line for line in lines)
    assert tries[0] < tries[1] < tries[2]


async def test_a_refused_token_ends_it_with_a_clear_error(api, bot):
    api.refuse_token(TOKEN)
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN") as raised:
        await asyncio.wait_for(poll(bot, nothing, sleep=soon), 5)
    assert TOKEN not in str(raised.value)


async def test_a_webhook_left_behind_is_removed_with_its_updates_kept(api, bot):
    api.state.webhook = {"url": "https://old.example/"}
    number, kept = api.push_text(5, 5, "x"), []

    async def accept(update, n):
        kept.append(n)

    async with polling(bot, accept):
        await api.wait_for(lambda a: kept == [number])


async def test_it_stops_at_once_in_the_middle_of_a_long_poll(api, bot):
    async with polling(bot, nothing, wait=25):
        await api.wait_for(lambda a: [c for c in a.state.calls if c[1] == "getUpdates"])
        began = time.monotonic()
    assert time.monotonic() - began < 2


def test_pauses_grow_to_half_a_minute():
    found = [pause(n) for n in range(1, 12)]
    assert all(0.75 * min(30, 2 ** (n - 1)) <= seconds <= 1.25 * min(30, 2 ** (n - 1)) for n, seconds in enumerate(found, 1))


async def test_two_servers_do_not_know_each_other():
    with BotApi() as one, BotApi() as two:
        one.push_text(5, 5, "x")
        assert one.port != two.port and two.waiting == []
