"""Proof 07: whatever is sent in whichever order, an attempt loses nothing and is scored once."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from app.assessment import actions, answering, queries, rules
from app.assessment.models import Answer, Mark
from app.core.actor import system
from app.db.session import db
from tests import make

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTES = 30
SEATS = ("here", "there", "")
REFUSED = (
    rules.AttemptClosed,
    rules.OtherSeatLive,
    rules.NoSuchQuestion,
    answering.RepeatedId,
)
contexts = count(1)


def told(answer):
    """All that was acknowledged."""
    return answer.place, answer.version, answer.value, answer.certainty


class Machine(RuleBasedStateMachine):
    """Two seats, a few devices' marks that repeat, versions that come in any order, a clock that runs out."""

    cast = None

    def __init__(self) -> None:
        super().__init__()
        self.context = f"machine:{next(contexts)}"
        self.at = NOON
        self.acknowledged: dict[str, tuple] = {}
        self.score = None
        self.attempt = self.begin("here")

    def begin(self, seat):
        return make.attempt(
            self.cast.asel,
            context=self.context,
            seat=seat,
            at=self.at,
            minutes=MINUTES,
            attempts=1,
            certainty="true",
        )

    @rule(seat=st.sampled_from(SEATS[:2]))
    def begin_again(self, seat):
        try:
            assert self.begin(seat).id == self.attempt.id
        except rules.AttemptsUsedUp:
            assert self.attempt.state == "handed-in"

    @rule(seconds=st.sampled_from([1, 4, 60, 1000, 5000]))
    def time_passes(self, seconds):
        self.at += timedelta(seconds=seconds)

    @rule(
        place=st.sampled_from([0, make.NUMBER, make.WORD, 7]),
        text=st.sampled_from("abc"),
        client=st.sampled_from("uvwxyz"),
        version=st.none() | st.integers(1, 6),
        certainty=st.none() | st.integers(1, 3),
        seat=st.sampled_from(SEATS),
    )
    def answer(self, place, text, client, version, certainty, seat):
        before = self.counted(place)
        try:
            kept = actions.save_answer(
                self.attempt,
                place,
                {"text": text},
                language="ky",
                client_id=client,
                version=version,
                certainty=certainty,
                seat=seat,
                by=self.cast.asel,
                at=self.at,
            )
        except REFUSED:
            assert self.counted(place) == before
            return
        self.acknowledged[kept.client_id] = told(kept)
        if before is not None:
            assert self.counted(place).version >= before.version

    @rule(seat=st.sampled_from(SEATS[:2]))
    def move(self, seat):
        try:
            actions.take_seat(self.attempt, seat, by=self.cast.asel, at=self.at)
            assert self.attempt.seat == seat
        except rules.AttemptClosed:
            assert self.attempt.state == "handed-in"

    @rule(by_server=st.booleans())
    def hand_in(self, by_server):
        by = system("test") if by_server else self.cast.asel
        first = actions.hand_in(self.attempt, by=by, at=self.at, by_server=by_server)
        assert first is (self.score is None)
        self.score = self.score or (self.attempt.score, self.attempt.handed_in_at)

    def counted(self, place):
        return queries.latest_answers(self.attempt.id).get(place)

    @invariant()
    def there_is_one_score_and_it_stays(self):
        assert (self.attempt.state == "handed-in") is (self.score is not None)
        if self.score:
            assert (self.attempt.score, self.attempt.handed_in_at) == self.score

    @invariant()
    def certainty_is_marked_with_the_answer_that_counts(self):
        if self.score:
            counted = queries.latest_answers(self.attempt.id)
            marks = db.session.scalars(select(Mark).where(Mark.attempt_id == self.attempt.id))
            for mark in marks:
                given = counted.get(mark.place)
                assert mark.certainty == (given.certainty if given else None)

    def teardown(self):
        """Nothing acknowledged is lost; what came late does not count; there are marks once or not at all."""
        wanted = select(Answer).where(Answer.attempt_id == self.attempt.id)
        rows = {a.client_id: told(a) for a in db.session.scalars(wanted)}
        assert self.acknowledged.items() <= rows.items()
        last = self.attempt.deadline_at + rules.GRACE
        counted = queries.latest_answers(self.attempt.id).values()
        assert all(given.given_at <= last for given in counted)
        marks = select(func.count()).select_from(Mark).where(Mark.attempt_id == self.attempt.id)
        assert db.session.scalar(marks) == (0 if self.score is None else 6)


@pytest.mark.proof
def test_attempts_as_a_state_machine(cast, writing):
    """Two hundred stories of fifty steps take a while: each step asks the database."""
    Machine.cast = cast
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=200,
            stateful_step_count=50,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
