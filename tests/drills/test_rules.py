"""What an answer is worth."""

from datetime import date
from types import SimpleNamespace

import pytest

from app.assessment import patterns
from app.drills import rules
from tests.drills.samples import bundle

FOUND, _PROBLEMS = patterns.read(bundle())
assert FOUND is not None
ONE = FOUND.patterns["one"]


@pytest.mark.parametrize(
    "marks, right",
    [
        ({}, [False, False, False, True]),
        ({"1": "act", "2": "means", "3": "purpose"}, [True, True, True, True]),
        ({"1": "means", "4": "act"}, [False, False, False, False]),
    ],
)
def test_each_passage_is_right_when_it_bears_what_it_shows(marks, right):
    assert [verdict.is_right for verdict in rules.verdicts(ONE, marks)] == right


def test_elements_count_what_was_seen_missed_and_claimed():
    found = rules.elements(rules.verdicts(ONE, {"1": "act", "3": "means", "4": "aggravation"}))
    assert [(e.element, e.there, e.found, e.claimed) for e in found] == [
        ("act", 1, 1, 0),
        ("means", 1, 0, 1),
        ("purpose", 1, 0, 0),
        ("aggravation", 0, 0, 1),
    ]


def test_fields_of_a_page_become_marks_and_all_else_is_nothing():
    fields = {
        "passage-1": "1",
        "passage-2": "",
        "passage-3": "9",
        "passage-4": "4",
        "passage-77": "1",
    }
    assert rules.read_marks(ONE, fields) == {"1": "act", "4": "aggravation"}


@pytest.mark.parametrize(
    "offence, named, trafficking, lesser, lowered",
    [
        ("trafficking", "fraud", True, True, True),
        ("trafficking", "trafficking", True, False, False),
        ("trafficking-in-children", "trafficking", True, False, False),
        ("fraud", "no-offence", False, True, False),
        (None, None, None, None, False),
    ],
)
def test_trafficking_called_something_lesser_is_lowered(
    offence, named, trafficking, lesser, lowered
):
    answer = SimpleNamespace(offence=offence, named=named, trafficking=trafficking, lesser=lesser)
    assert rules.is_lowered(answer) is lowered


@pytest.mark.parametrize(
    "day, quarter",
    [
        (date(2026, 1, 1), 20261),
        (date(2026, 3, 31), 20261),
        (date(2026, 4, 1), 20262),
        (date(2026, 12, 31), 20264),
    ],
)
def test_a_day_lies_in_its_quarter(day, quarter):
    assert rules.quarter_of(day) == quarter


def test_a_pattern_is_not_seen_before_the_one_in_hand_is_answered():
    rules.ensure_turn(2, answered=1)
    with pytest.raises(rules.TurnsInOrder):
        rules.ensure_turn(3, answered=1)
