"""What an author must mend in the kinds that came after the first six, and in the pictures of a bank."""

import pytest

from app.assessment import bank as banks
from app.assessment import pictures
from app.core.bundle import UNREADABLE
from app.core.problems import Problems
from tests.assessment.more_kinds import MEDIA, OWN
from tests.assessment.samples import HEAD, text_of
from tests.assessment.test_item_faults import checked


def spoilt(kind, *changes):
    own = OWN[kind]
    for old, new in changes:
        assert old in own, old
        own = own.replace(old, new, 1)
    return own


FAULTS = [
    # Gaps
    ("cloze", [("id: second", "id: first")], [(1, "unknown-gap"), (1, "unknown-gap"), (8, "repeated-id")]),
    ("cloze", [('    accept: {ky: ["максат"], ru: ["цель"]}\n', "")], [(8, "bad-gap")]),
    ("cloze", [("  - id: second\n", "  - id: second\n    options: [{id: a, text: {ky: а, ru: а}}]\n")], [(8, "bad-gap")]),
    ("cloze", [(", right: true", "")], [(4, "no-right-answer")]),
    ("cloze", [("id: b, text", "right: true, id: b, text")], [(4, "two-right-answers")]),
    ("cloze", [("id: b, text", "id: a, text")], [(6, "repeated-id")]),
    ("cloze", [("действие", " Средство ")], [(6, "repeated-text")]),
    ("cloze", [("      - {id: b, text: {ky: \"аракет\", ru: \"действие\"}}\n      - {id: c, text: {ky: \"жер\", ru: \"место\"}}\n", "")], [(4, "too-few-options")]),
    ("cloze", [('["максат"]', '["..."]')], [(9, "impossible-answer")]),
    ("cloze", [('["цель"]', '["цель", "Цель."]')], [(9, "repeated-form")]),
    ("cloze", [("рабство – {{second}}", "рабство")], [(1, "misplaced-gap")]),
    ("cloze", [("рабство – {{second}}", "рабство – {{third}}")], [(1, "misplaced-gap"), (1, "unknown-gap")]),
    ("cloze", [("рабство – {{second}}", "{{second}} – {{second}}")], [(1, "misplaced-gap")]),
    ("cloze", [("рабство – {{second}}", "{{second}} {{Бир}}")], [(1, "bad-braces")]),
    ("cloze", [("рабство – {{second}}", "{{second}} }}")], [(1, "bad-braces")]),
    ("cloze", [("Обман – {{first}}, рабство – {{second}}", "Рабство – {{second}}, обман – {{first}}")], [(1, "gaps-out-of-order")]),
    ("cloze", [("действие", "действие " * 4)], [(6, "long-option")]),
    # Places in a picture
    ("hotspot", [("picture: paper", "picture: letter")], [(1, "unknown-picture")]),
    ("hotspot", [("right: true", "right: false"), ("right: true", "right: false")], [(2, "no-right-answer")]),
    ("hotspot", [('ru: "Дата"}', 'ru: "Дата"}, right: true')], [(2, "no-wrong-answer")]),
    ("hotspot", [("picture: paper", "picture: paper\nchoose: one")], [(3, "two-right-answers")]),
    ("hotspot", [("picture: paper", "picture: paper\nchoose: two")], [(2, "not-a-choice")]),
    ("hotspot", [("id: r3", "id: r1")], [(5, "repeated-id")]),
    ("hotspot", [('ru: "Долг"', 'ru: "дата"')], [(5, "repeated-text")]),
    ("hotspot", [("[60, 300, 400, 60]", "[60, 300, 700, 60]")], [(3, "outside-picture")]),
    ("hotspot", [("[60, 300, 400, 60]", "[60, 350, 400, 60]")], [(3, "outside-picture")]),
    ("hotspot", [("[60, 300, 400, 60]", "[60, 300, 400, 47]")], [(3, "small-region")]),
    ("hotspot", [("[60, 200, 400, 60]", "[459, 159, 60, 60]")], [(5, "overlapping-regions")]),
    ("hotspot", [("[60, 200, 400, 60]", "[460, 160, 60, 60]")], []),
    ("hotspot", [("[60, 300, 400, 60]", "[60, 300, 400]")], [(3, "missing")]),
    ("hotspot", [("[60, 300, 400, 60]", "[-1, 300, 400, 60]")], [(3, "too-small")]),
    # Evidence
    ("evidence-matrix", [(", supports: [act]", ", supports: [law]")], [(6, "unknown-row")]),
    ("evidence-matrix", [(", supports: [act]", ", supports: [act, act]")], [(6, "repeated-id")]),
    ("evidence-matrix", [(", supports: [act]", ""), (", supports: [means, purpose]", "")], [(5, "no-right-answer")]),
    ("evidence-matrix", [("id: means", "id: act"), ("[means, purpose]", "[purpose]")], [(3, "repeated-id")]),
    ("evidence-matrix", [('"Погода"', '"тетрадь"')], [(8, "repeated-text")]),
    ("evidence-matrix", [("id: e2", "id: e1")], [(7, "repeated-id")]),
    # Passages
    ("mark-the-text", [("label: act", "label: law")], [(7, "unknown-label")]),
    ("mark-the-text", [(", label: act", ""), (", label: means", ""), (", label: purpose", "")], [(5, "no-right-answer")]),
    ("mark-the-text", [('весна."}', 'весна."}, label: act'), ('большой."}', 'большой."}, label: act')], [(5, "no-wrong-answer")]),
    ("mark-the-text", [("id: means", "id: act"), (", label: means", "")], [(3, "repeated-id")]),
    ("mark-the-text", [("Дом был большой.", "Её отвезли.")], [(9, "repeated-text")]),
    ("mark-the-text", [("id: p2", "id: p1")], [(7, "repeated-id")]),
    ("mark-the-text", [("Дом был", "дом " * 220)], [(5, "long-story")]),
    # Rubrics
    ("essay", [("least: 5", "least: 51")], [(1, "bad-range")]),
    ("essay", [("id: law", "id: facts")], [(6, "repeated-id")]),
    ("essay", [('ru: "Закон"', 'ru: "Факты"')], [(7, "repeated-text")]),
    ("essay", [('ru: "половина"', 'ru: "Нет"')], [(8, "repeated-text")]),
    ("essay", [('{ky: "жок", ru: "нет"}, ', "")], [(5, "too-few")]),
    ("essay", [("most: 50", "most: 5000")], [(1, "too-large")]),
    ("essay", [("model:", "sample:")], [(-7, "missing"), (9, "unknown-key")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "faults"), FAULTS)
def test_what_an_author_must_mend_is_named_with_its_line(kind, changes, faults):
    assert checked(kind, spoilt(kind, *changes)) == faults


LESS = [
    ("evidence-matrix", "rows: [{id: a, text: {ky: а, ru: а}}]\nevidence:\n  - {id: e, text: {ky: б, ru: б}, supports: [a]}\n",
     [(1, "too-few-lines"), (2, "no-wrong-answer"), (2, "too-few-lines")]),
    ("mark-the-text", "labels: []\npassages: []\n", [(1, "too-few"), (2, "too-few")]),
    ("hotspot", "picture: paper\nregions: []\n", [(2, "no-right-answer"), (2, "no-wrong-answer")]),
    ("cloze", 'passage: {ky: "а", ru: "а"}\ngaps: []\n', [(2, "too-few")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "own", "faults"), LESS)
def test_too_little_to_answer_is_named(kind, own, faults):
    assert checked(kind, own) == faults


SVG, WORDS = MEDIA["media/paper.svg"], MEDIA["media/paper.yaml"]
LONG = SVG + "<!--" + 10_000 * "x" + "-->"
# What is changed in the files, what is said of it, whether the picture can still be shown.
DRAWINGS = [
    ({"media/paper.yaml": None}, ("media/paper.svg", 1, "missing-file"), False),
    ({"media/paper.svg": None}, ("media/paper.yaml", 1, "missing-file"), False),
    ({"media/paper.svg": UNREADABLE}, ("media/paper.svg", 1, "unreadable"), False),
    ({"media/paper.svg": LONG}, ("media/paper.svg", 1, "large-figure"), False),
    ({"media/paper.svg": SVG.replace("<rect", "<a/><rect")}, ("media/paper.svg", 2, "element"), False),
    ({"media/Paper.svg": SVG}, ("media/Paper.svg", 1, "bad-path"), True),
    ({"media/deep/a.svg": SVG}, ("media/deep/a.svg", 1, "bad-path"), True),
    ({"media/a.png": "x"}, ("media/a.png", 1, "bad-path"), True),
    ({"media/b.svg": SVG, "media/b.yaml": WORDS}, ("media/paper.yaml", 1, "repeated-id"), True),
]  # fmt: skip


@pytest.mark.parametrize(("change", "wanted", "is_left"), DRAWINGS)
def test_a_faulty_picture_is_named(change, wanted, is_left):
    files = {path: text for path, text in {**MEDIA, **change}.items() if text is not None}
    problems = Problems()
    found = pictures.read(files, problems)
    assert [(p.path, p.line, p.code) for p in problems] == [wanted]
    assert ("paper" in found) is is_left


def test_a_bank_gives_its_questions_their_pictures():
    files = {"bank.yaml": HEAD, **MEDIA, "law/x.yaml": text_of("hotspot", name="x")}
    bank, problems = banks.read(files)
    assert list(problems) == []
    assert bank.items["x"].figure.id == "paper"
    del files["media/paper.svg"], files["media/paper.yaml"]
    bank, problems = banks.read(files)
    assert [(p.path, p.line, p.code) for p in problems] == [("law/x.yaml", 9, "unknown-picture")]
    assert not bank.items
