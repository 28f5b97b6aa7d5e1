"""Mark a question again: ask, confirm, take back, and go through the attempts. Nothing here commits.

Going through them is one action, for the second person's click and for the command: each attempt once, whoever
comes; what was done before a fault stays done, and what was not is done the next time.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.sql.dml import ReturningDelete, ReturningUpdate

from app.accounts.models import Unit
from app.assessment import affected, events, regrades, regrading
from app.assessment.affected import Case, Wish
from app.assessment.models import Attempt, Mark
from app.assessment.regrade_models import Regrade, RegradedAttempt
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal


def ask(wish: Wish, unit: Unit, reason: str, *, by: Actor, at: datetime) -> Regrade:
    """The first of two persons. `wish` is for the people of this unit."""
    # Of two who ask at once the second waits here, and finds that it was asked for.
    db.session.scalars(select(Unit.id).where(Unit.id == unit.id).with_for_update()).one()
    if regrades.is_asked(wish.question, unit.id):
        raise regrading.RegradeWaits
    found = affected.cases(wish, on=clock.day_of(at))
    if not found:
        raise regrading.NothingToRegrade
    regrading.ensure_nobodys_own({case.person_id for case in found}, by.person_id)
    assert by.person_id is not None
    asked = Regrade(
        bank=wish.question.bank,
        item=wish.question.id,
        how=wish.how,
        release_id=wish.question.target.id,
        unit_id=unit.id,
        reason=reason,
        asked_at=at,
        asked_by_id=by.person_id,
    )
    db.session.add(asked)
    db.session.flush()
    facts = {"bank": asked.bank, "item": asked.item, "how": asked.how.value, "unit": unit.id}
    journal.record(by, "regrade asked", asked, at=at, release=asked.release_id, **facts)
    return asked


def confirm(asked: Regrade, *, by: Actor, at: datetime) -> bool:
    """The second. False when so many attempts are concerned that the command goes through them."""
    regrading.ensure_second(asked.asked_by_id, by.person_id)
    wish = regrades.wish(asked)
    found = affected.cases(wish, on=clock.day_of(at))
    regrading.ensure_nobodys_own({case.person_id for case in found}, by.person_id)
    _settle(
        update(Regrade)
        .where(_is_open(asked))
        .values(confirmed_at=at, confirmed_by_id=by.person_id)
        .returning(Regrade.id)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(asked, ["confirmed_at", "confirmed_by_id"])
    journal.record(by, "regrade confirmed", asked, at=at, attempts=len(found))
    if len(found) > regrading.AT_ONCE:
        return False
    mark_again(asked, limit=None, by=by, at=at)
    return True


def withdraw(asked: Regrade, *, by: Actor, at: datetime) -> None:
    """A request that is not confirmed can be taken back; a confirmed one stays."""
    change = delete(Regrade).where(_is_open(asked)).returning(Regrade.id)
    _settle(change.execution_options(synchronize_session=False))
    db.session.expunge(asked)
    journal.record(by, "regrade request withdrawn", ("regrade", asked.id), at=at)


def _is_open(asked: Regrade) -> ColumnElement[bool]:
    return and_(Regrade.id == asked.id, Regrade.confirmed_at.is_(None))


def _settle(change: ReturningUpdate | ReturningDelete) -> None:
    """One outcome, however many answer at once."""
    if db.session.scalar(change) is None:
        raise regrading.RegradeSettled


# ── going through the attempts ────────────────────────────────────────────────


def mark_again(asked: Regrade, *, limit: int | None, by: Actor, at: datetime) -> int:
    """How many attempts were gone through; fewer than `limit` when none is left.

    Two who do this at once take turns at the row of the regrade, and the second finds less to do.
    """
    locked = select(Regrade.id).where(Regrade.id == asked.id).with_for_update()
    db.session.scalars(locked).one()
    found = affected.cases(regrades.wish(asked), on=clock.day_of(at), limit=limit, lock=True)
    changed = [case for case in found if case.effect.is_change]
    _write_marks(changed, at=at)
    _write_results(asked, found, at=at)
    for case in changed:
        _tell(asked, case, by=by, at=at)
    if asked.done_at is None and (limit is None or len(found) < limit):
        asked.done_at = at
        db.session.flush()
        journal.record(by, "regrade done", asked, at=at)
    return len(found)


def _write_marks(cases: Sequence[Case], *, at: datetime) -> None:
    """A whole new round beside the old: the question marked again, all others as they were."""
    by_attempt = {case.attempt_id: case for case in cases}
    wanted = select(Mark).where(Mark.attempt_id.in_(by_attempt)).order_by(Mark.round)
    newest: dict[tuple[int, int], Mark] = {}
    rounds: dict[int, int] = {}
    for mark in db.session.scalars(wanted):
        newest[mark.attempt_id, mark.place] = mark
        rounds[mark.attempt_id] = mark.round
    rows = [
        _copied(mark, by_attempt[attempt_id], rounds[attempt_id] + 1, at)
        for (attempt_id, _place), mark in sorted(newest.items())
    ]
    if rows:
        db.session.execute(insert(Mark), rows)


_KEPT = ("attempt_id", "place", "item", "share", "points", "maximum", "certainty", "seconds")
_KEPT_TOO = ("answer_id", "language")


def _copied(mark: Mark, case: Case, number: int, at: datetime) -> dict[str, object]:
    kept = {name: getattr(mark, name) for name in (*_KEPT, *_KEPT_TOO)}
    kept |= {"round": number, "marked_at": at}
    if mark.place == case.place:
        now = case.now
        kept |= {"share": now.share, "points": float(now.points), "maximum": now.maximum}
    return kept


def _write_results(asked: Regrade, cases: Sequence[Case], *, at: datetime) -> None:
    rows = [
        {
            "regrade_id": asked.id,
            "attempt_id": case.attempt_id,
            "place": case.place,
            "at": at,
            "score_before": case.effect.before.score,
            "maximum_before": case.effect.before.maximum,
            "passed_before": case.effect.before.passed,
            "score_after": case.effect.after.score,
            "maximum_after": case.effect.after.maximum,
            "passed_after": case.effect.after.passed,
        }
        for case in cases
    ]
    if rows:
        db.session.execute(insert(RegradedAttempt), rows)


def _tell(asked: Regrade, case: Case, *, by: Actor, at: datetime) -> None:
    """The attempt bears its new result, and whoever waits for a pass hears of it.

    A pass is dated on the day it came about: what was reported of an earlier day stays true.
    """
    attempt = db.session.get_one(Attempt, case.attempt_id, populate_existing=True)
    effect = case.effect
    attempt.score, attempt.maximum = effect.after.score, effect.after.maximum
    attempt.passed = effect.keeps
    if effect.newly_passes:
        attempt.graded_at = at
    db.session.flush()
    journal.record(
        by, "attempt marked again", attempt, at=at, regrade=asked.id, place=case.place,
        score=effect.after.score, maximum=effect.after.maximum, passed=attempt.passed,
        score_before=effect.before.score, maximum_before=effect.before.maximum,
        passed_before=effect.before.passed,
    )  # fmt: skip
    if effect.newly_passes:
        events.attempt_graded.send(attempt=attempt, by=by, at=at)
