"""The most harmful beliefs: which they are by the figures, and the page that names them to those who may see it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment import actions, beliefs
from app.assessment.behaviour import Claim
from app.assessment.intervals import wilson
from app.assessment.models import AttemptItem
from app.core import clock
from app.db.session import db, transaction
from tests import make
from tests.assessment import samples
from tests.assessment.sitting import sit, speak

WRONG = {"choice": "b"}
ADDRESS = "/beliefs?test=course/final-test"


def claims(**counts):
    """sure: right and wrong; other: how many were not sure."""
    sure = [Claim(3, counts.get("right", 0), counts.get("right", 0), 0)]
    wrong = [Claim(3, counts["wrong"], 0, counts["wrong"])] if counts.get("wrong") else []
    return [*sure, *wrong, Claim(1, counts.get("other", 0), 0, counts.get("other", 0))]


# ── the figures ───────────────────────────────────────────────────────────────


def test_a_large_share_of_few_stands_behind_a_smaller_one_of_many():
    found = beliefs.most_harmful(
        {"few": claims(wrong=6, other=4), "many": claims(wrong=50, right=50)}
    ).found
    assert [one.item for one in found] == ["many", "few"]
    assert (found[0].n, found[0].wrong, found[0].share) == (100, 50, 0.5)
    assert found[1].interval == wilson(6, 10)


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ({"wrong": 5, "other": 5}, 1),
        ({"wrong": 5, "other": 4}, 0),
        ({"wrong": 4, "other": 90}, 0),
        ({"wrong": 0, "right": 50}, 0),
    ],
)
def test_few_answers_and_few_holders_name_nothing(counts, named):
    assert len(beliefs.most_harmful({"q": claims(**counts)}).found) == named


def test_too_few_is_told_from_nobody_being_wrong():
    few, sound = claims(wrong=3, other=3), claims(right=30)
    assert beliefs.most_harmful({"q": few}).is_too_few
    assert not beliefs.most_harmful({"q": few, "r": sound}).is_too_few
    assert beliefs.most_harmful({}).n == 0


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.tuples(*[st.integers(0, 40)] * 3))
)
def test_at_most_three_by_the_lower_bound(counted):
    given_ = {q: claims(wrong=w, right=r, other=o) for q, (w, r, o) in counted.items()}
    found = beliefs.most_harmful(given_).found
    bounds = [one.interval.low for one in found]
    assert bounds == sorted(bounds, reverse=True)
    assert len(found) == min(3, sum(w >= 5 and w + r + o >= 10 for w, r, o in counted.values()))
    assert all(one.interval.low <= one.share <= one.interval.high for one in found)


# ── the page ──────────────────────────────────────────────────────────────────


def answered(cast, n, *, who="asel", value=WRONG, certainty=3, first=0, hand_in=True, number=1):
    """So many enrolments with an answer to the question with one choice."""
    with transaction():
        for one in range(first, first + n):
            by, at = cast.actors[who], clock.now() - timedelta(days=1)
            attempt = make.attempt(by, context=f"{who}:{one}", certainty="true", at=at)
            attempt.number = number
            place = next(i.place for i in attempt.items if i.item == "e-single-choice")
            actions.save_answer(
                attempt, place, value, certainty=certainty, language="ky",
                client_id=f"device-{one}", seat=make.SEAT, by=by, at=at,
            )  # fmt: skip
            if hand_in:
                actions.hand_in(attempt, by=by, at=at)


@pytest.fixture
def asked(cast):
    with transaction():
        make.course(certainty="true")
    for name in ("chynara", "kanykei", "ilya", "leila"):
        speak(cast, name, "en")


@pytest.mark.usefixtures("asked")
def test_the_belief_stands_there_with_its_figures_and_no_name(browser_of, cast):
    answered(cast, 8)
    answered(cast, 4, first=8, value={"choice": "a"})
    page = browser_of("chynara").get(ADDRESS)
    assert "Belief 1" in page.main
    assert "Суроо?" in page.main
    assert "Средство" in page.main or "Ыкма" in page.main
    assert "8 of n = 12" in page.main
    interval = wilson(8, 12)
    assert f"between {100 * interval.low:.0f}" in page.main
    assert "Түшүндүрмө" in page.main
    assert "Текст." in page.main
    assert "Токтосунова" not in page.html


@pytest.mark.usefixtures("asked")
def test_a_wrong_answer_that_few_gave_is_not_told(browser_of, cast):
    answered(cast, 4, value={"choice": "b"})
    answered(cast, 4, first=4, value={"choice": "c"})
    answered(cast, 4, first=8, value={"choice": "a"})
    page = browser_of("chynara").get(ADDRESS)
    assert "8 of n = 12" in page.main
    assert "No single wrong answer was given by enough." in page.main


@pytest.mark.usefixtures("asked")
def test_nine_answers_are_not_enough(browser_of, cast):
    answered(cast, 9)
    page = browser_of("chynara").get(ADDRESS)
    assert "Not enough answers" in page.main
    assert "The most there are: 9." in page.main


@pytest.mark.usefixtures("asked")
def test_open_and_later_attempts_and_unsaid_certainty_do_not_count(browser_of, cast):
    answered(cast, 9)
    answered(cast, 3, first=20, certainty=None)
    answered(cast, 3, first=30, number=2)
    answered(cast, 3, first=40, hand_in=False, who="bek")
    assert "The most there are: 9." in browser_of("chynara").get(ADDRESS).main


@pytest.mark.usefixtures("asked")
def test_who_answers_for_people_sees_their_own(browser_of, cast):
    answered(cast, 8)
    answered(cast, 4, who="maksat")
    assert "12 of n = 12" in browser_of("chynara").get(ADDRESS).main
    assert "The most there are: 8." in browser_of("kanykei").get(ADDRESS).main
    assert "The most there are: 4." in browser_of("leila").get(ADDRESS).main


@pytest.mark.usefixtures("asked")
def test_an_earlier_wording_does_not_count(browser_of, cast):
    answered(cast, 6)
    changed = samples.text_of("single-choice", name="e-single-choice").replace("Суроо?", "Башка?")
    with transaction():
        make.bank({"elements/e-single-choice.yaml": changed})
    answered(cast, 7, first=20)
    assert "The most there are: 7." in browser_of("chynara").get(ADDRESS).main
    answered(cast, 5, first=30)
    page = browser_of("chynara").get(ADDRESS)
    assert "Башка?" in page.main
    assert "12 of n = 12" in page.main


@pytest.mark.usefixtures("asked")
def test_an_answer_changed_before_handing_in_counts_as_it_stood(browser_of, cast):
    answered(cast, 12, hand_in=False, value={"choice": "c"})
    with transaction():
        for item in db.session.query(AttemptItem).filter_by(item="e-single-choice"):
            attempt = item.attempt_id
            found = actions.queries.attempt(attempt, lock=True)
            by = cast.asel
            actions.save_answer(
                found, item.place, WRONG, certainty=3, language="ru",
                client_id="another-one", seat=make.SEAT, by=by, at=clock.now(),
            )  # fmt: skip
            actions.hand_in(found, by=by, at=clock.now())
    page = browser_of("chynara").get(ADDRESS)
    assert "Ыкма" in page.main
    assert "Максат" not in page.main


@pytest.mark.usefixtures("asked")
def test_while_one_sits_the_test_nothing_is_told(browser_of, cast):
    answered(cast, 12)
    answered(cast, 1, who="chynara", hand_in=False)
    page = browser_of("chynara").get(ADDRESS)
    assert "You have begun a test with these questions" in page.main
    assert "Belief 1" not in page.main


def test_without_a_test_that_asks_the_page_says_so(browser_of, cast):
    make.course()
    speak(cast, "chynara", "en")
    assert "No test asks how sure one is" in browser_of("chynara").get("/beliefs").main


@pytest.mark.usefixtures("asked")
def test_a_test_that_could_not_be_chosen_is_not_there(browser_of):
    assert browser_of("chynara").get("/beliefs?test=course/other").status == 404
    assert browser_of("chynara").get("/beliefs").status == 200
    assert browser_of("asel").get("/beliefs").status == 403


# ── one's own record ──────────────────────────────────────────────────────────


def record(browser_of, cast):
    speak(cast, "asel", "en")
    return browser_of("asel").get("/record").main


def test_the_record_says_where_one_was_sure_and_wrong(browser_of, cast):
    answered(cast, 1)
    said = record(browser_of, cast)
    assert "Where I was sure and wrong" in said
    assert "Элементтер" in said[said.index("Where I was sure") :]


def test_a_later_right_answer_takes_it_away(browser_of, cast):
    answered(cast, 1)
    answered(cast, 1, first=1, value={"choice": "a"})
    assert "Where I was sure and wrong" not in record(browser_of, cast)


def test_while_another_test_is_open_the_record_does_not_tell(browser_of, cast):
    answered(cast, 1)
    sit(browser_of, cast, context="other:1")
    assert "Where I was sure and wrong" not in record(browser_of, cast)


def test_nobody_elses_answers_stand_in_the_record(browser_of, cast):
    answered(cast, 2, who="bek")
    assert "Where I was sure and wrong" not in record(browser_of, cast)
