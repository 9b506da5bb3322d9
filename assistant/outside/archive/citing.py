"""Claims with their quotes, of answers and digests alike: stored with offsets into versions, loaded with the words that stand there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.rows import storable
from assistant.outside.schema.answers import SIDES, answer_posts, answers, citations, claims, digest_posts, digests
from assistant.outside.schema.posts import versions
from assistant.outside.schema.types import among
from assistant.words import Proven, Quote, StoredClaim


async def store_claims(
    connection: AsyncConnection,
    said: Sequence[tuple[int, Sequence[Proven]]],
    *,
    answer_id: int | None = None,
    digest_id: int | None = None,
) -> None:
    """`said`: (item, its claims); an answer has the items SAID and SIDES."""
    flat = [(item, number, claim) for item, group in said for number, claim in enumerate(group, start=1)]
    if not flat:
        return
    rows = [
        {
            "answer_id": answer_id,
            "digest_id": digest_id,
            "item": item,
            "number": number,
            "text": storable(claim.text),
            "original": storable(claim.original),
        }
        for item, number, claim in flat
    ]
    inserted = insert(claims).returning(claims.c.id, sort_by_parameter_order=True)
    ids = (await connection.execute(inserted, rows)).scalars().all()
    quotes = [
        {
            "claim_id": claim_id,
            "number": number,
            "version_id": quote.version_id,
            "part": quote.part,
            "start": quote.start,
            "stop": quote.end,
        }
        for claim_id, (_, _, claim) in zip(ids, flat, strict=True)
        for number, quote in enumerate(claim.quotes, start=1)
    ]
    if quotes:
        await connection.execute(insert(citations), quotes)


async def load_claims(
    connection: AsyncConnection, column: Column[Any], ids: Sequence[int]
) -> dict[int, dict[int, list[StoredClaim]]]:
    """By owner (claims.c.answer_id or claims.c.digest_id), then by item, in order."""
    rows = (
        await connection.execute(select(claims).where(among(column, ids)).order_by(claims.c.item, claims.c.number, claims.c.id))
    ).all()
    quotes = await _quotes(connection, [row.id for row in rows])
    found: dict[int, dict[int, list[StoredClaim]]] = {}
    for row in rows:
        claim = StoredClaim(row.text, tuple(quotes.get(row.id, ())), row.original)
        found.setdefault(row._mapping[column], {}).setdefault(row.item, []).append(claim)
    return found


async def _quotes(connection: AsyncConnection, claim_ids: Sequence[int]) -> dict[int, list[Quote]]:
    query = (
        select(citations, versions.c.title, versions.c.text)
        .join(versions, versions.c.id == citations.c.version_id)
        .where(among(citations.c.claim_id, claim_ids))
        .order_by(citations.c.claim_id, citations.c.number)
    )
    found: dict[int, list[Quote]] = {}
    for row in await connection.execute(query):
        found.setdefault(row.claim_id, []).append(_quote_of(row))
    return found


def _quote_of(row: Row[Any]) -> Quote:
    whole = row.title if row.part == "title" else row.text
    return Quote(row.version_id, row.start, row.stop, whole[row.start : row.stop], row.part)


async def citing(connection: AsyncConnection, post_id: int) -> tuple[list[int], list[int]]:
    """Ids of answers and of digests that cite any version of a post, or list it as cited."""
    mine = select(versions.c.id).where(versions.c.post_id == post_id)
    quoted = select(claims.c.answer_id, claims.c.digest_id).join(citations, citations.c.claim_id == claims.c.id)
    rows = (await connection.execute(quoted.where(citations.c.version_id.in_(mine)))).all()
    listed = (await connection.execute(select(answer_posts.c.answer_id).where(answer_posts.c.version_id.in_(mine)))).scalars()
    told = (await connection.execute(select(digest_posts.c.digest_id).where(digest_posts.c.version_id.in_(mine)))).scalars()
    answers = {row.answer_id for row in rows if row.answer_id} | set(listed)
    contents = sorted({row.digest_id for row in rows if row.digest_id} | set(told))
    shared = (await connection.execute(select(digests.c.id).where(among(digests.c.content_id, contents)))).scalars()
    return sorted(answers), sorted({*contents, *shared})


async def cited_since(connection: AsyncConnection, since: datetime) -> list[tuple[int, datetime]]:
    """By the posts that answers and digests list as cited, and those of the sides of answers."""
    told = (
        select(versions.c.post_id, answers.c.answered_at.label("at"))
        .select_from(answer_posts.join(answers).join(versions))
        .where(answers.c.answered_at >= since)
    )
    sent = (
        select(versions.c.post_id, digests.c.until.label("at"))
        .select_from(digest_posts.join(digests).join(versions))
        .where(digests.c.until >= since)
    )
    beside = (
        select(versions.c.post_id, answers.c.answered_at.label("at"))
        .select_from(answers.join(claims).join(citations).join(versions))
        .where(answers.c.answered_at >= since, claims.c.item == SIDES)
    )
    last: dict[int, datetime] = {}
    for query in (told, sent, beside):
        for row in await connection.execute(query):
            last[row.post_id] = max(last.get(row.post_id, row.at), row.at)
    return sorted(last.items())
