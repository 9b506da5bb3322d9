"""The daily budget in money: what the models cost today, and whether they may be asked again."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from assistant.ports import Clock, Keep


class Purse:
    """Dollars spent in the newsroom's day, remembered in SQL. `limit` 0 is none. One process pays: two might overwrite each other."""

    def __init__(self, keep: Keep, limit: float, zone: ZoneInfo, clock: Clock) -> None:
        self._keep, self._limit, self._zone, self._clock = keep, limit, zone, clock
        self._paying = asyncio.Lock()

    @property
    def ends(self) -> str:
        """When the day's budget begins anew, in words."""
        return f"midnight ({self._zone.key})"

    def _day(self) -> str:
        return f"{self._clock().astimezone(self._zone):%Y-%m-%d}"

    async def spent(self) -> float:
        return float(await self._keep.get(f"spent:{self._day()}") or 0.0)

    async def pay(self, dollars: float) -> None:
        if dollars:
            async with self._paying:
                await self._keep.put(f"spent:{self._day()}", await self.spent() + dollars, self._clock())

    async def may_spend(self) -> str:
        """Why not, as a sentence; empty when the model may be asked."""
        if not await self._used_up():
            return ""
        return f"Extracted, not written: today's budget of {self._limit:g} dollars is used up until {self.ends}."

    async def may_spend_for(self, user_id: int) -> str:
        """The same for one person, who is told once a day how much the budget is and when it ends; afterwards in a word."""
        if not await self._used_up():
            return ""
        name, day = f"budget:{user_id}", self._day()
        if await self._keep.get(name) == day:
            return "Extracted, not written: the budget is used up."
        await self._keep.put(name, day, self._clock())
        return await self.may_spend()

    async def _used_up(self) -> bool:
        return bool(self._limit) and await self.spent() >= self._limit
