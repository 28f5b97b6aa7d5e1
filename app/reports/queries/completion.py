"""How far the people of a day's roster have come with a course: one statement, counted in the database.

Only what was known at the end of the day counts: appointments as they stood, facts written by then. A person
is one row before anything is counted, so moves, releases and repeated enrolments cannot count twice.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, below
from app.assessment.models import Attempt
from app.core.actor import Actor
from app.core.clock import BISHKEK
from app.db.session import db
from app.learning.models import Certificate, Completion, Enrolment, LessonRead, Revocation
from app.reports import access
from app.reports.cuts import Tally
from app.reports.scope import Cut, Language, Scope


def tallies(actor: Actor, scope: Scope) -> list[Tally]:
    """Counts within the actor's reach, by the value of the cut and by the one filter missed, if any.

    Those whom exactly one filter leaves out are counted too: what stays hidden depends on them.
    """
    people = _people(access.reach(actor), scope).subquery()
    facts = [func.coalesce(func.sum(people.c[name]), 0) for name in _FACTS]
    wanted = (
        select(people.c.value, people.c.missed, func.count(), *facts)
        .where(people.c.missed.in_([0, *(1 << place for place in range(len(scope.filters)))]))
        .group_by(people.c.value, people.c.missed)
    )
    filters = list(scope.filters)
    return [
        Tally(value, filters[missed.bit_length() - 1] if missed else None, tuple(counts))
        for value, missed, *counts in db.session.execute(wanted)
    ]


_FACTS = ("enrolled", "started", "completed", "passed", "certified")


def _people(reach: Sequence[str], scope: Scope) -> Select:
    """A row for everybody on the roster: the value of the cut, which filters they miss, the facts."""
    facts = _facts(scope).subquery()
    columns = _columns(facts)
    missed: ColumnElement[int] = literal(0)
    for place, (cut, value) in enumerate(scope.filters.items()):
        missed = missed + case((_meets(cut, columns[cut], value), 0), else_=1 << place)
    wanted = (
        select(
            (columns[scope.by] if scope.by is not Cut.NONE else literal(0)).label("value"),
            missed.label("missed"),
            case((facts.c.person_id.is_not(None), 1), else_=0).label("enrolled"),
            *(facts.c[name] for name in _FACTS[1:]),
        )
        .select_from(Appointment)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(facts, facts.c.person_id == Appointment.person_id)
        .where(_on_roster(scope.on), Post.profession.in_(scope.audience), below(reach))
    )
    if scope.by is Cut.SEX or scope.sex is not None:
        wanted = wanted.join(Person, Person.id == Appointment.person_id)
    return wanted


def _columns(facts) -> dict[Cut, ColumnElement]:
    columns = {
        Cut.INSTITUTION: Unit.institution_id,
        Cut.UNIT: Unit.path,
        Cut.PROFESSION: Post.profession,
        Cut.SEX: Person.sex,
        Cut.REGION: Unit.region,
    }
    if "balance" in facts.c:
        columns[Cut.LANGUAGE] = case(
            (facts.c.balance >= 0, Language.KY.value),
            (facts.c.balance < 0, Language.RU.value),
            else_=Language.NONE.value,
        )
    return columns


def _meets(cut: Cut, column: ColumnElement, value: int | str) -> ColumnElement[bool]:
    return column.startswith(value, autoescape=True) if cut is Cut.UNIT else column == value


def _on_roster(day: date) -> ColumnElement[bool]:
    """The post held on this day; of two, which only an import could bring, the later taken."""
    other = aliased(Appointment)
    return and_(
        as_of(day),
        ~exists().where(
            other.person_id == Appointment.person_id,
            or_(
                other.from_day > Appointment.from_day,
                and_(other.from_day == Appointment.from_day, other.id > Appointment.id),
            ),
            other.from_day <= day,
            or_(other.until_day.is_(None), other.until_day > day),
        ),
    )


def end_of(day: date) -> datetime:
    """Facts before this moment were known on the day, as days run in Kyrgyzstan."""
    return datetime.combine(day + timedelta(days=1), time(), BISHKEK)


def _facts(scope: Scope) -> Select:
    """What is known of each person in the course, over all releases of it."""
    end = end_of(scope.on)
    attempt = and_(
        Attempt.person_id == Enrolment.person_id, Attempt.release_id == Enrolment.release_id
    )
    read = and_(LessonRead.enrolment_id == Enrolment.id, LessonRead.at < end)
    passed = exists().where(
        attempt,
        Attempt.passed.is_(True),
        Attempt.handed_in_at < end,
        Attempt.rule["kind"].as_string() == "final",
    )
    started = or_(exists().where(read), exists().where(attempt, Attempt.begun_at < end))
    columns = [
        _any(started).label("started"),
        _any(Completion.id.is_not(None)).label("completed"),
        _any(passed).label("passed"),
        _any(and_(Certificate.id.is_not(None), Revocation.id.is_(None))).label("certified"),
    ]
    if scope.needs_language:
        weight = case((LessonRead.language == Language.RU.value, -1), else_=1)
        balance = select(func.sum(weight)).where(read).scalar_subquery()
        columns.append(func.sum(balance).label("balance"))
    return (
        select(Enrolment.person_id, *columns)
        .outerjoin(
            Completion, and_(Completion.enrolment_id == Enrolment.id, Completion.at < end)
        )
        .outerjoin(Certificate, _in_force(scope.on))
        .outerjoin(
            Revocation,
            and_(Revocation.certificate_id == Certificate.id, Revocation.confirmed_at < end),
        )
        .where(Enrolment.course == scope.course, Enrolment.begun_at < end)
        .group_by(Enrolment.person_id)
    )


def _any(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((condition, 1), else_=0))


def _in_force(day: date) -> ColumnElement[bool]:
    return and_(
        Certificate.completion_id == Completion.id,
        Certificate.issued_at < end_of(day),
        or_(Certificate.valid_until.is_(None), Certificate.valid_until >= day),
    )
