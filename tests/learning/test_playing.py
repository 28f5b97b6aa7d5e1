"""Walkthroughs as a rule, as tables: what counts, when it is met, and what comes next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning import playing, rules
from app.learning.playing import Asked, Played
from app.learning.rules import Passed, Read, Requirement

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
VERDICTS = {"c": "competent", "n": "not-yet", "v": "vetoed"}


def runs(said: str) -> list[Played]:
    """`a:c60 b:n40` are two runs, a day apart."""
    found = []
    for number, one in enumerate(said.split(), start=1):
        scenario, how = one.split(":")
        at = MONDAY + timedelta(days=number)
        verdict = VERDICTS[how[0]]
        found.append(Played(number, scenario, verdict, int(how[1:]), at, "ky"))
    return found


CASES = [
    ("", None),
    ("a:c80", None),
    ("a:c80 a:c90 a:c95", None),
    ("a:n40 b:n50", None),
    ("a:c80 b:n50", [1, 2]),
    ("a:n40 b:n50 b:c70", [1, 3]),
    ("a:v90 b:c70", [1, 2]),
    ("a:v90 b:n40 c:c70", [1, 3]),
    ("a:c80 b:n50 a:v10 b:c99", [1, 2]),
    ("a:c80 a:n10 b:n50", [1, 3]),
]


@pytest.mark.parametrize(("said", "counted"), CASES)
def test_so_many_different_ones_and_so_many_of_them_competent(said, counted):
    walked = playing.walked(Asked(2, 1), runs(said))
    assert (walked and [run.run_id for run in walked.runs]) == counted


def test_the_rule_is_met_with_the_run_that_was_missing():
    played = runs("a:n40 b:n50 b:c70 a:c90")
    assert playing.walked(Asked(2, 1), played).at == played[2].at


def test_all_may_have_to_be_competent():
    assert playing.walked(Asked(2, 2), runs("a:c80 b:n50")) is None
    assert playing.walked(Asked(2, 2), runs("a:c80 b:n50 b:c51")) is not None
    assert playing.walked(Asked(1, 0), runs("a:v0")) is not None


BEST = [
    ("a:n60 a:n40", 1),
    ("a:n40 a:n60", 2),
    ("a:v95 a:n40", 1),
    ("a:v95 a:c60", 2),
    ("a:c60 a:v95", 1),
    ("a:c60 a:c60", 1),
]


@pytest.mark.parametrize(("said", "counts"), BEST)
def test_the_best_run_of_a_case_counts_and_of_two_alike_the_earlier(said, counts):
    assert playing.best(runs(said))["a"].run_id == counts


_RUNS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("cnv"), st.integers(0, 99)), max_size=8
)


@given(done=_RUNS, more=_RUNS, finished=st.integers(1, 3), competent=st.integers(0, 3))
def test_what_is_played_later_never_takes_a_rule_away(done, more, finished, competent):
    asked = Asked(finished, min(competent, finished))
    said = [f"{scenario}:{how}{percent}" for scenario, how, percent in (*done, *more)]
    whole = runs(" ".join(said))
    before = playing.walked(asked, whole[: len(done)])
    if before is not None:
        assert playing.walked(asked, whole) == before
        assert len(before.runs) == len({run.scenario for run in before.runs}) == finished
        assert sum(run.is_competent for run in before.runs) >= asked.competent


NEED = Requirement(("first",), None, Asked(1, 1))
READ = {"first": Read(MONDAY, "ru")}


def test_a_course_of_walkthroughs_is_complete_when_read_and_played():
    assert not rules.standing(NEED, READ, None).complete
    assert not rules.standing(NEED, {}, None, runs=runs("a:c80")).complete
    now = rules.standing(NEED, READ, None, runs=runs("a:n50 a:c80"))
    assert (now.complete, now.walked, now.competent, now.next_kind()) == (True, True, 1, None)
    assert rules.completed_at(now) == runs("a:n50 a:c80")[1].at


def test_what_is_open_is_told_by_its_kind():
    need = replace(NEED, final="final-test")
    assert rules.standing(need, {}, None).next_kind() == "lesson"
    assert rules.standing(need, READ, None).next_kind() == "walkthroughs"
    now = rules.standing(need, READ, None, runs=runs("a:c80"))
    assert (now.next_kind(), now.passed, now.complete) == ("final", False, False)
    passed = Passed(7, 0.8, MONDAY)
    assert rules.standing(need, READ, passed, runs=runs("a:c80")).complete
    assert not rules.standing(need, READ, passed).complete


def test_walkthroughs_that_no_rule_asks_for_change_no_standing():
    need = Requirement(("first",), None)
    assert rules.standing(need, READ, None).complete
    assert rules.standing(need, READ, None, runs=runs("a:v1")).share == 1


def test_the_language_of_study_is_told_by_lessons_and_walkthroughs():
    now = rules.standing(NEED, READ, None, runs=runs("a:c80"))
    assert [one.language for one in now.done] == ["ru", "ky"]
    assert rules.language_of(now.done) == "ky"
