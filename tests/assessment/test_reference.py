"""The reference data: 600 takers × 30 questions, and what NumPy, SciPy and statsmodels made of them.

Questions with partial marks, questions worth more than one point, answers left out, two languages; 400 takers
with drawn questions; 240 people with a pre-test, a post-test or both. See reference/make.py.
"""

import math
from collections import Counter
from dataclasses import asdict
from functools import cache

import pytest

from app.assessment import analysis, behaviour, fairness, gains, intervals
from app.assessment.behaviour import Choice, Claim
from app.assessment.sums import Sums, bands
from tests.assessment.roads import ROADS, VALUES, read, reference_sheets

WORTH = VALUES["worth"]


def near(expected):
    return pytest.approx(expected, rel=1e-9, abs=1e-12)


@cache
def added(file: str, road: str) -> Sums:
    return ROADS[road](reference_sheets(file), WORTH)


def test_the_reference_is_as_large_as_was_asked_for():
    sheets = reference_sheets("scores.csv")
    assert len(sheets) >= 200
    assert all(len(sheet.shares) == 30 for sheet in sheets)
    shares = Counter(share for sheet in sheets for share in sheet.shares.values())
    assert {0.0, 0.25, 1 / 3, 0.5, 2 / 3, 0.75, 1.0, None} == shares.keys()
    assert min(Counter(sheet.language for sheet in sheets).values()) > 200


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("file, key", [("scores.csv", "items"), ("drawn.csv", "drawn_items")])
def test_the_questions(file, key, road):
    found = {one.item: one for one in analysis.of_items(added(file, road))}
    assert found.keys() == VALUES[key].keys()
    for item, expected in VALUES[key].items():
        one = found[item]
        assert {"n": one.n, "omitted": one.omitted} == {k: expected[k] for k in ("n", "omitted")}
        figures = (one.facility, one.discrimination, one.upper_lower)
        assert [f.value for f in figures] == near(
            [expected[k] for k in ("facility", "discrimination", "upper_lower")]
        )


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("file, key", [("scores.csv", "test"), ("drawn.csv", "drawn_test")])
def test_the_whole(file, key, road):
    found, expected = analysis.of_test(added(file, road)), VALUES[key]
    assert found.same_questions == (key == "test")
    for name in ("n", "questions", "maximum"):
        assert getattr(found, name) == expected[name]
    for name in ("mean", "sd", "reliability", "error"):
        assert getattr(found, name).value == near(expected[name])


@pytest.mark.parametrize("road", ROADS)
def test_fairness_between_the_languages(road):
    found = {one.item: asdict(one) for one in fairness.compare_all(added("scores.csv", road))}
    assert {expected["grade"] for expected in VALUES["fairness"].values()} == {"A", "B", "C"}
    for item, expected in VALUES["fairness"].items():
        for name, value in expected.items():
            assert found[item][name] == (value if isinstance(value, str) else near(value)), name


def closer(question: str) -> list[tuple[str, str, float, str]]:
    rows = read("answers.csv")[1:]
    return [
        (who, choice, float(s), sure) for who, item, choice, s, sure in rows if item == question
    ]


@pytest.mark.parametrize("question", VALUES["closer"])
def test_options_by_thirds(question):
    added_up = added("scores.csv", "matrix")
    scores = {row[0]: (round(float(row[2]), 12), float(row[3])) for row in read("scores.csv")[1:]}
    many = Counter((choice, scores[who]) for who, choice, _s, _sure in closer(question))
    choices = [Choice((c,) if c else (), *score, n) for (c, score), n in many.items()]
    table = behaviour.option_table(choices, "abcd", bands(added_up.levels))
    expected = VALUES["closer"][question]
    assert list(table.thirds) == expected["thirds"]
    assert {r.option or "": list(r.counts) for r in table.rows} == expected["counts"]
    for row in table.rows:
        assert list(row.shares) == near(expected["shares"][row.option or ""])


@pytest.mark.parametrize("question", VALUES["closer"])
def test_times_and_certainty(question):
    expected, answers = VALUES["closer"][question], closer(question)
    times = behaviour.times(Counter(seconds for _who, _choice, seconds, _sure in answers).items())
    quartiles = [times.lower.value, times.median.value, times.upper.value]
    assert quartiles == near(expected["times"])
    claims = [
        Claim(int(sure), 1, float(choice == "a"), int(choice != "a"))
        for _who, choice, _s, sure in answers
        if sure
    ]
    table = behaviour.certainty_table(claims)
    for row in table.rows:
        own = [row.n, row.share, row.facility]
        assert own == near(expected["certainty"][str(row.certainty)])
    found = [table.sure_and_wrong.value, table.interval.low, table.interval.high]
    assert found == near(expected["sure_and_wrong"])


def test_the_gain():
    rows = [(pre, post) for _who, pre, post in read("gains.csv")[1:]]
    both = gains.pairs((float(pre), float(post)) for pre, post in rows if pre and post)
    singles = {
        "only_pre": sum(bool(pre) and not post for pre, post in rows),
        "only_post": sum(bool(post) and not pre for pre, post in rows),
    }
    found, expected = gains.gain(both, **singles), VALUES["gain"]
    for name in ("n", "only_pre", "only_post", "full"):
        assert getattr(found, name) == expected[name]
    for name in ("mean", "sd", "normalised"):
        assert getattr(found, name).value == near(expected[name])
    assert [found.interval.low, found.interval.high] == near([expected["low"], expected["high"]])


@pytest.mark.parametrize("p, df, expected", VALUES["t"])
def test_quantiles_of_t(p, df, expected):
    assert intervals.t_quantile(p, df) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("part, whole, level, low, high", VALUES["wilson"])
def test_wilson_intervals(part, whole, level, low, high):
    found = intervals.wilson(part, whole, level)
    assert [found.low, found.high] == near([low, high])


@pytest.mark.parametrize("x, expected", VALUES["chi_square_tail"])
def test_tails_of_chi_square(x, expected):
    assert math.isclose(intervals.chi_square_tail(x), expected, rel_tol=1e-9)
