"""When each subscription is to be looked at; digests told lately, and those not told yet, are found without reading all."""

import sqlalchemy as sa
from alembic import op

from assistant.outside.schema.types import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("look_at", Moment))
    served = sa.text("ended_at IS NULL")
    op.create_index("ix_subscriptions_look_at", "subscriptions", ["look_at"], sqlite_where=served, postgresql_where=served)
    op.create_index("ix_digests_told_at", "digests", ["told_at"])
    untold = sa.text("told_at IS NULL")
    op.create_index("ix_digests_untold", "digests", ["until"], sqlite_where=untold, postgresql_where=untold)
