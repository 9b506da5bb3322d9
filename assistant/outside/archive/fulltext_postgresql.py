"""Full text in PostgreSQL: tsvectors made here term by term (no parser of its own may cut them), a GIN index, and a score like BM25.

ts_rank knows nothing of how rare a term is; for a single term it saturates with the count as BM25 does, and its flag 1 divides by
1 + log(length). So each term is ranked alone, over its own matches, and weighted by its inverse document frequency.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Float, Select, bindparam, column, func, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import String

from assistant.outside.archive.fulltext import BODY_WEIGHT, TITLE_WEIGHT, Row, distinct, inside
from assistant.outside.schema.posts import chunks, posts
from assistant.ports import Scope

LONGEST = 500  # characters of a term; PostgreSQL allows 2,046 bytes
LAST_POSITION = 16_383
COUNTED = 10_000  # chunks: below, everything is counted; above, PostgreSQL's own statistics know the common terms

ADD = text("INSERT INTO full_text (chunk_id, terms) VALUES (:id, CAST(CAST(:terms AS text) AS tsvector))")
REMOVE = text("DELETE FROM full_text WHERE chunk_id = ANY (:ids)")
WEIGHTS = f"ARRAY[{BODY_WEIGHT / 2}, {BODY_WEIGHT / 2}, {BODY_WEIGHT / 2}, {TITLE_WEIGHT / 2}]::real[]"  # of D, C, B, A
MATCHES = text(
    """SELECT chunk_id, query, ln(1 + (greatest((SELECT max(id) FROM chunks), 1) + 0.5) / (had + 0.5)) AS idf FROM (
        SELECT hit.chunk_id, asked.query, count(*) OVER (PARTITION BY asked.query) AS had
        FROM unnest(CAST(:words AS text[])) AS asked (query) CROSS JOIN LATERAL (
            SELECT chunk_id FROM full_text WHERE terms @@ CAST(asked.query AS tsquery)
        ) AS hit
    ) AS pairs"""
).bindparams(bindparam("words", type_=ARRAY(String)))
RANK = f"ts_rank({WEIGHTS}, full_text.terms, CAST(weighed.query AS tsquery), 1)"
WIDER = 3  # times as many chunks as are asked for, and at least LEAST, are ranked: those with the rarest terms
LEAST = 300
COUNT = text(
    """SELECT asked.query, (SELECT count(*) FROM full_text WHERE terms @@ CAST(asked.query AS tsquery)) AS hits
    FROM unnest(CAST(:words AS text[])) AS asked (query)"""
).bindparams(bindparam("words", type_=ARRAY(String)))
COMMON = text(
    """SELECT common.term, common.share FROM pg_stats,
        unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) AS common (term, share)
    WHERE schemaname = current_schema() AND tablename = 'full_text' AND attname = 'terms' AND common.term = ANY (:words)"""
).bindparams(bindparam("words", type_=ARRAY(String)))
ESTIMATE = text("SELECT reltuples::bigint FROM pg_class WHERE oid = 'full_text'::regclass")


def lexeme(term: str) -> str:
    """A term as PostgreSQL quotes it: nothing in it is syntax."""
    return "'" + term[:LONGEST].replace("\\", "\\\\").replace("'", "''") + "'"


def tsvector(title: str, body: str) -> str:
    """Both texts' terms with their positions; the title's carry weight A."""
    places: dict[str, list[str]] = {}
    position = 0
    for words, mark in ((title, "A"), (body, "")):
        for word in words.split():
            position = min(position + 1, LAST_POSITION)
            places.setdefault(lexeme(word), []).append(f"{position}{mark}")
    return " ".join(f"{term}:{','.join(at)}" for term, at in places.items())


async def add(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    await connection.execute(ADD, [{"id": chunk_id, "terms": tsvector(title, body)} for chunk_id, title, body in rows])


async def remove(connection: AsyncConnection, chunk_ids: Sequence[int]) -> None:
    await connection.execute(REMOVE, {"ids": list(chunk_ids)})


async def search(connection: AsyncConnection, terms: Sequence[str], scope: Scope, count: int) -> list[tuple[int, float]]:
    words = distinct(terms)
    if not words or not scope.source_ids or count < 1:
        return []
    given = {"words": [lexeme(word) for word in words], "count": count, "wide": max(WIDER * count, LEAST)}
    found = await connection.execute(_ranked(scope), given)
    return [(row.chunk_id, float(row.score)) for row in found]


def _ranked(scope: Scope) -> Select[Any]:
    """First which terms there are, then, of the best by that, how often: ranking reads the whole vector, 10 microseconds a match.

    Materialized, or a nested loop would match again and again.
    """
    weighed = (
        MATCHES.columns(column("chunk_id"), column("query"), column("idf", Float())).cte("weighed").prefix_with("MATERIALIZED")
    )
    rough = (
        select(weighed.c.chunk_id)
        .select_from(weighed.join(chunks, chunks.c.id == weighed.c.chunk_id).join(posts, posts.c.id == chunks.c.post_id))
        .where(*inside(scope))
        .group_by(weighed.c.chunk_id)
        .order_by(func.sum(weighed.c.idf).desc(), weighed.c.chunk_id)
        .limit(bindparam("wide"))
        .cte("rough")
        .prefix_with("MATERIALIZED")
    )
    full_text = table("full_text", column("chunk_id"))
    score = func.sum(weighed.c.idf * literal_column(RANK, Float())).label("score")
    return (
        select(rough.c.chunk_id, score)
        .select_from(
            rough.join(weighed, weighed.c.chunk_id == rough.c.chunk_id).join(full_text, full_text.c.chunk_id == rough.c.chunk_id)
        )
        .group_by(rough.c.chunk_id)
        .order_by(score.desc(), rough.c.chunk_id)
        .limit(bindparam("count"))
    )


async def frequencies(connection: AsyncConnection, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Common terms by PostgreSQL's statistics, the rest counted: those are few enough."""
    words = distinct(terms)
    total = await size(connection)
    found = {}
    if total >= COUNTED:
        found = {row.term: round(row.share * total) for row in await connection.execute(COMMON, {"words": words})}
    rest = {lexeme(word): word for word in words if word not in found}
    if rest:
        found |= {rest[row.query]: row.hits for row in await connection.execute(COUNT, {"words": list(rest)})}
    return total, {word: found[word] for word in words}


async def size(connection: AsyncConnection) -> int:
    """Counted while it is small, then as PostgreSQL estimates it."""
    estimate = (await connection.execute(ESTIMATE)).scalar_one()
    if estimate >= COUNTED:
        return int(estimate)
    return int((await connection.execute(text("SELECT count(*) FROM full_text"))).scalar_one())


async def clear(connection: AsyncConnection) -> None:
    await connection.execute(text("DELETE FROM full_text"))
