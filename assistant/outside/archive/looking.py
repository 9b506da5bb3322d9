"""When each subscription is to be looked at: a plan kept beside it, so that a look at ten thousand reads only those whose time has come.

A plan is void where the subscription was changed (`subscribe` forgets it), and all are where the clock was put back since they were made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.receipts import subscription_of
from assistant.outside.archive.upsert import upsert
from assistant.outside.connections import Connections
from assistant.outside.schema.answers import subscriptions
from assistant.outside.schema.sending import settings
from assistant.outside.schema.types import among
from assistant.words import Subscription

LOOKED = "subscriptions:looked"
"""The setting whose time is that of the newest plan."""

SKEW = timedelta(minutes=1)  # clocks of several workers differ by less


async def awaiting(db: Connections, now: datetime, *served: ColumnElement[bool]) -> list[Subscription]:
    """Those `served` without a plan, or whose time has come."""
    await _forget_if_put_back(db, now)
    mine, at = select(subscriptions.c.id).where(subscriptions.c.ended_at.is_(None)), subscriptions.c.look_at
    due = subscriptions.c.id.in_(union_all(mine.where(at.is_(None)), mine.where(at <= now)))
    async with db.read() as connection:
        rows = await connection.execute(select(subscriptions).where(*served, due).order_by(subscriptions.c.id))
        return [subscription_of(row) for row in rows]


async def _forget_if_put_back(db: Connections, now: datetime) -> None:
    async with db.read() as connection:
        looked = (await connection.execute(select(settings.c.at).where(settings.c.name == LOOKED))).scalar()
    if looked and looked > now + SKEW:
        async with db.write() as connection:
            await connection.execute(update(subscriptions).values(look_at=None))
            await _note(connection, now)


async def look_again(db: Connections, plans: Sequence[tuple[Subscription, datetime]], now: datetime) -> None:
    """Keep these plans, but for those whose subscription is another by now."""
    given = {subscription.id: (subscription, at) for subscription, at in plans}
    async with db.write() as connection:
        query = select(subscriptions).where(among(subscriptions.c.id, given)).with_for_update()
        same = [row.id for row in await connection.execute(query) if subscription_of(row) == given[row.id][0]]
        together: dict[datetime, list[int]] = defaultdict(list)
        for subscription_id in same:
            together[given[subscription_id][1]].append(subscription_id)
        for at, ids in together.items():
            await connection.execute(update(subscriptions).where(among(subscriptions.c.id, ids)).values(look_at=at))
        await _note(connection, now)


async def _note(connection: AsyncConnection, now: datetime) -> None:
    await upsert(connection, settings, {"name": LOOKED, "value": 0, "at": now})
