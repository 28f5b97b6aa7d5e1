"""Cloze, places in a picture, evidence, marked passages, essay: worth, pages, and what pages send back."""

from dataclasses import fields
from fractions import Fraction
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.items import cloze, common, essay, evidence_matrix, hotspot, mark_the_text
from app.assessment.items.common import Choice, Part
from app.assessment.items.hotspot import Picture, Spot
from app.assessment.items.kinds import KINDS
from app.core.bilingual import Words
from tests.assessment import more_kinds
from tests.assessment.samples import few, item_of

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
TICKS = {"e1": ["act"], "e2": ["means", "purpose"]}
MARKS = {"p2": "act", "p3": "means", "p5": "purpose"}

GRADES = [
    ("cloze", {"gaps": {"first": "a", "second": "максат"}}, 1),
    ("cloze", {"gaps": {"first": "a", "second": " ЦЕЛЬ. "}}, 1),
    ("cloze", {"gaps": {"first": "a"}}, HALF),
    ("cloze", {"gaps": {"first": "b", "second": "цель"}}, HALF),
    ("cloze", {"gaps": {"first": "цель", "second": "a"}}, 0),
    ("cloze", {"gaps": {"gone": "a"}}, 0),
    ("hotspot", {"choices": ["r1", "r3"]}, 1),
    ("hotspot", {"choices": ["r1"]}, HALF),
    ("hotspot", {"choices": ["r1", "r2", "r3"]}, HALF),
    ("hotspot", {"choices": ["r1", "r2"]}, 0),
    ("hotspot", {"choices": ["r2"]}, 0),
    ("evidence-matrix", {"supports": TICKS}, 1),
    ("evidence-matrix", {"supports": {"e1": ["act"]}}, THIRD),
    ("evidence-matrix", {"supports": {"e2": ["means", "purpose"]}}, 2 * THIRD),
    ("evidence-matrix", {"supports": TICKS | {"e3": ["act"]}}, 2 * THIRD),
    ("evidence-matrix", {"supports": {"e1": ["act", "means", "purpose"]}}, 0),
    ("evidence-matrix", {"supports": {e: ["act", "means", "purpose"] for e in ("e1", "e2", "e3")}}, 0),
    ("mark-the-text", {"marks": MARKS}, 1),
    ("mark-the-text", {"marks": {"p2": "act"}}, THIRD),
    ("mark-the-text", {"marks": {**MARKS, "p3": "act"}}, 2 * THIRD),
    ("mark-the-text", {"marks": {**MARKS, "p1": "act"}}, 2 * THIRD),
    ("mark-the-text", {"marks": {"p2": "act", "p1": "act", "p4": "act"}}, 0),
    ("mark-the-text", {"marks": dict.fromkeys(["p1", "p2", "p3", "p4", "p5"], "act")}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "answer", "share"), GRADES)
def test_an_answer_is_worth_its_share(kind, answer, share):
    assert KINDS[kind].grade(item_of(kind), answer) == share


def test_an_essay_waits_for_people_and_nothing_written_does_not():
    item = item_of("essay")
    assert essay.grade(item, {"text": ""}) == 0
    assert essay.grade(item, {"text": "Сөз"}) is None
    assert essay.grade(item, essay.right(item, "ky")) is None


