"""What makes two questions the same, and how far the archive had come when one was answered."""

import sqlalchemy as sa
from alembic import op

from assistant.outside.schema.types import Id

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("sameness", sa.String(64), nullable=False, server_default=""),
        sa.Column("seen_version", Id, nullable=False, server_default="0"),
        sa.Column("seen_chunk", Id, nullable=False, server_default="0"),
    ):
        op.add_column("answers", column)
    op.create_index("ix_answers_sameness", "answers", ["sameness"])
