"""What becomes of an answer, what a test asked for, where a result leads, answers in words: without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from app.assessment import access, answering, rules, terms, wording
from app.assessment.items.kinds import KINDS, kind_of
from app.core.actor import Actor, Duty
from app.curriculum import ways
from tests import make
from tests.assessment.samples import item_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_answer_says_nothing_and_the_right_one_says_something(kind):
    item = item_of(kind)
    assert not answering.is_given(KINDS[kind].blank())
    assert answering.is_given(KINDS[kind].right(item, "ky"))


@pytest.mark.parametrize(
    "deadline, at, over",
    [
        (None, NOON, False),
        (NOON, NOON - SECOND, False),
        (NOON, NOON, True),
        (NOON, NOON + SECOND, True),
    ],
)
def test_when_the_time_is_over(deadline, at, over):
    assert answering.is_over(deadline, at) is over


@pytest.mark.parametrize(
    "state, by, late, taken",
    [
        ("open", None, False, True),
        ("open", None, True, True),
        ("handed-in", "server", True, True),
        ("handed-in", "server", False, False),
        ("handed-in", "person", True, False),
        ("handed-in", "person", False, False),
    ],
)
def test_which_answers_are_taken(state, by, late, taken):
    if taken:
        answering.ensure_takes(state, by, late=late)
    else:
        with pytest.raises(rules.AttemptClosed):
            answering.ensure_takes(state, by, late=late)


@pytest.mark.parametrize(
    "deadline, at, who",
    [
        (None, NOON, "person"),
        (NOON, NOON + rules.GRACE, "person"),
        (NOON, NOON + rules.GRACE + SECOND, "server"),
    ],
)
def test_after_its_time_an_attempt_is_ended_by_time_whoever_presses(deadline, at, who):
    assert answering.who_ends(at, deadline) == who


@pytest.mark.parametrize(
    "score, maximum, percent",
    [(16, 20, 80), (15.99, 20, 79), (1 / 3 * 3, 3, 33), (0, 0, 0), (0.29 * 100, 100, 29)],
)
def test_a_percentage_is_rounded_down(score, maximum, percent):
    assert answering.percent(score, maximum) == percent


def test_the_terms_come_back_as_they_were():
    quiz = make.quiz(attempts=3, minutes=40)
    kept = terms.of(terms.kept(quiz))
    assert (kept.kind, kept.size, kept.pass_mark) == ("final", 6, 50)
    assert (kept.minutes, kept.attempts, kept.title.ru) == (40, 3, "Итоговый тест")


@pytest.mark.parametrize("allowed, used, left", [(None, 9, None), (3, 1, 2), (3, 3, 0), (2, 3, 0)])
def test_attempts_left(allowed, used, left):
    assert terms.of(terms.kept(make.quiz(attempts=allowed))).left(used) == left


@pytest.mark.parametrize(
    "context, reread, address",
    [
        ("enrolment:17", "course/lesson#block", "/study/17/lessons/lesson#block"),
        ("enrolment:17", "other/lesson#block", "/courses/other"),
        ("drill:17", "course/lesson#block", "/courses/course"),
        ("enrolment:x", "course/lesson#block", "/courses/course"),
    ],
)
def test_the_paragraph_to_reread(context, reread, address):
    assert ways.paragraph(reread, context=context, name="course") == address


def test_the_way_back_and_to_another_attempt():
    assert ways.course("enrolment:17", "course") == "/study/17"
    assert ways.again("enrolment:17") == "/study/17/attempts"
    assert ways.course("drill:17", "course") == "/courses/course"
    assert ways.again("drill:17") is None
    assert ways.law("criminal-code/166") == "/law/criminal-code/166"


RIGHT = {
    "single-choice": ["Действие"],
    "multiple-choice": ["Действие", "Средство"],
    "matching": ["Вербовка → Действие", "Обман → Средство", "Рабство → Цель"],
    "ordering": ["Выявить", "Защитить", "Помочь", "Вернуться"],
    "short-answer": ["псевдоним"],
    "numeric": ["10"],
    "cloze": ["Обман – (1) → средство", ", рабство – (2) → цель"],
    "hotspot": ["B. Долг", "C. Плата"],
    "evidence-matrix": [
        "Билет на поезд → Действие", "Тетрадь → Средство, Цель"
    ],
    "mark-the-text": [
        "Её отвезли. → Действие", "Дверь заперли. → Средство", "Заставили работать даром. → Цель"
    ],
    "essay": ["Образец ответа"],
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_answer_in_words(kind):
    item = item_of(kind)
    order = list(range(kind_of(item).movable(item)))
    solution = wording.solution(
        1, item, order, language="ru", answer=None, share=0.5, topic="elements"
    )
    said = [f"{s.left.text} → {s.text.text}" if s.left else s.text.text for s in solution.right]
    assert sorted(said) == sorted(RIGHT[kind])
    assert kind != "ordering" or said == RIGHT[kind]
    assert solution.own == ()
    assert solution.explanation.text == "Объяснение"
    assert solution.points == 0.5


def test_half_an_answer_in_words():
    item = item_of("matching")
    kind, order = kind_of(item), [3, 2, 1, 0]
    fields = kind.as_shown(item, {"pairs": {"p2": "x1"}}, order)
    said = wording.said(kind.shown(item, "ky", order), fields)
    assert [(s.left.text, s.text and s.text.text) for s in said] == [
        ("Азгыруу", None),
        ("Алдоо", "Жер"),
        ("Кулчулук", None),
    ]


def test_points_by_topic_in_the_order_of_the_bank():
    solutions = [
        wording.solution(
            n,
            item_of("numeric", points=2),
            [],
            language="ky",
            answer=None,
            share=share,
            topic=topic,
        )
        for n, (topic, share) in enumerate([("law", 1), ("elements", 0.5), ("law", 0)])
    ]
    found = wording.by_topic(solutions, {"elements": "E", "law": "L", "other": "O"})
    assert [(t.title, t.points, t.maximum) for t in found] == [("E", 1.0, 2), ("L", 2, 4)]


def test_nobody_sits_for_another_whatever_their_duty():
    own = Actor(person_id=7)
    head = Actor(person_id=8, duties=(Duty("head", "/1/"), Duty("administrator", "/1/")))
    assert access.may_sit(own, 7)
    assert not access.may_sit(head, 7)
    assert not access.may_sit(Actor(person_id=None), 7)
