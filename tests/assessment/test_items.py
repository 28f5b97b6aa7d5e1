"""Each kind of question: what an answer is worth, what a page is made from and sends back."""

from dataclasses import fields, is_dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.items import numeric, short_answer
from app.assessment.items.common import Choice, Shown
from app.assessment.items.kinds import KINDS, MARKED_BY_PEOPLE, kind_of
from app.core.bilingual import Words
from tests.assessment.samples import SHUFFLED, few, item_of, permutation

GRADES = [
    ("single-choice", {"choice": "a"}, 1),
    ("single-choice", {"choice": "b"}, 0),
    ("single-choice", {"choice": None}, 0),
    ("single-choice", {"choice": "unheard-of"}, 0),
    ("multiple-choice", {"choices": ["a", "b"]}, 1),
    ("multiple-choice", {"choices": ["a"]}, Fraction(1, 2)),
    ("multiple-choice", {"choices": ["a", "b", "c"]}, Fraction(1, 2)),
    ("multiple-choice", {"choices": ["a", "c"]}, 0),
    ("multiple-choice", {"choices": ["a", "c", "d"]}, 0),
    ("multiple-choice", {"choices": ["c", "d"]}, 0),
    ("multiple-choice", {"choices": ["a", "b", "c", "d"]}, 0),
    ("multiple-choice", {"choices": ["a", "a"]}, Fraction(1, 2)),
    ("multiple-choice", {"choices": []}, 0),
    ("matching", {"pairs": {"p1": "p1", "p2": "p2", "p3": "p3"}}, 1),
    ("matching", {"pairs": {"p1": "p1", "p2": "p3", "p3": "p2"}}, Fraction(1, 3)),
    ("matching", {"pairs": {"p1": "p1", "p2": "p2"}}, Fraction(2, 3)),
    ("matching", {"pairs": {"p1": "x1", "p2": "p1", "p3": "p1"}}, 0),
    ("matching", {"pairs": {"p1": "p1", "p2": "p1", "p3": "p1"}}, Fraction(1, 3)),
    ("matching", {"pairs": {}}, 0),
    ("ordering", {"order": ["s1", "s2", "s3", "s4"]}, 1),
    ("ordering", {"order": ["s2", "s3", "s4", "s1"]}, Fraction(2, 3)),
    ("ordering", {"order": ["s1", "s3", "s2", "s4"]}, 0),
    ("ordering", {"order": ["s4", "s3", "s2", "s1"]}, 0),
    ("ordering", {"order": ["s1", "s2"]}, Fraction(1, 3)),
    ("ordering", {"order": ["s1", None, "s2", "s3"]}, Fraction(1, 3)),
    ("ordering", {"order": []}, 0),
    ("short-answer", {"text": "псевдоним"}, 1),
    ("short-answer", {"text": " ПСЕВДОНИМ. "}, 1),
    ("short-answer", {"text": "«псевдоним»"}, 1),
    ("short-answer", {"text": "Башка   ысым"}, 1),
    ("short-answer", {"text": "чужое ее имя"}, 1),
    ("short-answer", {"text": "чужое её имя"}, 1),
    ("short-answer", {"text": "псевдоним или имя"}, 0),
    ("short-answer", {"text": ""}, 0),
    ("short-answer", {"text": "..."}, 0),
    ("numeric", {"text": "10"}, 1),
    ("numeric", {"text": "10,0"}, 1),
    ("numeric", {"text": "+10.00"}, 1),
    ("numeric", {"text": "10,0001"}, 0),
    ("numeric", {"text": "-10"}, 0),
    ("numeric", {"text": "он"}, 0),
    ("numeric", {"text": ""}, 0),
]


@pytest.mark.parametrize(("kind", "answer", "share"), GRADES)
def test_an_answer_is_worth_its_share(kind, answer, share):
    assert KINDS[kind].grade(item_of(kind), answer) == share


MARKED = [kind for kind in KINDS if kind not in MARKED_BY_PEOPLE]


