"""`Approvals` of ports in SQL: digests that wait for an editor. One row a digest, and the first final decision stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, String, cast, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.rows import storable
from assistant.outside.archive.upsert import insert_once
from assistant.outside.connections import Connections
from assistant.outside.schema.alerting import approvals
from assistant.outside.schema.answers import citations, claims, digest_items, digest_posts, digests, shown
from assistant.outside.schema.sending import deliveries
from assistant.outside.schema.types import among, one_of
from assistant.words import Approval, ApprovalState

OPEN = one_of(approvals.c.state, ("waiting", "approved"))


class SqlApprovals:
    def __init__(self, connections: Connections) -> None:
        self._db = connections

    async def hold(self, approval: Approval) -> Approval:
        row = {
            "digest_id": approval.digest_id,
            "chat_id": approval.chat_id,
            "deadline": approval.deadline,
            "after": approval.after,
            "state": "waiting",
            "left_out": [],
            "decided_by": 0,
            "decided_name": "",
        }
        async with self._db.write() as connection:
            await insert_once(connection, approvals, row, by=("digest_id",))
            return _approval_of(await _row(connection, approval.digest_id))

    async def get(self, digest_id: int) -> Approval | None:
        async with self._db.read() as connection:
            row = (await connection.execute(select(approvals).where(approvals.c.digest_id == digest_id))).first()
        return _approval_of(row) if row else None

    async def leave_out(self, digest_id: int, number: int, out: bool) -> Approval | None:
        async with self._db.write() as connection:
            there = _approval_of(await _row(connection, digest_id))
            if not there.open:
                return None
            left = set(there.left_out) | {number} if out else set(there.left_out) - {number}
            mine = (approvals.c.digest_id == digest_id, OPEN)
            await connection.execute(update(approvals).where(*mine).values(left_out=sorted(left)))
        return replace(there, left_out=tuple(sorted(left)))

    async def decide(self, digest_id: int, state: ApprovalState, *, by: int, name: str, at: datetime) -> bool:
        mine = (approvals.c.digest_id == digest_id, OPEN, approvals.c.state != state)
        decided = {"state": state, "decided_by": by, "decided_name": storable(name), "decided_at": at}
        async with self._db.write() as connection:
            return (await connection.execute(update(approvals).where(*mine).values(decided))).rowcount == 1

    async def due(self, now: datetime) -> list[Approval]:
        planned = exists().where(deliveries.c.key == "digest:" + cast(approvals.c.digest_id, String))
        items = select(func.count()).where(digest_items.c.digest_id == approvals.c.digest_id).scalar_subquery()
        untold = approvals.c.digest_id.in_(select(digests.c.id).where(digests.c.told_at.is_(None)))
        lost = select(approvals).where(untold, approvals.c.state == "sent", ~planned, items > 0)
        late = select(approvals).where(OPEN, approvals.c.deadline <= now)
        async with self._db.read() as connection:
            rows = [*await connection.execute(late), *await connection.execute(lost)]
        return [_approval_of(row) for row in sorted(rows, key=lambda row: row.digest_id)]

    async def waiting(self, chat_id: int) -> list[Approval]:
        query = select(approvals).where(approvals.c.chat_id == chat_id, OPEN)
        async with self._db.read() as connection:
            return [_approval_of(row) for row in await connection.execute(query.order_by(approvals.c.digest_id))]

    async def prune(self, digest_id: int) -> None:
        async with self._db.write() as connection:
            left = _approval_of(await _row(connection, digest_id)).left_out
            if left:
                await _prune(connection, digest_id, left)


async def _row(connection: AsyncConnection, digest_id: int) -> Row[Any]:
    return (await connection.execute(select(approvals).where(approvals.c.digest_id == digest_id).with_for_update())).one()


async def _prune(connection: AsyncConnection, digest_id: int, left: tuple[int, ...]) -> None:
    """Items, their sentences and what they showed; other items keep their numbers."""
    gone = (digest_items.c.digest_id == digest_id, among(digest_items.c.number, left))
    stories = select(digest_items.c.story).where(*gone)
    await connection.execute(delete(shown).where(shown.c.digest_id == digest_id, shown.c.story.in_(stories)))
    said = select(claims.c.id).where(claims.c.digest_id == digest_id, among(claims.c.item, left))
    await connection.execute(delete(citations).where(citations.c.claim_id.in_(said)))
    await connection.execute(delete(claims).where(claims.c.digest_id == digest_id, among(claims.c.item, left)))
    await connection.execute(delete(digest_posts).where(digest_posts.c.digest_id == digest_id, among(digest_posts.c.item, left)))
    await connection.execute(delete(digest_items).where(*gone))


def _approval_of(row: Row[Any]) -> Approval:
    return Approval(
        row.digest_id,
        row.chat_id,
        row.deadline,
        row.after,
        row.state,
        tuple(row.left_out),
        row.decided_by,
        row.decided_name,
        row.decided_at,
    )
