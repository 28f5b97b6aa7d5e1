"""Groups of trainers, and who belongs to them."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number, to

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "learning_group",
        number("id"),
        sa.Column("title", sa.String(length=120), nullable=False),
        number("unit_id"),
        number("trainer_id"),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        to("learning_group", "unit_id", "unit"),
        to("learning_group", "trainer_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_group")),
        sa.UniqueConstraint("code", name=op.f("uq_learning_group_code")),
    )
    op.create_index(op.f("ix_learning_group_unit_id"), "learning_group", ["unit_id"])
    op.create_index(op.f("ix_learning_group_trainer_id"), "learning_group", ["trainer_id"])
    op.create_table(
        "learning_group_member",
        number("id"),
        number("group_id"),
        number("person_id"),
        sa.Column("joined_at", Moment(), nullable=False),
        sa.Column("left_at", Moment(), nullable=True),
        to("learning_group_member", "group_id", "learning_group"),
        to("learning_group_member", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_group_member")),
        sa.UniqueConstraint(
            "group_id", "person_id", name=op.f("uq_learning_group_member_group_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_learning_group_member_person_id"), "learning_group_member", ["person_id"]
    )


def downgrade() -> None:
    op.drop_table("learning_group_member")
    op.drop_table("learning_group")
