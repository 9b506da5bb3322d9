"""The line of a group: whoever comes first, the lowest number goes first, one at a time."""

import asyncio
import itertools

import pytest

from assistant.outside.engine_order import Gate


class Chat:
    """Jobs of one group passing a gate; `gone` are those that will never come."""

    def __init__(self) -> None:
        self.gone: set[str] = set()
        self.asked: list[str] = []
        self.passed: list[str] = []
        self.inside = 0
        self.gate = Gate(self.ended, look=0.01)

    async def ended(self, job: str) -> bool:
        self.asked.append(job)
        return job in self.gone

    async def job(self, number: int, group: str = "chat") -> None:
        async with self.gate.turn(group, number, f"j{number}"):
            self.inside += 1
            assert self.inside == 1
            await asyncio.sleep(0)
            self.passed.append(f"j{number}")
            self.inside -= 1

    def empty(self) -> bool:
        return not self.gate._lines


@pytest.mark.parametrize("order", itertools.permutations([1, 2, 3, 4]))
async def test_announced_jobs_go_in_order_whatever_order_recovery_brings_them_in(order: tuple[int, ...]) -> None:
    chat = Chat()
    for number in reversed(order):
        chat.gate.announce("chat", number, f"j{number}")
    tasks = []
    for number in order:
        tasks.append(asyncio.create_task(chat.job(number)))
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert chat.passed == ["j1", "j2", "j3", "j4"]
    assert chat.empty()


async def test_a_job_that_never_comes_is_asked_about_and_let_go() -> None:
    chat = Chat()
    for number in (1, 2, 3):
        chat.gate.announce("chat", number, f"j{number}")
    waiting = asyncio.create_task(chat.job(3))
    await asyncio.sleep(0.03)
    assert set(chat.asked) == {"j1"}
    assert chat.passed == []
    chat.gone = {"j1", "j2"}
    await asyncio.wait_for(waiting, 5)
    assert chat.passed == ["j3"]
    assert chat.empty()


async def test_a_job_being_written_down_is_not_taken_for_one_that_never_comes() -> None:
    chat = Chat()
    chat.gone = {"j1"}  # not in the database yet
    chat.gate.announce("chat", 1, "j1", writing=True)
    second = asyncio.create_task(chat.job(2))
    await asyncio.sleep(0.03)
    assert (chat.asked, chat.passed) == ([], [])
    chat.gone = set()
    chat.gate.written("chat", "j1")
    await asyncio.gather(chat.job(1), second)
    assert chat.passed == ["j1", "j2"]


async def test_a_lower_number_that_comes_late_waits_for_the_one_inside() -> None:
    chat = Chat()
    hold = asyncio.Event()

    async def long() -> None:
        async with chat.gate.turn("chat", 5, "j5"):
            await hold.wait()
            chat.passed.append("j5")

    tasks = [asyncio.create_task(each) for each in (long(), chat.job(6), chat.job(1))]
    await asyncio.sleep(0.02)
    assert chat.passed == []
    hold.set()
    await asyncio.gather(*tasks)
    assert chat.passed == ["j5", "j1", "j6"]


async def test_a_place_given_up_or_a_waiting_job_cancelled_holds_nobody() -> None:
    chat = Chat()
    chat.gate.announce("chat", 1, "j1", writing=True)
    cancelled, third = asyncio.create_task(chat.job(2)), asyncio.create_task(chat.job(3))
    await asyncio.sleep(0.01)
    cancelled.cancel()
    chat.gate.withdraw("chat", "j1")
    await asyncio.wait_for(third, 5)
    assert chat.passed == ["j3"]
    assert chat.empty()


async def test_an_error_inside_frees_the_line() -> None:
    chat = Chat()
    with pytest.raises(ValueError, match="inside"):
        async with chat.gate.turn("chat", 1, "j1"):
            raise ValueError("inside")
    await asyncio.wait_for(chat.job(2), 5)
    assert chat.empty()
