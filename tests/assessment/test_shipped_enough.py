"""Each shipped bank is large enough for a parallel form and a second attempt, and no key shows by its length."""

from collections import Counter

import pytest

from app.assessment import bank as banks
from app.assessment import quizzes
from app.assessment.items import single_choice
from app.core.bundle import from_folder
from app.core.problems import Problems
from app.settings import ROOT

BANKS = {
    path.parent.name: banks.read(from_folder(path.parent))[0]
    for path in sorted((ROOT / "question_banks").glob("*/bank.yaml"))
}
TESTS = sorted((ROOT / "courses").glob("*/*/*.quiz.yaml"))
OPEN = "open-answers"
TOPICS = [(name, topic) for name, bank in BANKS.items() for topic in bank.topics if topic != OPEN]
DIFFICULTIES = ("easy", "medium", "hard")
# So large a topic also gives two forms that are alike in difficulty.
LARGE = 11


def _too_few(draw, sizes):
    """Topics of a test from which a second, different draw is not possible."""
    return [one.topic for one in draw if sizes[one.topic] < 2 * one.total]


@pytest.mark.parametrize("path", TESTS, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_test_can_be_drawn_twice_without_a_question_seen_before(path):
    quiz = quizzes.read(path.read_text(encoding="utf-8"), path.name, Problems())
    assert quiz is not None
    bank = BANKS[quiz.bank]
    assert _too_few(quiz.draw, {topic: len(bank.in_topic(topic)) for topic in bank.topics}) == []


def test_a_topic_too_small_for_two_draws_is_named():
    draw = (quizzes.Draw(topic="law", count=3), quizzes.Draw(topic="victim", count=2))
    assert _too_few(draw, {"law": 5, "victim": 4}) == ["law"]


@pytest.mark.parametrize("bank", BANKS)
def test_every_course_has_a_bank_of_forty_questions(bank):
    assert len(BANKS[bank].items) >= 40


@pytest.mark.parametrize(("bank", "topic"), TOPICS)
def test_every_topic_has_questions_of_every_difficulty(bank, topic):
    names = BANKS[bank].in_topic(topic)
    counts = Counter(BANKS[bank].items[name].difficulty for name in names)
    least = 2 if len(names) >= LARGE else 1
    assert all(counts[difficulty] >= least for difficulty in DIFFICULTIES), counts


def _longest_is_right(options, language):
    right = max(len(one.text[language]) for one in options if one.right)
    return right > max(len(one.text[language]) for one in options if not one.right)


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("bank", BANKS)
def test_whoever_ticks_the_longest_option_is_mostly_wrong(bank, language):
    asked = [item for item in BANKS[bank].items.values() if item.kind == single_choice.kind]
    caught = [item.id for item in asked if _longest_is_right(item.options, language)]
    assert len(caught) <= len(asked) / 4, caught