READ = [
    ("cloze", (0, 1, 2), {"gap-1": ["3"], "gap-2": [" максат "]}, {"gaps": {"first": "a", "second": "максат"}}),
    ("cloze", (2, 1, 0), {"gap-1": ["3"], "gap-2": ["  "]}, {"gaps": {"first": "b"}}),
    ("cloze", (2, 1, 0), {"gap-1": ["a"], "gap-3": ["x"]}, {"gaps": {}}),
    ("hotspot", (), {"choices": ["3", "1", "1", "9"]}, {"choices": ["r1", "r2"]}),
    ("hotspot", (), {"choices": ["r1"], "choice": ["1"]}, {"choices": []}),
    ("evidence-matrix", (2, 0, 1), {"evidence-1": ["3", "2", "2", "4"], "evidence-2": [""]}, {"supports": {"e2": ["means", "purpose"]}}),
    ("evidence-matrix", (0, 1, 2), {"evidence-1": ["1"], "evidence-4": ["1"]}, {"supports": {"e3": ["act"]}}),
    ("mark-the-text", (), {"passage-2": ["1"], "passage-1": [""], "passage-3": ["9"]}, {"marks": {"p2": "act"}}),
    ("mark-the-text", (), {"passage-2": ["act"], "passage-6": ["1"]}, {"marks": {}}),
    ("essay", (), {"text": ["  Бир \t эки \r\n\r\n\r\n\r\n  үч\x00 "]}, {"text": "Бир эки\n\nүч"}),
    ("essay", (), {"text": ["а" * 99_999]}, {"text": "а" * essay.LONGEST}),
    ("essay", (), {}, {"text": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "order", "form", "answer"), READ)
def test_what_a_page_sends_becomes_an_answer(kind, order, form, answer):
    assert KINDS[kind].read_answer(item_of(kind), form, order) == answer


def test_of_places_of_which_one_is_chosen_the_first_sent_is_kept():
    own = "choose: one\n" + more_kinds.OWN["hotspot"].replace(", right: true", "", 1)
    item = item_of("hotspot", own=own)
    assert hotspot.shown(item, "ky", ()).single
    answer = hotspot.read_answer(item, {"choices": ["3", "2"]}, ())
    assert answer == {"choices": ["r1"]}
    assert hotspot.grade(item, answer) == 0
    assert hotspot.grade(item, {"choices": ["r3"]}) == 1


# ── pages ─────────────────────────────────────────────────────────────────────


def test_a_text_with_gaps_in_the_order_of_the_language():
    turned = more_kinds.OWN["cloze"].replace(
        'ru: "Обман – {{first}}, рабство – {{second}}."',
        'ru: "{{second}}: рабство; {{first}}: обман"',
    )
    item = item_of("cloze", own=turned)
    shown = cloze.shown(item, "ru", (2, 0, 1))
    assert shown.parts == (
        Part("gap-2", Words("(2)", ""), (), Words("", "ru")),
        Part(
            "gap-1",
            Words("(1)", ""),
            (
                Choice("1", Words("средство", "ru")),
                Choice("2", Words("действие", "ru")),
                Choice("3", Words("место", "ru")),
            ),
            Words(": рабство; ", "ru"),
        ),
    )
    assert shown.after == Words(": обман", "ru")


def test_places_are_named_as_they_follow_in_the_picture():
    shown = hotspot.shown(item_of("hotspot"), "ru", ())
    assert [c.text.text for c in shown.choices] == ["A. Дата", "B. Долг", "C. Плата"]
    assert [(s.handle, s.letter, s.y) for s in shown.spots] == [
        ("1", "A", 100), ("2", "B", 200), ("3", "C", 300),
    ]  # fmt: skip
    assert (shown.picture.width, shown.picture.height) == (720, 400)
    assert shown.picture.alt == Words("Расписка: дата, долг, плата", "ru")


@pytest.mark.parametrize(
    ("language", "word"), [("ky", "Тил кат"), ("ru", "Расписка"), ("en", "Тил кат")]
)
def test_the_picture_travels_in_its_own_address_and_tells_nothing_else(language, word):
    address = hotspot.shown(item_of("hotspot"), language, ()).picture.address
    start, _comma, drawing = address.partition(",")
    assert start == "data:image/svg+xml"
    assert not set('"#\n') & set(drawing)
    root = ElementTree.fromstring(unquote(drawing))
    assert root.find("{*}text").text == word
    assert not [name for name in ("r1", "media/", ".svg", "item") if name in drawing]


def test_the_address_of_a_picture_holds_what_would_end_it():
    assert hotspot._address('<a b="1#2">50%\n\t a\u00a0b') == (
        "data:image/svg+xml,<a b=%221%232%22>50%25 a\u00a0b"
    )


def test_evidence_is_shuffled_and_elements_are_not():
    shown = evidence_matrix.shown(item_of("evidence-matrix"), "ky", (1, 2, 0))
    assert [p.text.text for p in shown.parts] == ["Билет", "Дептер", "Аба ырайы"]
    assert [p.field for p in shown.parts] == ["evidence-1", "evidence-2", "evidence-3"]
    assert {tuple(c.text.text for c in p.choices) for p in shown.parts} == {
        ("Аракет", "Ыкма", "Максат")
    }


def test_a_story_stays_in_its_order():
    shown = mark_the_text.shown(item_of("mark-the-text"), "ru", ())
    assert [p.text.text for p in shown.parts][:2] == ["Пришла весна.", "Её отвезли."]
    assert [c.text.text for c in shown.parts[0].choices] == ["Действие", "Средство", "Цель"]


def test_of_a_rubric_the_criteria_are_shown_and_never_the_levels():
    shown = essay.shown(item_of("essay"), "ru", ())
    assert [words.text for words in shown.criteria] == ["Факты", "Закон"]
    assert (shown.least, shown.most) == (5, 50)
    assert "есть" not in repr(shown)
    assert "Образец" not in repr(shown)


def test_no_page_has_a_field_for_the_key():
    names = {f.name for f in fields(common.Shown)}
    own = {
        module.kind: {f.name for f in fields(module.Shown)} - names
        for module in (cloze, hotspot, essay)
    }
    assert own == {
        "cloze": {"after"},
        "hotspot": {"picture", "spots", "single"},
        "essay": {"criteria", "least", "most", "longest"},
    }  # fmt: skip
    assert {f.name for f in fields(Part)} == {"field", "text", "choices", "before"}
    assert {f.name for f in fields(Picture)} == {"address", "alt", "width", "height"}
    assert {f.name for f in fields(Spot)} == {"handle", "letter", "x", "y", "width", "height"}


# ── whatever is answered ──────────────────────────────────────────────────────

ROWS = st.lists(st.sampled_from(["act", "means", "purpose"]), unique=True, min_size=1).map(sorted)
ANSWERS = {
    "cloze": st.fixed_dictionaries(
        {},
        optional={"first": st.sampled_from("abc"), "second": st.sampled_from(["цель", "x", "ө"])},
    ).map(lambda given: {"gaps": given}),
    "hotspot": st.sets(st.sampled_from(["r1", "r2", "r3"])).map(lambda s: {"choices": sorted(s)}),
    "evidence-matrix": st.dictionaries(st.sampled_from(["e1", "e2", "e3"]), ROWS).map(
        lambda given: {"supports": given}
    ),
    "mark-the-text": st.dictionaries(
        st.sampled_from(["p1", "p2", "p3", "p4", "p5"]), st.sampled_from(["act", "means", "purpose"])
    ).map(lambda given: {"marks": given}),
}  # fmt: skip


@pytest.mark.parametrize("kind", ANSWERS)
@few
@given(data=st.data())
def test_every_answer_comes_back_from_every_order_and_only_the_right_one_is_worth_all(kind, data):
    item, module = item_of(kind), KINDS[kind]
    order = data.draw(st.permutations(range(module.movable(item))))
    answer = data.draw(ANSWERS[kind])
    assert module.read_answer(item, module.as_shown(item, answer, order), order) == answer
    share = module.grade(item, answer)
    assert 0 <= share <= 1
    assert (share == 1) == (answer in (module.right(item, "ky"), module.right(item, "ru")))


def wrong_claim(kind, answer):
    """One claim more, that the key does not hold."""
    if kind == "hotspot":
        return {"choices": sorted({*answer["choices"], "r2"})}
    if kind == "evidence-matrix":
        return {"supports": {**answer["supports"], "e3": ["act", "means", "purpose"]}}
    return {"marks": {**answer["marks"], "p1": "act"}}


@pytest.mark.parametrize("kind", ["hotspot", "evidence-matrix", "mark-the-text"])
@few
@given(data=st.data())
def test_claiming_too_much_never_gains(kind, data):
    item, module = item_of(kind), KINDS[kind]
    answer = data.draw(ANSWERS[kind])
    assert module.grade(item, wrong_claim(kind, answer)) <= module.grade(item, answer)


@few
@given(st.text(alphabet="аө ё\n\r\t\x0b\u2028\u0301\x00", max_size=400))
def test_paragraphs_of_an_essay_are_kept_and_tidied_once(text):
    item = item_of("essay")
    once = essay.read_answer(item, {"text": [text]}, ())
    assert essay.read_answer(item, essay.as_shown(item, once, ()), ()) == once
    assert "\n\n\n" not in once["text"]
