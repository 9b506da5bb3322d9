"""What only the durable engine does: stopping and starting, a lost or damaged file, one name one process, clients beside it."""

import asyncio
import logging
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InUse, Slow, StoreError
from assistant.outside import engine_reaper
from assistant.outside.engine import DurableEngine, open_engine
from assistant.outside.engine_attempt import attempt, pause_after
from assistant.outside.engine_claim import claim
from assistant.outside.engine_client import is_running, open_client
from assistant.outside.engine_time import as_slot, slot_of, tick
from assistant.ports import Rate, Retry
from tests.fake_engine import FakeEngine
from tests.outside.test_engine_contract import ended, until
from tests.postgres import fresh_postgres_url


def engine_in(folder: Path, ran: list[Any], **options: Any) -> DurableEngine:
    engine = open_engine(f"sqlite:///{folder}/engine.db", executor_id="tests", **options)

    async def job(payload: Mapping[str, Any]) -> None:
        ran.append(payload)
        await asyncio.sleep(payload.get("seconds", 0))

    engine.register("job", job)
    return engine


async def test_what_stopping_cuts_off_runs_again_in_order_after_the_next_launch(tmp_path: Path) -> None:
    ran: list[Any] = []
    engine = engine_in(tmp_path, ran)
    await engine.launch()
    for number in (1, 2, 3):
        await engine.start("job", str(number), {"number": number, "seconds": 60}, group="chat", number=number)
    await until(lambda: len(ran) == 1)
    await engine.close(grace=0.05)
    with pytest.raises(StoreError, match="not running"):
        await engine.start("job", "4", {})
    assert [each["number"] for each in ran] == [1]

    again: list[Any] = []
    engine = open_engine(f"sqlite:///{tmp_path}/engine.db", executor_id="tests")

    async def job(payload: Mapping[str, Any]) -> None:
        again.append(payload["number"])

    engine.register("job", job)
    await engine.launch()
    # a new update comes before recovery has brought in the older ones
    await engine.start("job", "4", {"number": 4}, group="chat", number=4)
    await ended(engine, "job")
    await engine.close()
    assert again == [1, 2, 3, 4]


async def test_stopping_waits_for_what_is_about_to_end(tmp_path: Path) -> None:
    ran: list[Any] = []
    engine = engine_in(tmp_path, ran)
    await engine.launch()
    await engine.start("job", "1", {"seconds": 0.2})
    await until(lambda: ran)
    await engine.close(grace=5)
    await engine.close()
    assert await asyncio.to_thread(lambda: "the loop has a pool again")
    client = await open_client(f"sqlite:///{tmp_path}/engine.db")
    assert await client.state("job", "1") == "done"
    await client.close()


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
async def test_a_name_has_one_living_process(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_reaper, "TRIES", 2)
    url = fresh_postgres_url() if database == "postgres" else f"sqlite:///{tmp_path}/engine.db"
    assert not await is_running(url, "bot")
    engine = open_engine(url, executor_id="bot")
    await engine.launch()
    assert await is_running(url, "bot")
    assert not await is_running(url, "another")
    with pytest.raises(InUse, match="This process"):
        await open_engine(url, executor_id="another").launch()  # DBOS is one per process
    await engine.close()
    assert not await is_running(url, "bot")
    held = claim(url, "bot")
    assert held is not None
    with pytest.raises(InUse, match="bot"):
        await open_engine(url, executor_id="bot").launch()
    held.release()
    engine = open_engine(url, executor_id="bot")
    await engine.launch()
    await engine.close()


