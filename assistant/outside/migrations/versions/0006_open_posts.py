"""The index that counts what a scope holds knows embargoes: a receipt's count reads no rows of posts."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_posts_current", "posts")
    op.create_index("ix_posts_current", "posts", ["source_id", "withdrawn_at", "at", "embargo_until"])
