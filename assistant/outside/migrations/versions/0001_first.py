"""The first tables, and full text: an FTS5 table over chunk_terms in SQLite, a tsvector with a GIN index in PostgreSQL."""

import sqlalchemy as sa
from alembic import op

from assistant.outside.schema.types import Id, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Terms come analysed (assistant/terms.py): only spaces part them, so every other category of Unicode is a letter here.
FULL_TEXT_SQLITE = (
    """CREATE VIRTUAL TABLE full_text USING fts5(title, body, content='chunk_terms', content_rowid='chunk_id',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn Cf Cs'")""",
    "CREATE VIRTUAL TABLE full_text_terms USING fts5vocab(full_text, row)",
)
FULL_TEXT_POSTGRESQL = (
    "CREATE TABLE full_text (chunk_id BIGINT PRIMARY KEY REFERENCES chunk_terms (chunk_id), terms TSVECTOR NOT NULL)",
    # whole in its row: fetched from elsewhere and unpacked for each match, ranking took several times as long
    "ALTER TABLE full_text ALTER COLUMN terms SET STORAGE EXTERNAL, SET (toast_tuple_target = 8160)",
    "CREATE INDEX ix_full_text_terms ON full_text USING GIN (terms)",
)


def upgrade() -> None:
    tables()
    for statement in FULL_TEXT_SQLITE if op.get_bind().dialect.name == "sqlite" else FULL_TEXT_POSTGRESQL:
        op.execute(statement)


