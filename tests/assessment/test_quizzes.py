"""A test's file, alone and against the bank it draws on."""

import pytest

from app.assessment import quizzes
from app.core.problems import Problems
from tests.assessment.samples import bank_of

FINAL = """\
id: final-test
kind: final
title: {ky: "Тест", ru: "Тест"}
bank: bank
draw:
  - {topic: elements, count: 2}
  - {topic: law, count: 3}
pass_mark: 80
minutes: 40
attempts: 3
"""


def read(text):
    problems = Problems()
    quiz = quizzes.read(text, "final.quiz.yaml", problems)
    for problem in problems:
        assert "%(" not in problem.english()
    return quiz, [(p.line, p.code) for p in problems]


def test_a_sound_test_is_read():
    quiz, faults = read(FINAL)
    assert faults == []
    assert (quiz.size, quiz.pass_mark, quiz.minutes, quiz.attempts) == (5, 80, 40, 3)
    assert [(draw.topic, draw.count) for draw in quiz.draw] == [("elements", 2), ("law", 3)]


def test_limits_may_be_left_out():
    text = FINAL.split("pass_mark")[0].replace("kind: final", "kind: check")
    quiz, faults = read(text)
    assert faults == []
    assert (quiz.pass_mark, quiz.minutes, quiz.attempts) == (None, None, None)


FAULTY = [
    ("kind: final", "kind: exam", [(2, "not-a-choice")]),
    ("kind: final", "kind: check", [(8, "pass-mark")]),
    ("kind: final", "kind: pre", [(8, "pass-mark")]),
    ("pass_mark: 80\n", "", [(2, "no-pass-mark")]),
    ("pass_mark: 80", "pass_mark: 101", [(8, "too-large")]),
    ("pass_mark: 80", "pass_mark: 80%", [(8, "not-a-number")]),
    ("minutes: 40", "minutes: 0", [(9, "too-small")]),
    ("attempts: 3", "attempts: 0", [(10, "too-small")]),
    ("count: 2", "count: 0", [(6, "too-small")]),
    ("topic: law", "topic: elements", [(7, "repeated-topic")]),
    (FINAL[FINAL.index("draw") : FINAL.index("pass")], "draw: []\n", [(5, "too-few")]),
    ("bank: bank\n", "", [(1, "missing")]),
    (FINAL, "", [(1, "empty-file")]),
]


@pytest.mark.parametrize(("sound", "broken", "faults"), FAULTY)
def test_what_is_wrong_is_named_with_its_line(sound, broken, faults):
    assert read(FINAL.replace(sound, broken)) == (None, faults)


AGAINST = [
    ("id: final-test", "id: final-test", []),
    ("bank: bank", "bank: other", [(4, "other-bank")]),
    ("topic: law", "topic: lore", [(7, "unknown-topic")]),
    ("count: 3", "count: 4", [(7, "too-few-items")]),
    ("count: 2", "count: 5", [(6, "too-few-items")]),
]


@pytest.mark.parametrize(("sound", "asked", "faults"), AGAINST)
def test_what_is_asked_for_must_be_in_the_bank(sound, asked, faults):
    bank = bank_of({"elements": ["a", "b"], "law": ["c", "d", "e"]})
    quiz, _ = read(FINAL.replace(sound, asked))
    problems = Problems()
    quizzes.check_against(quiz, bank, "final.quiz.yaml", problems)
    assert [(p.line, p.code) for p in problems] == faults
    assert all("%(" not in p.english() for p in problems)
