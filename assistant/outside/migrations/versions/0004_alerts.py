"""Posts found for alerts, digests that wait for an editor, questions whose answer is followed."""

import sqlalchemy as sa
from alembic import op

from assistant.outside.schema.types import Id, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _alerts()
    _approvals()
    op.create_table(
        "followings",
        sa.Column("id", Id, nullable=False),
        sa.Column("question_id", Id, nullable=False),
        sa.Column("answer_id", Id, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_followings_answer_id")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_followings_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followings")),
        sa.UniqueConstraint("question_id", name=op.f("uq_followings_question_id")),
    )


def _alerts() -> None:
    op.create_table(
        "alert_hits",
        sa.Column("id", Id, nullable=False),
        sa.Column("subscription_id", Id, nullable=False),
        sa.Column("post_id", Id, nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("origin_id", Id, nullable=False),
        sa.Column("found_at", Moment, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_at", Moment),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_hits")),
        sa.UniqueConstraint("subscription_id", "version_id", name=op.f("uq_alert_hits_subscription_id_version_id")),
    )
    still = sa.text("state IN ('waiting', 'claimed')")
    op.create_index("ix_alert_hits_key", "alert_hits", ["key"])
    op.create_index("ix_alert_hits_open", "alert_hits", ["id"], sqlite_where=still, postgresql_where=still)
    op.create_index("ix_alert_hits_told", "alert_hits", ["subscription_id", "settled_at"])


def _approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("digest_id", Id, autoincrement=False, nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("deadline", Moment, nullable=False),
        sa.Column("after", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("decided_by", Id, nullable=False),
        sa.Column("decided_name", sa.Text(), nullable=False),
        sa.Column("decided_at", Moment),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name=op.f("fk_approvals_digest_id")),
        sa.PrimaryKeyConstraint("digest_id", name=op.f("pk_approvals")),
    )
    still = sa.text("state IN ('waiting', 'approved')")
    op.create_index("ix_approvals_open", "approvals", ["deadline"], sqlite_where=still, postgresql_where=still)
