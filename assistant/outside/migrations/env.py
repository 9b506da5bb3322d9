"""Alembic's entry: it finds the connection that `upgrade` gives it. A new revision is drafted by tests/outside/draft_migration.py."""

from alembic import context

from assistant.outside.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by making it anew
    transactional_ddl=False,  # the transaction is the caller's
)
context.run_migrations()
