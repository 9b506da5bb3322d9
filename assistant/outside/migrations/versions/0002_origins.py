"""Copies of one origin, old posts, paid ones, embargoes; what a source remembers of its pace, its moves and how far back it reads."""

import sqlalchemy as sa
from alembic import op

from assistant.outside.schema.types import Id, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("reads_from", Moment),
        sa.Column("news_from", Moment),
        sa.Column("skip_hours", sa.Text(), nullable=False, server_default=""),
        sa.Column("moving_to", sa.Text(), nullable=False, server_default=""),
        sa.Column("moving_times", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("undated", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("sources", column)
    for column in (
        sa.Column("origin_id", Id),
        sa.Column("old", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("paid", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("embargo_until", Moment),
    ):
        op.add_column("posts", column)
    copies = sa.text("origin_id > 0")
    op.create_index("ix_posts_origin_id", "posts", ["origin_id"], sqlite_where=copies, postgresql_where=copies)
    held = sa.text("embargo_until IS NOT NULL")
    op.create_index("ix_posts_embargo_until", "posts", ["embargo_until"], sqlite_where=held, postgresql_where=held)
    op.create_table(
        "post_bands",
        sa.Column("band", Id, autoincrement=False, nullable=False),
        sa.Column("post_id", Id, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("band", "post_id"),
        sqlite_with_rowid=False,
    )
