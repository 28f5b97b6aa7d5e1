"""A course held against its release before."""

import pytest

from app.core.problems import Problems
from app.curriculum import changes
from app.curriculum.reading import read_course
from tests.curriculum.samples import COURSE, faults, spoilt, without

KY, RU = "010-first/010-signs.ky.md", "010-first/010-signs.ru.md"


def compared(now, before=COURSE):
    problems = Problems()
    courses = [read_course(bundle)[0] for bundle in (now, before)]
    assert all(courses)
    changes.check(*courses, problems)
    return problems


def both(old_ky, new_ky, old_ru, new_ru):
    return spoilt(spoilt(COURSE, KY, old_ky, new_ky), RU, old_ru, new_ru)


SOUND = {
    "nothing changed": COURSE,
    "both languages changed": both("Мыйзам", "Мыйзамда", "Закон", "По закону"),
    "a lesson is gone": without(COURSE, "010-first/020-next.ky.md", "010-first/020-next.ru.md"),
    "a block is new": both(
        "{#figure}", "{#new}\nЖаңы.\n\n{#figure}", "{#figure}", "{#new}\nНовое.\n\n{#figure}"
    ),
    "a title changed": spoilt(COURSE, RU, "title: Признаки", "title: Знаки"),
}


@pytest.mark.parametrize("name", SOUND)
def test_ordinary_work_is_no_fault(name):
    assert faults(compared(SOUND[name])) == []


def test_a_lesson_never_changes_its_id():
    now = both("id: signs", "id: marks", "id: signs", "id: marks")
    now = spoilt(spoilt(now, "010-first/020-next.ky.md", "lesson:signs", "lesson:marks"),
                 "010-first/020-next.ru.md", "lesson:signs", "lesson:marks")  # fmt: skip
    assert faults(compared(now)) == [(KY, 1, "id-changed")]


def test_a_test_never_changes_its_id():
    path = "020-last/010-final.quiz.yaml"
    now = spoilt(
        spoilt(COURSE, path, "id: final-test", "id: last-test"),
        "course.yaml",
        "final: final-test",
        "final: last-test",
    )
    assert faults(compared(now)) == [(path, 1, "id-changed")]


def test_a_block_never_changes_its_id():
    now = both("{#opening}", "{#start}", "{#opening}", "{#start}")
    assert faults(compared(now)) == [(KY, 9, "id-changed"), (RU, 9, "id-changed")]


def test_a_translation_left_behind_is_a_warning():
    problems = compared(spoilt(COURSE, KY, "Мыйзам", "Жаңы мыйзам"))
    assert [(p.path, p.line, p.code, p.level) for p in problems] == [
        (RU, 9, "twin-older", "warning")
    ]
