"""The story of each post; digests that share their items with another."""

import sqlalchemy as sa
from alembic import op

from assistant.outside.schema.types import Id, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "post_stories",
        sa.Column("post_id", Id, autoincrement=False, nullable=False),
        sa.Column("story_id", Id, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_post_stories")),
    )
    op.create_index("ix_post_stories_story_id", "post_stories", ["story_id"])
    op.create_index("ix_post_stories_at", "post_stories", ["at"])
    op.add_column("digests", sa.Column("content_id", Id))
    shared = sa.text("content_id > 0")
    op.create_index("ix_digests_content_id", "digests", ["content_id"], sqlite_where=shared, postgresql_where=shared)
