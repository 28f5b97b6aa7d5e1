"""Kinds of post, ranks held, absences, and corrections of dated facts; cycles of studying."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number, one_of, only_grows, to

revision = "0013"
down_revision = "0012"

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
ABSENCES = ("leave", "parental", "sick", "study", "secondment")


def upgrade() -> None:
    kinds = one_of("postkind", POSTS)
    with op.batch_alter_table("post") as post:
        post.add_column(sa.Column("kind", kinds, nullable=False, server_default="other"))
    with op.batch_alter_table("post") as post:
        post.alter_column("kind", server_default=None)
    _cycles()
    _ranks()
    _absences()
    op.create_table(
        "staff_correction",
        number("id"),
        number("person_id"),
        sa.Column("fact", sa.String(length=20), nullable=False),
        sa.Column("fact_id", sa.BigInteger(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        to("staff_correction", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_correction")),
    )
    op.create_index(op.f("ix_staff_correction_person_id"), "staff_correction", ["person_id"])
    only_grows("staff_correction")


def _cycles() -> None:
    """What was studied until now was the first cycle."""
    cycle = sa.Column("cycle", sa.Integer(), nullable=False, server_default="1")
    with op.batch_alter_table("enrolment") as enrolment:
        enrolment.add_column(cycle)
        enrolment.drop_constraint("uq_enrolment_person_id_release_id", type_="unique")
        enrolment.create_unique_constraint(
            op.f("uq_enrolment_person_id_release_id_cycle"), ["person_id", "release_id", "cycle"]
        )
    with op.batch_alter_table("enrolment") as enrolment:
        enrolment.alter_column("cycle", server_default=None)


def _ranks() -> None:
    op.create_table(
        "rank_held",
        number("id"),
        number("person_id"),
        sa.Column("rank", sa.String(length=100), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        to("rank_held", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rank_held")),
        sa.UniqueConstraint("person_id", "from_day", name=op.f("uq_rank_held_person_id_from_day")),
    )


def _absences() -> None:
    op.create_table(
        "absence",
        number("id"),
        number("person_id"),
        sa.Column("kind", one_of("absencekind", ABSENCES), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        number("to_unit_id", nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "until_day IS NULL OR until_day > from_day",
            name=op.f("ck_absence_ends_after_it_begins"),
        ),
        to("absence", "person_id", "person"),
        to("absence", "to_unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    days = ["person_id", "from_day", "until_day", "kind"]
    op.create_index("ix_absence_person_days", "absence", days)
    op.create_index(op.f("ix_absence_to_unit_id"), "absence", ["to_unit_id"])


def downgrade() -> None:
    for table in ("staff_correction", "absence", "rank_held"):
        op.drop_table(table)
    with op.batch_alter_table("enrolment") as enrolment:
        enrolment.drop_constraint("uq_enrolment_person_id_release_id_cycle", type_="unique")
        enrolment.create_unique_constraint(
            op.f("uq_enrolment_person_id_release_id"), ["person_id", "release_id"]
        )
        enrolment.drop_column("cycle")
    with op.batch_alter_table("post") as post:
        post.drop_constraint("postkind", type_="check")
        post.drop_column("kind")
