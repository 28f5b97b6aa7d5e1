"""Qualification drills: releases of fact patterns, sessions of five, and their answers."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number

revision = "0007"
down_revision = "0006"

_BEFORE = ("course", "bank", "law", "glossary")
_KINDS = ("course", "bank", "patterns", "law", "glossary")


def upgrade() -> None:
    _allow(_KINDS)
    op.create_table(
        "drill_session",
        number("id"),
        number("person_id"),
        number("release_id"),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_drill_session_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_drill_session_release_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_session")),
    )
    op.create_index(op.f("ix_drill_session_person_id"), "drill_session", ["person_id"])
    op.create_index(op.f("ix_drill_session_release_id"), "drill_session", ["release_id"])
    op.create_index(
        "uq_drill_session_one_open", "drill_session", ["person_id"], unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    op.create_table(
        "drill_turn",
        number("id"),
        number("session_id"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("pattern", sa.String(length=100), nullable=False),
        sa.Column("distinction", sa.String(length=100), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("marks", sa.JSON(), nullable=True),
        sa.Column("named", sa.String(length=60), nullable=True),
        sa.Column("certainty", sa.Integer(), nullable=True),
        sa.Column("offence", sa.String(length=60), nullable=True),
        sa.Column("trafficking", sa.Boolean(), nullable=True),
        sa.Column("lesser", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["drill_session.id"], name=op.f("fk_drill_turn_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_turn")),
        sa.UniqueConstraint("session_id", "place", name=op.f("uq_drill_turn_session_id_place")),
    )


def downgrade() -> None:
    op.drop_table("drill_turn")
    op.drop_table("drill_session")
    _allow(_BEFORE)


def _allow(kinds: tuple[str, ...]) -> None:
    """SQLite cannot change a check: the table is written anew, and its refusals to change with it."""
    named = ", ".join(f"'{kind}'" for kind in kinds)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_release_releasekind"), "release", type_="check")
        op.create_check_constraint(op.f("ck_release_releasekind"), "release", f"kind IN ({named})")
        return
    for change in ("update", "delete"):
        op.execute(f"DROP TRIGGER release_no_{change}")
    op.execute(
        "CREATE TABLE release_anew (id INTEGER NOT NULL, kind VARCHAR(30) NOT NULL, "
        "name VARCHAR(100) NOT NULL, number INTEGER NOT NULL, digest VARCHAR(64) NOT NULL, "
        "released_at DATETIME NOT NULL, released_by_id BIGINT, "
        "CONSTRAINT pk_release PRIMARY KEY (id), "
        "CONSTRAINT uq_release_kind_name_number UNIQUE (kind, name, number), "
        f"CONSTRAINT ck_release_releasekind CHECK (kind IN ({named})))"
    )
    op.execute("INSERT INTO release_anew SELECT * FROM release")
    op.execute("DROP TABLE release")
    op.execute("ALTER TABLE release_anew RENAME TO release")
    op.execute("CREATE INDEX ix_release_digest ON release (digest)")
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER release_no_{change} BEFORE {change.upper()} ON release "
            "BEGIN SELECT RAISE(ABORT, 'this table only grows: release'); END"
        )
