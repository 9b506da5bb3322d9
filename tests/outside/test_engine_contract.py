"""What every Engine does, the one in memory as well as DBOS on SQLite and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from assistant.errors import BadRequest, Rejected, StoreError
from assistant.outside.engine import open_engine
from assistant.ports import Engine, Rate, Retry
from tests.fake_engine import FakeEngine
from tests.postgres import fresh_postgres_url

QUICK = Retry(attempts=3, pause=0.01, factor=1)


@pytest_asyncio.fixture(params=["fake", "sqlite", "postgres"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Engine]:
    made: Engine
    if request.param == "fake":
        made = FakeEngine()
    else:
        url = fresh_postgres_url() if request.param == "postgres" else f"sqlite:///{tmp_path}/engine.db"
        made = open_engine(url, executor_id="tests")
    yield made
    await made.close(grace=0.1)


async def until(true: Callable[[], object], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110  what is waited for is no event of ours
            await asyncio.sleep(0.01)


async def ended(engine: Engine, name: str, seconds: float = 15, but: int = 0) -> None:
    """Until no more than `but` jobs of this name are left."""
    async with asyncio.timeout(seconds):
        while len(await engine.pending(name)) > but:  # noqa: ASYNC110  the same
            await asyncio.sleep(0.02)


async def test_a_job_runs_once_however_often_it_is_started(engine: Engine) -> None:
    ran: list[Any] = []

    async def job(payload: Mapping[str, Any]) -> None:
        ran.append(payload)

    engine.register("job", job)
    await engine.launch()
    assert await engine.state("job", "1") == ""
    for word in ("first", "second"):
        await engine.start("job", "1", {"word": word, "list": [1, None, {"deep": True}]})
    await ended(engine, "job")
    await engine.start("job", "1", {"word": "third"})
    await engine.start("job", "2", {"word": "another"})
    await until(lambda: len(ran) == 2)
    await ended(engine, "job")
    assert ran == [{"word": "first", "list": [1, None, {"deep": True}]}, {"word": "another"}]
    assert await engine.state("job", "1") == "done"


async def test_jobs_of_a_group_run_one_at_a_time_in_order_and_groups_in_parallel(engine: Engine) -> None:
    ran: list[str] = []
    held = asyncio.Event()

    async def job(payload: Mapping[str, Any]) -> None:
        if payload["chat"] == "slow":
            await held.wait()
        ran.append(f"{payload['chat']} begins {payload['number']}")
        await asyncio.sleep(0.01)
        ran.append(f"{payload['chat']} ends {payload['number']}")

    engine.register("job", job)
    await engine.launch()
    # the first takes its turn; the others come in the wrong order while it runs
    for number in (1, 3, 2):
        for chat in ("slow", "quick"):
            payload = {"chat": chat, "number": number}
            await engine.start("job", f"{chat}/{number}", payload, group=chat, number=number)
    await until(lambda: sum(line.startswith("quick ends") for line in ran) == 3)
    assert not any(line.startswith("slow") for line in ran)
    held.set()
    await ended(engine, "job")
    in_order = [f"slow {does} {number}" for number in (1, 2, 3) for does in ("begins", "ends")]
    assert [line for line in ran if line.startswith("slow")] == in_order
    quick = [line for line in ran if line.startswith("quick")]
    assert [line.split()[1] for line in quick] == ["begins", "ends"] * 3


async def test_a_job_that_fails_is_tried_again_then_kept_as_failed_until_it_is_asked_again(engine: Engine) -> None:
    tries: list[str] = []
    broken = True

    async def job(payload: Mapping[str, Any]) -> None:
        tries.append(payload["way"])
        if payload["way"] == "recovers" and tries.count("recovers") < 3:
            raise OSError("for the moment")
        if payload["way"] == "hopeless":
            raise Rejected("can't parse entities")
        if payload["way"] == "breaks" and broken:
            raise RuntimeError("down")

    engine.register("job", job, retry=QUICK)
    await engine.launch()
    for way in ("recovers", "breaks", "hopeless"):
        await engine.start("job", way, {"way": way})
    await ended(engine, "job")
    assert (tries.count("recovers"), tries.count("breaks"), tries.count("hopeless")) == (3, 3, 1)
    failed = {each.key: each.reason for each in await engine.failed("job")}
    assert failed == {"breaks": "RuntimeError: down", "hopeless": "Rejected: can't parse entities"}
    broken = False
    await engine.again("job", "breaks")
    await engine.again("job", "recovers")  # done: stays done
    await until(lambda: tries.count("breaks") == 4)
    await ended(engine, "job")
    assert await engine.state("job", "breaks") == "done"
    assert tries.count("recovers") == 3


async def test_a_hanging_attempt_is_cut_off(engine: Engine) -> None:
    async def job(payload: Mapping[str, Any]) -> None:
        await asyncio.sleep(60)

    engine.register("job", job, retry=Retry(attempts=2, pause=0.01, limit=0.05))
    await engine.launch()
    await engine.start("job", "1", {})
    await ended(engine, "job")
    assert [each.reason for each in await engine.failed("job")] == ["TimeoutError: "]


async def test_cancelling_stops_what_runs_and_what_waits_and_lets_the_next_in_line_go(engine: Engine) -> None:
    begun: list[str] = []
    stopped: list[str] = []

    async def job(payload: Mapping[str, Any]) -> None:
        begun.append(payload["key"])
        try:
            await asyncio.sleep(0 if payload["key"] == "c" else 60)
        except asyncio.CancelledError:
            stopped.append(payload["key"])
            raise

    engine.register("job", job)
    await engine.launch()
    for number, key in enumerate("abc"):
        await engine.start("job", key, {"key": key}, group="chat", number=number)
    await until(lambda: begun == ["a"])
    assert await engine.pending("job") == ["a", "b", "c"]
    assert await engine.payloads("job") == {key: {"key": key} for key in "abc"}
    await engine.cancel("job", "b")
    await engine.cancel("job", "a")
    await engine.cancel("job", "unknown")
    await ended(engine, "job")
    assert (begun, stopped) == (["a", "c"], ["a"])
    assert [await engine.state("job", key) for key in "abc"] == ["cancelled", "cancelled", "done"]
    await engine.start("job", "b", {"key": "b"})
    assert await engine.pending("job") == []


async def test_a_job_may_start_others_of_its_own_group_too(engine: Engine) -> None:
    ran: list[str] = []

    async def parent(payload: Mapping[str, Any]) -> None:
        await engine.start("child", "1", {}, group="chat", number=2)
        assert await engine.pending("child") == ["1"]
        ran.append("parent")

    async def child(payload: Mapping[str, Any]) -> None:
        ran.append("child")

    engine.register("parent", parent)
    engine.register("child", child)
    await engine.launch()
    await engine.start("parent", "1", {}, group="chat", number=1)
    await until(lambda: len(ran) == 2)
    assert ran == ["parent", "child"]


async def test_a_queue_runs_so_many_at_once(engine: Engine) -> None:
    now, most = 0, 0

    async def job(payload: Mapping[str, Any]) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1

    engine.declare("narrow", at_once=2)
    engine.register("job", job, queue="narrow")
    await engine.launch()
    for key in range(5):
        await engine.start("job", str(key), {})
    await ended(engine, "job")
    assert most == 2


async def test_revive_starts_what_has_no_job_and_runs_the_failed_again(engine: Engine) -> None:
    ran: list[str] = []

    async def job(payload: Mapping[str, Any]) -> None:
        ran.append(payload["key"])
        if payload["key"] == "fails" and ran.count("fails") == 1:
            raise BadRequest("no")

    engine.register("job", job)
    await engine.launch()
    for key in ("done", "fails"):
        await engine.start("job", key, {"key": key})
    await ended(engine, "job")
    assert await engine.revive("job", [(key, {"key": key}) for key in ("done", "fails", "lost")]) == 2
    await until(lambda: len(ran) == 4)
    await ended(engine, "job")
    assert sorted(ran) == ["done", "fails", "fails", "lost"]


async def test_sweeping_forgets_only_what_ended_before(engine: Engine) -> None:
    hold = asyncio.Event()

    async def job(payload: Mapping[str, Any]) -> None:
        if payload["way"] == "fails":
            raise BadRequest("no")
        if payload["way"] == "hangs":
            await hold.wait()

    engine.register("job", job)
    await engine.launch()
    for way in ("passes", "fails", "hangs"):
        await engine.start("job", way, {"way": way})
    await ended(engine, "job", but=1)
    assert await engine.sweep(timedelta(hours=1)) == 0
    await asyncio.sleep(0.01)
    assert await engine.sweep(timedelta(0)) == 2
    assert [await engine.state("job", way) for way in ("passes", "fails")] == ["", ""]
    assert await engine.pending("job") == ["hangs"]


async def test_schedules_are_kept_replaced_and_removed(engine: Engine) -> None:
    async def job(payload: Mapping[str, Any]) -> None: ...

    engine.register("job", job)
    await engine.launch()
    await engine.schedule("morning", "job", "0 8 * * *", zone="Europe/Kyiv", payload={"id": 1})
    await engine.schedule("morning", "job", "0 9 * * *")
    await engine.schedule("evening", "job", "0 19 * * 1-5")
    assert await engine.schedules() == ["evening", "morning"]
    await engine.unschedule("morning")
    await engine.unschedule("unknown")
    assert await engine.schedules() == ["evening"]


async def test_what_cannot_be_is_refused_in_words(engine: Engine) -> None:
    async def job(payload: Mapping[str, Any]) -> None: ...

    with pytest.raises(BadRequest, match="not declared"):
        engine.register("job", job, queue="nowhere")
    with pytest.raises(BadRequest, match="colon"):
        engine.register("a:b", job)
    engine.declare("somewhere", rate=Rate(1, 1.0))
    engine.register("job", job, queue="somewhere")
    with pytest.raises(StoreError, match="not running"):
        await engine.start("job", "1", {})
    await engine.launch()
    with pytest.raises(BadRequest, match="no job"):
        await engine.start("other", "1", {})
    with pytest.raises(BadRequest, match="1 to 400"):
        await engine.start("job", " ", {})
    with pytest.raises(BadRequest, match="JSON"):
        await engine.start("job", "1", {"when": object()})
    with pytest.raises(BadRequest, match="cron line"):
        await engine.schedule("s", "job", "often")
    with pytest.raises(BadRequest, match="time zone"):
        await engine.schedule("s", "job", "0 8 * * *", zone="Kyiv")
