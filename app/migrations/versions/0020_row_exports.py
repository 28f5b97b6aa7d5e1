"""Rows without names that were made for evaluators; wider indexes by which reports count lessons and marks."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment

revision = "0020"
down_revision = "0019"


# By name: table, columns as they were, columns as they are.
WIDER = {
    "ix_lesson_read_language": ("lesson_read", ["enrolment_id", "at", "language"], ["lesson"]),
    "ix_mark_item": ("mark", ["item"], ["round", "attempt_id", "share"]),
}


def _number(name: str) -> sa.Column:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    op.create_table(
        "row_export",
        _number("id"),
        _number("unit_id"),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        _number("job_id"),
        sa.Column("made_at", Moment(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("csv", sa.LargeBinary(), nullable=True),
        sa.Column("xlsx", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_row_export_unit_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_row_export_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row_export")),
    )
    op.create_index(op.f("ix_row_export_unit_id"), "row_export", ["unit_id"])
    for name, (table, columns, more) in WIDER.items():
        op.drop_index(name, table)
        op.create_index(name, table, [*columns, *more])


def downgrade() -> None:
    for name, (table, columns, _more) in WIDER.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    op.drop_table("row_export")
