"""Taking an essay, giving it back, marking it: of several at once each gets a place of their own or a refusal."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.assessment import marking, rubrics, waiting
from app.assessment.models import Hold, Reading
from app.db.session import db
from tests.assessment import papers
from tests.assessment.papers import DAY, NOON, SECRET, hand_in, mark, markings

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("writing")


@pytest.fixture
def trainers(cast):
    papers.bank()
    return papers.trainers(cast)


# ── taking ────────────────────────────────────────────────────────────────────


def test_two_take_it_and_a_third_finds_it_taken(cast, trainers):
    (one,) = markings(hand_in(cast.asel, SECRET))
    for marker in trainers[:2]:
        marking.take(one, by=marker, at=NOON)
    assert waiting.free(trainers[2], on=DAY, at=NOON) == []
    with pytest.raises(rubrics.TakenByOthers):
        marking.take(one, by=trainers[2], at=NOON)


def test_after_two_hours_it_is_free_again(cast, trainers):
    (one,) = markings(hand_in(cast.asel, SECRET))
    for marker in trainers[:2]:
        marking.take(one, by=marker, at=NOON)
    over = NOON + 2 * HOUR
    assert not waiting.is_free(one, at=over - MINUTE)
    assert waiting.is_free(one, at=over)
    marking.take(one, by=trainers[2], at=over)
    assert [h.marker_id for h in waiting.holds(one.id)] == [trainers[2].person_id]


def test_given_back_it_is_free_at_once(cast, trainers):
    (one,) = markings(hand_in(cast.asel, SECRET))
    for marker in trainers[:2]:
        marking.take(one, by=marker, at=NOON)
    marking.give_back(one, by=trainers[0], at=NOON)
    marking.give_back(one, by=trainers[0], at=NOON)
    marking.take(one, by=trainers[2], at=NOON)
    assert {h.marker_id for h in waiting.holds(one.id)} == {t.person_id for t in trainers[1:3]}


def test_taken_twice_it_is_held_once_and_not_longer(cast, trainers):
    (one,) = markings(hand_in(cast.asel, SECRET))
    marking.take(one, by=trainers[0], at=NOON)
    marking.take(one, by=trainers[0], at=NOON + HOUR)
    (hold,) = waiting.holds(one.id)
    assert hold.until == NOON + 2 * HOUR


def test_nobody_empties_the_list(cast, trainers):
    papers.bank(essays=2)
    for n, who in enumerate((cast.asel, cast.bek, cast.daniyar)):
        hand_in(who, SECRET, f"Экинчи {n}")
    free = waiting.free(trainers[0], on=DAY, at=NOON)
    assert len(free) == 6
    found = [waiting.marking(row.id) for row in free]
    for one in found[: rubrics.MOST_HELD]:
        marking.take(one, by=trainers[0], at=NOON)
    with pytest.raises(rubrics.TooManyHeld):
        marking.take(found[-1], by=trainers[0], at=NOON)
    assert waiting.count(trainers[0], on=DAY, at=NOON) == 6
    assert len(waiting.in_hand(trainers[0], on=DAY, at=NOON)) == rubrics.MOST_HELD


def test_the_database_lets_nobody_take_what_another_holds(cast, trainers):
    """If the lock were forgotten: the second of two at one moment fails."""
    (one,) = markings(hand_in(cast.asel, SECRET))
    for marker in trainers[:2]:
        hold = Hold(marking_id=one.id, slot=1, marker_id=marker.person_id, until=NOON)
        db.session.add(hold)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


# ── marking ───────────────────────────────────────────────────────────────────


def test_sent_twice_it_counts_once(cast, trainers):
    attempt = hand_in(cast.asel, SECRET)
    (one,) = markings(attempt)
    mark(one, trainers[0], law=4)
    mark(one, trainers[0], law=0)
    assert [r.levels["law"] for r in waiting.readings(one.id)] == [4]
    assert attempt.is_being_marked


def test_after_two_hours_one_still_marks_where_nobody_took_the_place(cast, trainers):
    (one,) = markings(hand_in(cast.asel, SECRET))
    marking.take(one, by=trainers[0], at=NOON)
    late = {"remarks": {}, "remark": "Ок", "at": NOON + 3 * HOUR}
    marking.read(one, papers.LAW, by=trainers[0], **late)
    assert len(waiting.readings(one.id)) == 1


def test_after_two_hours_the_place_may_be_another_markers(cast, trainers):
    (one,) = markings(hand_in(cast.asel, SECRET))
    marking.take(one, by=trainers[0], at=NOON)
    for marker in trainers[1:3]:
        mark(one, marker, at=NOON + 3 * HOUR)
    late = {"remarks": {}, "remark": "Ок", "at": NOON + 3 * HOUR}
    with pytest.raises(rubrics.HoldOver):
        marking.read(one, papers.LAW, by=trainers[0], **late)


def test_what_a_marker_found_is_never_changed(cast, trainers):
    (one,) = markings(hand_in(cast.asel, SECRET))
    mark(one, trainers[0])
    (reading,) = waiting.readings(one.id)
    reading.remark = "Башка"
    with pytest.raises(DatabaseError, match="only grows"):
        db.session.flush()
    db.session.rollback()


def test_nobody_reads_the_same_answer_twice(cast, trainers):
    (one,) = markings(hand_in(cast.asel, SECRET))
    mark(one, trainers[0])
    again = {"levels": {}, "remarks": {}, "remark": "", "read_at": NOON}
    db.session.add(Reading(marking_id=one.id, slot=2, marker_id=trainers[0].person_id, **again))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
