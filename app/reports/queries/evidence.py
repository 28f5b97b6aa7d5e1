"""What was done in the period by those on the institution's roster: sums and numbers of people, never rows of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Appointment, Person, Post
from app.accounts.one_human import counts_for
from app.assessment.gains import FULL_MARKS, Pairs
from app.assessment.models import Allowance, Attempt, AttemptState, Mark
from app.core import clock
from app.db.session import db, rows
from app.drills.models import DrillSession, DrillTurn
from app.learning.models import Certificate, Enrolment, Exemption, Revocation
from app.reports.asking import Asked
from app.reports.queries.courses import Tests
from app.reports.queries.roster import on_roster
from app.reports.queries.walked import within
from app.scenarios.models import Run, RunState

PersonId = InstrumentedAttribute[int]
_PRE, _POST = "pre", "post"


def theirs(asked: Asked, person_id: PersonId) -> ColumnElement[bool]:
    """Of the people on the roster of the day; also what they did under a record that was made one with theirs."""
    return person_id.in_(_roster(asked))


def _roster(asked: Asked) -> CompoundSelect:
    people = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .where(on_roster(asked.on), within(asked))
    )
    # Asked for each of the few records that were given up: so the roster is read through once, not twice.
    theirs = people.where(Appointment.person_id == Person.merged_into_id).correlate(Person)
    second = select(Person.id).where(Person.merged_into_id.is_not(None), theirs.exists())
    return people.union_all(second)


def during(asked: Asked, at: InstrumentedAttribute) -> ColumnElement[bool]:
    begin: datetime = clock.start_of(asked.from_day)
    return and_(at >= begin, at < clock.end_of(min(asked.until_day, asked.on)))


@dataclass(frozen=True)
class Done:
    """So many records of so many people; `mean` where there is one."""

    records: int
    people: int
    mean: float | None = None


def attempts(asked: Asked) -> dict[str, Done]:
    """Tests handed in, by who handed them in: the person, or the server when the time was over."""
    seconds = extract("epoch", Attempt.handed_in_at) - extract("epoch", Attempt.begun_at)
    wanted = (
        select(
            Attempt.handed_in_by,
            func.count(),
            func.count(counts_for(Attempt.person_id).distinct()),
            func.avg(seconds),
        )
        .where(
            Attempt.state == AttemptState.HANDED_IN,
            during(asked, Attempt.handed_in_at),
            theirs(asked, Attempt.person_id),
        )
        .group_by(Attempt.handed_in_by)
    )
    return {
        who or "person": Done(n, people, float(mean) / 60 if mean is not None else None)
        for who, n, people, mean in db.session.execute(wanted)
    }


def overrides(asked: Asked) -> list[Done]:
    """Allowances given, lessons from which a diagnostic exempted, certificates revoked: in this order. One statement."""
    people = _roster(asked).cte("people").prefix_with("MATERIALIZED")
    known = select(people.c.person_id)

    def done(place: int, person_id: PersonId, at: InstrumentedAttribute) -> Select:
        different = func.count(counts_for(person_id).distinct())
        return select(literal(place), func.count(), different).where(
            during(asked, at), person_id.in_(known)
        )

    exempt = done(2, Enrolment.person_id, Exemption.at).select_from(Exemption)
    revoked = done(3, Certificate.person_id, Revocation.confirmed_at).select_from(Revocation)
    wanted = union_all(
        done(1, Allowance.person_id, Allowance.given_at),
        exempt.join(Enrolment, Enrolment.id == Exemption.enrolment_id),
        revoked.join(Certificate, Certificate.id == Revocation.certificate_id),
    )
    return [Done(n, people) for _place, n, people in sorted(rows(wanted))]


@dataclass(frozen=True)
class Paired:
    both: Pairs
    only_pre: int
    only_post: int


def pairs(asked: Asked, tests: Tests) -> Paired:
    """First finished attempts by the end of the day at the two tests; the sums of people who have both."""
    people = _pre_and_post(asked, tests)
    was, is_ = people.c[_PRE], people.c[_POST]
    has_both = and_(was.is_not(None), is_.is_not(None))
    row = db.session.execute(
        select(
            _times(has_both),
            func.sum(case((has_both, was))),
            func.sum(case((has_both, is_))),
            func.sum(case((has_both, (is_ - was) * (is_ - was)))),
            _times(and_(has_both, was >= FULL_MARKS)),
            _times(and_(was.is_not(None), is_.is_(None))),
            _times(and_(was.is_(None), is_.is_not(None))),
        )
    ).one()
    n, before, after, squares, full, only_pre, only_post = (value or 0 for value in row)
    both = Pairs(int(n), float(before), float(after), float(squares), int(full))
    return Paired(both, int(only_pre), int(only_post))


def points(asked: Asked, tests: Tests) -> dict[int, tuple[float | None, float | None]]:
    """The same first attempts person by person, of a hundred."""
    people = _pre_and_post(asked, tests).c
    wanted = select(people.person_id, people[_PRE], people[_POST])
    return {person: (was, is_) for person, was, is_ in rows(wanted)}


def _pre_and_post(asked: Asked, tests: Tests) -> Subquery:
    who = counts_for(Attempt.person_id)
    first = func.row_number().over(
        partition_by=(who, Attempt.test),
        order_by=(Attempt.handed_in_at, Attempt.id),
    )
    numbered = (
        select(
            who.label("person_id"),
            Attempt.test,
            (FULL_MARKS * Attempt.score / Attempt.maximum).label("percent"),
            first.label("place"),
        )
        .where(
            Attempt.release_id.in_(tests.releases),
            Attempt.test.in_((tests.pre, tests.post)),
            Attempt.state == AttemptState.HANDED_IN,
            Attempt.maximum > 0,
            Attempt.handed_in_at < clock.end_of(asked.on),
            theirs(asked, Attempt.person_id),
        )
        .subquery()
    )

    def of(test: str) -> ColumnElement[float | None]:
        return func.max(case((numbered.c.test == test, numbered.c.percent)))

    return (
        select(numbered.c.person_id, of(tests.pre).label(_PRE), of(tests.post).label(_POST))
        .where(numbered.c.place == 1)
        .group_by(numbered.c.person_id)
        .subquery()
    )


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


@dataclass(frozen=True)
class Drilled:
    """Answers on trafficking and those of them that lowered it; answers given as sure and those that were wrong."""

    people: int
    asked: int
    lowered: int
    sure: int
    wrong: int


def drills(asked: Asked, *, sure: int) -> Drilled:
    is_wrong = DrillTurn.named != DrillTurn.offence
    row = db.session.execute(
        select(
            func.count(counts_for(DrillSession.person_id).distinct()),
            _times(DrillTurn.trafficking.is_(True)),
            _times(and_(DrillTurn.trafficking.is_(True), DrillTurn.lesser.is_(True), is_wrong)),
            _times(DrillTurn.certainty == sure),
            _times(and_(DrillTurn.certainty == sure, is_wrong)),
        )
        .select_from(DrillTurn)
        .join(DrillSession, DrillSession.id == DrillTurn.session_id)
        .where(during(asked, DrillTurn.answered_at), theirs(asked, DrillSession.person_id))
    ).one()
    return Drilled(*(int(value or 0) for value in row))


@dataclass(frozen=True)
class Question:
    item: str
    n: int
    share: float


def questions(asked: Asked, releases: Sequence[int]) -> list[Question]:
    """Of the course's tests handed in during the period: the mean share of the points, the hardest first."""
    handed_in = select(Attempt.id).where(
        Attempt.release_id.in_(releases),
        Attempt.state == AttemptState.HANDED_IN,
        during(asked, Attempt.handed_in_at),
        theirs(asked, Attempt.person_id),
    )
    # Marks in the order of an index, question by question: found attempt by attempt they would have to be sorted.
    in_order = Mark.attempt_id + 0
    wanted = (
        select(Mark.item, func.count(), func.avg(Mark.share))
        .where(Mark.round == 1, in_order.in_(handed_in))
        .group_by(Mark.item)
    )
    found = [Question(item, n, float(mean)) for item, n, mean in db.session.execute(wanted)]
    return sorted(found, key=lambda question: (question.share, question.item))


@dataclass(frozen=True)
class Played:
    """Walkthroughs finished from one chair's case, with one verdict."""

    scenario: str
    verdict: str
    runs: int
    people: int
    slight: int
    serious: int


def walkthroughs(asked: Asked) -> list[Played]:
    wanted = (
        select(
            Run.scenario,
            Run.verdict,
            func.count(),
            func.count(counts_for(Run.person_id).distinct()),
            cast(func.coalesce(func.sum(Run.slight), 0), Integer),
            cast(func.coalesce(func.sum(Run.serious), 0), Integer),
        )
        .where(
            Run.state == RunState.FINISHED,
            Run.verdict.is_not(None),
            during(asked, Run.ended_at),
            theirs(asked, Run.person_id),
        )
        .group_by(Run.scenario, Run.verdict)
        .order_by(Run.scenario, Run.verdict)
    )
    return [Played(*row) for row in rows(wanted)]
