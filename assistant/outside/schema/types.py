"""Column types that both databases share, and `among`: membership in a list of any length as one parameter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    TIMESTAMP,
    BigInteger,
    Boolean,
    ColumnElement,
    Dialect,
    Integer,
    LargeBinary,
    String,
    Text,
    TypeDecorator,
    bindparam,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.type_api import TypeEngine

Id = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite gives rowids to INTEGER keys only."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, to the microsecond: microseconds since 1970 in SQLite (it drops zones), timestamptz in PostgreSQL.

    Raises ValueError for a naive datetime: guessing its zone would be the bug.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        return value if dialect.name == "postgresql" else (value - EPOCH) // MICROSECOND

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Instead of process_result_value: a question reads some 400 moments, and SQLAlchemy's way there costs three calls each."""
        return _in_utc if dialect.name == "postgresql" else _since_epoch


def _in_utc(value: datetime | None) -> datetime | None:
    return value and value.astimezone(UTC)


def _since_epoch(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + timedelta(0, 0, value)


class _List(TypeDecorator[Sequence[Any]]):
    """A list as one parameter: JSON for SQLite's json_each, an array for PostgreSQL's ANY."""

    impl = Text
    cache_ok = True

    def __init__(self, text: bool) -> None:
        super().__init__()
        self.text = text

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(String() if self.text else BigInteger()))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        items = list(value or ())
        return items if dialect.name == "postgresql" else json.dumps(items)


class among(FunctionElement[bool]):
    """`column` is one of `values` (integers, or strings with text=True): one statement text for any number of values,
    so that compiled and prepared statements are reused and SQLite's limit of 32,766 variables is never met."""

    type = Boolean()
    name = "among"
    _is_implicitly_boolean = True  # or SQLAlchemy writes "= 1" behind it, and no index is used
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], values: Iterable[Any], *, text: bool = False) -> None:
        super().__init__(column, bindparam(None, list(values), type_=_List(text), unique=True))


class still_among(among):
    """The same as a check of rows that other conditions find: SQLite must not begin with it (its planner knows no sizes here)."""

    inherit_cache = True


@compiles(still_among, "sqlite")
def _still_among_sqlite(element: among, compiler: Any, **kw: Any) -> str:
    return "+" + _among_sqlite(element, compiler, **kw)  # a unary plus takes the column out of the choice of indexes


@compiles(among, "sqlite")
def _among_sqlite(element: among, compiler: Any, **kw: Any) -> str:
    column, values = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - the compiler's own text


@compiles(still_among, "postgresql")
@compiles(among, "postgresql")
def _among_postgresql(element: among, compiler: Any, **kw: Any) -> str:
    column, values = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"{column} = ANY ({values})"


class marked(FunctionElement[bool]):
    """A Boolean column as a condition by itself: SQLAlchemy writes "= 1" behind it for SQLite, and no partial index is used."""

    type = Boolean()
    name = "marked"
    _is_implicitly_boolean = True
    inherit_cache = True


@compiles(marked)
def _marked(element: marked, compiler: Any, **kw: Any) -> str:
    return " ".join(compiler.process(clause, **kw) for clause in element.clauses)


def one_of(column: ColumnElement[Any], words: Sequence[str]) -> ColumnElement[bool]:
    """`column` is one of our own few words, written into the statement: only so a partial index on the same words is used."""
    return column.in_(bindparam(None, list(words), expanding=True, literal_execute=True, unique=True))


Json = JSON
Bytes = LargeBinary
