"""How far everybody of an institution has come with a course, each person once, from facts that are looked up once.

Three steps, each kept before the next begins: otherwise a database puts an expression into each place that
names it, and looks certificates and lessons up three times.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)

from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.service import is_away, rank_on
from app.assessment.models import Attempt
from app.core.clock import end_of
from app.db.session import rows
from app.learning.models import Certificate, Completion, Enrolment, LessonRead, Revocation
from app.reports.asking import Asked
from app.reports.divisions import EXPIRING_DAYS, STAGES, Language, Time
from app.reports.queries.completion import enrolled
from app.reports.queries.roster import on_roster
from app.reports.scope import a_year_before
from app.scenarios.models import Run

# What a group of units is called whose people work in the institution's own root unit.
DIRECT = "direct"
_STAGE = {name: place for place, name in enumerate(STAGES)}
# A certificate without an end is valid on every day.
_ALWAYS = date(9999, 12, 31)


def within(asked: Asked) -> ColumnElement[bool]:
    return Post.unit_id.in_(
        select(Unit.id).where(Unit.path.startswith(asked.path, autoescape=True))
    )


def _places(asked: Asked) -> CTE:
    """Units, each with the one right below the root in which it lies; one statement finds these."""
    below = select(Unit.id, Unit.path).where(Unit.parent_id == asked.unit_id)
    tops = [
        (Unit.path.startswith(path, autoescape=True), str(number))
        for number, path in rows(below.order_by(Unit.id))
    ]
    return (
        select(
            Unit.id,
            Unit.region,
            (case(*tops, else_=DIRECT) if tops else literal(DIRECT)).label("branch"),
        )
        .where(Unit.path.startswith(asked.path, autoescape=True))
        .cte("places")
        .prefix_with("MATERIALIZED")
    )


def people(asked: Asked, minutes: Mapping[str, int]) -> CTE:
    """Of each person the divisions, the last stage reached, and the minutes of the lessons read."""
    seats = _seats(asked)
    own = _studies(asked, seats, minutes)
    soon = asked.on + timedelta(days=EXPIRING_DAYS)
    is_expiring = (own.c.stage == _STAGE["certified"]) & (own.c.valid < soon)
    language = case(
        (own.c.spoken >= 0, Language.KY.value),
        (own.c.spoken < 0, Language.RU.value),
        else_=Language.NONE.value,
    )
    last = case(
        (own.c.stage.is_(None), _STAGE["in_scope"]),
        (is_expiring, _STAGE["expiring"]),
        else_=own.c.stage,
    )
    return (
        select(*seats.c, language.label("language"), own.c.minutes, last.label("stage"))
        .select_from(seats)
        .outerjoin(own, own.c.person_id == seats.c.person_id)
        .cte("people")
    )


def _studies(asked: Asked, seats: CTE, minutes: Mapping[str, int]) -> CTE:
    """All enrolments of a person together."""
    facts = _facts(asked, seats, minutes).c
    return (
        select(
            facts.person_id,
            func.sum(facts.spoken).label("spoken"),
            func.sum(facts.minutes).label("minutes"),
            func.max(facts.valid).label("valid"),
            func.max(_reached(asked, facts)).label("stage"),
        )
        .group_by(facts.person_id)
        .cte("studies")
        .prefix_with("MATERIALIZED")
    )


def _seats(asked: Asked) -> CTE:
    """Who is counted, and what they are told apart by."""
    places, is_new = _places(asked), Appointment.from_day > a_year_before(asked.on)
    return (
        select(
            Appointment.person_id,
            places.c.branch,
            Post.profession,
            Post.kind,
            rank_on(Appointment.person_id, on=asked.on).label("rank"),
            Person.sex,
            places.c.region,
            case((is_new, Time.NEWCOMER.value), else_=Time.SETTLED.value).label("time"),
        )
        .select_from(places)
        .join(Post, Post.unit_id == places.c.id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(Person, Person.id == Appointment.person_id)
        .where(on_roster(asked.on), ~is_away(Appointment.person_id, on=asked.on))
        .cte("seats")
        .prefix_with("MATERIALIZED")
    )


def _facts(asked: Asked, seats: CTE, minutes: Mapping[str, int]) -> CTE:
    """Each enrolment of each of them: completed or not, until when certified, lessons by language."""
    end = end_of(asked.on)
    spoken = case((LessonRead.language == Language.RU.value, -1), else_=1)
    spent = case(minutes, value=LessonRead.lesson, else_=0) if minutes else literal(0)
    # The last day of what is in force; a completion has one certificate at most.
    valid = case((Certificate.id.is_not(None), func.coalesce(Certificate.valid_until, _ALWAYS)))
    return (
        select(
            seats.c.person_id,
            Enrolment.person_id.label("student"),
            Enrolment.release_id,
            Completion.id.label("completion"),
            _lessons(spoken, asked).label("spoken"),
            (_lessons(spent, asked) if minutes else cast(null(), Integer)).label("minutes"),
            valid.label("valid"),
        )
        .select_from(seats)
        .join(Enrolment, enrolled(asked.course, end, of=seats.c.person_id))
        .outerjoin(Completion, (Completion.enrolment_id == Enrolment.id) & (Completion.at < end))
        .outerjoin(Certificate, _in_force(asked))
        .cte("facts")
        .prefix_with("MATERIALIZED")
    )


def _lessons(weight: ColumnElement[int], asked: Asked) -> ColumnElement[int]:
    read = (LessonRead.enrolment_id == Enrolment.id, LessonRead.at < end_of(asked.on))
    # PostgreSQL adds up sums as decimals, and compares those slowly.
    return cast(select(func.sum(weight)).where(*read).scalar_subquery(), Integer)


def _in_force(asked: Asked) -> ColumnElement[bool]:
    """By what was known on the day. Joined, and not looked up by itself, for SQLite then reads an index only."""
    end = end_of(asked.on)
    # Few: looked up once, and not for each certificate.
    revoked = select(Revocation.certificate_id).where(Revocation.confirmed_at < end)
    return and_(
        Certificate.completion_id == Completion.id,
        Certificate.issued_at < end,
        Certificate.id.not_in(revoked),
    )


def _reached(asked: Asked, facts) -> ColumnElement[int]:
    """As `completion.reached` has it, of facts that are at hand."""
    end = end_of(asked.on)
    theirs = (Attempt.person_id == facts.student, Attempt.release_id == facts.release_id)
    has_passed = Attempt.passed.is_(True) & (Attempt.graded_at < end)
    tried = select(func.max(case((has_passed, _STAGE["passed"]), else_=_STAGE["started"]))).where(
        *theirs, Attempt.begun_at < end
    )
    played = select(Run.id).where(
        Run.person_id == facts.student, Run.release_id == facts.release_id, Run.begun_at < end
    )
    begun = or_(facts.spoken.is_not(None), played.exists())
    return case(
        (facts.valid >= asked.on, _STAGE["certified"]),
        (facts.completion.is_not(None), _STAGE["completed"]),
        else_=func.coalesce(
            tried.scalar_subquery(),
            case((begun, _STAGE["started"]), else_=_STAGE["enrolled"]),
        ),
    )
