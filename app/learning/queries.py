"""An enrolment, how it stands, a person's courses, certificates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts import one_human
from app.accounts.models import Person
from app.assessment.models import AnyAttempt
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, Withdrawal
from app.curriculum.shapes import Course
from app.db.session import db, rows
from app.learning import rules
from app.learning.exemptions import exemptions
from app.learning.models import (
    Certificate,
    Completion,
    Enrolment,
    LessonRead,
    Revocation,
    SigningKey,
)
from app.learning.records import context_of as context_of
from app.learning.records import finished_runs, number_in, passed_finals

# Statements of the pages people study by are built once: building one takes longer than asking it.
_SOME: BindParameter[int] = bindparam("ids", expanding=True)
_ENROLMENT = (
    select(Enrolment).where(Enrolment.id == bindparam("id")).options(joinedload(Enrolment.release))
)
_NEWEST_IN = (
    select(Enrolment)
    .where(Enrolment.person_id == bindparam("person_id"), Enrolment.course == bindparam("course"))
    .order_by(Enrolment.id.desc())
    .options(joinedload(Enrolment.release))
    .limit(1)
)
_OF_PERSON = (
    select(Enrolment)
    .where(Enrolment.person_id == bindparam("person_id"))
    .order_by(Enrolment.begun_at.desc(), Enrolment.id.desc())
    .options(joinedload(Enrolment.release))
)
_COUNTED = (
    select(Enrolment)
    .where(Enrolment.counts_for_id == bindparam("person_id"))
    .order_by(Enrolment.begun_at.desc(), Enrolment.id.desc())
    .options(joinedload(Enrolment.release))
)
_READ = select(
    LessonRead.enrolment_id, LessonRead.lesson, LessonRead.at, LessonRead.language
).where(LessonRead.enrolment_id.in_(_SOME))
_COMPLETE = select(Completion.id).where(Completion.enrolment_id == bindparam("id"))
_PLACE = (
    select(
        Enrolment.person_id,
        Enrolment.release_id,
        LessonRead.at,
        LessonRead.language,
    )
    .outerjoin(
        LessonRead,
        and_(LessonRead.enrolment_id == Enrolment.id, LessonRead.lesson == bindparam("lesson")),
    )
    .where(Enrolment.id == bindparam("id"))
)
_OUTCOMES = (
    select(
        Completion.enrolment_id,
        Completion.at,
        Certificate.number,
        Certificate.valid_until,
        Revocation.confirmed_at,
    )
    .outerjoin(Certificate, Certificate.completion_id == Completion.id)
    .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
    .where(Completion.enrolment_id.in_(_SOME))
)


def enrolment_of_context(context: str) -> Enrolment | None:
    number = number_in(context)
    return enrolment(number) if number else None


def enrolment(enrolment_id: int) -> Enrolment | None:
    return db.session.scalars(_ENROLMENT, {"id": enrolment_id}).one_or_none()


def enrolment_in(person_id: int, course: str) -> Enrolment | None:
    """The newest enrolment in a course."""
    asked = {"person_id": person_id, "course": course}
    return db.session.scalars(_NEWEST_IN, asked).one_or_none()


def enrolment_of(person_id: int, release_id: int) -> Enrolment | None:
    """In this very release, the newest cycle."""
    wanted = select(Enrolment).filter_by(person_id=person_id, release_id=release_id)
    newest = wanted.order_by(Enrolment.cycle.desc()).limit(1)
    return db.session.scalars(newest.options(joinedload(Enrolment.release))).one_or_none()


def last_cycle(person_id: int, course: str) -> int:
    """How often the person began the course, whichever its releases; 0 where never."""
    wanted = select(func.max(Enrolment.cycle)).filter_by(person_id=person_id, course=course)
    return db.session.scalar(wanted) or 0


def requirement(course: Course) -> rules.Requirement:
    asked = course.completion.walkthroughs
    walks = rules.Asked(asked.finished, asked.competent) if asked else None
    return rules.Requirement(tuple(lesson.id for lesson in course.lessons), course.final, walks)


def lessons_read(enrolment_ids: Collection[int]) -> dict[int, dict[str, rules.Read]]:
    found: dict[int, dict[str, rules.Read]] = {i: {} for i in enrolment_ids}
    for enrolment_id, lesson, at, language in rows(_READ, ids=list(enrolment_ids)):
        found[enrolment_id][lesson] = rules.Read(at, language)
    return found


class Place(NamedTuple):
    """Where somebody opened the course: at which lesson of which release, and whether it was read."""

    enrolment_id: int
    person_id: int
    release_id: int
    read: rules.Read | None


def place(enrolment_id: int, lesson: str) -> Place | None:
    """One statement for the page that is opened most."""
    found = rows(_PLACE, id=enrolment_id, lesson=lesson)
    if not found:
        return None
    person_id, release_id, at, language = found[0]
    read = rules.Read(at, language) if at else None
    return Place(enrolment_id, person_id, release_id, read)


@dataclass(frozen=True)
class Study:
    """An enrolment with its course, its standing, and what came of it."""

    enrolment: Enrolment
    course: Course
    standing: rules.Standing
    completed_at: datetime | None = None
    certificate: str | None = None
    valid_until: date | None = None
    revoked_at: datetime | None = None


def studies(enrolments: list[Enrolment]) -> list[Study]:
    """A constant number of statements, however many courses; one more where a course has walkthroughs."""
    ids = [e.id for e in enrolments]
    courses = {e.id: curriculum.course(e.release_id) for e in enrolments}
    read, exempt = lessons_read(ids), exemptions(ids)
    passed = passed_finals({i: course.final for i, course in courses.items()})
    runs = finished_runs([i for i, course in courses.items() if course.scenarios])
    outcome = _outcomes(ids)

    def _standing(i: int) -> rules.Standing:
        need = requirement(courses[i])
        return rules.standing(need, read[i], passed.get(i), exempt[i], runs.get(i, ()))

    return [Study(e, courses[e.id], _standing(e.id), *outcome.get(e.id, ())) for e in enrolments]


def _outcomes(
    enrolment_ids: list[int],
) -> dict[int, tuple[datetime, str | None, date | None, datetime | None]]:
    return {i: tuple(outcome) for i, *outcome in rows(_OUTCOMES, ids=enrolment_ids)}


def study(enrolment: Enrolment) -> Study:
    return studies([enrolment])[0]


def of(person_id: int) -> list[Study]:
    """All of a person's enrolments, the newest first."""
    return studies(list(db.session.scalars(_OF_PERSON, {"person_id": person_id})))


