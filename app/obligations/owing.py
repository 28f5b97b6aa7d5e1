"""What posts ask of people on a day, what these have earned, and how each stands; for one person and for many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, Date, and_, bindparam, func, select

from app.accounts.models import Appointment, Post, Unit
from app.accounts.one_human import counts_for
from app.accounts.queries import as_of
from app.core import clock
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.curriculum.shapes import Course
from app.db.session import rows
from app.learning.models import Certificate, Completion, Enrolment, Revocation
from app.learning.queries import Study
from app.obligations import rules
from app.obligations.holding import asks_of_post, in_force
from app.obligations.models import Requirement, Waiver
from app.obligations.rules import Asked, Earned, Stand

_ON = bindparam("on", type_=Date())
_DAY = timedelta(days=1)


# Of each person and requirement the exemption that ends last, of those that have begun.
_WHOSE = counts_for(Waiver.person_id).label("person_id")
_WAIVED = (
    select(_WHOSE, Waiver.requirement_id, func.max(Waiver.until_day).label("until_day"))
    .where(Waiver.from_day <= _ON)
    .group_by(_WHOSE, Waiver.requirement_id)
    .subquery()
)
_ASKED = (
    select(
        Appointment.person_id,
        Appointment.from_day,
        Requirement.id,
        Requirement.course,
        Requirement.since_day,
        Requirement.within_days,
        Requirement.valid_months,
        Requirement.law_as_of,
        _WAIVED.c.until_day,
    )
    .select_from(Appointment)
    .join(Post, Post.id == Appointment.post_id)
    .join(Unit, Unit.id == Post.unit_id)
    .join(Requirement, and_(in_force(_ON), asks_of_post()))
    .outerjoin(
        _WAIVED,
        and_(
            _WAIVED.c.person_id == counts_for(Appointment.person_id),
            _WAIVED.c.requirement_id == Requirement.id,
        ),
    )
    .where(as_of(_ON))
)
# Built once: that takes longer than asking it.
_ASKED_OF_ONE = _ASKED.where(Appointment.person_id == bindparam("person_id")).order_by(
    Requirement.course, Requirement.id
)
_SOME: BindParameter[int] = bindparam("ids", expanding=True)
_ASKED_OF_SOME = _ASKED.where(Appointment.person_id.in_(_SOME))
_EARNED_BY_SOME = (
    select(
        Enrolment.counts_for_id,
        Enrolment.course,
        Enrolment.release_id,
        Completion.id,
        Completion.at,
        Certificate.valid_until,
        Revocation.confirmed_at,
    )
    .join(Completion, Completion.enrolment_id == Enrolment.id)
    .join(Certificate, Certificate.completion_id == Completion.id)
    .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
    .where(Enrolment.counts_for_id.in_(_SOME))
)


class Demand(NamedTuple):
    """What one requirement asks of one person; `exempt` is the last day on which it asks nothing."""

    person_id: int
    asked: Asked
    exempt: date | None


def _demand(row: Sequence, on: date) -> Demand:
    """After an exemption the time begins anew."""
    person_id, taken, requirement_id, course, since, within, months, law, waived = row
    is_exempt = waived is not None and waived > on
    since = max(taken, since, waived or since) if not is_exempt else max(taken, since)
    asked = Asked(requirement_id, course, since, within, months, law)
    return Demand(person_id, asked, waived - _DAY if is_exempt else None)


def asked_of(person_id: int, *, on: date) -> list[Demand]:
    """One statement."""
    return [_demand(row, on) for row in rows(_ASKED_OF_ONE, person_id=person_id, on=on)]


def asked_of_some(person_ids: Sequence[int], *, on: date) -> list[Demand]:
    return [_demand(row, on) for row in rows(_ASKED_OF_SOME, ids=person_ids, on=on)]


def earned_by_some(person_ids: Sequence[int]) -> dict[tuple[int, str], list[Earned]]:
    """By person and course, in the order in which they were earned."""
    found: dict[tuple[int, str], list[Earned]] = defaultdict(list)
    law_of = cache(_law)  # a statement for each release, not for each completion
    for person_id, course, release_id, completion_id, at, until, revoked in rows(
        _EARNED_BY_SOME, ids=person_ids
    ):
        law = law_of(release_id)
        revoked_day = clock.day_of(revoked) if revoked else None
        one = Earned(completion_id, clock.day_of(at), law, until, revoked_day)
        found[person_id, course].append(one)
    return {key: rules.in_order(earned) for key, earned in found.items()}


def _law(release_id: int) -> date:
    return curriculum.course(release_id).law_as_of


def earned(studies: Iterable[Study]) -> dict[str, list[Earned]]:
    """By course, without asking again what a page about a person knows."""
    found: dict[str, list[Earned]] = defaultdict(list)
    for study in studies:
        if study.completed_at is not None and study.certificate is not None:
            revoked = clock.day_of(study.revoked_at) if study.revoked_at else None
            day, law = clock.day_of(study.completed_at), study.course.law_as_of
            found[study.course.id].append(Earned(None, day, law, study.valid_until, revoked))
    return found


def stands(person_id: int, studies: Iterable[Study], *, on: date) -> list[Stand]:
    """What the post of this day asks of the person, course by course; what is due first stands first."""
    by_course: dict[str, list[tuple[Asked, date | None]]] = defaultdict(list)
    for demand in asked_of(person_id, on=on):
        by_course[demand.asked.course].append((demand.asked, demand.exempt))
    done = earned(studies)
    found = [
        rules.together(course, asked, done.get(course, []), on=on)
        for course, asked in by_course.items()
    ]
    return sorted(found, key=lambda one: (one.due_day or date.max, one.course))


@dataclass(frozen=True)
class Due:
    """A course the present post requires; `day` is when it must be complete. `study`: where it is being studied.

    `anew`: it was complete before, and the next time round has not been begun.
    """

    release: Release
    course: Course
    day: date
    study: Study | None
    anew: bool = False

    @property
    def has_diagnostic(self) -> bool:
        return any(quiz.kind == "diagnostic" for quiz in self.course.quizzes)


def due(
    stands: Collection[Stand], *, studied: list[Study], offered: list[tuple[Release, Course]]
) -> list[Due]:
    """Of the courses offered, what is owed, the most urgent first."""
    newest = {study.course.id: study for study in reversed(studied)}
    there = {course.id: (release, course) for release, course in offered}
    found = []
    for one in stands:
        if one.due_day is None or one.course not in there:
            continue
        study = newest.get(one.course)
        anew = study is not None and study.completed_at is not None
        found.append(Due(*there[one.course], one.due_day, None if anew else study, anew))
    return found
