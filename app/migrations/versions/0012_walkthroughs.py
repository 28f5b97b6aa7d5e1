"""Runs of walkthroughs, their steps, what was written in them and what a trainer said of it."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import key, number, only_grows, to

revision = "0012"
down_revision = "0011"

# Facts: the database refuses to change or remove them.
GROWING = ("run_step", "run_note", "run_reflection", "run_writing_mark")


def upgrade() -> None:
    _run()
    op.create_table(
        "run_step",
        number("run_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        key("scene"),
        key("option"),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        to("run_step", "run_id", "run"),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_run_step")),
    )
    _written()
    for table in GROWING:
        only_grows(table)


def _run() -> None:
    op.create_table(
        "run",
        number("id"),
        number("person_id"),
        number("release_id"),
        sa.Column("context", sa.String(length=40), nullable=False),
        key("scenario"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "finished",
                "left",
                name="runstate",
                native_enum=False,
                length=30,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("ended_at", Moment(), nullable=True),
        key("ending", nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("slight", sa.Integer(), nullable=True),
        sa.Column("serious", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        to("run", "person_id", "person"),
        to("run", "release_id", "release"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint(
            "context", "scenario", "number", name=op.f("uq_run_context_scenario_number")
        ),
    )
    op.create_index(
        "uq_run_one_open",
        "run",
        ["context", "scenario"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_run_release_id_scenario"), "run", ["release_id", "scenario"])
    op.create_index(op.f("ix_run_person_id_state"), "run", ["person_id", "state"])


def _written() -> None:
    op.create_table(
        "run_note",
        number("id"),
        number("run_id"),
        key("scene"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        to("run_note", "run_id", "run"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_note")),
    )
    op.create_index(op.f("ix_run_note_run_id"), "run_note", ["run_id"])
    op.create_table(
        "run_reflection",
        number("run_id"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        to("run_reflection", "run_id", "run"),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_reflection")),
    )
    op.create_table(
        "run_writing_mark",
        number("id"),
        number("run_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        number("marker_id"),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        to("run_writing_mark", "run_id", "run"),
        to("run_writing_mark", "marker_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_writing_mark")),
        sa.UniqueConstraint("run_id", "number", name=op.f("uq_run_writing_mark_run_id_number")),
    )
    op.create_index(op.f("ix_run_writing_mark_marker_id"), "run_writing_mark", ["marker_id"])


def downgrade() -> None:
    for table in ("run_writing_mark", "run_reflection", "run_note", "run_step", "run"):
        op.drop_table(table)
