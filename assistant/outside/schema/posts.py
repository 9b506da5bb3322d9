"""Tables of what is read: sources, posts, versions, chunks, vectors, and the queue of the vector index."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, false, text

from assistant.outside.schema import metadata
from assistant.outside.schema.types import Bytes, Id, Moment

sources = Table(
    "sources",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("tier", String(16), nullable=False),
    Column("added_at", Moment, nullable=False),
    # the memory of its rounds
    Column("seconds", Integer, nullable=False),  # between rounds
    Column("next_due", Moment),  # none: never read by itself (files, channels, ended, removed)
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("failures", Integer, nullable=False),  # in a row
    Column("last_error", Text, nullable=False),
    Column("last_ok", Moment),
    Column("last_new", Moment),
    Column("removed_at", Moment),
    Column("posts_kept", Boolean, nullable=False),  # matters once removed: are its posts still searched
    Column("reads_from", Moment),  # posts published before are not kept
    Column("news_from", Moment),  # posts published before are old
    Column("skip_hours", Text, nullable=False, server_default=""),  # hours of the week, with commas
    Column("moving_to", Text, nullable=False, server_default=""),
    Column("moving_times", Integer, nullable=False, server_default="0"),
    Column("undated", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("kind", "url"),
    Index("ix_sources_next_due", "next_due"),
)

source_chats = Table(
    "source_chats",
    metadata,
    Column("source_id", Id, ForeignKey("sources.id"), primary_key=True),
    Column("chat_id", Id, primary_key=True),
)

posts = Table(
    "posts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, ForeignKey("sources.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("published", Moment),
    Column("first_seen", Moment, nullable=False),
    Column("at", Moment, nullable=False),  # published, else first_seen: what periods are about
    Column("withdrawn_at", Moment),
    Column("version_id", Id, nullable=False),  # the newest; no foreign key, as each row would have to come before the other
    Column("mark", Text, nullable=False),  # of the item as the source listed it (ParsedPost.mark), to leave unchanged ones alone
    Column("to_index", Boolean, nullable=False),  # its newest version has no chunks yet
    Column("origin_id", Id),  # the post it is a copy of; no foreign key: the origin may be erased, its copies stay of one origin
    Column("old", Boolean, nullable=False, server_default=false()),
    Column("paid", Boolean, nullable=False, server_default=false()),
    Column("embargo_until", Moment),
    UniqueConstraint("source_id", "key"),
    Index(
        "ix_posts_embargo_until",
        "embargo_until",
        sqlite_where=text("embargo_until IS NOT NULL"),
        postgresql_where=text("embargo_until IS NOT NULL"),
    ),
    Index("ix_posts_origin_id", "origin_id", sqlite_where=text("origin_id > 0"), postgresql_where=text("origin_id > 0")),
    Index("ix_posts_at", "at"),
    Index(
        "ix_posts_current", "source_id", "withdrawn_at", "at", "embargo_until"
    ),  # counts what a scope holds without reading rows
    Index("ix_posts_to_index", "id", sqlite_where=text("to_index"), postgresql_where=text("to_index")),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("post_id", Id, ForeignKey("posts.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("first_seen", Moment, nullable=False),
    UniqueConstraint("post_id", "number"),
    sqlite_autoincrement=True,
)

post_stories = Table(
    "post_stories",
    metadata,
    Column("post_id", Id, primary_key=True, autoincrement=False),
    Column("story_id", Id, nullable=False),  # of the story's first post: it stays while posts join
    Column("at", Moment, nullable=False),  # the post's own time
    Index("ix_post_stories_story_id", "story_id"),
    Index("ix_post_stories_at", "at"),
)

post_bands = Table(
    "post_bands",
    metadata,
    # what a post's text has in common with its copies (collect/copies.py): posts of the last days, found by any band they share
    Column("band", Id, primary_key=True, autoincrement=False),
    Column("post_id", Id, primary_key=True, autoincrement=False),  # no foreign key: rows are swept by age
    sqlite_with_rowid=False,
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", Id, primary_key=True),  # the vector index knows chunks by it: never given twice
    Column("post_id", Id, ForeignKey("posts.id"), nullable=False),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Index("ix_chunks_post_id", "post_id"),
    UniqueConstraint("version_id", "number"),
    sqlite_autoincrement=True,
)

chunk_terms = Table(
    "chunk_terms",
    metadata,
    Column("chunk_id", Id, ForeignKey("chunks.id"), primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("chunk_id", Id, ForeignKey("chunks.id"), primary_key=True),
    Column("model", String(128), primary_key=True),
    Column("vector", Bytes, nullable=False),  # float32, little endian
)

index_queue = Table(
    "index_queue",
    metadata,
    Column("model", String(128), primary_key=True),
    Column("chunk_id", Id, primary_key=True),  # no foreign key: a removal outlives its chunk
    Column("gone", Boolean, nullable=False),  # to remove, else to add
)