async def test_a_client_hands_jobs_to_the_running_engine_and_sees_them_end(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/engine.db"
    with pytest.raises(StoreError, match="No bot has run here"):
        await open_client(url)
    ran: list[Any] = []
    engine = engine_in(tmp_path, ran)
    await engine.launch()
    client = await open_client(url)
    for _ in range(2):
        await client.start("job", "handed", {"by": "the command line"})
    await client.start("unheard-of", "1", {})
    await client.start("job", "long", {"seconds": 60})
    await until(lambda: len(ran) == 2)
    assert await client.state("job", "long") == "running"
    await client.cancel("job", "long")
    await ended(engine, "job")
    await ended(engine, "unheard-of")
    assert [await client.state("job", key) for key in ("handed", "long", "never")] == ["done", "cancelled", ""]
    assert [each.reason for each in await client.failed("unheard-of")] == [
        "LookupError: this version has no job named unheard-of"
    ]
    await client.close()
    await engine.close()
    assert ran.count({"by": "the command line"}) == 1


async def test_a_damaged_file_is_moved_aside_and_the_app_revives_its_work(tmp_path: Path) -> None:
    (tmp_path / "engine.db").write_bytes(b"this was a database once" * 500)
    ran: list[Any] = []
    engine = engine_in(tmp_path, ran)
    await engine.launch()
    assert await engine.revive("job", [("1", {"row": 1}), ("2", {"row": 2})]) == 2
    await ended(engine, "job")
    await engine.close()
    assert sorted(each["row"] for each in ran) == [1, 2]
    assert len([name for name in os.listdir(tmp_path) if name.startswith("engine.db.damaged-")]) == 1  # noqa: PTH208


async def test_a_job_under_which_the_worker_keeps_dying_is_given_up(tmp_path: Path) -> None:
    for _ in range(2):  # stopped in the middle of it: the same to the engine as a death
        ran: list[Any] = []
        engine = engine_in(tmp_path, ran, deaths=1)
        await engine.launch()
        await engine.start("job", "poison", {"seconds": 60})
        await until(lambda: ran)  # noqa: B023  used within this round
        await engine.close(grace=0)
    engine = engine_in(tmp_path, ran, deaths=1)
    await engine.launch()
    await ended(engine, "job")
    assert [each.reason for each in await engine.failed("job")] == ["The worker died each time it ran this."]
    await engine.close()


async def test_a_rate_holds_over_the_whole_queue(tmp_path: Path) -> None:
    at: list[float] = []
    engine = open_engine(f"sqlite:///{tmp_path}/engine.db", executor_id="tests")

    async def job(payload: Mapping[str, Any]) -> None:
        at.append(asyncio.get_running_loop().time())

    engine.declare("limited", at_once=8, rate=Rate(2, 1.5))
    engine.register("job", job, queue="limited")
    await engine.launch()
    for key in range(4):
        await engine.start("job", str(key), {})
    await ended(engine, "job")
    await engine.close()
    assert at[2] - at[0] >= 1.0


async def test_a_tick_runs_at_launch_and_is_left_out_while_an_earlier_one_has_not_ended() -> None:
    slots: list[str] = []
    hold = asyncio.Event()

    async def job(payload: Mapping[str, Any]) -> None:
        slots.append(payload["slot"])
        await hold.wait()

    engine = FakeEngine()
    engine.register("poll", job)
    await engine.launch()
    start = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
    times = iter(start + timedelta(seconds=n / 100) for n in range(10_000))
    ticking = asyncio.create_task(tick(engine, "poll", 0.0625, clock=lambda: next(times)))
    await until(lambda: len(slots) == 1)
    await asyncio.sleep(0.3)
    assert slots == ["2026-03-29T00:59:59Z"]
    hold.set()
    await until(lambda: len(slots) >= 3)
    ticking.cancel()
    moments = [datetime.fromisoformat(slot) for slot in slots]
    assert moments == sorted(set(moments))


@pytest.mark.parametrize(
    ("now", "seconds", "slot"),
    [
        ("2026-11-22T10:00:00+02:00", 60, "2026-11-22T08:00:00Z"),
        ("2026-11-22T10:00:59.9+02:00", 60, "2026-11-22T08:00:00Z"),
        ("2026-10-25T03:30:00+03:00", 3600, "2026-10-25T00:00:00Z"),
        ("2026-11-22T08:00:00.7+00:00", 0.5, "2026-11-22T08:00:00.500000Z"),
    ],
)
def test_slots_are_multiples_since_1970_the_same_everywhere(now: str, seconds: float, slot: str) -> None:
    assert as_slot(slot_of(datetime.fromisoformat(now), seconds)) == slot


@pytest.mark.parametrize(
    ("failures", "error", "seconds"),
    [
        (1, OSError(), 1),
        (2, OSError(), 4),
        (3, OSError(), 16),
        (9, OSError(), 300),
        (1, Slow(7), 7),
        (3, Slow(7), 16),
        (1, Slow(9999), 300),
    ],
)
def test_pauses_grow_and_obey_telegram_within_bounds(failures: int, error: Exception, seconds: float) -> None:
    assert pause_after(failures, error, Retry()) == seconds


async def test_a_job_that_raises_cancelled_by_itself_fails_like_any_other(caplog: pytest.LogCaptureFixture) -> None:
    async def job(payload: Mapping[str, Any]) -> None:
        raise asyncio.CancelledError

    with caplog.at_level(logging.CRITICAL), pytest.raises(RuntimeError, match="cancelled itself"):
        await attempt(job, {}, Retry(attempts=2, pause=0), "job")


async def test_a_cancelled_start_leaves_the_file_unlocked_and_the_job_wholly_there_or_not(tmp_path: Path) -> None:
    ran: list[Any] = []
    engine = engine_in(tmp_path, ran)
    await engine.launch()
    for number in range(30):
        starting = asyncio.create_task(engine.start("job", str(number), {"number": number}))
        await asyncio.sleep(number / 2000)  # before it, within it, after it
        starting.cancel()
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        with closing(sqlite3.connect(tmp_path / "engine.db", timeout=5)) as other:
            other.execute("BEGIN IMMEDIATE")
    await ended(engine, "job")
    states = [await engine.state("job", str(number)) for number in range(30)]
    await engine.close()
    assert set(states) <= {"", "done"} and states.count("done") == len(ran)
