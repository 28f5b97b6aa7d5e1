"""Staff lists that were brought, what they did, what their headings meant."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number, one_of, to

revision = "0016"
down_revision = "0015"

PROFESSIONS = ("police", "prosecutor", "judge", "lawyer")
STATES = ("open", "waiting", "applied", "undone")


def upgrade() -> None:
    op.create_table(
        "staff_list",
        number("id"),
        number("institution_id"),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("makes_posts", sa.Boolean(), nullable=False),
        sa.Column("takes_guessed_sex", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("profession", one_of("profession", PROFESSIONS), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("state", one_of("liststate", STATES), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.Column("plan_digest", sa.String(length=64), nullable=True),
        number("brought_by_id", nullable=True),
        sa.Column("brought_at", Moment(), nullable=False),
        number("asked_by_id", nullable=True),
        sa.Column("asked_at", Moment(), nullable=True),
        number("settled_by_id", nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        number("undone_by_id", nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        to("staff_list", "institution_id", "institution"),
        *(
            to("staff_list", f"{who}_by_id", "person")
            for who in ("brought", "asked", "settled", "undone")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_list")),
    )
    op.create_index("ix_staff_list_institution", "staff_list", ["institution_id", "brought_at"])
    op.create_table(
        "staff_deed",
        number("id"),
        number("list_id"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("begun_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_id", sa.BigInteger(), nullable=True),
        sa.Column("was", sa.JSON(), nullable=True),
        to("staff_deed", "list_id", "staff_list"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_deed")),
        sa.UniqueConstraint("list_id", "place", name=op.f("uq_staff_deed_list_id_place")),
    )
    op.create_table(
        "known_columns",
        number("id"),
        number("institution_id"),
        sa.Column("headings_digest", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.Column("kept_by_id", sa.BigInteger(), nullable=True),
        to("known_columns", "institution_id", "institution"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_columns")),
        sa.UniqueConstraint(
            "institution_id",
            "headings_digest",
            name=op.f("uq_known_columns_institution_id_headings_digest"),
        ),
    )


def downgrade() -> None:
    for table in ("known_columns", "staff_deed", "staff_list"):
        op.drop_table(table)
