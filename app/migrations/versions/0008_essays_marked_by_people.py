"""Essays that people mark: what waits, who holds it, what each marker found; and results dated by their grading."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment

revision = "0008"
down_revision = "0007"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STATES = ("waiting", "third", "settled")


def upgrade() -> None:
    op.create_table(
        "marking",
        sa.Column("id", _BIG, primary_key=True, autoincrement=False),
        sa.Column("attempt_id", _BIG, sa.ForeignKey("attempt.id"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("answer_id", _BIG, sa.ForeignKey("answer.id"), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *_STATES,
                name="markingstate",
                native_enum=False,
                length=30,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.UniqueConstraint("attempt_id", "place"),
    )
    op.create_index("ix_marking_state", "marking", ["state"])
    op.create_table(
        "hold",
        sa.Column("marking_id", _BIG, sa.ForeignKey("marking.id"), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("marker_id", _BIG, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("marking_id", "slot"),
        sa.UniqueConstraint("marking_id", "marker_id"),
    )
    op.create_index("ix_hold_marker_id", "hold", ["marker_id"])
    op.create_table(
        "reading",
        sa.Column("id", _BIG, primary_key=True),
        sa.Column("marking_id", _BIG, sa.ForeignKey("marking.id"), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("marker_id", _BIG, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("read_at", Moment(), nullable=False),
        sa.UniqueConstraint("marking_id", "slot"),
        sa.UniqueConstraint("marking_id", "marker_id"),
    )
    op.create_index("ix_reading_marker_id", "reading", ["marker_id"])
    _only_grows()
    op.execute(
        "UPDATE attempt SET graded_at = handed_in_at WHERE graded_at IS NULL AND score IS NOT NULL"
    )
    op.create_index(
        "ix_attempt_person_graded",
        "attempt",
        ["person_id", "release_id", "passed", "graded_at", "begun_at"],
    )
    op.drop_index("ix_attempt_person_passed", "attempt")


def _only_grows() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER reading_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON reading "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER reading_no_{change.lower()} BEFORE {change} ON reading "
            "BEGIN SELECT RAISE(ABORT, 'this table only grows: reading'); END"
        )


def downgrade() -> None:
    op.create_index(
        "ix_attempt_person_passed",
        "attempt",
        ["person_id", "release_id", "passed", "handed_in_at", "begun_at"],
    )
    op.drop_index("ix_attempt_person_graded", "attempt")
    for table in ("reading", "hold", "marking"):
        op.drop_table(table)
