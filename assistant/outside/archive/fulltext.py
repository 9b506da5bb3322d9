"""Full text over analysed terms, the same port on both databases: FTS5 with BM25, or tsvector with GIN and a score of the same kind.

Terms come from assistant/terms.py, one space between them. The `full_text` table follows chunk_terms and can be made anew from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.schema.posts import posts
from assistant.outside.schema.types import still_among
from assistant.ports import Scope
from assistant.words import Period

TITLE_WEIGHT, BODY_WEIGHT = 2.0, 1.0
TERMS = 64  # of a question; the rest is not looked for
Row = tuple[int, str, str]  # chunk id, title terms, body terms


class FullText(Protocol):
    """What each database's file gives: functions on a connection."""

    async def add(self, connection: AsyncConnection, rows: Sequence[Row]) -> None:
        """Rows of chunk_terms that were just inserted."""
        ...

    async def remove(self, connection: AsyncConnection, chunk_ids: Sequence[int]) -> None:
        """Rows of chunk_terms that are about to be deleted."""
        ...

    async def search(
        self, connection: AsyncConnection, terms: Sequence[str], scope: Scope, count: int
    ) -> list[tuple[int, float]]: ...

    async def frequencies(self, connection: AsyncConnection, terms: Sequence[str]) -> tuple[int, dict[str, int]]: ...

    async def size(self, connection: AsyncConnection) -> int: ...

    async def clear(self, connection: AsyncConnection) -> None:
        """Before chunk_terms are added anew, all of them."""
        ...


def inside(scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions on posts found otherwise: seen by this asker, in the period, not withdrawn."""
    return [still_among(posts.c.source_id, scope.source_ids), *current(scope)]


def current(scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions on posts: in the period, not withdrawn, open to this asker."""
    conditions: list[ColumnElement[bool]] = [posts.c.withdrawn_at.is_(None)]
    when = _within(posts.c.at, scope.period)
    if scope.open_at is None:
        return conditions + when
    conditions.append(or_(posts.c.embargo_until.is_(None), posts.c.embargo_until <= scope.open_at))
    if scope.period.since is not None:  # it comes out when its embargo ends
        when = [or_(and_(*when), and_(posts.c.embargo_until > posts.c.at, *_within(posts.c.embargo_until, scope.period)))]
    return conditions + when


def _within(moment: ColumnElement[Any], period: Period) -> list[ColumnElement[bool]]:
    since = [moment >= period.since] if period.since is not None else []
    return since + ([moment < period.until] if period.until is not None else [])


def distinct(terms: Sequence[str]) -> list[str]:
    """Each term once, in order, without NUL, at most TERMS."""
    return list(dict.fromkeys(term.replace("\x00", "") for term in terms if term.strip("\x00 ")))[:TERMS]
