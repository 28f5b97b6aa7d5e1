"""What an editor marks: each kind of it is found where it is planted, and nothing in a sound course."""

import csv
from collections import Counter

import pytest

from app.authoring import editing, passages, shipped
from app.core.problems import Problems
from app.curriculum import glossary
from app.curriculum.reading import read_course
from app.settings import ROOT
from tests.curriculum.samples import COURSE, GLOSSARY, faults, spoilt
from tools import content_status

KY, RU = "010-first/010-signs.ky.md", "010-first/010-signs.ru.md"
AVOID = """\
avoid:
  - {language: ru, why: blame, instead: человек, forms: ["плох* слов*", "дурн"]}
  - {language: ky, why: term, instead: адвокат, forms: ["жактоочу*"]}
"""
ALT = spoilt(
    COURSE, "media/steps.yaml", "Эки кадам бар, ru: Есть два шага", f"{'а' * 80}, ru: {'б' * 80}"
)


def edited(bundle) -> Problems:
    course, found = read_course(bundle)
    assert course, faults(found)
    terms, _ = glossary.read(GLOSSARY | {"avoid.yaml": AVOID})
    assert terms
    problems = Problems()
    editing.check_course(course, problems)
    editing.check_words(passages.of_course(course), terms.avoided, problems)
    return problems


def marked(path: str, old: str, new: str) -> set[tuple[str, int, str]]:
    """What the change brings in."""
    return set(faults(edited(spoilt(ALT, path, old, new)))) - set(faults(edited(ALT)))


def test_an_editor_finds_little_in_the_sound_course():
    """Its second lesson is too short to cite any law."""
    assert {p.code for p in edited(ALT)} == {"few-citations"}


@pytest.mark.parametrize(
    ("path", "new", "code"),
    [
        (RU, "Здесь Плохие слова.", "avoid-blame"),
        (RU, "Здесь дурн сказано.", "avoid-blame"),
        (KY, "Жактоочусу келди.", "avoid-term"),
        (KY, "Жана который деген сөз.", "russian-in-kyrgyz"),
        (KY, "Бул жерде обвинительный акт бар.", "russian-in-kyrgyz"),
        (RU, "Сказано в ст. 170 УК.", "article-without-link"),
        (KY, "Муну КЖКнын 170-беренеси айтат.", "article-without-link"),
        (RU, " ".join(["слово"] * 300) + ".", "few-citations"),
        (KY, " ".join(["сөз"] * 30) + ".", "heavy-reading"),
    ],
)
def test_what_is_planted_in_a_paragraph_is_marked_there(path, new, code):
    old = "Мыйзам:" if path == KY else "Закон:"
    line = {"few-citations": 1, "heavy-reading": 1}.get(code, 10)
    assert (path, line, code) in marked(path, old, f"{new}\n\n{old}")


@pytest.mark.parametrize(
    "said", ["Дурной тон, дурнота.", "Читай [ст. 166](law:criminal-code/166)."]
)
def test_other_words_and_linked_articles_are_let_be(said):
    assert marked(RU, "Закон:", f"{said}\n\nЗакон:") == set()


@pytest.mark.parametrize(
    "said", ["Котормочу изин тааный алды.", "Компаниянын ведомосту, «А» жана «В»."]
)
def test_kyrgyz_words_that_look_like_russian_are_let_be(said):
    assert marked(KY, "Мыйзам:", f"{said}\n\nМыйзам:") == set()


def test_a_paragraph_whose_twin_has_lost_half_is_marked():
    long = " ".join(["Сөз"] * 12 + ["сүйлөм."])
    grown = spoilt(ALT, KY, "Мыйзам:", f"{' '.join([long] * 6)}\n\nМыйзам:")
    short = spoilt(grown, RU, "Закон:", f"{' '.join(['Слово стоит здесь.'] * 12)}\n\nЗакон:")
    assert (RU, 9, "uneven-twins") in faults(edited(short))


def test_a_course_with_few_figures_and_a_figure_with_few_words_are_marked():
    bare = {path: text for path, text in ALT.items() if not path.startswith("media/")}
    for path in (KY, RU):
        bare[path] = bare[path].split("{#figure}")[0]
    assert ("course.yaml", 1, "few-figures") in faults(edited(bare))
    assert ("media/steps.svg", 1, "short-alt") in faults(edited(COURSE))


@pytest.mark.parametrize("fault", ["why: taste", "language: en", "forms: []", "colour: red"])
def test_a_fault_in_the_list_of_words_to_avoid_is_told(fault):
    key = fault.split(":")[0]
    entry = {
        "language": "language: ru",
        "why": "why: blame",
        "instead": "instead: так",
        "forms": "forms: [не так]",
    }
    spoilt_entry = ", ".join((entry | {key: fault}).values())
    found, problems = glossary.read(GLOSSARY | {"avoid.yaml": f"avoid:\n  - {{{spoilt_entry}}}\n"})
    assert found is None
    assert {p.path for p in problems.errors} == {"avoid.yaml"}


def test_russian_is_written_with_one_letter_but_in_one_word():
    assert marked(RU, "Закон:", "Ещё раз: это всё.\n\nЗакон:") == {(RU, 10, "avoid-spelling")}


# ── what is shipped ───────────────────────────────────────────────────────────


def listed() -> Counter[tuple[str, str]]:
    with (ROOT / "docs/content-warnings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(len(row["reason"]) >= 20 for row in rows)
    return Counter({(row["path"], row["code"]): int(row["count"]) for row in rows})


def test_every_warning_about_shipped_content_stands_with_its_reason():
    problems = shipped.check(ROOT)
    assert [p for p in problems if p.level == "error"] == []
    found = Counter((p.path, p.code) for p in problems)
    assert found == listed()


def test_the_page_of_what_the_courses_hold_is_true():
    """Otherwise: python -m tools.content_status --write"""
    assert content_status.PAGE.read_text(encoding="utf-8") == content_status.page()
