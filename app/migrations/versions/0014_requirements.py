"""Requirements of posts, dated and versioned."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number, one_of

revision = "0014"
down_revision = "0013"

PROFESSIONS = ("police", "prosecutor", "judge", "lawyer")
POSTS = (
    "head",
    "investigator",
    "operative",
    "inspector",
    "duty-officer",
    "supervising-prosecutor",
    "court-prosecutor",
    "sitting-judge",
    "court-staff",
    "practising-lawyer",
    "teacher",
    "other",
)


def _to(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_requirement_{column}"))


def upgrade() -> None:
    op.create_table(
        "requirement",
        number("id"),
        sa.Column("course", sa.String(length=100), nullable=False),
        number("unit_id", nullable=True),
        sa.Column("profession", one_of("profession", PROFESSIONS), nullable=True),
        sa.Column("kind", one_of("postkind", POSTS), nullable=True),
        number("post_id", nullable=True),
        sa.Column("within_days", sa.Integer(), nullable=False),
        sa.Column("valid_months", sa.Integer(), nullable=True),
        sa.Column("law_as_of", sa.Date(), nullable=True),
        sa.Column("tell_head", sa.Boolean(), nullable=False),
        sa.Column("tell_registrar", sa.Boolean(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        number("replaces_id", nullable=True),
        number("release_id", nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "until_day IS NULL OR until_day > from_day",
            name=op.f("ck_requirement_ends_after_it_begins"),
        ),
        sa.CheckConstraint("within_days > 0", name=op.f("ck_requirement_gives_time")),
        _to("unit_id", "unit"),
        _to("post_id", "post"),
        _to("replaces_id", "requirement"),
        _to("release_id", "release"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
    )
    days = ["course", "from_day", "until_day"]
    op.create_index(op.f("ix_requirement_course_from_day_until_day"), "requirement", days)
    op.create_index(op.f("ix_requirement_unit_id"), "requirement", ["unit_id"])
    op.create_index(op.f("ix_requirement_post_id"), "requirement", ["post_id"])


def downgrade() -> None:
    op.drop_table("requirement")
