"""The loop that asks Telegram for updates: each is written down before Telegram is told that it arrived.

No Updater of the library: it confirms updates before anything of ours has kept them (THE MAP, "A question"). Here the next getUpdates
confirms, and it is asked only when `accept` has returned for all that came before.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from assistant.chat.telegram import NewsroomBot, said
from assistant.errors import SettingsError

log = logging.getLogger(__name__)

Accept = Callable[[Mapping[str, Any], int], Awaitable[None]]
"""(the update as JSON, its id): returns when it is written down. Asked again with the same update after a failure or a crash."""
Sleep = Callable[[float], Awaitable[None]]

LONG_POLL = 25
LONGEST_PAUSE = 30.0
WRONG_TOKEN = (
    "TELEGRAM_BOT_TOKEN: Telegram does not know this token (or TELEGRAM_API_URL is not a Bot API); @BotFather has the right one"  # noqa: S105
)
ANOTHER = "Another process asks Telegram for this bot's updates (409 Conflict): stop it, or give this one a token of its own. Trying again."


async def poll(bot: NewsroomBot, accept: Accept, *, wait: int = LONG_POLL, sleep: Sleep = asyncio.sleep) -> None:
    """Until cancelled: takes updates in order, hands each to `accept`, then confirms. Network errors pause it, 1 to 30 seconds.

    Raises SettingsError when Telegram refuses the token. `wait` is the length of a long poll in seconds.
    """
    offset, failures, ready = 0, 0, False
    while True:
        try:
            if not ready:
                await bot.initialize()
                await bot.delete_webhook(drop_pending_updates=False)
                ready = True
                log.info("Telegram: listening as @%s", bot.username)
            updates = await bot.raw_updates(offset, wait, Update.ALL_TYPES)
            offset = await _take(updates, accept, offset)
            failures = 0
        except InvalidToken:
            raise SettingsError([WRONG_TOKEN]) from None
        except TelegramError as exc:
            failures += 1
            log.warning("%s", ANOTHER if isinstance(exc, Conflict) else f"Telegram: {said(exc, bot)}; trying again")
            await sleep(pause(failures, exc))
        except _NotKept as exc:
            failures, offset = failures + 1, exc.offset
            await sleep(pause(failures))


class _NotKept(Exception):
    """`accept` failed; all below `offset` are kept."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"update {offset} could not be written down")
        self.offset = offset


async def _take(updates: list[dict[str, Any]], accept: Accept, offset: int) -> int:
    """Hands over in order; the offset that confirms those kept. Raises _NotKept at the first that was not: none behind it may pass it."""
    for update in sorted(updates, key=lambda u: int(u["update_id"])):
        number = int(update["update_id"])
        try:
            await accept(update, number)
        except Exception as exc:  # the last one around an update: whatever the store says, the update stays with Telegram
            log.exception("Update %s could not be written down; it will be asked for again", number)
            raise _NotKept(number) from exc
        offset = number + 1
    return offset


def pause(failures: int, exc: TelegramError | None = None) -> float:
    """Seconds before the next try: what Telegram asks for, else 1, 2, 4 ... 30, each off by up to a quarter."""
    if isinstance(exc, RetryAfter):
        return exc._retry_after.total_seconds()
    return float(min(LONGEST_PAUSE, 2.0 ** min(failures - 1, 10)) * random.uniform(0.75, 1.25))  # noqa: S311  (jitter, no secret)


async def who_am_i(bot: NewsroomBot, *, sleep: Sleep = asyncio.sleep) -> tuple[int, str]:
    """Our own id and @name, asked until Telegram answers. Raises SettingsError for a token it does not know."""
    failures = 0
    while True:
        try:
            await bot.initialize()
            return bot.id, bot.username
        except InvalidToken:
            raise SettingsError([WRONG_TOKEN]) from None
        except TelegramError as exc:
            failures += 1
            log.warning("Telegram: %s; trying again", said(exc, bot))
            await sleep(pause(failures, exc))


async def leave(bot: NewsroomBot) -> None:
    """Let the connections go; Telegram is told nothing."""
    with contextlib.suppress(TelegramError):
        await bot.shutdown()
