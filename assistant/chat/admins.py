"""Who the admins are, and notices to them. A notice goes to each admin's private chat; the first who presses decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.chat.desk import Desk
from assistant.chat.turn import Draft, Keys
from assistant.layout import Block
from assistant.words import Noted, Role

PLACES = 10  # notices of new groups and channels a day: anybody may add a bot anywhere
_TOLD = "places told"


async def admins(desk: Desk) -> tuple[int, ...]:
    """Their numeric ids: those of ADMIN_IDS, then those that were granted."""
    granted = (m.user_id for m in await desk.people.members() if m.role is Role.ADMIN)
    return tuple(dict.fromkeys((*desk.admin_ids, *granted)))


def to_each(ids: Sequence[int], blocks: tuple[Block, ...], keys: Keys = ()) -> list[Draft]:
    """The same notice for each of them, in the private chat."""
    return [Draft(blocks, keys, chat_id=user_id) for user_id in ids]


async def may_tell_of_a_place(desk: Desk, now: datetime) -> bool:
    """Whether one more notice of a new group or channel may be sent today; counts it."""
    kept = await desk.keep.get(_TOLD)
    today = [t for t in kept if datetime.fromisoformat(t) > now - timedelta(days=1)] if isinstance(kept, list) else []
    if len(today) >= PLACES:
        return False
    await desk.keep.put(_TOLD, [*today, now.isoformat()], now)
    return True


async def noted(desk: Desk, actor: int, action: str, detail: str) -> None:
    """A line of the audit, now."""
    await desk.audit.note(Noted(desk.clock(), actor, action, detail))