@pytest.mark.parametrize("kind", MARKED)
def test_the_right_answer_is_worth_everything_and_none_nothing(kind):
    item = item_of(kind)
    for language in ("ky", "ru", "en"):
        assert KINDS[kind].grade(item, KINDS[kind].right(item, language)) == 1
    assert KINDS[kind].grade(item, KINDS[kind].blank()) == 0


def test_kyrgyz_letters_are_letters_of_their_own():
    item = item_of("short-answer", own='accept: {ky: ["өң"], ru: ["цвет"]}\n')
    assert [short_answer.grade(item, {"text": t}) for t in ("ӨҢ", "өн", "он")] == [1, 0, 0]


NUMBERS = [
    ("1 000", 1000), ("1\u00a0000,5", Fraction(2001, 2)), ("1\u2009000", 1000), ("−3", -3),
    ("007", 7), ("0.1", Fraction(1, 10)), ("1,234", Fraction(1234, 1000)), ("1.234,5", None),
    ("1e5", None), ("10 күн", None), (".5", None), ("5.", None), ("", None), ("-", None),
    ("٣", None), ("nan", None), ("1" * 15, None), ("1000000000000", 10**12),
    ("1000000000000,1", None), ("9" * 40, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers_are_read_as_people_write_them(text, value):
    assert numeric.number(text) == value


@pytest.mark.parametrize(
    ("own", "text", "share"),
    [
        ("value: 0.3\ntolerance: 0.1\n", "0,4", 1),
        ("value: 0.3\ntolerance: 0.1\n", "0,2", 1),
        ("value: 0.3\ntolerance: 0.1\n", "0,41", 0),
        ("value: 0.0000001\n", "0,0000001", 1),
        ("value: -5\ntolerance: 1\n", "−6", 1),
    ],
)
def test_tolerance_is_exact(own, text, share):
    item = item_of("numeric", own=own)
    assert numeric.grade(item, {"text": text}) == share
    assert numeric.grade(item, numeric.right(item, "ky")) == 1


def test_a_page_is_made_from_handles_and_texts_alone():
    item = item_of("matching")
    assert kind_of(item).shown(item, "ru", (3, 0, 1, 2)) == Shown(
        kind="matching",
        text=Words("Вопрос?", "ru"),
        points=1,
        choices=(
            Choice("1", Words("Средство", "ru")),
            Choice("2", Words("Действие", "ru")),
            Choice("3", Words("Место", "ru")),
            Choice("4", Words("Цель", "ru")),
        ),
        lefts=(
            Choice("1", Words("Вербовка", "ru")),
            Choice("2", Words("Обман", "ru")),
            Choice("3", Words("Рабство", "ru")),
        ),
    )
    number = item_of("numeric")
    assert numeric.shown(number, "ky", ()).unit == Words("күн", "ky")


def test_there_is_no_field_for_the_key():
    assert is_dataclass(Shown)
    assert {f.name for f in fields(Shown)} == {
        "kind", "text", "points", "choices", "lefts", "unit", "parts",
    }  # fmt: skip
    assert {f.name for f in fields(Choice)} == {"handle", "text"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_id_of_an_option_reaches_the_page(kind):
    item = item_of(kind)
    order = tuple(range(KINDS[kind].movable(item)))
    assert len(order) == len(SHUFFLED[kind])
    page = repr(KINDS[kind].shown(item, "ky", order))
    for name in (
        *SHUFFLED[kind],
        "Түшүндүрмө",
        "Объяснение",
        "псевдоним",
        "criminal-code",
        "#block",
    ):
        assert f"'{name}'" not in page
        assert len(name) < 3 or name not in page


READ = [
    ("single-choice", (2, 0, 1), {"choice": ["1"]}, {"choice": "b"}),
    ("single-choice", (2, 0, 1), {"choice": ["2"]}, {"choice": "a"}),
    ("single-choice", (2, 0, 1), {"choice": ["b"]}, {"choice": None}),
    ("single-choice", (2, 0, 1), {"choice": ["4"]}, {"choice": None}),
    ("single-choice", (2, 0, 1), {"choice": []}, {"choice": None}),
    ("single-choice", (2, 0, 1), {}, {"choice": None}),
    ("multiple-choice", (3, 2, 1, 0), {"choices": ["4", "1", "1", "9"]}, {"choices": ["a", "b"]}),
    ("multiple-choice", (3, 2, 1, 0), {"choices": [""]}, {"choices": []}),
    ("matching", (1, 0, 3, 2), {"pair-1": ["2"], "pair-3": ["1"]}, {"pairs": {"p1": "p1", "p3": "x1"}}),
    ("matching", (1, 0, 3, 2), {"pair-1": ["p1"], "pair-4": ["1"], "pair-2": [""]}, {"pairs": {}}),
    (
        "ordering",
        (3, 2, 1, 0),
        {"place-1": ["1"], "place-2": ["2"], "place-3": ["4"], "place-4": ["3"]},
        {"order": ["s1", "s2", "s3", "s4"]},
    ),
    ("ordering", (3, 2, 1, 0), {"place-1": ["2"], "place-2": ["2"]}, {"order": [None, "s1"]}),
    ("ordering", (3, 2, 1, 0), {"place-1": ["0"], "place-2": ["5"], "s1": ["1"]}, {"order": []}),
    ("short-answer", (), {"text": ["  башка \n ысым "]}, {"text": "башка ысым"}),
    ("short-answer", (), {"text": ["а" * 9000]}, {"text": "а" * 200}),
    ("short-answer", (), {"text": ["а\x00б\ud800в"]}, {"text": "абв"}),
    ("short-answer", (), {}, {"text": ""}),
    ("numeric", (), {"text": [" 10,5 "]}, {"text": "10,5"}),
    ("numeric", (), {"text": ["он"]}, {"text": "он"}),
    ("numeric", (), {"text": ["1" * 99]}, {"text": "1" * 40}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "order", "form", "answer"), READ)
def test_what_a_page_sends_becomes_an_answer(kind, order, form, answer):
    assert KINDS[kind].read_answer(item_of(kind), form, order) == answer


ITEMS = {kind: item_of(kind) for kind in KINDS}
HANDLES = st.sampled_from(["", "0", "1", "2", "3", "4", "5", "a", "s1", "-1", "1.0", "²"])
TYPED = st.text(alphabet="0123456789 ,.-−ңөүҢӨҮёЁй\u0301\u0344\x00\x1b\ud800\u00a0😀", max_size=250)
FIELDS = ["choice", "choices", "text", "other"]
NUMBERED = ("pair", "place", "gap", "evidence", "passage")
FIELDS += [f"{name}-{n}" for name in NUMBERED for n in range(6)]
FORMS = st.dictionaries(st.sampled_from(FIELDS), st.lists(HANDLES | TYPED, max_size=4))


@pytest.mark.parametrize("kind", KINDS)
@few
@given(data=st.data(), form=FORMS)
def test_whatever_is_sent_the_answer_is_gradable_and_comes_back_as_it_was(kind, data, form):
    item, module = ITEMS[kind], KINDS[kind]
    order = data.draw(permutation(module.movable(item)))
    answer = module.read_answer(item, form, order)
    share = module.grade(item, answer)
    assert 0 <= share <= 1 if kind in MARKED else share in (0, None)
    assert module.read_answer(item, module.as_shown(item, answer, order), order) == answer


@pytest.mark.parametrize("kind", MARKED)
@few
@given(data=st.data())
def test_another_order_changes_the_page_but_not_the_worth(kind, data):
    item, module = ITEMS[kind], KINDS[kind]
    order = data.draw(permutation(module.movable(item)))
    right = module.right(item, "ru")
    sent = module.as_shown(item, right, order)
    assert module.grade(item, module.read_answer(item, sent, order)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_answer_with_unknown_ids_can_still_be_shown(kind):
    item, module = ITEMS[kind], KINDS[kind]
    order = tuple(range(module.movable(item)))
    old = {"choice": "z", "choices": ["z"], "pairs": {"p1": "z"}, "order": ["z"], "text": ""}
    old |= {"gaps": {"first": "z"}, "supports": {"e1": ["z"]}, "marks": {"p1": "z", "p2": "z"}}
    assert not any(any(v) for v in module.as_shown(item, old, order).values())
    assert module.grade(item, old) == 0
