"""Jobs; reports that were made, submitted and judged."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment

revision = "0020"
down_revision = "0014"


def _number(name: str, nullable: bool = False) -> sa.Column:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "job",
        _number("id"),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("run_at", Moment(), nullable=False),
        sa.Column("locked_until", Moment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("error", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_waiting", "job", ["done_at", "run_at"])
    op.create_index(op.f("ix_job_asked_by_id"), "job", ["asked_by_id"])


def downgrade() -> None:
    op.drop_table("job")
