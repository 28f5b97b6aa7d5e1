"""Who of an institution is counted on a day, told apart in all divisions at once, and who is away or gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Row, case, func, or_, select

from app.accounts.kinds import AbsenceKind
from app.accounts.models import Appointment, Post
from app.accounts.one_human import counts_for
from app.accounts.ranks import band_of
from app.accounts.service import away_because
from app.db.session import db
from app.reports.asking import Asked
from app.reports.divisions import NO_RANK, STAGES
from app.reports.linked import Counts, Values
from app.reports.queries import walked
from app.reports.queries.roster import on_roster
from app.reports.queries.walked import within


@dataclass(frozen=True)
class Counted:
    """People alike in all divisions, and the minutes that they studied, all together."""

    atoms: dict[Values, Counts]
    minutes: int


def counted(asked: Asked, minutes: Mapping[str, int]) -> Counted:
    """Everybody who is counted, each once; those who are away are not. `minutes`: those of each lesson."""
    people = walked.people(asked, minutes).c
    alike = [column for column in people if column.name not in ("person_id", "minutes")]
    found: dict[Values, list[int]] = {}
    total = 0
    wanted = select(*alike, func.count().label("n"), func.sum(people.minutes).label("spent"))
    for row in db.session.execute(wanted.group_by(*alike)):
        counts = found.setdefault(_values(row), [0] * len(STAGES))
        for stage in range(row.stage + 1):
            counts[stage] += row.n
        total += int(row.spent or 0)
    return Counted({values: tuple(counts) for values, counts in found.items()}, total)


def one_by_one(asked: Asked) -> Iterator[tuple[int, Values, int]]:
    """The same people: who, their values, and the last stage reached."""
    for row in db.session.execute(select(walked.people(asked, {}))):
        yield row.person_id, _values(row), row.stage


def _values(row: Row) -> Values:
    """In the order of the divisions."""
    return (
        row.branch,
        row.profession,
        row.kind,
        band_of(row.rank) or NO_RANK,
        row.sex,
        row.region,
        row.language,
        row.time,
    )


@dataclass(frozen=True)
class Denominators:
    """`away` by reason; `left` and `moved` of those who were here in the period and are not on the roster at its end."""

    roster: int
    away: Mapping[str, int]
    left: int
    moved: int

    @property
    def counted(self) -> int:
        return self.roster - sum(self.away.values())


def denominators(asked: Asked) -> Denominators:
    why = away_because(Appointment.person_id, on=asked.on)
    people = (
        select(Appointment.person_id, why.label("why"))
        .join(Post, Post.id == Appointment.post_id)
        .where(on_roster(asked.on), within(asked))
        .subquery()
    )
    rows = db.session.execute(select(people.c.why, func.count()).group_by(people.c.why)).all()
    away = {why: n for why, n in rows if why is not None}
    left, moved = _gone(asked)
    order = {kind.value: away[kind.value] for kind in AbsenceKind if kind.value in away}
    return Denominators(sum(n for _why, n in rows), order, left, moved)


def _gone(asked: Asked) -> tuple[int, int]:
    """Each person once, by how their last appointment here ended."""
    is_there = or_(Appointment.until_day.is_(None), Appointment.until_day > asked.on)
    was_moved = Appointment.ended_by == "moved"
    people = (
        select(
            func.max(case((was_moved, Appointment.until_day))).label("moved"),
            func.max(case((was_moved, None), else_=Appointment.until_day)).label("left"),
        )
        .select_from(Appointment)
        .join(Post, Post.id == Appointment.post_id)
        .where(
            Appointment.from_day <= asked.on,
            or_(is_there, Appointment.until_day >= asked.from_day),
            within(asked),
        )
        .group_by(counts_for(Appointment.person_id))
        .having(func.max(case((is_there, 1), else_=0)) == 0)
        .subquery()
    )
    has_left = or_(people.c.moved.is_(None), people.c.left >= people.c.moved)
    left, everybody = db.session.execute(
        select(func.sum(case((has_left, 1), else_=0)), func.count()).select_from(people)
    ).one()
    return int(left or 0), everybody - int(left or 0)
