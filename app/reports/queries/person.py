"""One person's training record. Scores, and no answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.assessment import taught
from app.assessment.models import Attempt, AttemptState
from app.core.bilingual import Bilingual
from app.core.words import N_
from app.curriculum import queries as curriculum
from app.learning import activities
from app.learning import queries as learning
from app.learning.models import Certificate, Revocation
from app.learning.queries import Study
from app.learning.rules import Exempt, Read
from app.reports.tables import Fact
from app.scenarios import wording

_WAITS = N_("being marked")
_OUTCOMES = {None: None, True: N_("passed"), False: N_("not passed")}


@dataclass(frozen=True)
class Held:
    """A certificate, the course it is for, and what became of it."""

    given: Certificate
    study: Study
    revoked: Revocation | None

    def is_expired(self, on: date) -> bool:
        return self.given.valid_until is not None and self.given.valid_until < on


@dataclass(frozen=True)
class Record:
    """The newest first."""

    studies: list[Study]
    certificates: list[Held]
    attempts: list[Attempt]
    # Attempts whose score their person is not shown.
    hidden: frozenset[int] = frozenset()
    runs: tuple[activities.Done, ...] = ()


def record(person_id: int, *, own_at: datetime | None = None) -> Record:
    """A constant number of statements, however much the person has done. `own_at`: they look at it themselves."""
    studies = learning.counted_for(person_id)
    of = {study.certificate: study for study in studies}
    certificates = [
        Held(given, of[given.number], revocation if _is_confirmed(revocation) else None)
        for given, revocation in learning.certificates(person_id)
    ]
    attempts = activities.attempts(person_id)
    hidden = taught.hidden(attempts, own_at) if own_at else frozenset()
    return Record(studies, certificates, attempts, hidden, tuple(activities.runs(studies)))


def _is_confirmed(revocation: Revocation | None) -> bool:
    return revocation is not None and revocation.confirmed_at is not None


def facts(of: Record, *, on: date) -> list[Fact]:
    """All that happened, each once; what led to something before it, should both bear the same time."""
    found = [fact for study in of.studies for fact in _studied(study)]
    found += [fact for one in of.attempts for fact in _tried(one, one.id in of.hidden)]
    found += [_played(one) for one in of.runs]
    found += [fact for study in of.studies for fact in _completed(study)]
    return found + [fact for held in of.certificates for fact in _certified(held, on)]


def _studied(study: Study) -> Iterator[Fact]:
    course, number = study.course, study.enrolment.release.number
    yield Fact(study.enrolment.begun_at, N_("Enrolled"), course.title, number)
    for line in study.standing.lines:
        lesson = course.lesson(line.subject)
        if lesson and isinstance(line.record, Read):
            read = line.record
            yield Fact(
                read.at, N_("Lesson read"), course.title, number, lesson.title, read.language
            )
        elif lesson and isinstance(line.record, Exempt):
            says = N_("Exempt from a lesson by the diagnostic")
            yield Fact(line.record.at, says, course.title, number, lesson.title)


def _completed(study: Study) -> Iterator[Fact]:
    if study.completed_at:
        number = study.enrolment.release.number
        yield Fact(study.completed_at, N_("Course completed"), study.course.title, number)


def _tried(attempt: Attempt, is_hidden: bool) -> Iterator[Fact]:
    """Handed in and, where people marked it, graded later: two facts, each with its own day."""
    course, number = curriculum.course(attempt.release_id), attempt.release.number
    test = course.quiz(attempt.test)
    title = test.title if test else Bilingual(ky=attempt.test, ru=attempt.test)
    given, graded = attempt.handed_in_at, attempt.graded_at
    if attempt.state != AttemptState.HANDED_IN or given is None:
        yield Fact(attempt.begun_at, N_("Test begun, not handed in"), course.title, number, title)
        return
    fact = Fact(
        given,
        N_("Test handed in"),
        course.title,
        number,
        title,
        score=None if is_hidden else attempt.score,
        maximum=None if is_hidden else attempt.maximum,
        outcome=_OUTCOMES[attempt.passed],
    )
    if graded == given:
        yield fact
        return
    yield replace(fact, score=None, maximum=None, outcome=None if graded else _WAITS)
    if graded:
        yield replace(fact, at=graded, what=N_("Test graded"))


def _played(one: activities.Done) -> Fact:
    """How it ended and when. What was chosen in it only the person reads."""
    assert one.run.ended_at is not None and one.run.verdict is not None, "finished"
    return Fact(
        one.run.ended_at,
        N_("Walkthrough finished"),
        one.course,
        one.run.release.number,
        one.title,
        one.run.language,
        outcome=wording.VERDICTS[one.run.verdict],
    )


def _certified(held: Held, on: date) -> Iterator[Fact]:
    title, number = held.study.course.title, held.study.enrolment.release.number
    given, values = held.given, {"number": held.given.number}
    state = N_("No. %(number)s, valid")
    if held.revoked:
        state = N_("No. %(number)s, revoked")
    elif given.valid_until:
        values["day"] = given.valid_until.strftime("%d.%m.%Y")
        expired = held.is_expired(on)
        state = (
            N_("No. %(number)s, expired: it was valid until %(day)s")
            if expired
            else N_("No. %(number)s, valid until %(day)s")
        )
    yield Fact(
        given.issued_at, N_("Certificate given"), title, number, outcome=state, values=values
    )
    if held.revoked and held.revoked.confirmed_at:
        yield Fact(
            held.revoked.confirmed_at,
            N_("Certificate revoked"),
            title,
            number,
            outcome=N_("No. %(number)s: %(reason)s"),
            values={"number": given.number, "reason": held.revoked.reason},
        )
