"""Where a query is looked for, whether a question or a topic asks: its sources, its period, nothing from after it was asked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.ask.query import Query
from assistant.ports import Scope
from assistant.words import Period, Source


def scope_of(query: Query, sources: Sequence[Source], now: datetime, *, embargoed: bool = True) -> Scope:
    """Where a query is looked for: its sources among those that may be seen, its period, and nothing from after `now`."""
    return Scope(_named(query, sources), _until(query.period, now), open_at=None if embargoed else now)


def _named(query: Query, sources: Sequence[Source]) -> tuple[int, ...]:
    """Ids of the sources to search: those the query names, where it names any that are there; else all."""
    wanted = [name.lstrip("@").casefold() for name in query.sources]
    named = [s.id for s in sources if any(name in s.title.casefold() or name in s.url.casefold() for name in wanted)]
    return tuple(named or (s.id for s in sources))


def _until(period: Period, now: datetime) -> Period:
    """Nothing from after the question."""
    edge = now + timedelta(microseconds=1)
    return replace(period, until=min(period.until, edge) if period.until else edge)
