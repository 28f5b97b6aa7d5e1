"""Take an essay, give it back, mark it. Whoever changes one locks its attempt first; nothing here commits."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from app.assessment import events, rubrics, scoring, waiting
from app.assessment.models import Hold, Marking, MarkingState, Reading
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal


def take(marking: Marking, *, by: Actor, at: datetime) -> None:
    """For two hours it is this marker's. Who holds it or has marked it already gets nothing new."""
    marker_id = _marker(by)
    if waiting.held(marking.id, marker_id, at=at) or waiting.reading_of(marking.id, marker_id):
        return
    if waiting.count_held(marker_id, at=at) >= rubrics.MOST_HELD:
        raise rubrics.TooManyHeld
    slot = _free_slot(marking, at=at)
    if slot is None:
        raise rubrics.TakenByOthers
    _hold(marking, slot, marker_id, at=at)
    journal.record(by, "essay taken", marking, at=at, slot=slot)


def _hold(marking: Marking, slot: int, marker_id: int, *, at: datetime) -> None:
    until = at + rubrics.HOLD
    db.session.add(Hold(marking_id=marking.id, slot=slot, marker_id=marker_id, until=until))
    db.session.flush()


def _free_slot(marking: Marking, *, at: datetime) -> int | None:
    """Holds whose time is over go first."""
    over = delete(Hold).where(Hold.marking_id == marking.id, Hold.until <= at)
    db.session.execute(over)
    if marking.state == MarkingState.SETTLED:
        return None
    taken = [one.slot for one in waiting.readings(marking.id)]
    taken += [one.slot for one in waiting.holds(marking.id)]
    return rubrics.free_slot(taken, of=waiting.slots(marking))


def give_back(marking: Marking, *, by: Actor, at: datetime) -> None:
    """Somebody else may take it."""
    if waiting.held(marking.id, _marker(by), at=at) is None:
        return
    _let_go(marking, by)
    journal.record(by, "essay given back", marking, at=at)


def _let_go(marking: Marking, by: Actor) -> None:
    mine = delete(Hold).where(Hold.marking_id == marking.id, Hold.marker_id == by.person_id)
    db.session.execute(mine)


def read(
    marking: Marking,
    levels: Mapping[str, int],
    *,
    remarks: Mapping[str, str],
    remark: str,
    by: Actor,
    at: datetime,
) -> Reading:
    """Once: sent again, what was found first stands. Whose time was over still marks where nobody took the place."""
    marker_id = _marker(by)
    before = waiting.reading_of(marking.id, marker_id)
    if before is not None:
        return before
    hold = waiting.held(marking.id, marker_id, at=at)
    slot = hold.slot if hold else _free_slot(marking, at=at)
    if slot is None:
        raise rubrics.HoldOver
    found = Reading(
        marking_id=marking.id,
        slot=slot,
        marker_id=marker_id,
        levels=dict(levels),
        remarks={name: said for name, said in remarks.items() if said},
        remark=remark,
        read_at=at,
    )
    db.session.add(found)
    _let_go(marking, by)
    db.session.flush()
    journal.record(by, "essay marked", marking, at=at, slot=slot)
    _go_on(marking, by=by, at=at)
    return found


def _go_on(marking: Marking, *, by: Actor, at: datetime) -> None:
    """After the second: settled, or a third reads. After the last essay of an attempt: its result."""
    found = [one.levels for one in waiting.readings(marking.id)]
    if not rubrics.is_settled(found):
        if len(found) == rubrics.FEW:
            marking.state = MarkingState.THIRD
            journal.record(by, "essay sent to a third marker", marking, at=at)
        return
    marking.state = MarkingState.SETTLED
    db.session.flush()
    journal.record(by, "essay settled", marking, at=at, readings=len(found))
    if waiting.waiting_in(marking.attempt_id):
        return
    attempt = marking.attempt
    scoring.grade(attempt, found=waiting.by_place(attempt.id), at=at)
    journal.record(
        by, "attempt graded", attempt, at=at,
        score=attempt.score, maximum=attempt.maximum, passed=attempt.passed,
    )  # fmt: skip
    events.attempt_graded.send(attempt=attempt, by=by, at=at)


def _marker(by: Actor) -> int:
    assert by.person_id is not None, "only people mark essays"
    return by.person_id
