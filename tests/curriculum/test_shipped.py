"""Folders of content: found, named, and checked together, those of this repository included."""

import pytest

from app.core.problems import Problems
from app.curriculum import markup, prose, shipped
from app.curriculum.reading import read_course
from app.curriculum.shipped import check_shipped
from app.settings import ROOT
from tests.curriculum.samples import COURSE, GLOSSARY, LAW, faults, spoilt, without

BANK = {"bank.yaml": "id: small\ntitle: {ky: Банк, ru: Банк}\n"}


def lay(root, *, course=COURSE, law=LAW, glossary=GLOSSARY, bank=BANK):
    """The bundles as folders."""
    folders = {
        "courses/_law": law,
        "courses/_glossary": glossary,
        "courses/the-small": course,
        "question_banks/bank": bank,
    }
    for folder, bundle in folders.items():
        for path, text in bundle.items():
            file = root / folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return root


def test_what_is_cited_is_found_before_what_cites(tmp_path):
    found = shipped.find(lay(tmp_path))
    assert [(thing.kind, thing.path) for thing in found] == [
        ("law", "courses/_law/"),
        ("glossary", "courses/_glossary/"),
        ("bank", "question_banks/bank/"),
        ("course", "courses/the-small/"),
    ]
    assert [shipped.name_of(thing.kind, thing.bundle) for thing in found] == [
        "law",
        "glossary",
        "small",
        "small",
    ]


def test_nothing_is_found_where_nothing_is(tmp_path):
    assert shipped.find(tmp_path) == []
    assert faults(check_shipped(tmp_path)) == []


def test_sound_folders_have_no_fault(tmp_path):
    assert faults(check_shipped(lay(tmp_path))) == []


def test_faults_bear_the_path_from_the_root(tmp_path):
    course = spoilt(COURSE, "course.yaml", "licence:", "colour: red\nlicence:")
    glossary = spoilt(GLOSSARY, "terms.yaml", ", ru: Сокрытие", "")
    lay(tmp_path, course=course, glossary=glossary)
    everything = [
        ("courses/_glossary/terms.yaml", 9, "missing"),
        ("courses/the-small/course.yaml", 14, "unknown-key"),
    ]
    assert faults(check_shipped(tmp_path)) == everything
    for only in ("courses/the-small", "courses/the-small/"):
        assert faults(check_shipped(tmp_path, only=only)) == everything[1:]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    problems = check_shipped(lay(tmp_path), only="courses/other")
    assert faults(problems) == [("courses/other", 1, "missing-folder")]


def test_citations_are_held_against_the_register_and_the_glossary(tmp_path):
    law = without(LAW, "provisions/criminal-code.yaml")
    lay(tmp_path, law=law)
    assert {p.code for p in check_shipped(tmp_path)} == {"unknown-citation"}


def test_a_broken_register_makes_no_citation_wrong(tmp_path):
    lay(tmp_path, law=spoilt(LAW, "acts.yaml", "kind: code", "kind: song"))
    assert faults(check_shipped(tmp_path)) == [("courses/_law/acts.yaml", 5, "not-a-choice")]


def test_two_folders_of_one_id_are_an_error(tmp_path):
    lay(tmp_path)
    for path, text in COURSE.items():
        file = tmp_path / "courses/zz" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert faults(check_shipped(tmp_path)) == [("courses/zz/course.yaml", 1, "repeated-id")]


def test_cp1251_is_named_and_hides_nothing(tmp_path):
    lay(tmp_path, course=spoilt(COURSE, "course.yaml", "licence:", "colour: red\nlicence:"))
    (tmp_path / "courses/the-small/010-first/020-next.ru.md").write_bytes("урок".encode("cp1251"))
    assert faults(check_shipped(tmp_path)) == [
        ("courses/the-small/010-first/020-next.ru.md", 1, "unreadable"),
        ("courses/the-small/course.yaml", 14, "unknown-key"),
    ]


