"""Tables of what was said: questions, answers, digests; the claims of both and the versions they cite."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from assistant.outside.schema import metadata
from assistant.outside.schema.types import Id, Json, Moment

SERVED = text("ended_at IS NULL")
UNTOLD = text("told_at IS NULL")
SAID, SIDES = 0, 1  # an answer's claims by `item`: what it says; sentences that it sets beside that where posts differ

questions = Table(
    "questions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("chat_id", Id, nullable=False),
    Column("thread_id", Id, nullable=False),
    Column("user_id", Id, nullable=False),
    Column("role", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("all_time", Boolean, nullable=False),
    Column("newest_first", Boolean, nullable=False),
    Column("state", String(16), nullable=False),  # open, answered, cancelled, failed
    UniqueConstraint("key"),
    Index("ix_questions_conversation", "chat_id", "thread_id", "user_id", "asked_at"),
    Index("ix_questions_state", "state"),
    Index("ix_questions_user_id_asked_at", "user_id", "asked_at"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("question_id", Id, ForeignKey("questions.id"), nullable=False),
    Column("receipt", Json, nullable=False),
    Column("answered_at", Moment, nullable=False),
    # empty: not to be shown again for the same question
    Column("sameness", String(64), nullable=False, server_default=""),
    Column("seen_version", Id, nullable=False, server_default="0"),  # the last ones when it was answered
    Column("seen_chunk", Id, nullable=False, server_default="0"),
    UniqueConstraint("question_id"),
    Index("ix_answers_sameness", "sameness"),
)

answer_posts = Table(
    "answer_posts",
    metadata,
    Column("answer_id", Id, ForeignKey("answers.id"), primary_key=True),
    Column("number", Integer, primary_key=True),  # its [n], from 1
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
)

answer_passages = Table(
    "answer_passages",
    metadata,
    Column("answer_id", Id, ForeignKey("answers.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("chunk_id", Id, nullable=False),  # as it was then; chunks come and go
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("score", Float, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", Id, nullable=False),
    Column("thread_id", Id, nullable=False),
    Column("choices", Json, nullable=False),  # times, weekdays, topics ...: read as a whole, never searched
    Column("zone", String(64), nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("made_by", Id, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("look_at", Moment),  # nothing falls due before; none: it is to be looked at
    Index("ix_subscriptions_chat_id", "chat_id"),
    Index("ix_subscriptions_look_at", "look_at", sqlite_where=SERVED, postgresql_where=SERVED),
    sqlite_autoincrement=True,
)

digests = Table(
    "digests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False),
    Column("subscription_id", Id, nullable=False),  # 0: asked for with /digest, so no foreign key
    Column("slot", Moment),
    Column("chat_id", Id, nullable=False),
    Column("thread_id", Id, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("late", Boolean, nullable=False),
    Column("searched", Integer, nullable=False),
    Column("more", Integer, nullable=False),
    Column("told_at", Moment),  # sent: what it showed is remembered
    Column("content_id", Id),  # the digest whose items this one shares, word for word; no foreign key: rows come in any order
    UniqueConstraint("key"),
    Index("ix_digests_subscription_id_slot", "subscription_id", "slot"),
    Index("ix_digests_chat_id_told_at", "chat_id", "told_at"),
    Index("ix_digests_told_at", "told_at"),
    Index("ix_digests_untold", "until", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
    Index("ix_digests_content_id", "content_id", sqlite_where=text("content_id > 0"), postgresql_where=text("content_id > 0")),
)

digest_items = Table(
    "digest_items",
    metadata,
    Column("digest_id", Id, ForeignKey("digests.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("story", String(64), nullable=False),
    Column("mark", String(16), nullable=False),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),  # whose title is the headline
    Column("before_id", Id, ForeignKey("versions.id")),  # the version that it corrects
    Column("origins", Integer, nullable=False),
)

digest_posts = Table(
    "digest_posts",
    metadata,
    Column("digest_id", Id, ForeignKey("digests.id"), primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Index("ix_digest_posts_version_id", "version_id"),
)

shown = Table(
    "shown",
    metadata,
    Column("digest_id", Id, ForeignKey("digests.id"), primary_key=True),
    Column("post_id", Id, primary_key=True),
    Column("version_id", Id, nullable=False),
    Column("story", String(64), nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Id, primary_key=True),
    Column("answer_id", Id, ForeignKey("answers.id")),
    Column("digest_id", Id, ForeignKey("digests.id")),
    Column("item", Integer, nullable=False),  # of a digest; of an answer SAID or SIDES
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("original", Text, nullable=False),
    Index("ix_claims_answer_id", "answer_id"),
    Index("ix_claims_digest_id", "digest_id"),
)

citations = Table(
    "citations",
    metadata,
    Column("claim_id", Id, ForeignKey("claims.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("part", String(8), nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Index("ix_citations_version_id", "version_id"),
)

watches = Table(
    "watches",
    metadata,
    Column("id", Id, primary_key=True),
    Column("question_id", Id, ForeignKey("questions.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("told_at", Moment),
    UniqueConstraint("question_id"),
)
