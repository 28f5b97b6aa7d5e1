"""How long a question took, and what a mark tells beside its points."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.assessment import actions, timing
from app.assessment.models import Answer, Mark
from app.assessment.timing import Save
from app.db.session import db
from tests import make
from tests.assessment.samples import few

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def saves(*told: tuple[int, int, float]) -> list[Save]:
    """(place, version, seconds after the beginning), in the order in which they came."""
    return [
        Save(n, place, version, NOON + timedelta(seconds=after))
        for n, (place, version, after) in enumerate(told, start=1)
    ]


@pytest.mark.parametrize(
    "told, expected",
    [
        ([(1, 1, 20)], {1: 20}),
        ([(1, 1, 20.999), (2, 1, 22.998)], {1: 20, 2: 1}),
        ([(1, 1, 20), (2, 1, 50)], {1: 20, 2: 30}),
        # Changed at once: still from the question before. Changed later: from when the other was saved.
        ([(1, 1, 20), (2, 1, 50), (2, 2, 60)], {1: 20, 2: 40}),
        ([(1, 1, 20), (2, 1, 50), (1, 2, 55)], {1: 5, 2: 30}),
        # An older version that came later does not count, but the person had been there.
        ([(1, 2, 20), (2, 1, 50), (1, 1, 55), (3, 1, 60)], {1: 20, 2: 30, 3: 5}),
        # What waited for the line comes together.
        ([(1, 1, 90), (2, 1, 90), (3, 1, 90)], {1: 90, 2: 0, 3: 0}),
        # The clock was put back before the first of them.
        ([(1, 1, -5)], {1: None}),
        ([], {}),
    ],
)
def test_seconds_from_the_save_before_of_another_question(told, expected):
    assert timing.seconds(saves(*told), NOON) == expected


@few
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(0, 900)), max_size=12))
def test_no_question_takes_longer_than_the_whole(told):
    found = timing.seconds(saves(*told), NOON)
    assert found.keys() == {place for place, _version, _after in told}
    most = max((after for _place, _version, after in told), default=0)
    assert all(spent is not None and 0 <= spent <= most for spent in found.values())


def test_a_mark_tells_which_answer_counted_in_which_language_and_how_long_it_took(cast, writing):
    attempt = make.attempt(cast.asel, at=NOON)
    for place, value, language, after in (
        (make.WORD, {"text": "псевдоним"}, "ru", 10),
        (make.NUMBER, {"text": "10"}, "ru", 40),
        (1, {"choice": None}, "ky", 70),
    ):
        at = NOON + timedelta(seconds=after)
        actions.save_answer(
            attempt, place, value, language=language, client_id=f"{after}", seat=make.SEAT,
            by=cast.asel, at=at,
        )  # fmt: skip
    answer = Answer(
        attempt_id=attempt.id, place=make.WORD, version=2, client_id="60", language="ky",
        value={"text": "псевдоним"}, given_at=NOON + timedelta(seconds=60), late=False, certainty=3,
    )  # fmt: skip
    db.session.add(answer)
    db.session.flush()
    actions.hand_in(attempt, by=cast.asel, at=NOON + timedelta(seconds=90))
    marks = {m.place: m for m in db.session.scalars(select(Mark))}
    word, number, blank = marks[make.WORD], marks[make.NUMBER], marks[1]
    assert (word.answer_id, word.language, word.certainty, word.seconds) == (answer.id, "ky", 3, 20)
    assert (number.language, number.certainty, number.seconds) == ("ru", None, 30)
    assert blank.answer_id is not None
    assert (blank.language, blank.certainty, blank.seconds) == (None, None, None)
    assert (marks[3].answer_id, marks[3].language) == (None, None)
    assert {m.maximum for m in marks.values()} == {1.0}
    assert attempt.language == "ky"


def test_an_attempt_without_an_answer_has_no_language(cast, writing):
    attempt = make.attempt(cast.asel, at=NOON)
    actions.hand_in(attempt, by=cast.asel, at=NOON + timedelta(seconds=90))
    assert attempt.language is None
