"""Tables of what goes out and comes back: deliveries, the messages that carry answers, buttons; and our own settings."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from assistant.outside.schema import metadata
from assistant.outside.schema.types import Id, Json, Moment

OPEN = text("state IN ('due', 'sending')")

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False),
    Column("part", Integer, nullable=False),
    Column("chat_id", Id, nullable=False),
    Column("thread_id", Id, nullable=False),
    Column("message", Json, nullable=False),
    Column("state", String(16), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("message_id", Id),
    Column("late", Boolean, nullable=False),
    Column("error", Text, nullable=False),
    UniqueConstraint("key", "part"),
    Index("ix_deliveries_open", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
    Index("ix_deliveries_chat_id_due_at", "chat_id", "due_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("message_id", Id, primary_key=True, autoincrement=False),
    Column("answer_id", Id),
    Column("digest_id", Id),
    Index("ix_messages_answer_id", "answer_id"),
    Index("ix_messages_digest_id", "digest_id"),
)

buttons = Table(
    "buttons",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("action", String(64), nullable=False),
    Column("payload", Json, nullable=False),
    Column("chat_id", Id, nullable=False),
    Column("user_id", Id, nullable=False),  # 0: anyone who may read the chat's answers
    Column("expires_at", Moment, nullable=False),
    Index("ix_buttons_expires_at", "expires_at"),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("value", Json, nullable=False),
    Column("at", Moment, nullable=False),
)
