"""Draft the next migration from what schema/ has and the newest revision lacks: `python -m assistant.outside.migrations.draft`.

Prints operations to read, correct and paste into versions/; not used when the product runs.
"""

from __future__ import annotations

import sys
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from assistant.outside.migrations import upgrade
from assistant.outside.schema import metadata
from assistant.outside.schema.types import Id, Moment


def ours(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """How migrations name our column types."""
    if kind == "type" and isinstance(thing, Moment):
        return "Moment"
    return "Id" if kind == "type" and thing is Id else False


def not_full_text(_thing: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
    """The full-text table differs per database and stands in its migration alone."""
    return not (kind == "table" and (name or "").startswith("full_text"))


def main() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        if "--from-nothing" not in sys.argv:
            upgrade(connection)
        options = {"target_metadata": metadata, "render_item": ours, "include_object": not_full_text}
        drafted = produce_migrations(MigrationContext.configure(connection, opts=options), metadata)
    assert drafted.upgrade_ops is not None
    sys.stdout.write(render_python_code(drafted.upgrade_ops, render_as_batch=True, render_item=ours) + "\n")


if __name__ == "__main__":
    main()
