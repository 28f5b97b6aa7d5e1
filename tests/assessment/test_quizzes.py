"""A test's file, alone and against the bank it draws on."""

import json

import pytest

from app.assessment import quizzes, siblings, terms
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
    (FINAL[FINAL.index("draw") : FINAL.index("pass")], "", [(1, "no-draw")]),
    ("count: 2", "count: 2, easy: 1", [(6, "count-or-levels")]),
    (", count: 2", "", [(6, "count-or-levels")]),
    ("attempts: 3", "parallel_to: other", [(10, "parallel-to")]),
    ("attempts: 3", "exempts: [{lessons: [one]}]", [(10, "exempts")]),
    ("attempts: 3", "show: {score: never, answers: never}", [(10, "hidden-score")]),
    ("attempts: 3", "show: {answers: after-question}", [(10, "after-question")]),
    (
        "attempts: 3",
        "show: {answers: never, explanations: after-hand-in}",
        [(10, "explains-early")],
    ),
    ("attempts: 3", "show: {answers: sometimes}", [(10, "not-a-choice")]),
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


DIAGNOSTIC = FINAL.replace("kind: final", "kind: diagnostic") + (
    "exempts:\n  - {topic: elements, lessons: [one]}\n  - {pass_mark: 90, lessons: [two]}\n"
)
POST = FINAL.replace("kind: final", "kind: post").replace(
    "pass_mark: 80\n", "parallel_to: before\n"
)
PRACTICE = """\
id: practice
kind: practice
title: {ky: "Көнүгүү", ru: "Тренировка"}
bank: bank
draw:
  - {topic: elements, easy: 1, hard: 2}
shuffle: {questions: false}
show: {answers: after-question}
"""


@pytest.mark.parametrize("text", [DIAGNOSTIC, POST, PRACTICE])
def test_every_kind_is_read(text):
    quiz, faults = read(text)
    assert faults == []
    assert terms.of(json.loads(json.dumps(terms.kept(quiz)))) == terms.of(terms.kept(quiz))


def test_what_a_diagnostic_asks_for_is_kept_with_the_attempt():
    kept = terms.of(terms.kept(read(DIAGNOSTIC)[0]))
    assert [(one.topic, one.pass_mark, one.lessons) for one in kept.exempts] == [
        ("elements", 80, ("one",)),
        (None, 90, ("two",)),
    ]
    # Nobody passes a diagnostic: it leads to no certificate and stands in no report as passed.
    assert kept.pass_mark is None
    assert kept.marks == (80, 90)


OTHER_FAULTS = [
    (DIAGNOSTIC, "pass_mark: 80\n", "", [(2, "no-pass-mark")]),
    (DIAGNOSTIC, "topic: elements, l", "topic: lore, l", [(12, "topic-not-drawn")]),
    (POST, "parallel_to: before\n", "", [(1, "parallel-to")]),
    (PRACTICE, "shuffle: {questions: false}", "attempts: 3", [(7, "practice-attempts")]),
    (PRACTICE, "after-question", "after-hand-in, score: never", [(8, "score-late")]),
    (
        PRACTICE,
        "after-question",
        "after-hand-in, explanations: after-question",
        [(8, "explains-early")],
    ),
]


@pytest.mark.parametrize(("text", "sound", "broken", "faults"), OTHER_FAULTS)
def test_what_is_wrong_with_other_kinds_is_named(text, sound, broken, faults):
    assert read(text.replace(sound, broken)) == (None, faults)


def test_old_attempts_are_read_as_showing_everything_at_hand_in():
    rule = terms.kept(read(FINAL)[0])
    del rule["show"], rule["exempts"]
    assert terms.of(rule) == terms.of(terms.kept(read(FINAL)[0]))


@pytest.mark.parametrize("answers", quizzes.MOMENTS)
@pytest.mark.parametrize("reasons", [None, *quizzes.MOMENTS])
def test_terms_are_said_in_words_whatever_they_are(answers, reasons):
    show = quizzes.Show(answers=answers, explanations=reasons)
    for kind in terms.NAMES:
        quiz = read(PRACTICE)[0].model_copy(update={"show": show, "kind": kind})
        if quizzes.MOMENTS.index(show.reasons) >= quizzes.MOMENTS.index(show.answers):
            assert all(terms.of(terms.kept(quiz)).says)


# ── pairs and exemptions ──────────────────────────────────────────────────────

PRE = FINAL.replace("kind: final", "kind: pre").replace("id: final-test", "id: before")
PRE = PRE.replace("pass_mark: 80\n", "").replace("attempts: 3", "attempts: 1")
PLAIN_POST = "".join(part for part in [POST[: POST.index("draw")], "parallel_to: before\n"])
BANK = bank_of({"elements": list("abcd"), "law": list("efghij")})


def together(pre, post, *, bank=BANK, lessons=("one", "two")):
    problems = Problems()
    found = {"pre.quiz.yaml": read(pre)[0], "post.quiz.yaml": read(post)[0]}
    siblings.check(found, problems, lessons=lessons, banks={"bank": bank})
    assert all("%(" not in p.english() for p in problems)
    return [(p.path[:4], p.code) for p in problems]


def test_a_pair_has_the_draw_of_the_test_before():
    assert together(PRE, PLAIN_POST) == []
    assert together(PRE, POST.replace("id: final-test", "id: after")) == []
    quizzes_of = [read(PRE)[0], read(PLAIN_POST)[0]]
    assert siblings.whole(quizzes_of[1], quizzes_of).draw == quizzes_of[0].draw


PAIRS = [
    (PRE, PLAIN_POST.replace("to: before", "to: other"), BANK, "no-pair"),
    (PRE, POST.replace("count: 2", "count: 1"), BANK, "unlike-pair"),
    (PRE.replace("attempts: 1\n", ""), PLAIN_POST, BANK, "endless-pair"),
    (PRE.replace("attempts: 1", "attempts: 2"), PLAIN_POST, BANK, "too-few-for-a-pair"),
    (
        PRE,
        PLAIN_POST,
        bank_of({"elements": list("abc"), "law": list("efghij")}),
        "too-few-for-a-pair",
    ),
]


@pytest.mark.parametrize(("pre", "post", "bank", "fault"), PAIRS)
def test_a_pair_that_cannot_be_one_is_named(pre, post, bank, fault):
    assert set(together(pre, post, bank=bank)) == {("post", fault)}


def test_a_diagnostic_exempts_from_lessons_of_its_course():
    assert together(PRE, DIAGNOSTIC) == []
    assert together(PRE, DIAGNOSTIC, lessons=("one",)) == [("post", "unknown-lesson")]
