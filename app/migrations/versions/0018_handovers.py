"""Handovers with what is handed on and what became of it; indexes by which coverage is counted."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number, one_of, to

revision = "0018"
down_revision = "0017"

INDEXES = (
    ("ix_post_standing", "post", ["unit_id", "profession", "kind", "closed_day"]),
    ("ix_appointment_post_days", "appointment", ["post_id", "from_day", "until_day", "person_id"]),
    ("ix_completion_enrolment_at", "completion", ["enrolment_id", "at"]),
    ("ix_certificate_days", "certificate", ["completion_id", "issued_at", "valid_until"]),
)


def upgrade() -> None:
    _handovers()
    _items()
    _facts()
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def _handovers() -> None:
    op.create_table(
        "handover",
        number("id"),
        number("appointment_id"),
        number("person_id"),
        number("post_id"),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("written_at", Moment(), nullable=True),
        sa.Column("reviewed_at", Moment(), nullable=True),
        sa.Column("reviewed_by_id", sa.BigInteger(), nullable=True),
        number("successor_id", nullable=True),
        sa.Column("given_day", sa.Date(), nullable=True),
        to("handover", "appointment_id", "appointment"),
        to("handover", "person_id", "person"),
        to("handover", "post_id", "post"),
        to("handover", "successor_id", "person"),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_handover_appointment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    for column in ("person_id", "post_id", "successor_id"):
        op.create_index(op.f(f"ix_handover_{column}"), "handover", [column])


def _items() -> None:
    kinds = ("course", "tip", "contact", "decision")
    op.create_table(
        "handover_item",
        number("id"),
        number("handover_id"),
        sa.Column("kind", one_of("itemkind", kinds), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        number("taker_id", nullable=True),
        sa.Column("by_day", sa.Date(), nullable=True),
        to("handover_item", "handover_id", "handover"),
        to("handover_item", "taker_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_item")),
    )
    for column in ("handover_id", "taker_id"):
        op.create_index(op.f(f"ix_handover_item_{column}"), "handover_item", [column])


def _facts() -> None:
    op.create_table(
        "handover_fact",
        number("id"),
        number("handover_id"),
        number("item_id", nullable=True),
        sa.Column("what", one_of("handoverdeed", ("opened", "used")), nullable=False),
        number("person_id"),
        sa.Column("at", Moment(), nullable=False),
        to("handover_fact", "handover_id", "handover"),
        to("handover_fact", "item_id", "handover_item"),
        to("handover_fact", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_fact")),
    )
    for column in ("handover_id", "item_id", "person_id"):
        op.create_index(op.f(f"ix_handover_fact_{column}"), "handover_fact", [column])


def downgrade() -> None:
    for name, table, _columns in INDEXES:
        op.drop_index(name, table_name=table)
    for table in ("handover_fact", "handover_item", "handover"):
        op.drop_table(table)
