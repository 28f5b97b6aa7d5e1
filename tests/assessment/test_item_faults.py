"""What an author must mend in a question, each kind by kind, with its line."""

import pytest

from app.assessment.items import numeric
from app.assessment.items.kinds import KINDS
from app.core.problems import Problems
from app.core.yaml_text import shaped
from tests.assessment import more_kinds
from tests.assessment.samples import ALL, OWN, text_of


def checked(kind, own):
    """Lines are counted within the question's own keys."""
    problems = Problems()
    text = text_of(kind, own=own)
    item = shaped(KINDS[kind].Shape, text, "item.yaml", problems)
    if item is not None:
        item.hang(more_kinds.PICTURES)
        KINDS[kind].check(item, "item.yaml", problems)
    before = text_of(kind, own="").count("\n")
    for problem in problems:
        assert "%(" not in problem.english()
    return [(p.line - before, p.code) for p in problems]


def option(name, words, right=False):
    mark = ", right: true" if right else ""
    return f'  - {{id: {name}, text: {{ky: "{words}", ru: "{words} р"}}{mark}}}\n'


A, B, C = option("a", "Бир", right=True), option("b", "Эки"), option("c", "Үч")
WRONG_A, RIGHT_B = option("a", "Бир"), option("b", "Эки", right=True)
PAIR = '  - {{id: {0}, left: {{ky: "{1}", ru: "{1}"}}, right: {{ky: "{2}", ru: "{2}"}}}}\n'
P1, P2 = PAIR.format("p1", "Бир", "Үч"), PAIR.format("p2", "Эки", "Төрт")

FAULTS = [
    ("single-choice", "options:\n" + WRONG_A + B, [(1, "no-right-answer")]),
    ("single-choice", "options:\n" + A + RIGHT_B + C, [(1, "two-right-answers")]),
    ("single-choice", "options:\n" + A, [(1, "too-few-options")]),
    ("single-choice", "options:\n" + A + B + option("b", "Үч"), [(4, "repeated-id")]),
    ("single-choice", "options:\n" + A + B + option("c", " эКИ "), 2 * [(4, "repeated-text")]),
    (
        "single-choice",
        "options:\n" + A + B + '  - {id: c, text: {ky: "Үч", ru: "Эки  р"}}\n',
        [(4, "repeated-text")],
    ),
    ("single-choice", "options: []\n", [(1, "no-right-answer"), (1, "too-few-options")]),
    ("single-choice", "options:\n" + A * 11, [(1, "too-many")]),
    ("single-choice", "options: all\n", [(1, "not-a-list")]),
    ("single-choice", "", [(-7, "missing")]),
    ("single-choice", OWN["single-choice"] + "answer: a\n", [(5, "unknown-key")]),
    ("multiple-choice", "options:\n" + WRONG_A + B, [(1, "no-right-answer")]),
    ("multiple-choice", "options:\n" + A + RIGHT_B, [(1, "no-wrong-answer")]),
    ("multiple-choice", "options:\n" + A + B + option("a", "Үч"), [(4, "repeated-id")]),
    ("matching", "pairs:\n" + P1, [(1, "too-few-pairs")]),
    ("matching", "pairs:\n" + P1 + PAIR.format("p1", "Эки", "Төрт"), [(3, "repeated-id")]),
    ("matching", "pairs:\n" + P1 + PAIR.format("p2", "бир", "Төрт"), 2 * [(3, "repeated-text")]),
    ("matching", "pairs:\n" + P1 + PAIR.format("p2", "Эки", "Үч"), 2 * [(3, "repeated-text")]),
    ("matching", "pairs:\n" + P1 + P2 + "extra:\n" + option("p2", "Беш"), [(5, "repeated-id")]),
    ("matching", "pairs:\n" + P1 + P2 + "extra:\n" + option("x", "Үч"), [(5, "repeated-text")]),
    ("ordering", "steps:\n" + WRONG_A + B, [(1, "too-few-steps")]),
    ("ordering", "steps:\n" + WRONG_A + B + option("b", "Үч"), [(4, "repeated-id")]),
    ("ordering", "steps:\n" + WRONG_A + B + option("c", "бир"), 2 * [(4, "repeated-text")]),
    ("ordering", "steps:\n" + A + B + C, [(2, "unknown-key")]),
    ("short-answer", "accept: {ky: [], ru: [а]}\n", [(1, "too-few")]),
    ("short-answer", "accept: {ky: [а]}\n", [(1, "missing")]),
    ("short-answer", 'accept:\n  ky: ["..."]\n  ru: [а]\n', [(2, "impossible-answer")]),
    ("short-answer", f"accept: {{ky: [а], ru: [{'б' * 201}]}}\n", [(1, "impossible-answer")]),
    ("short-answer", 'accept:\n  ky: [а]\n  ru: ["Ёж", "еж."]\n', [(3, "repeated-form")]),
    ("short-answer", "accept:\n  ky: [10]\n  ru: [а]\n", [(2, "not-a-text")]),
    ("numeric", 'value: "10"\n', [(1, "not-a-number")]),
    ("numeric", "value: .nan\n", [(1, "ambiguous")]),
    ("numeric", "value: 1:30\n", [(1, "ambiguous")]),
    ("numeric", "value: 10\ntolerance: -1\n", [(2, "too-small")]),
    ("numeric", "value: 9000000000000\n", [(1, "too-large")]),
    ("numeric", "value: 10\ntolerance: 10\n", [(2, "wide-tolerance")]),
    ("numeric", "value: 0\ntolerance: 1\n", []),
    ("numeric", "value: 10\n", []),
]


@pytest.mark.parametrize(("kind", "own", "faults"), FAULTS)
def test_what_an_author_must_mend_is_named_with_its_line(kind, own, faults):
    assert checked(kind, own) == faults


@pytest.mark.parametrize("kind", KINDS)
def test_the_samples_are_sound(kind):
    assert checked(kind, ALL[kind]) == []


COMMON_FAULTS = [
    ("difficulty: easy", "difficulty: deadly", "not-a-choice"),
    ("points: 1", "points: 0", "too-small"),
    ("reread: course/lesson#block", "reread: course/lesson", "bad-paragraph"),
    ("cites: [criminal-code/166]", "cites: [criminal-code/166/1]", "bad-citation"),
    ("cites: [criminal-code/166]", "cites: criminal-code/166", "not-a-list"),
    (', ru: "Объяснение"', "", "missing"),
    ('"Объяснение"', '""', "empty-text"),
]


@pytest.mark.parametrize(("sound", "broken", "code"), COMMON_FAULTS)
def test_the_common_keys_are_asked_of_every_kind(sound, broken, code):
    for kind in KINDS:
        problems = Problems()
        text = text_of(kind).replace(sound, broken)
        assert shaped(KINDS[kind].Shape, text, "item.yaml", problems) is None
        assert [p.code for p in problems] == [code]


def test_a_whole_act_may_be_cited():
    text = text_of("numeric").replace("criminal-code/166", "palermo-protocol")
    assert shaped(numeric.Shape, text, "item.yaml", Problems()).cites == ("palermo-protocol",)
