"""Who owes what in which cycle, who is exempt, who was reminded; and what courses asked for before."""

import datetime
from typing import Any

import sqlalchemy as sa
import yaml
from alembic import op

from app.core.clock import day_of
from app.db.model import UtcMoment as Moment
from app.migrations.build import number, to

revision = "0017"
down_revision = "0016"

HOWS = ("completed", "moved", "left", "exempt", "requirement ended", "replaced")
OPEN = sa.text("settled_day IS NULL")


def _day(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def upgrade() -> None:
    with op.batch_alter_table("requirement") as requirement:
        requirement.add_column(_day("since_day", nullable=True))
    op.execute("UPDATE requirement SET since_day = from_day")
    with op.batch_alter_table("requirement") as requirement:
        requirement.alter_column("since_day", existing_type=sa.Date(), nullable=False)
    _obligations()
    _waivers()
    op.create_table(
        "reminder",
        number("id"),
        number("obligation_id"),
        number("told_id"),
        sa.Column("mark", sa.String(length=10), nullable=False),
        _day("sent_day"),
        to("reminder", "obligation_id", "obligation"),
        to("reminder", "told_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "obligation_id",
            "told_id",
            "mark",
            name=op.f("uq_reminder_obligation_id_told_id_mark"),
        ),
    )
    op.create_index(op.f("ix_reminder_told_id"), "reminder", ["told_id"])
    _ask_what_courses_asked()


def _obligations() -> None:
    how = sa.Enum(*HOWS, name="how", native_enum=False, length=30, create_constraint=True)
    op.create_table(
        "obligation",
        number("id"),
        number("person_id"),
        number("requirement_id"),
        sa.Column("cycle", sa.Integer(), nullable=False),
        _day("from_day"),
        _day("due_day"),
        _day("settled_day", nullable=True),
        sa.Column("how", how, nullable=True),
        number("completion_id", nullable=True),
        to("obligation", "person_id", "person"),
        to("obligation", "requirement_id", "requirement"),
        to("obligation", "completion_id", "completion"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
    )
    places = ["person_id", "requirement_id"]
    open_only: dict[str, Any] = {"sqlite_where": OPEN, "postgresql_where": OPEN}
    op.create_index("uq_obligation_open", "obligation", places, unique=True, **open_only)
    op.create_index("ix_obligation_person", "obligation", [*places, "cycle"])
    op.create_index("ix_obligation_due", "obligation", ["due_day"], **open_only)
    op.create_index(op.f("ix_obligation_requirement_id"), "obligation", ["requirement_id"])


def _waivers() -> None:
    op.create_table(
        "waiver",
        number("id"),
        number("person_id"),
        number("requirement_id"),
        _day("from_day"),
        _day("until_day"),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("given_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("until_day > from_day", name=op.f("ck_waiver_ends_after_it_begins")),
        to("waiver", "person_id", "person"),
        to("waiver", "requirement_id", "requirement"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
    )
    asked = ["person_id", "requirement_id", "from_day", "until_day"]
    op.create_index(op.f(f"ix_waiver_{'_'.join(asked)}"), "waiver", asked)
    op.create_index(op.f("ix_waiver_requirement_id"), "waiver", ["requirement_id"])


def _ask_what_courses_asked() -> None:
    """Courses released before requirements were kept: each is asked since the first release that said the same."""
    connection = op.get_bind()
    wanted = sa.text(
        "SELECT r.name, r.id, r.released_at, f.text FROM release r "
        "JOIN release_file f ON f.release_id = r.id AND f.path = 'course.yaml' "
        "WHERE r.kind = 'course' "
        "AND r.id NOT IN (SELECT release_id FROM release_withdrawal) "
        "AND NOT EXISTS (SELECT 1 FROM requirement q "
        "WHERE q.course = r.name AND q.release_id IS NOT NULL) ORDER BY r.name, r.number"
    ).columns(released_at=Moment())
    standing: dict[str, dict[tuple[str, int], tuple[datetime.date, int]]] = {}
    for course, release_id, at, text in connection.execute(wanted):
        asked = (yaml.safe_load(text) or {}).get("required") or {}
        before = standing.get(course, {})
        wanted_now = [(profession, asked["within_days"]) for profession in asked.get("of", ())]
        standing[course] = {key: before.get(key, (day_of(at), release_id)) for key in wanted_now}
    now = datetime.datetime.now(datetime.UTC)
    for course, keys in standing.items():
        for (profession, days), (day, release_id) in sorted(keys.items()):
            _ask(connection, course, profession, days, day, release_id, now)


def _ask(connection, course, profession, days, day, release_id, now) -> None:
    table = sa.table(
        "requirement",
        *(sa.column(name) for name in ("course", "profession", "within_days", "release_id")),
        *(sa.column(name, sa.Date()) for name in ("from_day", "since_day")),
        *(sa.column(name, sa.Boolean()) for name in ("tell_head", "tell_registrar")),
        sa.column("reason"),
        sa.column("made_at", Moment()),
    )
    row = {"course": course, "profession": profession, "within_days": days, "reason": ""}
    row |= {"from_day": day, "since_day": day, "release_id": release_id, "made_at": now}
    connection.execute(sa.insert(table).values(row | {"tell_head": True, "tell_registrar": False}))


def downgrade() -> None:
    for table in ("reminder", "waiver", "obligation"):
        op.drop_table(table)
    with op.batch_alter_table("requirement") as requirement:
        requirement.drop_column("since_day")
