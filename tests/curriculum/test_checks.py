"""What a course that can be read still needs before it may be published."""

from datetime import date

import pytest

from app.curriculum import checks
from app.curriculum.reading import read_course
from tests.curriculum.samples import COURSE, faults, register, spoilt, terms

KY, RU = "010-first/010-signs.ky.md", "010-first/010-signs.ru.md"


def checked(bundle, *, citations=None, ids=None, editions=None):
    course, problems = read_course(bundle)
    assert course, faults(problems)
    checks.check(
        course,
        problems,
        known_citations=register().citations if citations is None else citations,
        known_terms=terms().ids if ids is None else ids,
        editions=editions,
    )
    return problems


def test_a_sound_course_has_no_fault():
    assert faults(checked(COURSE)) == []


def opening(text):
    """The same words in both twins, so that only the words are at fault."""
    bundle = spoilt(COURSE, KY, COURSE[KY].split("\n")[9], text)
    return spoilt(bundle, RU, COURSE[RU].split("\n")[9], text)


SPOILT = [
    ("[а](law:criminal-code/167)", "unknown-citation"),
    ("[а](law:tax-code)", "unknown-citation"),
    ("[а](law:criminal-code/)", "unknown-citation"),
    ("[а](term:slavery)", "unknown-term"),
    ("[а](lesson:nowhere)", "unknown-lesson"),
    ("[а](ftp://a.kg)", "unknown-scheme"),
    ("[а](javascript:alert)", "unknown-scheme"),
    ("[а](/courses)", "unknown-scheme"),
    ("[а](media:steps)", "not-a-figure"),
    ("![а](https://a.kg/b.png)", "not-a-figure"),
    ("![а](term:recruitment)", "not-a-figure"),
    ("![а](media:nothing)", "unknown-figure"),
    ("слово ![а](media:steps)", "figure-in-text"),
    ("<b>а</b>", "raw-html"),
    ("# а", "bad-heading"),
]


@pytest.mark.parametrize(("text", "code"), SPOILT)
def test_a_fault_stands_on_its_line_in_both_twins(text, code):
    problems = checked(opening(text))
    assert [(p.path, p.line, p.code) for p in problems.errors] == [(KY, 10, code), (RU, 10, code)]


@pytest.mark.parametrize("text", ["[а](https://a.kg)", "[а](mailto:a@b.kg)", "[а](lesson:next)"])
def test_known_places_may_be_linked(text):
    assert faults(checked(opening(text))) == []


def test_what_cannot_be_read_is_not_asked():
    course, problems = read_course(opening("[а](law:tax-code) [б](term:slavery)"))
    checks.check(course, problems, known_citations=None, known_terms=None)
    assert faults(problems) == []


def test_a_long_lesson_is_a_warning():
    bundle = spoilt(
        spoilt(COURSE, KY, "minutes: 5", "minutes: 16"), RU, "minutes: 5", "minutes: 16"
    )
    assert [(p.path, p.line, p.code, p.level) for p in checked(bundle)] == [
        (KY, 4, "long-lesson", "warning"),
        (RU, 4, "long-lesson", "warning"),
    ]


def test_minutes_are_also_counted_from_the_words():
    many = "\n\n".join(["слово " * 30 + "."] * 40)
    assert {p.code for p in checked(opening(many))} == {"long-lesson"}


def test_a_long_sentence_is_a_warning():
    problems = checked(opening("слово " * 41))
    assert [(p.line, p.code, p.level) for p in problems] == [(10, "long-sentence", "warning")] * 2


def test_a_figure_that_no_lesson_shows_is_a_warning():
    bundle = spoilt(
        spoilt(COURSE, KY, "![Эки кадам](media:steps)", "а"), RU, "![Два шага](media:steps)", "а"
    )
    assert faults(checked(bundle)) == [("media/steps.svg", 1, "unused-figure")]


@pytest.mark.parametrize(
    ("edition", "expected"),
    [(date(2025, 11, 14), []), (date(2025, 11, 15), [("course.yaml", 10, "older-edition")])],
)
def test_a_newer_edition_of_a_cited_act_is_a_warning(edition, expected):
    problems = checked(COURSE, editions={"criminal-code": edition, "tax-code": date(2030, 1, 1)})
    assert faults(problems) == expected
    assert problems.errors == []
