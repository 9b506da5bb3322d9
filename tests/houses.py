"""A house for tests: real SQL, real fetching (private addresses allowed, no pauses), the fake embeddings, no model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from assistant.outside.database import Database
from assistant.outside.http import make_fetch
from assistant.outside.late_index import LateIndex
from assistant.outside.robots import Robots
from assistant.outside.switch_embed import SwitchEmbed
from assistant.outside.tokens import Tokens
from assistant.ports import Clock, Engine
from assistant.settings import load
from assistant.wiring import rounds
from assistant.wiring.house import House
from assistant.wiring.spending import Purse
from assistant.wiring.storylines import Storylines
from tests.fakes import FakeEmbed


def house_of(database: Database, clock: Clock) -> House:
    """Close its `fetch` when done. Counting tokens is not in it."""
    settings = load(None, data_dir=Path("nowhere"), private_networks=True)
    fetch = make_fetch(allow_private=True, delay_s=0.0, timeout_s=5.0, connect_s=2.0)
    return House(
        settings,
        database,
        SwitchEmbed(FakeEmbed()),
        LateIndex(),
        fetch,
        Robots(fetch, agent="test", clock=clock),
        cast(Tokens, None),
        None,
        Purse(database.settings, settings.daily_budget, settings.zone, clock),
        clock,
        Storylines(database.stories, clock),
    )


def reads_rounds(engine: Engine, house: House) -> None:
    """The job "round", before launch: one source read, as a running bot does it."""

    async def read(payload: Mapping[str, Any]) -> None:
        tended = next(t for t in await house.database.sources.tended() if t.source.id == payload["source"])
        await rounds.read_due(house, tended)

    engine.register("round", read)
