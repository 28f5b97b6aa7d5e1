"""Figures of a test: its attempts are found by release and test, and marks of a later round without reading the others."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("ix_attempt_release_id_test", "attempt", ["release_id", "test"])
    op.create_index(
        "ix_mark_again",
        "mark",
        ["attempt_id"],
        sqlite_where=sa.text("round > 1"),
        postgresql_where=sa.text("round > 1"),
    )


def downgrade() -> None:
    op.drop_index("ix_mark_again", "mark")
    op.drop_index("ix_attempt_release_id_test", "attempt")
