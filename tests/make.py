"""The smallest valid things: a bank with a question of each kind, a course with one lesson and one test, an attempt.

Each stands by itself, in whichever transaction is open; without one it opens and commits its own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from app.accounts.models import Person
from app.assessment import actions as tests
from app.assessment import quizzes
from app.assessment.models import Attempt
from app.assessment.quizzes import Quiz
from app.core import clock
from app.core.actor import Actor
from app.core.problems import Problems
from app.curriculum import actions as curriculum
from app.curriculum import queries as released
from app.curriculum.models import Release, ReleaseKind
from app.db.session import is_writing, transaction
from app.learning import actions as learning
from app.learning.models import Enrolment
from tests.assessment import samples
from tests.cast import BEGINNING, BUILDER

SEAT = "the seat of the test"
# With this seed the second question wants a number and the sixth a word.
SEED = 7
NUMBER, WORD = 2, 6

# Six questions of each topic: one of every kind, in the order of the names of the kinds.
KINDS = sorted(samples.OWN)
NAMES = {"elements": [f"e-{kind}" for kind in KINDS], "law": [f"l-{kind}" for kind in KINDS]}

_COURSE = """\
id: course
title: {ky: Курс, ru: Курс}
summary: {ky: Кыскача, ru: Кратко}
aims: [{ky: Билүү, ru: Знать}]
audience: [police, prosecutor, judge, lawyer]
law_as_of: 2025-11-14
completion: {final: final-test}
licence: CC BY 4.0
"""
_LESSON = """\
---
id: lesson
title: %s
minutes: 5
aims: [%s]
summary: %s
---
{#block}
%s.
"""
_QUIZ = {
    "id": "final-test",
    "kind": "final",
    "title": "{ky: Жыйынтык тест, ru: Итоговый тест}",
    "bank": "bank",
    "draw": "[{topic: elements, count: 6}]",
    "pass_mark": 50,
}


@contextmanager
def _writing() -> Iterator[None]:
    if is_writing():
        yield
    else:
        with transaction():
            yield


def release(kind: str, name: str, bundle: Mapping[str, str]) -> Release:
    with _writing():
        return curriculum.release(ReleaseKind(kind), name, bundle, by=BUILDER, at=BEGINNING)


def bank(files: Mapping[str, str] | None = None) -> Release:
    """`files` are laid over those of the smallest bank."""
    return release("bank", "bank", samples.bundle_of(NAMES) | dict(files or {}))


def quiz_text(**changed: object) -> str:
    """Keys of a test may be added; one that is None is left out."""
    keys = {**_QUIZ, **changed}
    return "".join(f"{key}: {value}\n" for key, value in keys.items() if value is not None)


def quiz(**changed: object) -> Quiz:
    problems = Problems()
    found = quizzes.read(quiz_text(**changed), "final.quiz.yaml", problems)
    assert found is not None, [p.english() for p in problems]
    return found


def course(**changed: object) -> Release:
    """`changed` are keys of its one test. Without a bank there the smallest is made as well."""
    if released.current_release("bank", ReleaseKind.BANK) is None:
        bank()
    ky, ru = ("Сабак", "Билүү", "Кыскача", "Текст"), ("Урок", "Знать", "Кратко", "Текст")
    return release(
        "course",
        "course",
        {
            "course.yaml": _COURSE,
            "010-module/module.yaml": "id: module\ntitle: {ky: Бөлүм, ru: Раздел}\n",
            "010-module/010-lesson.ky.md": _LESSON % ky,
            "010-module/010-lesson.ru.md": _LESSON % ru,
            "010-module/020-final.quiz.yaml": quiz_text(**changed),
        },
    )


def enrolment(person: Person) -> Enrolment:
    """In the smallest course, which is made when it is not there."""
    with _writing():
        of = released.current_release("course") or course()
        return learning.enrol(person, of, by=BUILDER, at=clock.now())


def attempt(
    by: Actor,
    *,
    context: str = "enrolment:1",
    seat: str = SEAT,
    seed: int = SEED,
    at: datetime | None = None,
    **changed: object,
) -> Attempt:
    """Begun by this person at the smallest course's test; `changed` are keys of the test."""
    with _writing():
        of = released.current_release("course") or course()
        return tests.begin(
            Person(id=by.person_id),
            release=of,
            quiz=quiz(**changed),
            context=context,
            by=by,
            at=at or clock.now(),
            seat=seat,
            seed=seed,
        )
