"""Tables of alerts, of digests that wait for an editor, and of questions whose answer is followed."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text

from assistant.outside.schema import metadata
from assistant.outside.schema.types import Id, Json, Moment

OPEN_HITS = text("state IN ('waiting', 'claimed')")
OPEN_APPROVALS = text("state IN ('waiting', 'approved')")

alert_hits = Table(
    "alert_hits",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subscription_id", Id, nullable=False),
    Column("post_id", Id, nullable=False),
    Column("version_id", Id, nullable=False),
    Column("origin_id", Id, nullable=False),  # the post that first told this text
    Column("found_at", Moment, nullable=False),
    Column("key", String(200), nullable=False),  # of the message that tells it; empty: it waits
    Column("state", String(16), nullable=False),  # waiting, claimed, told, dropped
    Column("settled_at", Moment),
    UniqueConstraint("subscription_id", "version_id"),
    Index("ix_alert_hits_open", "id", sqlite_where=OPEN_HITS, postgresql_where=OPEN_HITS),
    Index("ix_alert_hits_told", "subscription_id", "settled_at"),
    Index("ix_alert_hits_key", "key"),
)

approvals = Table(
    "approvals",
    metadata,
    Column("digest_id", Id, ForeignKey("digests.id"), primary_key=True, autoincrement=False),
    Column("chat_id", Id, nullable=False),  # of the editors
    Column("deadline", Moment, nullable=False),
    Column("after", String(8), nullable=False),  # send, drop
    Column("state", String(16), nullable=False),  # waiting, approved, sent, dropped
    Column("left_out", Json, nullable=False),  # numbers of items
    Column("decided_by", Id, nullable=False),
    Column("decided_name", Text, nullable=False),
    Column("decided_at", Moment),
    Index("ix_approvals_open", "deadline", sqlite_where=OPEN_APPROVALS, postgresql_where=OPEN_APPROVALS),
)

followings = Table(
    "followings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("question_id", Id, ForeignKey("questions.id"), nullable=False),
    Column("answer_id", Id, ForeignKey("answers.id"), nullable=False),  # told last
    Column("made_at", Moment, nullable=False),
    Column("ended_at", Moment),
    UniqueConstraint("question_id"),
)
