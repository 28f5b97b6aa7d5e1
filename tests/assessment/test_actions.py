"""Begin, answer, take a seat, hand in."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.assessment import actions, answering, drawing, events, queries, rules
from app.assessment.items.kinds import kind_of
from app.assessment.models import Answer, Attempt, Mark
from app.core.actor import system
from app.db.session import db
from app.journal.models import Entry
from tests import make

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
SERVER = system("test")

pytestmark = pytest.mark.usefixtures("writing")


def save(attempt, cast, value, *, place=make.WORD, at=NOON + MINUTE, seat=make.SEAT, **more):
    more = {"client_id": f"id-{db.session.scalar(select(func.count(Answer.id)))}", **more}
    return actions.save_answer(
        attempt, place, value, language="ky", seat=seat, by=cast.asel, at=at, **more
    )


def begun(cast, **terms) -> Attempt:
    return make.attempt(cast.asel, at=NOON, **terms)


def counted(attempt, place=make.WORD):
    return queries.latest_answers(attempt.id)[place].value


def entries(what: str) -> int:
    db.session.commit()  # the journal is written with the commit
    return db.session.scalar(select(func.count()).where(Entry.what == what)) or 0


# ── beginning ─────────────────────────────────────────────────────────────────


def test_an_attempt_keeps_its_draw_and_its_terms(cast):
    attempt = begun(cast, minutes=30)
    bank = queries.bank(attempt.bank_release_id)
    drawn = drawing.draw(make.quiz(), bank, make.SEED)
    assert [(i.item, tuple(i.order)) for i in attempt.items] == [
        (d.item_id, d.order) for d in drawn
    ]
    assert [i.place for i in attempt.items] == [1, 2, 3, 4, 5, 6]
    assert attempt.deadline_at == NOON + 30 * MINUTE
    assert (attempt.number, attempt.state, attempt.rule["pass_mark"]) == (1, "open", 50)
    assert entries("attempt begun") == 1


def test_without_a_seed_nobody_can_guess_the_draw(cast):
    seeds = {begun(cast, context=f"enrolment:{n}", seed=None).seed for n in range(3)}
    assert len(seeds) == 3
    assert all(0 <= seed < 2**62 for seed in seeds)


def test_beginning_twice_gives_the_same_attempt_and_moves_it_here(cast):
    first = begun(cast)
    second = begun(cast, seat="another window")
    assert second.id == first.id
    assert second.seat == "another window"
    assert entries("attempt begun") == 1


def test_attempts_are_numbered_and_come_to_an_end(cast):
    for number in (1, 2):
        attempt = begun(cast, attempts=2)
        assert attempt.number == number
        actions.hand_in(attempt, by=cast.asel, at=NOON)
    with pytest.raises(rules.AttemptsUsedUp):
        begun(cast, attempts=2)
    assert [a.number for a in queries.attempts("enrolment:1", "final-test")] == [1, 2]


def test_another_enrolment_has_its_own_attempts(cast):
    first = begun(cast, attempts=1)
    assert begun(cast, attempts=1, context="enrolment:2").id != first.id


def test_the_next_attempt_prefers_what_was_not_seen(cast):
    first = begun(cast, draw="[{topic: elements, count: 3}]")
    actions.hand_in(first, by=cast.asel, at=NOON)
    second = begun(cast, draw="[{topic: elements, count: 3}]", seed=8)
    assert {i.item for i in first.items}.isdisjoint(i.item for i in second.items)


@pytest.mark.parametrize("draw", ["[{topic: elements, count: 7}]", "[{topic: nowhere, count: 1}]"])
def test_a_test_whose_questions_are_not_there_is_not_begun(cast, draw):
    with pytest.raises(answering.QuestionsMissing):
        begun(cast, draw=draw)
    with pytest.raises(answering.QuestionsMissing):
        begun(cast, bank="other")


# ── answering ─────────────────────────────────────────────────────────────────


def test_a_change_is_a_new_row_and_counts(cast):
    attempt = begun(cast)
    assert save(attempt, cast, {"text": "a"}).version == 1
    assert save(attempt, cast, {"text": "b"}).version == 2
    assert counted(attempt) == {"text": "b"}
    assert db.session.scalar(select(func.count(Answer.id))) == 2


def test_a_repeated_request_is_the_same_answer(cast):
    attempt = begun(cast)
    first = save(attempt, cast, {"text": "a"}, client_id="same-one")
    save(attempt, cast, {"text": "b"})
    again = save(attempt, cast, {"text": "a"}, client_id="same-one")
    assert again.id == first.id
    assert counted(attempt) == {"text": "b"}


def test_a_repeated_request_is_harmless_after_handing_in(cast):
    attempt = begun(cast)
    first = save(attempt, cast, {"text": "a"}, client_id="same-one")
    actions.hand_in(attempt, by=cast.asel, at=NOON + MINUTE)
    assert save(attempt, cast, {"text": "a"}, client_id="same-one").id == first.id


def test_one_mark_of_the_device_cannot_stand_for_two_questions(cast):
    attempt = begun(cast)
    save(attempt, cast, {"text": "a"}, client_id="same-one")
    with pytest.raises(answering.RepeatedId):
        save(attempt, cast, {"text": "a"}, place=make.NUMBER, client_id="same-one")


def test_an_older_version_is_kept_and_replaces_nothing(cast):
    attempt = begun(cast)
    save(attempt, cast, {"text": "newer"}, version=5)
    older = save(attempt, cast, {"text": "older"}, version=3)
    assert older.version == 3
    assert queries.has_newer(older)
    assert counted(attempt) == {"text": "newer"}
    assert entries("overtaken answer kept") == 1


def test_of_two_windows_that_count_alike_the_first_stands_and_both_are_kept(cast):
    attempt = begun(cast)
    save(attempt, cast, {"text": "first"}, version=1)
    assert save(attempt, cast, {"text": "second"}, version=1).version == 0
    assert save(attempt, cast, {"text": "third"}, version=1).version == -1
    assert counted(attempt) == {"text": "first"}
    assert entries("overtaken answer kept") == 2
    assert save(attempt, cast, {"text": "first"}, version=1).version == 1


def test_another_seat_may_not_answer(cast):
    attempt = begun(cast)
    with pytest.raises(rules.OtherSeatLive):
        save(attempt, cast, {"text": "a"}, seat="another window")
    with pytest.raises(rules.OtherSeatLive):
        save(attempt, cast, {"text": "a"}, seat="")
    actions.take_seat(attempt, "another window", by=cast.asel, at=NOON)
    save(attempt, cast, {"text": "a"}, seat="another window")
    with pytest.raises(rules.OtherSeatLive):
        save(attempt, cast, {"text": "b"})
    assert entries("attempt continued elsewhere") == 1


@pytest.mark.parametrize("place", [0, 7, -1])
def test_there_is_no_such_question(cast, place):
    with pytest.raises(rules.NoSuchQuestion):
        save(begun(cast), cast, {"text": "a"}, place=place)


@pytest.mark.parametrize("after, late", [(SECOND, False), (rules.GRACE, False), (6 * SECOND, True)])
def test_what_comes_late_is_kept_marked_and_not_counted(cast, after, late):
    attempt = begun(cast, minutes=30)
    save(attempt, cast, {"text": "in time"})
    answer = save(attempt, cast, {"text": "later"}, at=attempt.deadline_at + after)
    assert answer.late is late
    assert counted(attempt) == {"text": "in time" if late else "later"}
    assert queries.late_places(attempt.id) == ([make.WORD] if late else [])
    assert entries("late answer kept") == late


def test_after_the_person_handed_in_nothing_is_taken(cast):
    attempt = begun(cast, minutes=30)
    actions.hand_in(attempt, by=cast.asel, at=NOON + MINUTE)
    for at in (NOON + 2 * MINUTE, NOON + 60 * MINUTE):
        with pytest.raises(rules.AttemptClosed):
            save(attempt, cast, {"text": "a"}, at=at)


def test_after_the_server_handed_in_late_answers_are_still_kept(cast):
    attempt = begun(cast, minutes=30)
    actions.hand_in(attempt, by=SERVER, at=NOON + 31 * MINUTE, by_server=True)
    assert save(attempt, cast, {"text": "a"}, at=NOON + 32 * MINUTE).late
    assert attempt.score == 0


# ── handing in ────────────────────────────────────────────────────────────────


def answer_right(attempt, cast, kinds):
    bank = queries.bank(attempt.bank_release_id)
    for drawn in attempt.items:
        item = bank.items[drawn.item]
        if item.kind in kinds:
            save(attempt, cast, kind_of(item).right(item, "ky"), place=drawn.place)


@pytest.mark.parametrize("right, score, passed", [(6, 6.0, True), (3, 3.0, True), (2, 2.0, False)])
def test_what_was_answered_is_graded_once(cast, right, score, passed):
    attempt = begun(cast)
    answer_right(attempt, cast, make.KINDS[:right])
    assert actions.hand_in(attempt, by=cast.asel, at=NOON + MINUTE)
    assert (attempt.score, attempt.maximum, attempt.passed) == (score, 6.0, passed)
    assert (attempt.state, attempt.handed_in_by) == ("handed-in", "person")
    marks = db.session.scalars(select(Mark).where(Mark.attempt_id == attempt.id)).all()
    assert sum(mark.points for mark in marks) == score
    assert [mark.place for mark in marks] == [1, 2, 3, 4, 5, 6]
    assert sum(mark.language == "ky" for mark in marks) == right


def test_a_test_without_a_mark_is_neither_passed_nor_failed(cast):
    attempt = begun(cast, kind="check", pass_mark=None)
    actions.hand_in(attempt, by=cast.asel, at=NOON)
    assert attempt.passed is None


def test_handing_in_twice_is_harmless(cast):
    attempt = begun(cast)
    assert actions.hand_in(attempt, by=cast.asel, at=NOON + MINUTE)
    assert not actions.hand_in(attempt, by=cast.asel, at=NOON + 2 * MINUTE)
    assert attempt.handed_in_at == NOON + MINUTE
    assert db.session.scalar(select(func.count(Mark.id))) == 6
    assert entries("attempt handed in") == 1


def test_handing_in_is_announced_once_with_the_score(cast):
    heard = []

    def listen(_sender, *, attempt, by, at):
        heard.append((attempt.id, attempt.score, by, at))

    attempt = begun(cast)
    with events.attempt_graded.connected_to(listen):
        actions.hand_in(attempt, by=cast.asel, at=NOON)
        actions.hand_in(attempt, by=SERVER, at=NOON)
    assert heard == [(attempt.id, 0.0, cast.asel, NOON)]


def test_after_the_time_has_run_out_it_was_time_that_ended_it(cast):
    attempt = begun(cast, minutes=30)
    actions.hand_in(attempt, by=cast.asel, at=attempt.deadline_at + MINUTE)
    assert attempt.handed_in_by == "server"


def test_a_closed_attempt_moves_nowhere(cast):
    attempt = begun(cast)
    actions.hand_in(attempt, by=cast.asel, at=NOON)
    with pytest.raises(rules.AttemptClosed):
        actions.take_seat(attempt, "another window", by=cast.asel, at=NOON)


def test_the_job_hands_in_what_is_overdue_and_nothing_else(cast):
    over = begun(cast, minutes=30)
    running = begun(cast, minutes=90, context="enrolment:2")
    endless = begun(cast, context="enrolment:3")
    at = NOON + 31 * MINUTE
    assert queries.overdue(at) == [over.id]
    assert actions.hand_in_overdue(over.id, by=SERVER, at=at)
    assert not actions.hand_in_overdue(over.id, by=SERVER, at=at)
    assert queries.overdue(at) == []
    assert (over.handed_in_by, running.state, endless.state) == ("server", "open", "open")


def test_hand_ins_of_a_classroom_are_spread(cast):
    attempts = [begun(cast, minutes=30, context=f"enrolment:{n}") for n in range(1, 5)]
    first = NOON + 30 * MINUTE + rules.GRACE + SECOND
    assert len(queries.overdue(first)) < len(attempts)
    assert len(queries.overdue(first + rules.SPREAD * SECOND)) == len(attempts)
