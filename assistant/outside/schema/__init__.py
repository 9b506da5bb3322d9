"""The tables. SQL is the truth; Chroma and the `full_text` table (made by the migration, one kind per database) follow it.

sources ── posts ── versions            what was read, with every state it had; versions never change
             └───── chunks ── vectors   of newest versions only; chunk_terms: the same, as full text knows it
                      └── index_queue   what the vector index has yet to add or remove
chats  members  invites  requests  audit
questions ── answers ── claims ── citations ── versions
subscriptions ── digests ── digest_items ── claims; shown: what a chat has had
alert_hits: posts found for an instant subscription; approvals: digests that wait for an editor; followings: answers followed
deliveries  messages  buttons  watches  settings
"""

from sqlalchemy import MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

from assistant.outside.schema import alerting, answers, people, posts, sending  # noqa: E402, F401 - they fill the metadata above
