"""Digests, bound to what is open: made once for a slot, stored with what they cite, shown again only as the gate proves them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.digest.journey import make_digest
from assistant.digest.schedule import FORGET, Due, due, next_look
from assistant.gate.again import digest_again
from assistant.outside.archive.backup import RESTORED
from assistant.outside.archive.sharing import digest_key
from assistant.ports import Scope
from assistant.wiring.house import House
from assistant.words import Digest, Role, Source, Subscription

TOGETHER = 500  # plans written down in one transaction
MEMORY = timedelta(days=14)  # how long a chat's digests are remembered: a story older than that may be told again


async def digest(
    subscription: Subscription, since: datetime, until: datetime, *, house: House, when: Due | None = None
) -> Digest:
    """What this chat would get for [since, until), less what it has had. Stores nothing."""
    await house.stories.place()
    shown = await house.database.digests.memory(subscription.chat_id, subscription.thread_id, until - MEMORY)
    return await make_digest(
        subscription,
        since,
        until,
        slot=when.slot if when else None,
        late=when.late if when else False,
        sources=await readable(subscription, house),
        shown=shown,
        posts=house.database.posts,
        group=house.stories.of,
    )


async def readable(subscription: Subscription, house: House) -> list[Source]:
    """The sources whose posts this chat may get: by its own role, private chats by their person's. None where it has none."""
    chat_id = subscription.chat_id
    if not chat_id:
        return await house.database.sources.visible(Role.ADMIN, 0)
    role = await house.database.people.role_of(chat_id, chat_id, private=chat_id > 0, admin_ids=house.settings.admin_ids)
    return await house.database.sources.visible(role, chat_id)


async def all_due(house: House, now: datetime) -> list[tuple[Subscription, Due]]:
    """The subscriptions that have a digest due now. The others are looked at again when something may be."""
    digests = house.database.digests
    waiting = await digests.awaiting(now)
    if not waiting:
        return []
    last = await digests.slots([s.id for s in waiting])
    restored = await house.database.settings.get(RESTORED)
    floor = datetime.fromisoformat(restored["at"]) if restored else None
    found = [(s, due(s, _later(last.get(s.id), floor), now)) for s in waiting]
    later = [(s, next_look(s, now)) for s, d in found if d is None]
    for start in range(0, len(later), TOGETHER):
        await digests.look_again(later[start : start + TOGETHER], now)
    return [(s, d) for s, d in found if d is not None]


async def all_unplanned(house: House, now: datetime) -> list[Digest]:
    """Digests made lately whose job was lost, with the engine's file, before their messages were written down."""
    restored = await house.database.settings.get(RESTORED)
    floor = _later(now - FORGET, datetime.fromisoformat(restored["at"]) if restored else None)
    return await house.database.digests.unplanned(floor or now)


def _later(last: datetime | None, floor: datetime | None) -> datetime | None:
    """Slots before a restore may have been sent by the bot that the backup was taken from: they are not made up for."""
    return max(last, floor) if last and floor else last or floor


async def for_slot(subscription: Subscription, when: Due, *, house: House) -> Digest:
    """The digest of a slot, made once: stored under (subscription, slot), it comes back as it was, proven again."""
    if stored := await house.database.digests.by_key(digest_key(subscription.id, when.slot)):
        return digest_again(stored)
    made = await digest(subscription, when.since, house.clock(), house=house, when=when)
    return await house.database.digests.store(made)


def scope_of(sources: Sequence[Source]) -> Scope:
    return Scope(tuple(s.id for s in sources))