def test_a_lesson_without_its_twin_is_checked_all_the_same(tmp_path):
    """Everything at once: what cannot be read hides nothing of what can."""
    course = without(COURSE, "010-first/010-signs.ru.md", "media/steps.yaml")
    course = spoilt(course, "010-first/010-signs.ky.md", "criminal-code/166", "tax-code/1")
    course = spoilt(course, "010-first/020-next.ky.md", "title: Кийинки\n", "")
    course = spoilt(course, "010-first/020-next.ky.md", "Мурунку", "<b>Мурунку</b>")
    lay(tmp_path, course=course)
    folder = "courses/the-small"
    assert faults(check_shipped(tmp_path)) == [
        (f"{folder}/010-first/010-signs.ky.md", 1, "missing-twin"),
        (f"{folder}/010-first/010-signs.ky.md", 10, "unknown-citation"),
        (f"{folder}/010-first/020-next.ky.md", 2, "missing"),
        (f"{folder}/010-first/020-next.ky.md", 8, "raw-html"),
        (f"{folder}/media/steps.svg", 1, "missing-file"),
    ]


def test_two_broken_courses_are_not_taken_for_one(tmp_path):
    lay(tmp_path, course=without(COURSE, "course.yaml"))
    (tmp_path / "courses/zz").mkdir()
    (tmp_path / "courses/zz/x.txt").write_text("x")
    assert "repeated-id" not in {p.code for p in check_shipped(tmp_path)}


def test_the_room_of_tests_is_asked_for_banks_first_and_then_for_tests(tmp_path):
    asked = []

    def check_bank(bundle, known):
        asked.append(
            (sorted(bundle), sorted(known.paragraphs), "criminal-code/166" in known.citations)
        )
        problems = Problems()
        problems.error("bank.yaml", 2, "empty-bank", "It is empty.")
        return problems

    def check_quiz(path, text):
        asked.append((path, text))
        problems = Problems()
        problems.error(path, 5, "no-such-topic", "It is not there.")
        return problems

    problems = check_shipped(lay(tmp_path), check_bank=check_bank, check_quiz=check_quiz)
    quiz = "020-last/010-final.quiz.yaml"
    assert asked == [
        (["bank.yaml"], ["small/next#only", "small/signs#figure", "small/signs#opening"], True),
        (quiz, COURSE[quiz]),
    ]
    assert faults(problems) == [
        (f"courses/the-small/{quiz}", 5, "no-such-topic"),
        ("question_banks/bank/bank.yaml", 2, "empty-bank"),
    ]


def test_a_broken_course_makes_no_paragraph_wrong(tmp_path):
    known = []
    lay(tmp_path, course=without(COURSE, "course.yaml"))
    check_shipped(tmp_path, check_bank=lambda _bundle, here: known.append(here) or Problems())
    assert known[0].paragraphs is None


def test_a_fault_that_two_rooms_find_is_said_once(tmp_path):
    path = "020-last/010-final.quiz.yaml"
    lay(tmp_path, course=spoilt(COURSE, path, "id: final-test", "id: Final"))

    def check_quiz(path, _text):
        problems = Problems()
        for found in read_course(spoilt(COURSE, path, "id: final-test", "id: Final"))[1]:
            problems.error(found.path, found.line, found.code, found.says, **dict(found.values))
        problems.error(path, 7, "other", "Another fault.")
        return problems

    assert faults(check_shipped(tmp_path, check_quiz=check_quiz)) == [
        (f"courses/the-small/{path}", 1, "bad-id"),
        (f"courses/the-small/{path}", 7, "other"),
    ]


# ---- What this repository ships ----

SHIPPED = shipped.find(ROOT)


def test_the_courses_law_and_glossary_of_this_repository_have_no_errors():
    assert [problem.english() for problem in check_shipped(ROOT).errors] == []


@pytest.mark.parametrize(
    "thing", [thing for thing in SHIPPED if thing.kind == "course"], ids=lambda thing: thing.path
)
def test_every_link_that_checks_see_becomes_a_link(thing):
    """Reading line by line and rendering agree about what is a link and what is a figure."""

    class Everywhere:
        language = "ky"

        def place(self, scheme, target):
            return markup.Place(f"/{scheme}/{target}", size=(1, 1) if scheme == "media" else None)

    course, _problems = read_course(thing.bundle)
    for lesson in course.lessons:
        for _language, text in lesson.texts:
            for block in text.blocks:
                html = markup.render(block.source, Everywhere())
                assert html.count("<a ") + html.count("<img ") == len(prose.links(block.source))