def counted_for(person_id: int) -> list[Study]:
    """As `of`, with what was studied under a record that was made one with this one."""
    return studies(list(db.session.scalars(_COUNTED, {"person_id": person_id})))


def knows_every_lesson(enrolment: Enrolment) -> bool:
    """Read, or exempted from. Until then nothing else of how the course stands need be asked."""
    need = requirement(curriculum.course(enrolment.release_id)).lessons
    read = lessons_read([enrolment.id])[enrolment.id]
    unread = [lesson for lesson in need if lesson not in read]
    return not unread or set(unread) <= exemptions([enrolment.id])[enrolment.id].keys()


def is_complete(enrolment_id: int) -> bool:
    return bool(rows(_COMPLETE, id=enrolment_id))


def completion(enrolment_id: int) -> Completion | None:
    return db.session.scalars(
        select(Completion).where(Completion.enrolment_id == enrolment_id)
    ).one_or_none()


def completed_elsewhere(enrolment: Enrolment) -> Completion | None:
    """The first completion of the same course by the same person in another release."""
    return db.session.scalars(
        select(Completion)
        .join(Completion.enrolment)
        .where(
            Enrolment.person_id == enrolment.person_id,
            Enrolment.course == enrolment.course,
            Enrolment.id != enrolment.id,
        )
        .order_by(Completion.at, Completion.id)
        .limit(1)
        .options(contains_eager(Completion.enrolment).joinedload(Enrolment.release))
    ).one_or_none()


# ── certificates ──────────────────────────────────────────────────────────────


def certificate(number: str) -> Certificate | None:
    return db.session.scalars(select(Certificate).where(Certificate.number == number)).one_or_none()


def certificate_by_code(code: str) -> Certificate | None:
    return db.session.scalars(select(Certificate).where(Certificate.code == code)).one_or_none()


def certificates(person_id: int) -> list[tuple[Certificate, Revocation | None]]:
    wanted = (
        select(Certificate, Revocation)
        .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
        .where(one_human.written_for(Certificate.person_id, person_id))
        .order_by(Certificate.issued_at.desc())
    )
    return [(given, revoked) for given, revoked in db.session.execute(wanted)]


def revocation(certificate_id: int) -> Revocation | None:
    wanted = select(Revocation).where(Revocation.certificate_id == certificate_id)
    return db.session.scalars(wanted).one_or_none()


def public_key(key_id: str) -> str | None:
    return db.session.scalar(select(SigningKey.public).where(SigningKey.id == key_id))


def person_of(given: Certificate) -> Person:
    return db.session.get_one(Person, given.person_id)


def newer_release(enrolment: Enrolment) -> Release | None:
    """A later release of the same course, offered beside the one being studied."""
    newest = curriculum.current_release(enrolment.course)
    return newest if newest and newest.id > enrolment.release_id else None


def withdrawal(release_id: int) -> Withdrawal | None:
    """Why a release is no longer offered."""
    return db.session.get(Withdrawal, release_id)


def certificate_for(attempt: AnyAttempt) -> str | None:
    """Number of the certificate of the enrolment an attempt belongs to."""
    mine = number_in(attempt.context)
    outcome = _outcomes([mine]).get(mine) if mine else None
    return outcome[1] if outcome else None
