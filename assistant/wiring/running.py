"""What the jobs of a running bot share, and how one of them sends something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.application import Front
from assistant.chat.desk import Desk
from assistant.chat.turn import Draft
from assistant.outside.chroma import Chroma
from assistant.ports import Engine
from assistant.wiring.house import House
from assistant.wiring.pump import Pump


@dataclass(frozen=True, slots=True)
class Running:
    """What the jobs of a running bot share. `chroma` is a list of one once the vector index is open."""

    house: House
    engine: Engine
    front: Front
    desk: Desk
    pump: Pump
    chroma: list[Chroma]


async def deliver(run: Running, key: str, drafts: Sequence[Draft], *, late: bool = False) -> None:
    """Plan drafts that no update asked for, and send them."""
    if drafts:
        await run.front.outbox.plan(key, drafts, late=late)
        await run.front.outbox.send(key)
