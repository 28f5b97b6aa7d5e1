"""The second factor: devices, recovery codes, half sessions, and which sessions were proven with a code."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number

revision = "0004"
down_revision = "0003"


def _person(table: str) -> tuple[sa.Column, sa.ForeignKeyConstraint]:
    named = op.f(f"fk_{table}_person_id")
    return (
        number("person_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=named),
    )


def upgrade() -> None:
    op.add_column(
        "sign_in",
        sa.Column("with_code", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "half_sign_in",
        number("id"),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        *_person("half_sign_in"),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_sign_in")),
        sa.UniqueConstraint("key_digest", name=op.f("uq_half_sign_in_key_digest")),
    )
    op.create_index(op.f("ix_half_sign_in_person_id"), "half_sign_in", ["person_id"])
    op.create_table(
        "device",
        number("id"),
        *_person("device"),
        sa.Column("secret", sa.String(length=300), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("person_id", name=op.f("uq_device_person_id")),
    )
    op.create_table(
        "recovery_code",
        number("id"),
        *_person("recovery_code"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("person_id", "digest", name=op.f("uq_recovery_code_person_id_digest")),
    )


def downgrade() -> None:
    for table in ("recovery_code", "device", "half_sign_in"):
        op.drop_table(table)
    op.drop_column("sign_in", "with_code")
