"""How far the people of a day's roster have come with a course: one statement, counted in the database.

Only what was known at the end of the day counts: appointments as they stood, facts written by then. A person
is one row before anything is counted, so moves, releases and repeated enrolments cannot count twice.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, or_, select

from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.one_human import PersonId, counts_for
from app.assessment.models import Attempt
from app.core.actor import Actor
from app.core.clock import end_of
from app.db.session import db
from app.learning.models import Certificate, Completion, Enrolment, LessonRead, Revocation
from app.reports.cuts import STAGES, Tally
from app.reports.queries.roster import ATTRIBUTES, in_scope, on_roster
from app.reports.scope import Cut, Language, Scope
from app.scenarios.models import Run


def tallies(actor: Actor, scope: Scope) -> list[Tally]:
    """Counts of all people within the actor's reach, told apart by cut and filters.

    The filters are not applied here: what may be shown under them depends on those whom they leave out.
    """
    people = _people(actor, scope).subquery()
    values = [_value(people, cut).label(cut.value) for cut in scope.dimensions]
    rows = select(*values, people.c.reached).subquery()
    found: dict[tuple, list[int]] = {}
    for *value, furthest, count in db.session.execute(
        select(*rows.c, func.count()).group_by(*rows.c)
    ):
        counts = found.setdefault(tuple(value), [0] * len(STAGES))
        for stage in range(furthest + 1):
            counts[stage] += count
    return [Tally(value, tuple(counts)) for value, counts in found.items()]


def _value(people, cut: Cut) -> ColumnElement:
    if cut is not Cut.LANGUAGE:
        return people.c[cut.value]
    return case(
        (people.c.balance >= 0, Language.KY.value),
        (people.c.balance < 0, Language.RU.value),
        else_=Language.NONE.value,
    )


def _people(actor: Actor, scope: Scope) -> Select:
    """Everybody on the roster within the reach, with what is known of them in the course."""
    end = end_of(scope.on)
    cuts = [cut for cut in scope.dimensions if cut in ATTRIBUTES]
    columns = [func.max(ATTRIBUTES[cut]).label(cut.value) for cut in cuts]
    if Cut.LANGUAGE in scope.dimensions:
        columns.append(balance(end).label("balance"))
    people = (
        select(*columns, reached(scope.on).label("reached"))
        .select_from(Appointment)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(Enrolment, enrolled(scope.course, end))
        .outerjoin(Completion, and_(Completion.enrolment_id == Enrolment.id, Completion.at < end))
        .where(on_roster(scope.on), in_scope(actor, scope.audience))
        .group_by(Appointment.person_id)
    )
    return people.join(Person, Person.id == Appointment.person_id) if Cut.SEX in cuts else people


def enrolled(
    course: str, end: datetime, *, of: PersonId = Appointment.person_id
) -> ColumnElement[bool]:
    return and_(
        Enrolment.course == course,
        Enrolment.counts_for_id == counts_for(of),
        Enrolment.begun_at < end,
    )


def reached(day: date) -> ColumnElement[int]:
    """The furthest stage, as its place in STAGES; each stage is part of the one before, so one number says all."""
    stage = {name: place for place, name in enumerate(STAGES)}
    return func.max(
        case(
            (Enrolment.id.is_(None), stage["in_scope"]),
            (and_(Completion.id.is_not(None), certified(day)), stage["certified"]),
            (Completion.id.is_not(None), stage["completed"]),
            else_=func.coalesce(
                _tried(end_of(day), passed=stage["passed"], started=stage["started"]),
                case(
                    (or_(_has_read(end_of(day)), _has_played(end_of(day))), stage["started"]),
                    else_=stage["enrolled"],
                ),
            ),
        )
    )


def certified(day: date, *, known: date | None = None) -> ColumnElement[bool]:
    """A revocation counts from when the second person confirmed it. `known`: by what was known on that day."""
    end = end_of(known or day)
    revoked = select(Revocation.id).where(
        Revocation.certificate_id == Certificate.id, Revocation.confirmed_at < end
    )
    in_force = select(Certificate.id).where(
        Certificate.completion_id == Completion.id,
        Certificate.issued_at < end,
        or_(Certificate.valid_until.is_(None), Certificate.valid_until >= day),
        ~revoked.exists(),
    )
    return in_force.exists()


def _tried(end: datetime, *, passed: int, started: int) -> ColumnElement[int | None]:
    """NULL without an attempt. Passed is known from when it was graded. Only final tests have a mark to reach; other tests leave `passed` empty."""
    has_passed = and_(Attempt.passed.is_(True), Attempt.graded_at < end)
    return (
        select(func.max(case((has_passed, passed), else_=started)))
        .where(
            Attempt.person_id == Enrolment.person_id,
            Attempt.release_id == Enrolment.release_id,
            Attempt.begun_at < end,
        )
        .scalar_subquery()
    )


def _has_read(end: datetime) -> ColumnElement[bool]:
    return select(LessonRead.at).where(_read(end)).exists()


def _has_played(end: datetime) -> ColumnElement[bool]:
    """A walkthrough was begun."""
    begun = select(Run.id).where(
        Run.person_id == Enrolment.person_id,
        Run.release_id == Enrolment.release_id,
        Run.begun_at < end,
    )
    return begun.exists()


def balance(end: datetime) -> ColumnElement[int]:
    """Lessons read in Kyrgyz less those read in Russian, over all enrolments; NULL when none was read."""
    weight = case((LessonRead.language == Language.RU.value, -1), else_=1)
    of_enrolment = select(func.sum(weight)).where(_read(end)).scalar_subquery()
    # PostgreSQL adds up sums as decimals, and compares those slowly.
    return func.sum(cast(of_enrolment, Integer))


def _read(end: datetime) -> ColumnElement[bool]:
    return and_(LessonRead.enrolment_id == Enrolment.id, LessonRead.at < end)
