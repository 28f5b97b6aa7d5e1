"""What may be released, what points into a course, whom a course concerns."""

import pytest

from app.core.bundle import digest
from app.core.problems import Problems
from app.curriculum import rules
from app.curriculum.reading import read_course
from tests.curriculum.samples import COURSE, spoilt

COURSE_READ = read_course(COURSE)[0]


def test_every_block_may_be_pointed_at():
    assert rules.paragraphs(COURSE_READ) == {
        "small/signs#opening",
        "small/signs#figure",
        "small/next#only",
    }


def test_the_same_files_are_the_same_release():
    assert rules.is_same(COURSE, digest(COURSE))
    assert rules.is_same(dict(reversed(COURSE.items())), digest(COURSE))
    assert not rules.is_same(spoilt(COURSE, "course.yaml", "CC BY", "CC  BY"), digest(COURSE))
    assert not rules.is_same(COURSE, None)


def test_errors_stop_a_release_and_warnings_do_not():
    problems = Problems()
    problems.warning("a", 1, "b", "c")
    rules.ensure_fit(problems)
    problems.error("a.md", 3, "b", "This is %(what)s.", what="wrong")
    with pytest.raises(rules.Unfit) as refused:
        rules.ensure_fit(problems)
    assert refused.value.problems is problems
    assert refused.value.values == {"errors": 1, "first": "a.md:3: This is wrong."}


@pytest.mark.parametrize(
    ("professions", "required", "concern"),
    [
        (["police"], ["small"], "required"),
        (["lawyer"], ["small"], "required"),
        (["judge"], ["other"], "meant"),
        (["lawyer"], [], ""),
        ([], [], ""),
    ],
)
def test_a_course_concerns_whose_post_requires_it_and_whom_it_is_written_for(
    professions, required, concern
):
    assert rules.concerns(COURSE_READ, professions, required) == concern


def test_required_courses_stand_first():
    meant = spoilt(COURSE, "course.yaml", "id: small", "id: meant")
    others = spoilt(meant, "course.yaml", "audience: [police, judge]", "audience: [lawyer]")
    courses = [read_course(bundle)[0] for bundle in (others, meant, COURSE)]
    assert rules.nearest_first(courses, ["police"], ["small"]) == courses[::-1]
    assert rules.nearest_first(courses, []) == courses