def tables() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor", Id, nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_at", ["at"], unique=False)

    op.create_table(
        "buttons",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_buttons")),
    )
    with op.batch_alter_table("buttons", schema=None) as batch_op:
        batch_op.create_index("ix_buttons_expires_at", ["expires_at"], unique=False)

    op.create_table(
        "chats",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("blocked_at", Moment, nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("thread_id", Id, nullable=False),
        sa.Column("message", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=True),
        sa.Column("message_id", Id, nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", "part", name=op.f("uq_deliveries_key_part")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index("ix_deliveries_chat_id_due_at", ["chat_id", "due_at"], unique=False)
        batch_op.create_index(
            "ix_deliveries_open",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('due', 'sending')"),
            postgresql_where=sa.text("state IN ('due', 'sending')"),
        )

    op.create_table(
        "digests",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("subscription_id", Id, nullable=False),
        sa.Column("slot", Moment, nullable=True),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("thread_id", Id, nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("searched", sa.Integer(), nullable=False),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.Column("told_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("key", name=op.f("uq_digests_key")),
    )
    with op.batch_alter_table("digests", schema=None) as batch_op:
        batch_op.create_index("ix_digests_chat_id_told_at", ["chat_id", "told_at"], unique=False)
        batch_op.create_index("ix_digests_subscription_id_slot", ["subscription_id", "slot"], unique=False)

    op.create_table(
        "index_queue",
        sa.Column("model", sa.String(length=128), nullable=False),
        sa.Column("chunk_id", Id, nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("model", "chunk_id", name=op.f("pk_index_queue")),
    )
    op.create_table(
        "invites",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("made_by", Id, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_by", Id, nullable=True),
        sa.Column("used_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_invites")),
    )
    op.create_table(
        "members",
        sa.Column("user_id", Id, autoincrement=False, nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("granted_by", Id, nullable=False),
        sa.Column("granted_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_members")),
    )
    op.create_table(
        "messages",
        sa.Column("chat_id", Id, autoincrement=False, nullable=False),
        sa.Column("message_id", Id, autoincrement=False, nullable=False),
        sa.Column("answer_id", Id, nullable=True),
        sa.Column("digest_id", Id, nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("ix_messages_answer_id", ["answer_id"], unique=False)
        batch_op.create_index("ix_messages_digest_id", ["digest_id"], unique=False)

    op.create_table(
        "questions",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("thread_id", Id, nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("all_time", sa.Boolean(), nullable=False),
        sa.Column("newest_first", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("key", name=op.f("uq_questions_key")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index("ix_questions_conversation", ["chat_id", "thread_id", "user_id", "asked_at"], unique=False)
        batch_op.create_index("ix_questions_state", ["state"], unique=False)
        batch_op.create_index("ix_questions_user_id_asked_at", ["user_id", "asked_at"], unique=False)

    op.create_table(
        "requests",
        sa.Column("user_id", Id, autoincrement=False, nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("decided_by", Id, nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_requests")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "sources",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("next_due", Moment, nullable=True),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("last_ok", Moment, nullable=True),
        sa.Column("last_new", Moment, nullable=True),
        sa.Column("removed_at", Moment, nullable=True),
        sa.Column("posts_kept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("kind", "url", name=op.f("uq_sources_kind_url")),
    )
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.create_index("ix_sources_next_due", ["next_due"], unique=False)

    op.create_table(
        "subscriptions",
        sa.Column("id", Id, nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("thread_id", Id, nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("made_by", Id, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.create_index("ix_subscriptions_chat_id", ["chat_id"], unique=False)

    op.create_table(
        "answers",
        sa.Column("id", Id, nullable=False),
        sa.Column("question_id", Id, nullable=False),
        sa.Column("receipt", sa.JSON(), nullable=False),
        sa.Column("answered_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_answers_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("question_id", name=op.f("uq_answers_question_id")),
    )
    op.create_table(
        "posts",
        sa.Column("id", Id, nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published", Moment, nullable=True),
        sa.Column("first_seen", Moment, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("withdrawn_at", Moment, nullable=True),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("to_index", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_posts_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_posts_source_id_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index("ix_posts_at", ["at"], unique=False)
        batch_op.create_index("ix_posts_current", ["source_id", "withdrawn_at", "at"], unique=False)
        batch_op.create_index(
            "ix_posts_to_index", ["id"], unique=False, sqlite_where=sa.text("to_index"), postgresql_where=sa.text("to_index")
        )

    op.create_table(
        "shown",
        sa.Column("digest_id", Id, nullable=False),
        sa.Column("post_id", Id, nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name=op.f("fk_shown_digest_id")),
        sa.PrimaryKeyConstraint("digest_id", "post_id", name=op.f("pk_shown")),
    )
    op.create_table(
        "source_chats",
        sa.Column("source_id", Id, nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_source_chats_source_id")),
        sa.PrimaryKeyConstraint("source_id", "chat_id", name=op.f("pk_source_chats")),
    )
    op.create_table(
        "watches",
        sa.Column("id", Id, nullable=False),
        sa.Column("question_id", Id, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("told_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_watches_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watches")),
        sa.UniqueConstraint("question_id", name=op.f("uq_watches_question_id")),
    )
    op.create_table(
        "claims",
        sa.Column("id", Id, nullable=False),
        sa.Column("answer_id", Id, nullable=True),
        sa.Column("digest_id", Id, nullable=True),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_claims_answer_id")),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name=op.f("fk_claims_digest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index("ix_claims_answer_id", ["answer_id"], unique=False)
        batch_op.create_index("ix_claims_digest_id", ["digest_id"], unique=False)

    op.create_table(
        "versions",
        sa.Column("id", Id, nullable=False),
        sa.Column("post_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("first_seen", Moment, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_versions_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_versions_post_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answer_passages",
        sa.Column("answer_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chunk_id", Id, nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_answer_passages_answer_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_answer_passages_version_id")),
        sa.PrimaryKeyConstraint("answer_id", "number", name=op.f("pk_answer_passages")),
    )
    op.create_table(
        "answer_posts",
        sa.Column("answer_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_answer_posts_answer_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_answer_posts_version_id")),
        sa.PrimaryKeyConstraint("answer_id", "number", name=op.f("pk_answer_posts")),
    )
    op.create_table(
        "chunks",
        sa.Column("id", Id, nullable=False),
        sa.Column("post_id", Id, nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_chunks_post_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_chunks_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chunks")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_chunks_version_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("chunks", schema=None) as batch_op:
        batch_op.create_index("ix_chunks_post_id", ["post_id"], unique=False)

    op.create_table(
        "citations",
        sa.Column("claim_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_citations_claim_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_citations_version_id")),
        sa.PrimaryKeyConstraint("claim_id", "number", name=op.f("pk_citations")),
    )
    with op.batch_alter_table("citations", schema=None) as batch_op:
        batch_op.create_index("ix_citations_version_id", ["version_id"], unique=False)

    op.create_table(
        "digest_items",
        sa.Column("digest_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("before_id", Id, nullable=True),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["before_id"], ["versions.id"], name=op.f("fk_digest_items_before_id")),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name=op.f("fk_digest_items_digest_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_digest_items_version_id")),
        sa.PrimaryKeyConstraint("digest_id", "number", name=op.f("pk_digest_items")),
    )
    op.create_table(
        "digest_posts",
        sa.Column("digest_id", Id, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name=op.f("fk_digest_posts_digest_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_digest_posts_version_id")),
        sa.PrimaryKeyConstraint("digest_id", "item", "number", name=op.f("pk_digest_posts")),
    )
    with op.batch_alter_table("digest_posts", schema=None) as batch_op:
        batch_op.create_index("ix_digest_posts_version_id", ["version_id"], unique=False)

    op.create_table(
        "chunk_terms",
        sa.Column("chunk_id", Id, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["chunk_id"], ["chunks.id"], name=op.f("fk_chunk_terms_chunk_id")),
        sa.PrimaryKeyConstraint("chunk_id", name=op.f("pk_chunk_terms")),
    )
    op.create_table(
        "vectors",
        sa.Column("chunk_id", Id, nullable=False),
        sa.Column("model", sa.String(length=128), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["chunk_id"], ["chunks.id"], name=op.f("fk_vectors_chunk_id")),
        sa.PrimaryKeyConstraint("chunk_id", "model", name=op.f("pk_vectors")),
    )
