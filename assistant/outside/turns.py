"""Taking turns: few requests at a time to one host, a pause between them, a bound over all hosts. Knows nothing of HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MOST_KEPT = 2_000  # hosts remembered before those at rest are forgotten


@dataclass(slots=True)
class _Gate:
    slots: asyncio.Semaphore
    next_at: float = 0.0  # by the loop's clock
    closed_until: float = 0.0
    users: int = field(default=0)


class Turns:
    """`async with turns.of(host)`: waits for this host's turn first and for a place among all second, so that a slow host's queue
    takes no places from the others."""

    def __init__(self, *, per_host: int, delay_s: float, everywhere: int) -> None:
        self._per_host = per_host
        self._delay = delay_s
        self._everywhere = asyncio.Semaphore(everywhere)
        self._gates: dict[str, _Gate] = {}

    @asynccontextmanager
    async def of(self, host: str, *, pause: bool = True) -> AsyncIterator[None]:
        """`pause` False: somebody waits; as few at a time as ever, but one after the other at once."""
        gate = self._gate(host)
        gate.users += 1
        try:
            async with gate.slots:
                if pause:
                    await self._pause(gate)
                async with self._everywhere:
                    yield
        finally:
            gate.users -= 1

    async def _pause(self, gate: _Gate) -> None:
        now = _now()
        at = max(now, gate.next_at)
        gate.next_at = at + self._delay
        if at > now:
            await asyncio.sleep(at - now)

    def rest(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long."""
        self._gate(host).closed_until = _now() + seconds

    def resting(self, host: str) -> float:
        """Seconds that the host still wants to be left alone; 0 when it may be asked."""
        gate = self._gates.get(host)
        return max(0.0, gate.closed_until - _now()) if gate else 0.0

    def _gate(self, host: str) -> _Gate:
        if len(self._gates) >= MOST_KEPT and host not in self._gates:
            now = _now()
            self._gates = {h: g for h, g in self._gates.items() if g.users or max(g.next_at, g.closed_until) > now}
        return self._gates.setdefault(host, _Gate(asyncio.Semaphore(self._per_host)))


def _now() -> float:
    return asyncio.get_running_loop().time()
