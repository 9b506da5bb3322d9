"""Which sources are ill, for lists and receipts: failing, gone, undated, or silent against their own rhythm.

Silence takes a look at the archive, so it is looked for by a tick and noted; everything else stands with the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from assistant.collect.health import FAILURES, SILENT, ailment
from assistant.ports import Posts, Scope
from assistant.wiring.house import House
from assistant.words import Source, Tended

RHYTHM = 20  # newest posts that tell a source's rhythm
QUIET = timedelta(days=1)  # a source that had something new since then is not silent (collect/health.py: the shortest silence)
REMEMBERED = timedelta(days=7)  # a source that is gone for good is named in receipts for so long


async def note_silent(house: House) -> None:
    """Write down which sources are silent now. Raises StoreError."""
    posts = house.database.posts
    tended = [t for t in await house.database.sources.tended() if t.source.state == "active"]
    silent = [t.source.id for t in tended if await is_silent(t, posts)]
    if silent != await house.database.settings.get(SILENT):
        await house.database.settings.put(SILENT, silent, house.clock())


async def is_silent(tended: Tended, posts: Posts) -> bool:
    """Whether it answers and says nothing for far longer than it used to."""
    if not may_be_silent(tended):
        return False
    return bool(ailment(tended, await times(tended, posts))) and not ailment(tended)


def may_be_silent(tended: Tended) -> bool:
    """Whether its rhythm matters: only after a day without anything new."""
    return bool(tended.last_new and tended.last_ok and tended.last_ok - tended.last_new >= QUIET)


async def times(tended: Tended, posts: Posts) -> list[datetime]:
    """Times of its newest posts as they stood at its last good reading."""
    newest = await posts.latest(Scope((tended.source.id,)), RHYTHM)
    return [p.at for p in newest if tended.last_ok is None or p.first_seen <= tended.last_ok]


async def ill_titles(house: House, sources: Iterable[Source]) -> tuple[str, ...]:
    """The names of those of `sources` that are ill now, for a receipt. Raises StoreError."""
    mine, now = {s.id for s in sources}, house.clock()
    noted = await house.database.settings.get(SILENT)
    silent: Sequence[int] = noted if isinstance(noted, list) else ()
    tended = await house.database.sources.suspects(FAILURES, silent)
    return tuple(t.source.title for t in tended if t.source.id in mine and _is_ill(t, silent, now))


def _is_ill(tended: Tended, silent: Sequence[int], now: datetime) -> bool:
    if tended.source.state == "ended":
        return bool(ailment(tended)) and tended.last_ok is not None and now - tended.last_ok <= REMEMBERED
    return bool(ailment(tended)) or (tended.source.id in silent and tended.source.state == "active")
