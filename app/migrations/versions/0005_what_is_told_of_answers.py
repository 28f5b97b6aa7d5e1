"""What figures of a test are computed from: language and certainty of answers, what each was worth and how long it took;
and when an attempt that people must mark got its result."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("attempt", sa.Column("language", sa.String(length=2), nullable=True))
    op.add_column("attempt", sa.Column("graded_at", Moment(), nullable=True))
    op.add_column("answer", sa.Column("certainty", sa.Integer(), nullable=True))
    op.add_column("mark", sa.Column("maximum", sa.Double(), nullable=True))
    op.add_column("mark", sa.Column("certainty", sa.Integer(), nullable=True))
    op.add_column("mark", sa.Column("seconds", sa.Double(), nullable=True))
    answer = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("mark", sa.Column("answer_id", answer, nullable=True))


def downgrade() -> None:
    for table, column in (
        ("mark", "answer_id"),
        ("mark", "seconds"),
        ("mark", "certainty"),
        ("mark", "maximum"),
        ("answer", "certainty"),
        ("attempt", "graded_at"),
        ("attempt", "language"),
    ):
        op.drop_column(table, column)
