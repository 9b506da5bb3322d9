"""Tables of who may what: chats, members, invites, requests for access, and the audit."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from assistant.outside.schema import metadata
from assistant.outside.schema.types import Id, Json, Moment

chats = Table(
    "chats",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("role", Integer, nullable=False),  # granted to the group, for its members, there
    Column("zone", String(64), nullable=False),  # empty: the newsroom's
    Column("language", String(16), nullable=False),
    Column("blocked_at", Moment),  # it does not want us: nothing is sent until it writes again
    Column("settings", Json, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("user_id", Id, primary_key=True, autoincrement=False),
    Column("role", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("granted_by", Id, nullable=False),
    Column("granted_at", Moment, nullable=False),
)

invites = Table(
    "invites",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the token; the token itself is nowhere
    Column("role", Integer, nullable=False),
    Column("made_by", Id, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_by", Id),
    Column("used_at", Moment),
)

requests = Table(
    "requests",
    metadata,
    Column("user_id", Id, primary_key=True, autoincrement=False),
    Column("chat_id", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("decided_by", Id),
    Column("decided_at", Moment),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", Id, nullable=False),
    Column("action", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_audit_at", "at"),
)
