"""Cancels a coroutine at one chosen place where it waits, or at several: so a test can go through every one of them.

Each place comes in two kinds: the cancel arrives before what is waited for is done, or just after it, when its result is lost.
"""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Sequence
from itertools import count
from types import coroutine
from typing import Any

AGAIN = (1, 2, 3)
"""How many waits later a second cancel comes: within the first one's clean-up."""


@coroutine
def stepping(work: Coroutine[Any, Any, None], at: Callable[[int, Any], None]) -> Generator[Any, Any, None]:
    """`work`, with `at(number, what it waits for)` called at each wait."""
    step, given = work.send, None
    for number in count():
        try:
            waited_for = step(given)
        except StopIteration:
            return
        at(number, waited_for)
        try:
            step, given = work.send, (yield waited_for)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the work's
            step, given = work.throw, error


async def cancelled_at(places: Sequence[int], work: Coroutine[Any, Any, None], *, late: bool) -> BaseException | None:
    """How it ended (None: it was done). Raises IndexError where it did not wait that often."""
    loop, reached = asyncio.get_running_loop(), set()

    def at(number: int, waited_for: Any) -> None:
        if number not in places:
            return
        reached.add(number)
        if late and waited_for is not None:
            waited_for.add_done_callback(lambda _: task.cancel())
        else:
            loop.call_soon(task.cancel)

    async def stepped() -> None:
        await stepping(work, at)

    task = asyncio.create_task(stepped())
    (ended,) = await asyncio.gather(task, return_exceptions=True)
    if places[0] not in reached:
        raise IndexError(places)
    return ended
