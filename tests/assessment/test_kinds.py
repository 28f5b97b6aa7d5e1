"""Pairs that share no question, answers given for good, exceptions for a person, days for a unit."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.assessment import actions, allowances, answering, giving, questions, rules
from app.assessment.models import Allowance, Answer
from app.assessment.rules import Extra
from app.core import clock
from app.db.session import db, transaction
from app.journal.models import Entry
from tests import make

NOW = clock.now()
MINUTE = timedelta(minutes=1)
BEFORE = {"id": "before", "kind": "pre", "pass_mark": None, "attempts": 1}
AFTER = {"id": "after", "kind": "post", "pass_mark": None, "parallel_to": "before"}
THREE = {"draw": "[{topic: elements, count: 3}]"}
PRACTICE = {"kind": "practice", "pass_mark": None, "show": "{answers: after-question}"}


@pytest.fixture(autouse=True)
def _course(cast):
    with transaction():
        make.course()


def drawn(attempt):
    return {one.item for one in attempt.items}


def person(cast, name="asel"):
    return db.session.merge(cast.people[name])


def give(cast, extra, *, at=NOW, to="asel", by="kanykei", **terms):
    return giving.give(
        person(cast, to),
        course="course",
        quiz=make.quiz(**terms),
        extra=extra,
        reason="A broken arm.",
        by=cast.actors[by],
        at=at,
    )


# ── pairs ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(8))
def test_the_test_after_the_course_shares_no_question_with_the_one_before(cast, seed):
    with transaction():
        first = make.attempt(cast.asel, seed=seed, **BEFORE, **THREE)
        actions.hand_in(first, by=cast.asel, at=NOW)
        second = make.attempt(cast.asel, seed=seed + 1, **AFTER, **THREE)
        assert not drawn(first) & drawn(second)
        assert len(drawn(second)) == 3


def test_it_refuses_rather_than_repeats_a_question(cast):
    six = {"draw": "[{topic: elements, count: 6}]"}
    with transaction():
        actions.hand_in(make.attempt(cast.asel, **BEFORE, **six), by=cast.asel, at=NOW)
    with pytest.raises(answering.NoParallelForm), transaction():
        make.attempt(cast.asel, **AFTER, **THREE)
    with transaction():
        assert drawn(make.attempt(cast.bek, context="enrolment:2", **AFTER, **THREE))


# ── practice ──────────────────────────────────────────────────────────────────


def save(attempt, cast, place, text="7", *, at=NOW):
    return actions.save_answer(
        attempt,
        place,
        {"text": text},
        language="ky",
        client_id=f"{place}-{at.timestamp()}-{text}"[:36],
        seat=make.SEAT,
        by=cast.asel,
        at=at,
    )


def commit(attempt, cast, place):
    actions.commit_answer(attempt, place, seat=make.SEAT, by=cast.asel, at=NOW)


def place_of(attempt, kind):
    return next(one.place for one in attempt.items if one.item == f"e-{kind}")


def test_an_answer_given_for_good_shows_its_key_and_no_other(cast):
    with transaction():
        attempt = make.attempt(cast.asel, **PRACTICE)
        place = place_of(attempt, "numeric")
        assert questions.solutions(attempt, "ky") is None
        with pytest.raises(rules.NothingToCommit):
            commit(attempt, cast, place)
        save(attempt, cast, place, "10")
        assert questions.solutions(attempt, "ky", only=place) is None
        commit(attempt, cast, place)
        commit(attempt, cast, place)
        assert [one.place for one in questions.solutions(attempt, "ky")] == [place]
        assert questions.solutions(attempt, "ky", only=place)[0].share == 1
        others = [one.place for one in attempt.items if one.place != place]
        assert all(questions.solutions(attempt, "ky", only=n) is None for n in others)


def test_after_that_no_other_answer_is_taken(cast):
    with transaction():
        attempt = make.attempt(cast.asel, **PRACTICE)
        place = place_of(attempt, "numeric")
        save(attempt, cast, place, "9")
        commit(attempt, cast, place)
        with pytest.raises(rules.AnswerCommitted):
            save(attempt, cast, place, "10", at=NOW + MINUTE)
        actions.hand_in(attempt, by=cast.asel, at=NOW + 2 * MINUTE)
        assert attempt.score == 0
        assert attempt.passed is None


@pytest.mark.parametrize(
    "terms", [{}, {"kind": "check", "pass_mark": None}, PRACTICE | {"show": "{answers: never}"}]
)
def test_elsewhere_no_answer_is_given_for_good(cast, terms):
    with transaction():
        attempt = make.attempt(cast.asel, **terms)
        save(attempt, cast, place_of(attempt, "numeric"))
        with pytest.raises(rules.KeyNotReleased):
            commit(attempt, cast, place_of(attempt, "numeric"))


def test_while_a_test_that_counts_is_open_practice_shows_no_key(cast):
    """It may hold the same questions. An open practice keeps no result from anybody."""
    with transaction():
        practice = make.attempt(cast.asel, context="enrolment:2", id="p", **PRACTICE)
        place = place_of(practice, "numeric")
        save(practice, cast, place)
        commit(practice, cast, place)
        final = make.attempt(cast.asel)
        assert questions.solutions(practice, "ky") is None
        actions.hand_in(final, by=cast.asel, at=NOW)
        assert questions.solutions(practice, "ky")
        assert questions.solutions(final, "ky")


def test_what_is_never_shown_is_not_shown_after_hand_in(cast):
    with transaction():
        for n, show in enumerate(["{answers: never}", "{answers: after-window}"], start=1):
            attempt = make.attempt(cast.asel, context=f"enrolment:{n}", show=show)
            actions.hand_in(attempt, by=cast.asel, at=NOW)
            assert questions.solutions(attempt, "ky") is None
        assert len(questions.solutions(attempt, "ky", is_window_over=True)) == 6
        show = "{answers: after-hand-in, explanations: never}"
        attempt = make.attempt(cast.asel, context="enrolment:9", show=show)
        actions.hand_in(attempt, by=cast.asel, at=NOW)
        for one in questions.solutions(attempt, "ky"):
            assert (one.explanation, one.reread, one.cites) == (None, "", ())
            assert one.right


# ── exceptions ────────────────────────────────────────────────────────────────


def test_extra_minutes_and_attempts_hold_from_then_on(cast):
    with transaction():
        give(cast, Extra(minutes=15, attempts=1), minutes=40, attempts=1)
        for number in (1, 2):
            attempt = make.attempt(cast.asel, at=NOW, minutes=40, attempts=1)
            assert (attempt.number, attempt.deadline_at) == (number, NOW + 55 * MINUTE)
            actions.hand_in(attempt, by=cast.asel, at=NOW)
        with pytest.raises(rules.AttemptsUsedUp):
            make.attempt(cast.asel, minutes=40, attempts=1)
        other = make.attempt(cast.bek, context="enrolment:2", at=NOW, minutes=40, attempts=1)
        assert other.deadline_at == NOW + 40 * MINUTE


def test_ending_one_takes_nothing_from_an_attempt_that_has_begun(cast):
    with transaction():
        given_one = give(cast, Extra(minutes=15), minutes=40)
        attempt = make.attempt(cast.asel, at=NOW, minutes=40)
        giving.end_allowance(given_one, by=cast.kanykei, at=NOW + MINUTE)
        assert attempt.deadline_at == NOW + 55 * MINUTE
        with pytest.raises(giving.AlreadyEnded):
            giving.end_allowance(given_one, by=cast.kanykei, at=NOW + MINUTE)
        actions.hand_in(attempt, by=cast.asel, at=NOW + MINUTE)
        again = make.attempt(cast.asel, at=NOW, minutes=40)
        assert again.deadline_at == NOW + 40 * MINUTE
    with transaction():
        whats = db.session.scalars(select(Entry.what)).all()
        assert whats.count("allowance given") == whats.count("allowance ended") == 1


REFUSED = [
    (Extra(), {"minutes": 40}, "kanykei", giving.NothingGiven),
    (Extra(minutes=5), {}, "kanykei", giving.NothingToExtend),
    (Extra(attempts=1), {}, "kanykei", giving.NoLimitOfAttempts),
    (Extra(minutes=5), {"minutes": 40}, "asel", giving.OwnTest),
    (Extra(closes_at=NOW - MINUTE), {}, "kanykei", giving.PastEnd),
]


@pytest.mark.parametrize(("extra", "terms", "by", "refusal"), REFUSED)
def test_what_makes_no_sense_is_refused(cast, extra, terms, by, refusal):
    with pytest.raises(refusal), transaction():
        give(cast, extra, by=by, **terms)
    assert db.session.scalars(select(Allowance)).all() == []


STEPS = st.lists(
    st.tuples(st.sampled_from(["save", "give", "end"]), st.integers(1, 9), st.integers(0, 400)),
    min_size=1,
    max_size=25,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_no_answer_is_marked_late_wrongly_whatever_is_given_when(cast, steps):
    """Late is what came after the end that the attempt had at last, and nothing else; the end never moves back."""
    with pytest.raises(_Undone), transaction():
        attempt = make.attempt(cast.asel, at=NOW, minutes=10)
        at, ends = NOW, [attempt.deadline_at]
        for what, size, passes in steps:
            at += timedelta(seconds=passes)
            if what == "save":
                save(attempt, cast, size % 6 + 1, str(at.timestamp()), at=at)
            elif what == "give":
                give(cast, Extra(minutes=size), at=at, minutes=10)
            else:
                for one, _by in allowances.of_person(cast.asel.person_id):
                    if one.ended_at is None:
                        giving.end_allowance(one, by=cast.kanykei, at=at)
            ends.append(attempt.deadline_at)
        assert ends == sorted(ends)
        for answer in db.session.scalars(select(Answer)):
            assert answer.late is (answer.given_at > attempt.deadline_at + rules.GRACE)
        raise _Undone


class _Undone(Exception):
    """So that the next example begins anew."""


def test_a_planted_end_that_moves_once_it_has_passed_is_found(cast, monkeypatch):
    monkeypatch.setattr(rules, "extended", lambda deadline, anew, at: anew)
    with pytest.raises(AssertionError), transaction():
        attempt = make.attempt(cast.asel, at=NOW, minutes=10)
        save(attempt, cast, 1, at=NOW + 11 * MINUTE)
        give(cast, Extra(minutes=5), at=NOW + 12 * MINUTE, minutes=10)
        for answer in db.session.scalars(select(Answer)):
            assert answer.late is (answer.given_at > attempt.deadline_at + rules.GRACE)


def test_minutes_given_during_an_attempt_move_its_end_and_are_journalled(cast):
    with transaction():
        attempt = make.attempt(cast.asel, at=NOW, minutes=10)
        give(cast, Extra(minutes=5), at=NOW + 9 * MINUTE, minutes=10)
        answer = save(attempt, cast, 1, at=NOW + 14 * MINUTE)
        assert not answer.late
    moved = select(Entry.about_id).where(Entry.what == "end of attempt moved")
    assert db.session.scalars(moved).all() == [str(attempt.id)]
