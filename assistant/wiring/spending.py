"""The daily budget in money: what the model cost today, and whether it may be asked again."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from assistant.ports import Clock, Keep


class Purse:
    """Dollars spent in the newsroom's day, remembered in SQL. `limit` 0 is none."""

    def __init__(self, keep: Keep, limit: float, zone: ZoneInfo, clock: Clock) -> None:
        self._keep, self._limit, self._zone, self._clock = keep, limit, zone, clock

    def _name(self) -> str:
        return f"spent:{self._clock().astimezone(self._zone):%Y-%m-%d}"

    async def spent(self) -> float:
        return float(await self._keep.get(self._name()) or 0.0)

    async def pay(self, dollars: float) -> None:
        if dollars:
            await self._keep.put(self._name(), await self.spent() + dollars, self._clock())

    async def may_spend(self) -> str:
        """Why not, as a sentence; empty when the model may be asked."""
        if self._limit and await self.spent() >= self._limit:
            return f"Extracted, not written: today's budget of {self._limit:g} dollars is used up until midnight."
        return ""
