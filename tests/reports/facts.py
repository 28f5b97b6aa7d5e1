"""People on posts and what they did in a course, as rows; each function is called inside `transaction()`."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from app.accounts.kinds import Profession, Region, Sex
from app.accounts.models import Appointment, Person, Post, Unit
from app.assessment.models import Attempt, AttemptState
from app.core.bundle import digest
from app.curriculum.models import Release, ReleaseFile, ReleaseKind
from app.db.session import db
from app.learning.models import Certificate, Completion, Enrolment, LessonRead, Revocation

HIRED = date(2024, 1, 1)
_NUMBERS = count(1)

_COURSE = """\
id: {name}
title: {{ky: {name} ky, ru: {name} ru}}
summary: {{ky: Кыскача, ru: Кратко}}
aims: [{{ky: Билүү, ru: Знать}}]
audience: [{audience}]
law_as_of: 2025-11-14
completion: {{final: final}}
licence: CC BY 4.0
"""
_LESSON = """\
---
id: {lesson}
title: {lesson} {language}
minutes: 5
aims: [Aim]
summary: Summary
---
{{#opening}}
Text.
"""
_FINAL = "id: final\nkind: final\ntitle: {ky: Final ky, ru: Final ru}\n"


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def course(name: str = "course", *, audience: str = "police", number: int = 1) -> Release:
    """Three lessons and a final test."""
    files = {
        "course.yaml": _COURSE.format(name=name, audience=audience),
        "010-all/module.yaml": "id: all\ntitle: {ky: K, ru: R}\n",
        "010-all/900-final.quiz.yaml": _FINAL,
    }
    for lesson in ("lesson-1", "lesson-2", "lesson-3"):
        for language in ("ky", "ru"):
            text = _LESSON.format(lesson=lesson, language=language)
            files[f"010-all/{lesson[-1]}00-lesson.{language}.md"] = text
    release = Release(
        kind=ReleaseKind.COURSE,
        name=name,
        number=number,
        digest=digest(files | {"number": str(number)}),
        released_at=at(HIRED),
    )
    release.files = [ReleaseFile(path=path, text=text) for path, text in files.items()]
    return _added(release)


def unit(above: Unit, region: str, name: str = "Unit") -> Unit:
    names = {"name_ky": f"{name} ky", "name_ru": f"{name} ru", "name_en": name}
    made = Unit(
        institution_id=above.institution_id,
        parent_id=above.id,
        path="",
        region=Region(region),
        **names,
    )
    _added(made)
    made.path = f"{above.path}{made.id}/"
    return made


def person(
    unit: Unit,
    *,
    sex: str = "female",
    profession: str = "police",
    since: date = HIRED,
    until: date | None = None,
    ended_by: str | None = None,
) -> Person:
    """Somebody new on a post of their own."""
    number = next(_NUMBERS)
    someone = _added(
        Person(
            family_name=f"Адам{number}",
            given_name="Жаңы",
            sex=Sex(sex),
            language="ky",
            created_at=at(HIRED),
        )
    )
    sit(someone, unit, profession=profession, since=since, until=until, ended_by=ended_by)
    return someone


def people(n: int, unit: Unit, **kwargs: Any) -> list[Person]:
    return [person(unit, **kwargs) for _ in range(n)]


def sit(
    someone: Person,
    unit: Unit,
    *,
    profession: str = "police",
    since: date,
    until: date | None = None,
    ended_by: str | None = None,
) -> Appointment:
    names = {"name_ky": "Кызмат", "name_ru": "Должность", "name_en": "Post"}
    post = _added(Post(unit_id=unit.id, profession=Profession(profession), **names))
    return _added(
        Appointment(
            person_id=someone.id,
            post_id=post.id,
            from_day=since,
            until_day=until,
            ended_by=ended_by,
        )
    )


def move(someone: Person, to: Unit, *, on: date, profession: str = "police") -> None:
    open_ended = (Appointment.person_id == someone.id, Appointment.until_day.is_(None))
    held = db.session.scalars(select(Appointment).where(*open_ended)).one()
    held.until_day, held.ended_by = on, "moved"
    db.session.flush()
    sit(someone, to, profession=profession, since=on)


def enrol(someone: Person, release: Release, *, on: date) -> Enrolment:
    return _added(
        Enrolment(person_id=someone.id, release_id=release.id, course=release.name, begun_at=at(on))
    )


def read(enrolment: Enrolment, lessons: Iterable[int], *, on: date, language: str = "ky") -> None:
    for lesson in lessons:
        _added(
            LessonRead(
                enrolment_id=enrolment.id, lesson=f"lesson-{lesson}", language=language, at=at(on)
            )
        )


def test(
    enrolment: Enrolment,
    *,
    on: date,
    passed: bool | None = None,
    handed_in: date | None = None,
    graded: date | None = None,
    kind: str = "final",
) -> Attempt:
    """Begun; with `handed_in` given in as well, and graded then or, by people, on a later day."""
    number = next(_NUMBERS)
    done = handed_in is not None
    return _added(
        Attempt(
            person_id=enrolment.person_id,
            release_id=enrolment.release_id,
            bank_release_id=enrolment.release_id,
            context=f"enrolment:{enrolment.id}",
            test=kind,
            number=number,
            seed=1,
            rule={"kind": kind, "title": {"ky": "Final ky", "ru": "Final ru"}},
            begun_at=at(on),
            state=AttemptState.HANDED_IN if done else AttemptState.OPEN,
            seat="s",
            handed_in_at=at(handed_in, 13) if handed_in else None,
            graded_at=at(graded or handed_in, 13) if handed_in else None,
            score=15.0 if done else None,
            maximum=20.0 if done else None,
            passed=passed if done else None,
        )
    )


def complete(enrolment: Enrolment, *, on: date) -> Completion:
    """With the final test on which a completion rests."""
    test(enrolment, on=on, passed=True, handed_in=on)
    return _added(
        Completion(
            enrolment_id=enrolment.id, at=at(on, 14), rule_version="test", facts={}, language="ky"
        )
    )


def certify(completion: Completion, *, on: date, until: date | None = None) -> Certificate:
    number = f"2026-{next(_NUMBERS):06d}-0"
    enrolment = db.session.get_one(Enrolment, completion.enrolment_id)
    return _added(
        Certificate(
            completion_id=completion.id,
            person_id=enrolment.person_id,
            number=number,
            code=number,
            issued_at=at(on, 15),
            valid_until=until,
            words={"title": {"ky": "T", "ru": "T"}},
            key_id="k",
            signature="s",
        )
    )


def revoke(certificate: Certificate, *, asked: date, confirmed: date | None) -> Revocation:
    return _added(
        Revocation(
            certificate_id=certificate.id,
            reason="A slip",
            asked_at=at(asked),
            asked_by_id=1,
            confirmed_at=at(confirmed) if confirmed else None,
            confirmed_by_id=2 if confirmed else None,
        )
    )


def reach(someone: Person, release: Release, stage: str, *, on: date, language: str = "ky") -> None:
    """All the way to a stage, on one day."""
    if stage == "in_scope":
        return
    enrolment = enrol(someone, release, on=on)
    if stage == "enrolled":
        return
    read(enrolment, (1, 2, 3), on=on, language=language)
    if stage == "passed":
        test(enrolment, on=on, passed=True, handed_in=on)
    if stage in ("completed", "certified"):
        done = complete(enrolment, on=on)
        if stage == "certified":
            certify(done, on=on, until=on + timedelta(days=365))


def _added(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row
