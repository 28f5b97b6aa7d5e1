"""Marking a question again: who asked, who confirmed, and what it made of each attempt, which only grows."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number, only_grows, to

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "regrade",
        number("id"),
        sa.Column("bank", sa.String(length=100), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "key", "full", name="how", native_enum=False, length=30, create_constraint=True
            ),
            nullable=False,
        ),
        number("release_id"),
        number("unit_id"),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("confirmed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        to("regrade", "release_id", "release"),
        to("regrade", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade")),
    )
    op.create_index(
        "uq_regrade_one_open",
        "regrade",
        ["bank", "item", "unit_id"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "regraded_attempt",
        number("regrade_id"),
        number("attempt_id"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("score_before", sa.Double(), nullable=False),
        sa.Column("maximum_before", sa.Double(), nullable=False),
        sa.Column("passed_before", sa.Boolean(), nullable=True),
        sa.Column("score_after", sa.Double(), nullable=False),
        sa.Column("maximum_after", sa.Double(), nullable=False),
        sa.Column("passed_after", sa.Boolean(), nullable=True),
        to("regraded_attempt", "regrade_id", "regrade"),
        to("regraded_attempt", "attempt_id", "attempt"),
        sa.PrimaryKeyConstraint("regrade_id", "attempt_id", name=op.f("pk_regraded_attempt")),
    )
    op.create_index(op.f("ix_regraded_attempt_attempt_id"), "regraded_attempt", ["attempt_id"])
    only_grows("regraded_attempt")


def downgrade() -> None:
    op.drop_table("regraded_attempt")
    op.drop_table("regrade")
