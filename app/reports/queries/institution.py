"""The people of an institution on a day, told apart in all divisions at once: one statement, counted in the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select

from app.accounts.kinds import AbsenceKind
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.ranks import band_of
from app.accounts.service import is_away, rank_on
from app.accounts.service_models import Absence
from app.db.session import db
from app.learning.models import Completion, Enrolment
from app.reports.asking import Asked
from app.reports.divisions import EXPIRING_DAYS, NO_RANK, STAGES, Language, Time
from app.reports.linked import Counts, Values
from app.reports.queries.completion import balance, certified, enrolled, reached
from app.reports.queries.roster import end_of, on_roster
from app.reports.scope import a_year_before

_EXPIRING, _CERTIFIED = STAGES.index("expiring"), STAGES.index("certified")
# What a group of units is called whose people work in the institution's own root unit.
DIRECT = "direct"


def within(asked: Asked) -> ColumnElement[bool]:
    return Post.unit_id.in_(
        select(Unit.id).where(Unit.path.startswith(asked.path, autoescape=True))
    )


def atoms(asked: Asked) -> dict[Values, Counts]:
    """Everybody who is counted, each once; those who are away are not."""
    people = _people(asked).subquery()
    alike = [column for column in people.c if column.name != "person_id"]
    branch = branches(asked)
    found: dict[Values, list[int]] = {}
    for row in db.session.execute(select(*alike, func.count().label("n")).group_by(*alike)):
        counts = found.setdefault(_values(row, branch), [0] * len(STAGES))
        for stage in range(row.stage + 1):
            counts[stage] += row.n
    return {values: tuple(counts) for values, counts in found.items()}


def one_by_one(asked: Asked) -> Iterator[tuple[int, Values, int]]:
    """The same people: who, their values, and the last stage reached."""
    branch = branches(asked)
    for row in db.session.execute(_people(asked)):
        yield row.person_id, _values(row, branch), row.stage


def branches(asked: Asked) -> dict[int, str]:
    """For each unit the one right below the root in which it lies, by number."""
    wanted = select(Unit.id, Unit.path).where(Unit.path.startswith(asked.path, autoescape=True))
    found = {}
    for unit_id, path in db.session.execute(wanted):
        step = path.removeprefix(asked.path).partition("/")[0]
        found[unit_id] = step or DIRECT
    return found


def _values(row: Row, branch: Mapping[int, str]) -> Values:
    """In the order of the divisions."""
    return (
        branch[row.unit_id],
        row.profession,
        row.kind,
        band_of(row.rank) or NO_RANK,
        row.sex,
        row.region,
        row.language,
        row.time,
    )


def _people(asked: Asked) -> Select:
    end = end_of(asked.on)
    stage = reached(asked.on)
    soon = certified(asked.on + timedelta(days=EXPIRING_DAYS), known=asked.on)
    lasting = func.max(case((and_(Completion.id.is_not(None), soon), 1), else_=0))
    spoken = balance(end)
    return (
        select(
            Appointment.person_id,
            func.max(Post.unit_id).label("unit_id"),
            func.max(Post.profession).label("profession"),
            func.max(Post.kind).label("kind"),
            rank_on(Appointment.person_id, on=asked.on).label("rank"),
            func.max(Person.sex).label("sex"),
            func.max(Unit.region).label("region"),
            case(
                (spoken >= 0, Language.KY.value),
                (spoken < 0, Language.RU.value),
                else_=Language.NONE.value,
            ).label("language"),
            case(
                (func.max(Appointment.from_day) > a_year_before(asked.on), Time.NEWCOMER.value),
                else_=Time.SETTLED.value,
            ).label("time"),
            case((and_(stage == _CERTIFIED, lasting == 0), _EXPIRING), else_=stage).label("stage"),
        )
        .select_from(Appointment)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Enrolment, enrolled(asked.course, end))
        .outerjoin(Completion, and_(Completion.enrolment_id == Enrolment.id, Completion.at < end))
        .where(on_roster(asked.on), within(asked), ~is_away(Appointment.person_id, on=asked.on))
        .group_by(Appointment.person_id)
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
    why = (
        select(func.min(Absence.kind))
        .where(Absence.person_id == Appointment.person_id, _lasts(asked.on))
        .scalar_subquery()
    )
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


def _lasts(day: date) -> ColumnElement[bool]:
    return and_(Absence.from_day <= day, or_(Absence.until_day.is_(None), Absence.until_day > day))


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
        .group_by(Appointment.person_id)
        .having(func.max(case((is_there, 1), else_=0)) == 0)
        .subquery()
    )
    has_left = or_(people.c.moved.is_(None), people.c.left >= people.c.moved)
    left, everybody = db.session.execute(
        select(func.sum(case((has_left, 1), else_=0)), func.count()).select_from(people)
    ).one()
    return int(left or 0), everybody - int(left or 0)
