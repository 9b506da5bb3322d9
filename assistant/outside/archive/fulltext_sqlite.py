"""Full text in SQLite: an FTS5 table whose content is chunk_terms. Ranked by FTS5's own BM25.

Ranking takes about 1 microsecond a match, looking at each match's post as much again. So a search that hides little ranks first and looks
at the posts of the best alone; where too few of these are left, it begins again with the posts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Float, Select, bindparam, column, func, literal_column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.outside.archive.fulltext import BODY_WEIGHT, TITLE_WEIGHT, Row, distinct, inside
from assistant.outside.schema.posts import chunks, posts
from assistant.ports import Scope

FULL_TEXT = table("full_text", column("rowid"))
ADD = text("INSERT INTO full_text (rowid, title, body) VALUES (:id, :title, :body)")
REMOVE = text(
    """INSERT INTO full_text (full_text, rowid, title, body)
    SELECT 'delete', chunk_id, title, body FROM chunk_terms WHERE chunk_id IN (SELECT value FROM json_each(:ids))"""
)

HIGHEST = text("SELECT coalesce(max(id), 0) FROM full_text_docsize")
WIDER = 4  # times as many as asked for are ranked before their posts are looked at
COUNTED = 20_000  # beyond so many chunks the highest id stands for their number, which is only needed for how rare a term is

COUNT = text(  # a cross join, as the vocabulary can be sought by one term, and would be read whole for a list
    "SELECT term, doc FROM json_each(:words) AS asked CROSS JOIN full_text_terms WHERE term = asked.value"
)


async def add(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    await connection.execute(ADD, [{"id": chunk_id, "title": title, "body": body} for chunk_id, title, body in rows])


async def remove(connection: AsyncConnection, chunk_ids: Sequence[int]) -> None:
    await connection.execute(REMOVE, {"ids": json.dumps(list(chunk_ids))})


def quoted(term: str) -> str:
    """A term as an FTS5 string: nothing in it is syntax."""
    return '"' + term.replace('"', '""') + '"'


async def search(connection: AsyncConnection, terms: Sequence[str], scope: Scope, count: int) -> list[tuple[int, float]]:
    words = distinct(terms)
    if not words or not scope.source_ids or count < 1:
        return []
    given = {"words": " OR ".join(map(quoted, words)), "count": count, "wide": WIDER * count}
    if scope.period.since is None:
        found = (await connection.execute(_ranked_first(scope), given)).all()
        if found and (len(found) == count or found[0].ranked < WIDER * count):
            return [(row.id, -row.score) for row in found]
    return [(row.id, -row.score) for row in await connection.execute(_ranked(scope), given)]


_BM25 = literal_column(f"bm25(full_text, {TITLE_WEIGHT}, {BODY_WEIGHT})", Float())
_MATCHES = text("full_text MATCH :words")


def _ranked(scope: Scope) -> Select[Any]:
    return (
        select(FULL_TEXT.c.rowid.label("id"), _BM25.label("score"))
        .select_from(FULL_TEXT.join(chunks, chunks.c.id == FULL_TEXT.c.rowid).join(posts, posts.c.id == chunks.c.post_id))
        .where(_MATCHES, *inside(scope))
        .order_by(text("score"), FULL_TEXT.c.rowid)
        .limit(bindparam("count"))
    )


def _ranked_first(scope: Scope) -> Select[Any]:
    """With `ranked`, how many were: fewer than asked for, and there are no others."""
    best = (
        select(FULL_TEXT.c.rowid.label("id"), _BM25.label("score"))
        .select_from(FULL_TEXT)
        .where(_MATCHES)
        .order_by(text("score"), FULL_TEXT.c.rowid)
        .limit(bindparam("wide"))
        .cte("best")
        .prefix_with("MATERIALIZED")
    )
    ranked = select(func.count()).select_from(best).scalar_subquery().label("ranked")
    return (
        select(best.c.id, best.c.score, ranked)
        .select_from(best.join(chunks, chunks.c.id == best.c.id).join(posts, posts.c.id == chunks.c.post_id))
        .where(*inside(scope))
        .order_by(best.c.score, best.c.id)
        .limit(bindparam("count"))
    )


async def frequencies(connection: AsyncConnection, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
    words = distinct(terms)
    total = (await connection.execute(HIGHEST)).scalar_one()
    if total < COUNTED:
        total = await size(connection)
    found = {row.term: row.doc for row in await connection.execute(COUNT, {"words": json.dumps(words)})}
    return total, {word: found.get(word, 0) for word in words}


async def size(connection: AsyncConnection) -> int:
    """Of the index itself, not of the table it follows."""
    return int((await connection.execute(text("SELECT count(*) FROM full_text_docsize"))).scalar_one())


async def clear(connection: AsyncConnection) -> None:
    await connection.execute(text("INSERT INTO full_text (full_text) VALUES ('delete-all')"))
