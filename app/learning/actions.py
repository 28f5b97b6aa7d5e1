"""Enrol, read a lesson, complete, certify. Nothing here commits."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from app.accounts import queries as people
from app.accounts.models import Person
from app.assessment import questions, terms
from app.assessment.models import Attempt
from app.core import clock, numbers
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.db.session import db
from app.journal import actions as journal
from app.learning import certificates, events, exemptions, queries, rules
from app.learning.certificates import Signer
from app.learning.models import (
    Certificate,
    Completion,
    Enrolment,
    Exemption,
    LessonRead,
    SigningKey,
)
from app.scenarios import actions as runs
from app.scenarios import queries as scenarios
from app.scenarios.models import Run

_signer: Signer | None = None


def use_signing_key(path: Path, *, create: bool) -> None:
    """Where the private key lies. Read at the first signature; created only where that is allowed."""
    global _signer
    _signer = None
    if path.exists():
        _signer = Signer.from_file(path)
    elif create:
        _signer = Signer.new_file(path)


def enrol(
    person: Person, release: Release, *, is_asked: bool = False, by: Actor, at: datetime
) -> Enrolment:
    """Twice is once: the same enrolment. `is_asked`: their post requires it, whomever it is written for."""
    existing = queries.enrolment_of(person.id, release.id)
    if existing is not None:
        return existing
    if not is_asked:
        course = curriculum.course(release.id)
        rules.ensure_may_enrol(course.audience, _professions(person, at))
    return _enrolled(person, release, cycle=1, by=by, at=at)


def begin_anew(person: Person, release: Release, *, by: Actor, at: datetime) -> Enrolment:
    """The course from its first page, whatever of it was read before. Who is in the midst of it goes on."""
    newest = queries.enrolment_in(person.id, release.name)
    if newest is not None and queries.completion(newest.id) is None:
        return newest
    cycle = queries.last_cycle(person.id, release.name) + 1
    return _enrolled(person, release, cycle=cycle, by=by, at=at)


def _enrolled(
    person: Person, release: Release, *, cycle: int, by: Actor, at: datetime
) -> Enrolment:
    enrolment = Enrolment(
        person_id=person.id, release_id=release.id, course=release.name, cycle=cycle, begun_at=at
    )
    enrolment.release = release
    db.session.add(enrolment)
    db.session.flush()
    journal.record(by, "enrolled", enrolment, at=at, release=release.id, cycle=cycle)
    return enrolment


def _professions(person: Person, at: datetime) -> list[str]:
    seat = people.appointment(person.id, on=clock.day_of(at))
    return [seat.post.profession.value] if seat else []


def read_lesson(
    enrolment: Enrolment, lesson: str, language: str, *, by: Actor, at: datetime
) -> None:
    """Reading again changes nothing: the first time counts."""
    if lesson in queries.lessons_read([enrolment.id])[enrolment.id]:
        return
    db.session.add(LessonRead(enrolment_id=enrolment.id, lesson=lesson, language=language, at=at))
    db.session.flush()
    journal.record(by, "lesson read", enrolment, at=at, lesson=lesson, language=language)
    look_whether_complete(enrolment, by=by, at=at)


def exempt(enrolment: Enrolment, attempt: Attempt, *, by: Actor, at: datetime) -> list[str]:
    """What a diagnostic showed that the person knows need not be read. Written once; nothing takes it back."""
    need = queries.requirement(curriculum.course(enrolment.release_id))
    there = exemptions.exemptions([enrolment.id])[enrolment.id]
    read = queries.lessons_read([enrolment.id])[enrolment.id]
    exempts = [(one.topic, one.pass_mark, one.lessons) for one in terms.of(attempt.rule).exempts]
    known = exemptions.exempted(exempts, _earned(attempt), need=need, read={*read, *there})
    for lesson in known:
        kept = Exemption(enrolment_id=enrolment.id, lesson=lesson, attempt_id=attempt.id, at=at)
        db.session.add(kept)
        db.session.flush()
        journal.record(by, "exempt", enrolment, at=at, lesson=lesson, attempt=attempt.id)
    return known


def _earned(attempt: Attempt) -> dict[str, exemptions.Earned]:
    """By topic; thirds are kept as thirds, so that three of them are one."""
    found: dict[str, exemptions.Earned] = {}
    for worth in questions.worths(attempt):
        before = found.get(worth.topic, exemptions.Earned(Fraction(0), 0))
        points = Fraction(worth.points).limit_denominator(1000)
        found[worth.topic] = exemptions.Earned(
            before.score + points, before.maximum + worth.maximum
        )
    return found


def play(
    enrolment: Enrolment, person: Person, scenario: str, *, again: bool, by: Actor, at: datetime
) -> Run:
    """Goes on with the run that is open. `again`: that one is left as it is, and the case begins anew."""
    context = queries.context_of(enrolment.id)
    for run in scenarios.runs_in(context, scenario) if again else ():
        # A step of another tab may have ended it meanwhile.
        db.session.refresh(run, with_for_update=True)
        runs.leave(run, by=by, at=at)
    release = enrolment.release
    return runs.begin(person, release=release, scenario=scenario, context=context, by=by, at=at)


def look_whether_complete(enrolment: Enrolment, *, by: Actor, at: datetime) -> Completion | None:
    """The first time every rule is met, that is written as a fact and announced; nothing takes it back."""
    if queries.is_complete(enrolment.id) or not queries.knows_every_lesson(enrolment):
        return None
    now = queries.study(enrolment)
    if not now.standing.complete:
        return None
    completion = Completion(
        enrolment_id=enrolment.id,
        at=rules.completed_at(now.standing),
        rule_version=rules.RULE_VERSION,
        facts=_facts(now),
        language=rules.language_of(now.standing.done),
    )
    completion.enrolment = enrolment
    db.session.add(completion)
    db.session.flush()
    journal.record(by, "course completed", enrolment, at=at, rules=rules.RULE_VERSION)
    issue_certificate(completion, by=by, at=at)
    events.course_completed.send(enrolment=enrolment, completion=completion)
    return completion


def _facts(now: queries.Study) -> dict[str, Any]:
    """The records that satisfied the rules."""
    lines = now.standing.lines
    final = next((ln.record for ln in lines if isinstance(ln.record, rules.Passed)), None)
    walked = next((ln.record for ln in lines if isinstance(ln.record, rules.Walked)), None)
    return {
        "lessons": [ln.subject for ln in lines if ln.kind == "lesson"],
        "exempt": [ln.subject for ln in lines if ln.is_exempt],
        "final": now.course.final,
        "attempt": final.attempt_id if final else None,
        "share": final.share if final else None,
        "runs": [run.run_id for run in walked.runs] if walked else [],
    }


def issue_certificate(completion: Completion, *, by: Actor, at: datetime) -> Certificate:
    """Number, code, words and signature, given once with the completion."""
    assert _signer is not None, "no signing key; see SIGNING_KEY_FILE"
    person = people.person(completion.enrolment.person_id)
    assert person is not None
    said = _words(completion, person, at)
    until = said["valid_until"]
    given = Certificate(
        completion_id=completion.id,
        person_id=person.id,
        number=said["number"],
        code=said["code"],
        issued_at=at,
        valid_until=date.fromisoformat(until) if until else None,
        words=said,
        key_id=_signer.key_id,
        signature=_signer.sign(said),
    )
    _keep_public_key(at)
    db.session.add(given)
    db.session.flush()
    journal.record(by, "certificate issued", given, at=at, number=given.number)
    return given


def _words(completion: Completion, person: Person, at: datetime) -> dict[str, Any]:
    """Everything the certificate will bear, as it is on this day."""
    release = completion.enrolment.release
    course = curriculum.course(release.id)
    issued = clock.day_of(at)
    share = completion.facts["share"]
    return certificates.words(
        number=numbers.with_check_digit(issued.year, completion.id),
        code=numbers.new_code(),
        name=person.name,
        institution=vars(_institution(person, at)),
        course=course.id,
        title=vars(course.title),
        release=release.number,
        release_digest=release.digest,
        completed=clock.day_of(completion.at),
        issued=issued,
        valid_until=rules.valid_until(issued, course.valid_months),
        law_as_of=course.law_as_of,
        # Down, so that 79.6 never reads as a pass mark of 80.
        percent=int(share * 100 + 1e-9) if share is not None else None,
        lessons=len(course.lessons),
        minutes=course.minutes,
        language=completion.language,
    )


def _keep_public_key(at: datetime) -> None:
    """Old public keys stay, so that what they signed can be checked for ever."""
    assert _signer is not None
    if db.session.get(SigningKey, _signer.key_id) is None:
        db.session.add(SigningKey(id=_signer.key_id, public=_signer.public, since=at))


def _institution(person: Person, at: datetime) -> Bilingual:
    seat = people.appointment(person.id, on=clock.day_of(at))
    if seat is None:
        return Bilingual(ky="–", ru="–")
    return seat.post.unit.institution.name


def count_for(person_id: int, counts_for_id: int) -> None:
    """Enrolments stay whose they are; from now on they count for the record that is kept, or again for their own."""
    own = update(Enrolment).where(Enrolment.person_id == person_id)
    before = select(Enrolment.counts_for_id).where(Enrolment.person_id == person_id)
    person_ids = {person_id, counts_for_id, *db.session.scalars(before)}
    db.session.execute(own.values(counts_for_id=counts_for_id))
    events.counted_anew.send(person_ids=person_ids)
