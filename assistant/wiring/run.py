"""The running bot: opened, jobs taken up, then polling; closed in order. Start to first poll first, the vector index behind it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Coroutine
from functools import partial
from typing import Any

from assistant.chat import application
from assistant.chat.application import Front, Me
from assistant.chat.fleeting import Fleeting
from assistant.chat.handlers import everything, menu
from assistant.chat.menus import Menus
from assistant.chat.outbox import Outbox
from assistant.chat.pace import Flight, Pace, patient
from assistant.chat.poll import leave, poll, who_am_i
from assistant.chat.telegram import NewsroomBot, Sender, answer_inline, answer_press, build_bot, set_menu, set_menus
from assistant.errors import SendError, SettingsError
from assistant.outside.engine import DurableEngine, open_engine
from assistant.settings import Settings
from assistant.wiring import jobs
from assistant.wiring.desk import build_desk
from assistant.wiring.house import House, open_house, open_vectors
from assistant.wiring.pump import Pump
from assistant.wiring.running import Running
from assistant.words import Role

log = logging.getLogger(__name__)

TURN = 0.0005  # seconds that a thread at work may keep the interpreter: at Python's 5 ms each step of an answer waits for so long
NO_TOKEN = "TELEGRAM_BOT_TOKEN is empty; @BotFather gives you one. Without it, `make chat` talks to you at the terminal"  # noqa: S105
NO_ADMIN = "ADMIN_IDS is empty: nobody can add sources or let people in. Send /start to the bot, put your id there and restart."


async def run_bot(settings: Settings) -> int:
    """Until it is told to stop (SIGINT, SIGTERM). Raises SettingsError, StoreError, InUse."""
    if not settings.telegram_bot_token.get_secret_value():
        raise SettingsError([NO_TOKEN])
    if not settings.admin_ids:
        log.warning(NO_ADMIN)
    async with open_house(settings) as house:
        bot = build_bot(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url)
        await serve(house, bot, stop=_told_to_stop())
    return 0


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def serve(house: House, bot: NewsroomBot, *, stop: asyncio.Event) -> None:
    """Everything of a running bot, until `stop` is set or something that cannot be mended is raised."""
    sys.setswitchinterval(TURN)
    me = Me(*await who_am_i(bot))
    engine = open_engine(house.settings.engine_database, executor_id=house.settings.worker)
    run = assemble(house, bot, me, engine)
    jobs.register(run)
    await engine.launch()
    try:
        await jobs.take_up(run)
        accept = partial(application.accept, engine=engine, me=me, clock=house.clock)
        await _until(stop, poll(bot, accept), _vectors(run), _introduce(bot))
    finally:
        await engine.close()
        await leave(bot)


def assemble(house: House, bot: NewsroomBot, me: Me, engine: DurableEngine) -> Running:
    """The parts of a running bot, bound to each other; nothing is started."""
    database = house.database
    pace, flight = Pace(), Flight()
    outbox = Outbox(
        database.deliveries, database.buttons, database.answers, database.digests, database.people,
        patient(Sender(bot, pace, flight)), house.clock, flight.land,
    )  # fmt: skip
    pump = Pump(house)
    desk = build_desk(house, engine, bot, me)
    fleeting = Fleeting(bot, spare=pace.spare)
    front = Front(
        me,
        everything(),
        outbox,
        fleeting.typing,
        partial(_pressed, bot),
        partial(answer_inline, bot),
        amend=fleeting.amend,
        menus=Menus(menu, partial(set_menu, bot), database.people),
    )
    return Running(house, engine, front, desk, pump, [])


async def _pressed(bot: NewsroomBot, callback_id: str, words: str) -> None:
    """End a button's waiting circle; where Telegram cannot be told, the circle ends by itself."""
    with contextlib.suppress(SendError):
        await answer_press(bot, callback_id, words)


async def _vectors(run: Running) -> None:
    """Open the vector index behind the running bot, and keep it up to date with SQL. Raises what ends the bot, nothing else."""
    async with open_vectors(run.house) as chroma:
        if chroma is None:
            log.warning("The vector index belongs to another process; full text answers here.")
        else:
            run.chroma.append(chroma)
        await run.pump.run()


async def _introduce(bot: NewsroomBot) -> None:
    """The menu of commands for strangers and groups; again later where Telegram does not take it."""
    while True:
        try:
            await set_menus(bot, menu(Role.STRANGER), menu(Role.REPORTER, private=False))
            return
        except SendError as error:
            log.warning("The command menu could not be set: %s", error)
            await asyncio.sleep(60)


async def _until(stop: asyncio.Event, *work: Coroutine[Any, Any, None]) -> None:
    """Run all of `work` until `stop`; whichever ends with an error ends all with it."""
    tasks = [asyncio.create_task(w) for w in work]
    stopping = asyncio.create_task(stop.wait())
    waiting: set[asyncio.Task[Any]] = {stopping, *tasks}
    try:
        while not stopping.done() and waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done - {stopping}:
                task.result()
    finally:
        for task in (stopping, *tasks):
            task.cancel()
        await asyncio.gather(stopping, *tasks, return_exceptions=True)
