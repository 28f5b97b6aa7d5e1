"""Two records of one human: what points where, who asked and confirmed; for whom an enrolment counts."""

import sqlalchemy as sa
from alembic import op

from app.core.likeness import likeness
from app.db.model import UtcMoment as Moment
from app.migrations.build import number

revision = "0015"
down_revision = "0014"


def _to(table: str, column: str, other: str = "person") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _people()
    _enrolments()
    columns = ("person_id", "into_id", "asked_by_id", "settled_by_id", "undone_by_id")
    op.create_table(
        "person_merge",
        number("id"),
        number("person_id"),
        number("into_id"),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        number("asked_by_id"),
        sa.Column("settled_at", Moment(), nullable=True),
        number("settled_by_id", nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        number("undone_by_id", nullable=True),
        *(_to("person_merge", column) for column in columns),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    for column in ("person_id", "into_id"):
        op.create_index(op.f(f"ix_person_merge_{column}"), "person_merge", [column])


def _people() -> None:
    empty = sa.Column("likeness", sa.String(length=200), nullable=False, server_default="")
    with op.batch_alter_table("person") as person:
        person.add_column(number("merged_into_id", nullable=True))
        person.add_column(empty)
        person.create_foreign_key(
            op.f("fk_person_merged_into_id"), "person", ["merged_into_id"], ["id"]
        )
    _fill()
    with op.batch_alter_table("person") as person:
        person.alter_column("likeness", server_default=None)
    op.create_index(op.f("ix_person_merged_into_id"), "person", ["merged_into_id"])
    op.create_index(op.f("ix_person_likeness"), "person", ["likeness"])


def _fill() -> None:
    """The key is made by the same function as for those who come later."""
    people = sa.table(
        "person",
        sa.column("id", sa.BigInteger()),
        sa.column("family_name", sa.String()),
        sa.column("given_name", sa.String()),
        sa.column("likeness", sa.String()),
    )
    there = op.get_bind()
    keys = [
        {"number": number, "key": likeness(family, given)}
        for number, family, given in there.execute(
            sa.select(people.c.id, people.c.family_name, people.c.given_name)
        )
    ]
    if keys:
        there.execute(
            people.update()
            .where(people.c.id == sa.bindparam("number"))
            .values(likeness=sa.bindparam("key")),
            keys,
        )


def _enrolments() -> None:
    """Until now everybody's enrolments counted for themselves."""
    with op.batch_alter_table("enrolment") as enrolment:
        enrolment.add_column(number("counts_for_id", nullable=True))
        enrolment.create_foreign_key(
            op.f("fk_enrolment_counts_for_id"), "person", ["counts_for_id"], ["id"]
        )
    op.execute("UPDATE enrolment SET counts_for_id = person_id")
    with op.batch_alter_table("enrolment") as enrolment:
        enrolment.alter_column("counts_for_id", nullable=False, existing_type=sa.BigInteger())
    op.create_index(op.f("ix_enrolment_counts_for_id"), "enrolment", ["counts_for_id"])
    op.create_index(
        "ix_enrolment_course_counts",
        "enrolment",
        ["course", "counts_for_id", "release_id", "begun_at"],
    )


def downgrade() -> None:
    op.drop_table("person_merge")
    for index in ("ix_enrolment_course_counts", "ix_enrolment_counts_for_id"):
        op.drop_index(index, table_name="enrolment")
    with op.batch_alter_table("enrolment") as enrolment:
        enrolment.drop_constraint("fk_enrolment_counts_for_id", type_="foreignkey")
        enrolment.drop_column("counts_for_id")
    for index in ("ix_person_likeness", "ix_person_merged_into_id"):
        op.drop_index(index, table_name="person")
    with op.batch_alter_table("person") as person:
        person.drop_constraint("fk_person_merged_into_id", type_="foreignkey")
        person.drop_column("merged_into_id")
        person.drop_column("likeness")
