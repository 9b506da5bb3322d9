"""One message in the air at a time, and nobody held up by one that hangs."""

import asyncio

from assistant.chat.pace import Flight, Limits, Pace


async def test_the_next_message_leaves_when_the_last_is_written_down_in_the_order_of_asking() -> None:
    flight, air, most, left = Flight(longest=60), 0, 0, []

    async def send(number: int) -> None:
        nonlocal air, most
        await flight.leave()
        left.append(number)
        air += 1
        most = max(most, air)
        await asyncio.sleep(0)
        air -= 1
        flight.land()

    await asyncio.gather(*(send(n) for n in range(20)))
    assert most == 1
    assert left == list(range(20))


async def test_a_message_that_hangs_holds_the_others_up_for_a_moment_only() -> None:
    flight = Flight(longest=0.01)
    hung = asyncio.create_task(_leave_and_hang(flight))
    await asyncio.sleep(0)
    await asyncio.wait_for(flight.leave(), 10)
    flight.land()
    hung.cancel()


async def test_only_the_task_whose_message_flies_lets_it_land() -> None:
    flight = Flight(longest=60)
    hung = asyncio.create_task(_leave_and_hang(flight))
    await asyncio.sleep(0)
    flight.land()
    waiting = asyncio.create_task(flight.leave())
    await asyncio.sleep(0)
    assert not waiting.done()
    for task in (waiting, hung):
        task.cancel()


async def _leave_and_hang(flight: Flight) -> None:
    await flight.leave()
    await asyncio.Event().wait()


async def test_messages_that_waited_for_each_other_leave_no_faster_than_telegram_takes_them() -> None:
    now, left = [100.0], []

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    pace = Pace(Limits(), clock=lambda: now[0], sleep=sleep)
    for _ in range(60):
        await pace.gap()
        left.append(now[0])
    assert max(sum(at <= other < at + 1.0 for other in left) for at in left) <= 28
    now[0] += 10
    await pace.gap()
    assert now[0] == left[-1] + 10, "nobody waits where nobody left just before"
