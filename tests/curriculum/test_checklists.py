"""Checklists are found in courses: boxes of conduct that are a list, in both languages."""

import pytest

from app.core.bundle import from_folder
from app.curriculum.checklists import box_in, checklists
from app.curriculum.reading import read_course
from app.settings import ROOT

_BOX = '!!! do "Ask"\n    - One\n    - Two [law](law:criminal-code/166)'


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (_BOX, ("Ask", _BOX)),
        (f"Before.\n\n{_BOX}\n\nAfter.", ("Ask", _BOX)),
        ('!!! dont "Never"\n    1. One\n    2. Two', ("Never", '!!! dont "Never"\n    1. One\n    2. Two')),
        ('!!! do "Ask"\n    Only a sentence.', None),
        ('!!! do "Ask"\n    - Only one point', None),
        ('!!! case "Story"\n    - One\n    - Two', None),
        ('!!! do "Ask"\n\n- Outside\n- the box', None),
        ("- One\n- Two", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_checklist_is_a_box_of_conduct_with_points(source, found):
    assert box_in(source) == found


def test_the_shipped_courses_have_checklists_in_both_languages():
    course, _problems = read_course(from_folder(ROOT / "courses" / "police-first-response"))
    assert course is not None
    found = {one.address: one for one in checklists(course)}
    handed = found["police-first-response/handover/checklist"]
    assert handed.title.ru == "Контрольный лист"
    assert handed.title.ky != handed.title.ru
    assert handed.source.ky.count("\n    - ") == handed.source.ru.count("\n    - ") == 6
