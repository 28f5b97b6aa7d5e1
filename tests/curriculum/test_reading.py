"""Files become a course, or every fault is named at once with its path and line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.bundle import UNREADABLE
from app.curriculum.reading import read_course
from tests.curriculum.samples import COURSE, faults, spoilt, without

KY, RU = "010-first/010-signs.ky.md", "010-first/010-signs.ru.md"


def test_a_sound_course_is_read_whole():
    course, problems = read_course(COURSE)
    assert faults(problems) == []
    assert (course.id, course.title.ru, course.final) == ("small", "Малый курс", "final-test")
    assert course.law_as_of == date(2025, 11, 14)
    assert (course.required.of, course.required.within_days) == (("police",), 60)
    assert [module.id for module in course.modules] == ["first", "last"]
    assert [lesson.id for lesson in course.lessons] == ["signs", "next"]
    assert (course.minutes, course.modules[0].minutes) == (12, 12)
    assert course.quiz("final-test").kind == "final"
    assert course.quiz("final-test").text == COURSE["020-last/010-final.quiz.yaml"]
    assert course.lesson("nowhere") is None
    assert course.quiz("signs") is None


def test_a_lesson_has_its_blocks_in_both_languages():
    course, _ = read_course(COURSE)
    lesson = course.lesson("signs")
    assert lesson.block_ids == ("opening", "figure")
    assert lesson.title.ky == "Белгилер"
    assert lesson.text("ru").blocks[0].source.startswith("Закон: ")
    assert lesson.text("ru").blocks[1].line == 12
    assert [code for code, _text in lesson.texts] == ["ky", "ru"]


def test_a_figure_knows_its_size():
    course, _ = read_course(COURSE)
    assert course.figures["steps"].size == (720, 200)


SPOILT = {
    "no course file": (without(COURSE, "course.yaml"), [("course.yaml", 1, "missing-file")]),
    "an unknown key": (
        spoilt(COURSE, "course.yaml", "licence:", "colour: red\nlicence:"),
        [("course.yaml", 14, "unknown-key")],
    ),
    "an unknown profession": (
        spoilt(COURSE, "course.yaml", "judge", "doctor"),
        [("course.yaml", 6, "not-a-choice")],
    ),
    "a missing translation": (
        spoilt(COURSE, "course.yaml", ", ru: Малый курс", ""),
        [("course.yaml", 2, "missing")],
    ),
    "no such final test": (
        spoilt(COURSE, "course.yaml", "final: final-test", "final: other"),
        [("course.yaml", 13, "no-final")],
    ),
    "a final test of another kind": (
        spoilt(COURSE, "020-last/010-final.quiz.yaml", "kind: final", "kind: check"),
        [("course.yaml", 13, "no-final")],
    ),
    "a test without a title": (
        spoilt(COURSE, "020-last/010-final.quiz.yaml", "title: {ky: Тест, ru: Тест}\n", ""),
        [("020-last/010-final.quiz.yaml", 1, "missing")],
    ),
    "a missing twin": (without(COURSE, RU), [(KY, 1, "missing-twin")]),
    "twins of different ids": (
        spoilt(COURSE, RU, "id: signs", "id: sign"),
        [(RU, 2, "twins-differ")],
    ),
    "twins of different minutes": (
        spoilt(COURSE, RU, "minutes: 5", "minutes: 6"),
        [(RU, 4, "twins-differ")],
    ),
    "a block that only one twin has": (
        spoilt(COURSE, KY, "{#figure}", "{#extra}\nМында.\n\n{#figure}"),
        [(KY, 12, "twin-without-block")],
    ),
    "blocks in another order": (
        spoilt(
            COURSE,
            RU,
            "",
            COURSE[RU].split("{#")[0]
            + "{#figure}\n![Два шага](media:steps)\n\n{#opening}\nЗакон.\n",
        ),
        [(RU, 9, "twin-order")],
    ),
    "an id twice in a lesson": (
        spoilt(spoilt(COURSE, KY, "{#figure}", "{#opening}"), RU, "{#figure}", "{#opening}"),
        [(KY, 12, "repeated-id"), (RU, 12, "repeated-id")],
    ),
    "an id that is no id": (
        spoilt(spoilt(COURSE, KY, "{#figure}", "{#Figure 1}"), RU, "{#figure}", "{#Figure 1}"),
        [(KY, 12, "bad-id"), (RU, 12, "bad-id")],
    ),
    "an empty block": (
        spoilt(
            spoilt(COURSE, KY, "![Эки кадам](media:steps)", ""),
            RU,
            "![Два шага](media:steps)",
            "  ",
        ),
        [(KY, 12, "empty-block"), (RU, 12, "empty-block")],
    ),
    "text before the first block": (
        spoilt(COURSE, RU, "{#opening}", "Слово.\n\n{#opening}"),
        [(RU, 9, "no-block")],
    ),
    "a lesson without a head": (
        spoilt(COURSE, RU, "---\nid", "id"),
        [(RU, 1, "no-block"), (RU, 1, "no-head")],
    ),
    "a broken head": (
        spoilt(COURSE, RU, "summary: Кратко.", "summary: Кратко: нет"),
        [(RU, 7, "yaml")],
    ),
    "an unknown key in a head": (
        spoilt(COURSE, RU, "summary:", "level: 1\nsummary:"),
        [(RU, 7, "unknown-key")],
    ),
    "CP1251": (spoilt(COURSE, RU, "", UNREADABLE), [(RU, 1, "unreadable")]),
    "a NUL byte": (
        spoilt(COURSE, RU, "Закон", "За\x00кон"),
        [(RU, 10, "hidden-characters")],
    ),
    "a lone surrogate": (spoilt(COURSE, RU, "Закон", "\ud800"), [(RU, 1, "unreadable")]),
    "a lesson's id twice in the course": (
        spoilt(
            spoilt(COURSE, "010-first/020-next.ky.md", "id: next", "id: signs"),
            "010-first/020-next.ru.md",
            "id: next",
            "id: signs",
        ),
        [("010-first/020-next.ky.md", 2, "repeated-id")],
    ),
    "a lesson and a test of one id": (
        spoilt(
            spoilt(COURSE, KY, "id: signs", "id: final-test"), RU, "id: signs", "id: final-test"
        ),
        [("020-last/010-final.quiz.yaml", 1, "repeated-id")],
    ),
    "a module without its file": (
        without(COURSE, "010-first/module.yaml"),
        [("010-first/module.yaml", 1, "missing-file")],
    ),
    "a module without contents": (
        spoilt(COURSE, "030-more/module.yaml", "", "id: more\ntitle: {ky: а, ru: б}\n"),
        [("030-more/module.yaml", 1, "empty-module")],
    ),
    "a module's id twice": (
        spoilt(COURSE, "020-last/module.yaml", "id: last", "id: first"),
        [("020-last/module.yaml", 1, "repeated-id")],
    ),
    "a figure without words": (
        without(COURSE, "media/steps.yaml"),
        [("media/steps.svg", 1, "missing-file")],
    ),
    "a mistyped language": (
        spoilt(COURSE, "010-first/010-signs.kg.md", "", "x"),
        [("010-first/010-signs.kg.md", 1, "unknown-file")],
    ),
    "a lesson among the figures": (
        spoilt(COURSE, "media/010-x.ky.md", "", "x"),
        [("media/010-x.ky.md", 1, "unknown-file")],
    ),
    "a name in capitals": (
        spoilt(COURSE, "README.md", "", "x"),
        [("README.md", 1, "unknown-file")],
    ),
    "an endless name": (
        spoilt(COURSE, "a" * 201, "", "x"),
        [("a" * 201, 1, "long-path"), ("a" * 201, 1, "unknown-file")],
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_fault_is_named_with_its_path_and_line(name):
    bundle, expected = SPOILT[name]
    course, problems = read_course(bundle)
    assert faults(problems) == expected
    assert course is None


def test_everything_that_is_wrong_is_named_at_once():
    bundle = COURSE
    bundle = spoilt(bundle, "course.yaml", "licence: CC BY 4.0\n", "")
    bundle = spoilt(bundle, "010-first/module.yaml", "id: first", "id: First")
    bundle = spoilt(bundle, KY, "minutes: 5", 'minutes: "5"')
    bundle = spoilt(bundle, RU, "", UNREADABLE)
    bundle = without(bundle, "010-first/020-next.ru.md")
    bundle = spoilt(bundle, "media/steps.svg", "<rect", "<script")
    _course, problems = read_course(bundle)
    assert {(p.path, p.code) for p in problems} >= {
        ("course.yaml", "missing"),
        ("010-first/module.yaml", "bad-id"),
        (KY, "not-a-number"),
        (RU, "unreadable"),
        ("010-first/020-next.ky.md", "missing-twin"),
        ("media/steps.svg", "element"),
    }


def test_too_many_files_are_not_read():
    _course, problems = read_course({f"{n}.md": "" for n in range(2001)})
    assert ("", 1, "many-files") in faults(problems)


@given(
    st.sampled_from(sorted(COURSE)),
    st.integers(min_value=0, max_value=400),
    st.text(alphabet="{}#-:[]()!|<>&*\n \t'\"0aңӨ\x00", max_size=12),
)
def test_no_text_makes_reading_fail(path, place, noise):
    text = COURSE[path]
    read_course({**COURSE, path: text[:place] + noise + text[place:]})
