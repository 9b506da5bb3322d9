"""Full text in SQLite: an FTS5 table whose content is chunk_terms. Ranked by FTS5's own BM25."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Float, bindparam, column, literal_column, select, table, text
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
    bm25 = literal_column(f"bm25(full_text, {TITLE_WEIGHT}, {BODY_WEIGHT})", Float())
    query = (
        select(FULL_TEXT.c.rowid, bm25.label("score"))
        .select_from(FULL_TEXT.join(chunks, chunks.c.id == FULL_TEXT.c.rowid).join(posts, posts.c.id == chunks.c.post_id))
        .where(text("full_text MATCH :words"), *inside(scope))
        .order_by(text("score"), FULL_TEXT.c.rowid)
        .limit(bindparam("count"))
    )
    found = await connection.execute(query, {"words": " OR ".join(map(quoted, words)), "count": count})
    return [(row.rowid, -row.score) for row in found]


async def frequencies(connection: AsyncConnection, terms: Sequence[str]) -> tuple[int, dict[str, int]]:
    words = distinct(terms)
    total = await size(connection)
    found = {row.term: row.doc for row in await connection.execute(COUNT, {"words": json.dumps(words)})}
    return total, {word: found.get(word, 0) for word in words}


async def size(connection: AsyncConnection) -> int:
    """Of the index itself, not of the table it follows."""
    return int((await connection.execute(text("SELECT count(*) FROM full_text_docsize"))).scalar_one())


async def clear(connection: AsyncConnection) -> None:
    await connection.execute(text("INSERT INTO full_text (full_text) VALUES ('delete-all')"))
