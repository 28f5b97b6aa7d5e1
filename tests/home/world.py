"""Small courses, and what people did in them; for the start page."""

from datetime import date, datetime
from typing import Any

from app.accounts.models import Person
from app.assessment.models import Attempt, AttemptState
from app.core import clock
from app.core.bundle import digest
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.curriculum.models import ReleaseFile as File
from app.db.session import db
from app.learning.models import Certificate, Completion, Enrolment, LessonRead
from app.obligations import actions as obligations
from app.obligations import reviewing
from tests.cast import BUILDER, FIRST_DAY

_HEAD = """---
id: {lesson}
title: "{lesson} of {course} ({language})"
minutes: 7
aims:
  - "Aim"
summary: "Summary"
---
{{#opening}}
Text.
"""


def publish(
    course: str,
    *,
    at: datetime,
    audience: str = "police, judge",
    required: str | None = "police",
    within_days: int = 60,
    lessons: int = 2,
    number: int = 1,
    asked_since: date = FIRST_DAY,
) -> Release:
    """A course of so many lessons and a final test, released as it would be; required since a day."""
    files = {
        "course.yaml": _course(course, audience, required, within_days),
        "010-all/module.yaml": "id: all\ntitle: {ky: K, ru: R}\n",
        "010-all/900-final.quiz.yaml": f"id: final\nkind: final\ntitle: {{ky: Final {course} ky, ru: Final {course} ru}}\n",
    }
    for place in range(1, lessons + 1):
        for language in ("ky", "ru"):
            text = _HEAD.format(lesson=f"lesson-{place}", course=course, language=language)
            files[f"010-all/{place:02}0-lesson.{language}.md"] = text
    release = Release(
        kind=ReleaseKind.COURSE, name=course, number=number, digest=digest(files), released_at=at
    )
    release.files = [File(path=path, text=text) for path, text in files.items()]
    db.session.add(release)
    db.session.flush()
    read = curriculum.course(release.id)
    obligations.follow_course(read, release, on_day=asked_since, by=BUILDER, at=at)
    for some in reviewing.batches():
        reviewing.review(some, on=clock.today())
    return release


def _course(course: str, audience: str, required: str | None, within_days: int) -> str:
    demand = f"required:\n  of: [{required}]\n  within_days: {within_days}\n" if required else ""
    return f"""id: {course}
title: {{ky: {course} ky, ru: {course} ru}}
summary: {{ky: Summary of {course} ky, ru: Summary of {course} ru}}
aims:
  - {{ky: A, ru: B}}
audience: [{audience}]
{demand}law_as_of: 2025-11-14
completion:
  final: final
licence: CC BY 4.0
"""


def enrol(person: Person, release: Release, *, at: datetime, cycle: int = 1) -> Enrolment:
    facts = {"course": release.name, "cycle": cycle, "begun_at": at}
    return _added(Enrolment(person_id=person.id, release_id=release.id, **facts))


def read(enrolment: Enrolment, *lessons: str, at: datetime) -> None:
    for lesson in lessons:
        _added(LessonRead(enrolment_id=enrolment.id, lesson=lesson, language="ky", at=at))


def complete(enrolment: Enrolment, *, at: datetime, number: str) -> None:
    done = _added(
        Completion(enrolment_id=enrolment.id, at=at, rule_version="test", facts={}, language="ky")
    )
    _added(
        Certificate(
            completion_id=done.id, person_id=enrolment.person_id, number=number, code=number,
            issued_at=at, words={}, key_id="k", signature="s",
        )
    )  # fmt: skip


def begin_test(enrolment: Enrolment, *, at: datetime, deadline_at: datetime | None) -> Attempt:
    return _added(
        Attempt(
            person_id=enrolment.person_id, release_id=enrolment.release_id,
            bank_release_id=enrolment.release_id, context=f"enrolment:{enrolment.id}", test="final",
            number=1, seed=1, rule={}, begun_at=at, deadline_at=deadline_at,
            state=AttemptState.OPEN, seat="s",
        )
    )  # fmt: skip


def _added(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def days_ago(today: date, days: int) -> date:
    return date.fromordinal(today.toordinal() - days)
