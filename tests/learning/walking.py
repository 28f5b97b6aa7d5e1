"""A course of a lesson, two walkthroughs (of a police officer and of a judge) and a lesson; and how it is played."""

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.core import clock
from app.curriculum.models import Release
from app.db.session import db, transaction
from app.learning import actions, queries
from app.learning.models import Enrolment
from app.scenarios import actions as runs
from app.scenarios import queries as scenarios
from app.scenarios.models import Run
from tests import make
from tests.cast import BUILDER
from tests.scenarios import worked

POLICE, JUDGE = "landlady", "bench"
FIRST, LAST = "first-lesson", "last-lesson"

# Of the scenario of the guide: to its good ending, to its bad one, and to the one with serious harm.
WELL = (
    {"choice": "listen"},
    {"choice": "safe"},
    {"choice": "go-on"},
    {"blanks": {"article": ["trafficking"]}},
)
BADLY = ({"choice": "laugh"},)

_LESSON = "---\nid: %s\ntitle: %s\nminutes: 5\naims: [%s]\nsummary: %s\n---\n{#block}\n%s.\n"


def bundle(*, finished: int = 1, competent: int = 1) -> dict[str, str]:
    files = worked.bundle()
    asked = f"{{finished: {finished}, competent: {competent}}}"
    files["course.yaml"] = files["course.yaml"].replace("{finished: 1, competent: 0}", asked)
    for path, text in worked.files().items():
        other = text.replace(f"id: {POLICE}", f"id: {JUDGE}").replace(
            "chair: police", "chair: judge"
        )
        files[path.replace(f"010-{worked.ID}", f"020-{JUDGE}")] = other
    for place, lesson in (("005", FIRST), ("030", LAST)):
        files[f"010-module/{place}-{lesson}.ky.md"] = _LESSON % (
            lesson,
            "Сабак",
            "Билүү",
            "Кыскача",
            "Текст",
        )
        files[f"010-module/{place}-{lesson}.ru.md"] = _LESSON % (
            lesson,
            "Урок",
            "Знать",
            "Кратко",
            "Текст",
        )
    return files  # fmt: skip


def course(**asked: int) -> Release:
    return make.release("course", worked.COURSE, bundle(**asked))


def enrolled(person, **asked: int) -> Enrolment:
    """In the course, which is made; whoever studies reads English pages."""
    release = course(**asked)
    with transaction():
        accounts.choose_language(people.person(person.id), "en", by=BUILDER)
        return actions.enrol(person, release, by=BUILDER, at=clock.now())


def read(enrolment_id: int, *lessons: str) -> None:
    with transaction():
        enrolment = queries.enrolment(enrolment_id)
        for lesson in lessons:
            actions.read_lesson(enrolment, lesson, "ky", by=BUILDER, at=clock.now())


def play(enrolment_id: int, *answers, scenario: str = POLICE, again: bool = False) -> Run:
    """As far as the answers lead."""
    with transaction():
        enrolment = queries.enrolment(enrolment_id)
        person = people.person(enrolment.person_id)
        at = clock.now()
        run = actions.play(enrolment, person, scenario, again=again, by=BUILDER, at=at)
        begun = len(scenarios.steps(run.id))
        for number, answer in enumerate(answers, start=begun + 1):
            runs.choose(run, answer, number=number, language="ky", by=BUILDER, at=clock.now())
    db.session.rollback()
    return scenarios.run(run.id)
