"""Answers given for good, exemptions by a diagnostic, extra time and attempts, and the days in which a unit takes a test."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import key, number, only_grows, to

revision = "0011"
down_revision = "0010"

# Facts: the database refuses to change or remove them.
GROWING = ("commitment", "exemption")


def upgrade() -> None:
    op.create_table(
        "commitment",
        number("attempt_id"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        to("commitment", "attempt_id", "attempt"),
        sa.PrimaryKeyConstraint("attempt_id", "place", name=op.f("pk_commitment")),
    )
    _allowance()
    _window()
    op.create_table(
        "exemption",
        number("id"),
        number("enrolment_id"),
        key("lesson"),
        number("attempt_id"),
        sa.Column("at", Moment(), nullable=False),
        to("exemption", "enrolment_id", "enrolment"),
        to("exemption", "attempt_id", "attempt"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
        sa.UniqueConstraint(
            "enrolment_id", "lesson", name=op.f("uq_exemption_enrolment_id_lesson")
        ),
    )
    op.create_index(op.f("ix_exemption_attempt_id"), "exemption", ["attempt_id"])
    for table in GROWING:
        only_grows(table)


def _allowance() -> None:
    op.create_table(
        "allowance",
        number("id"),
        number("person_id"),
        key("course"),
        key("test"),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("given_by_id", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger(), nullable=True),
        to("allowance", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance")),
    )
    op.create_index("ix_allowance_person", "allowance", ["person_id", "course", "test"])


def _window() -> None:
    op.create_table(
        "test_window",
        number("id"),
        number("unit_id"),
        key("course"),
        key("test"),
        sa.Column("opens_at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.Column("set_by_id", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger(), nullable=True),
        to("test_window", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_window")),
    )
    op.create_index(op.f("ix_test_window_unit_id"), "test_window", ["unit_id"])
    op.create_index("ix_test_window_test", "test_window", ["course", "test"])


def downgrade() -> None:
    for table in ("exemption", "test_window", "allowance", "commitment"):
        op.drop_table(table)
