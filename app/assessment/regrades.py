"""Requests to mark a question again, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts import queries as people
from app.accounts.models import Unit
from app.assessment import access, library
from app.assessment.affected import Touched, Wish
from app.assessment.library import Question
from app.assessment.models import Attempt
from app.assessment.regrade_models import Regrade, RegradedAttempt
from app.assessment.regrading import Effect, How, Result
from app.core.actor import Actor
from app.db.session import db

# ── requests ──────────────────────────────────────────────────────────────────


def _regrades() -> Select[Regrade]:
    return select(Regrade).join(Regrade.unit).options(contains_eager(Regrade.unit))


def visible(actor: Actor) -> list[Regrade]:
    """What access.may_see_regrade says, for the list: what waits first, then the newest."""
    reach = actor.reach(*access.REGRADE_READERS)
    wanted = _regrades().where(people.below(reach))
    order = (Regrade.confirmed_at.is_not(None), Regrade.id.desc())
    return list(db.session.scalars(wanted.order_by(*order).limit(200)))


def waiting(actor: Actor) -> int:
    """How many wait for a second person."""
    reach = actor.reach(*access.REGRADERS)
    wanted = select(func.count()).select_from(Regrade).join(Regrade.unit)
    where = wanted.where(Regrade.confirmed_at.is_(None), people.below(reach))
    return db.session.scalar(where) or 0


def regrade(regrade_id: int) -> Regrade | None:
    wanted = _regrades().where(Regrade.id == regrade_id)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def confirmed() -> list[int]:
    """In the order in which they were confirmed, so that the last has the last word."""
    wanted = select(Regrade.id).where(Regrade.confirmed_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(Regrade.confirmed_at, Regrade.id)))


def is_asked(question: Question, unit_id: int) -> bool:
    wanted = exists().where(
        Regrade.bank == question.bank,
        Regrade.item == question.id,
        Regrade.unit_id == unit_id,
        Regrade.done_at.is_(None),
    )
    return bool(db.session.scalar(select(wanted)))


def of_question(actor: Actor, bank: str, item: str) -> list[Regrade]:
    reach = actor.reach(*access.REGRADE_READERS)
    wanted = _regrades().where(Regrade.bank == bank, Regrade.item == item, people.below(reach))
    return list(db.session.scalars(wanted.order_by(Regrade.id.desc()).limit(50)))


def wish(asked: Regrade) -> Wish:
    """As it was asked for: a release that came later does not change what is decided."""
    question = library.question(
        asked.bank, asked.item, target=asked.release_id, until=asked.asked_at
    )
    assert question is not None, "what was asked for is in a release, and releases stay"
    return Wish(question, asked.how, asked.unit.path, asked.id)


def units(actor: Actor) -> list[Unit]:
    """Those over which the actor may ask, the highest only."""
    reach = actor.reach("registrar")
    wanted = select(Unit).where(Unit.path.in_(reach)).order_by(Unit.path)
    found = db.session.scalars(wanted.options(joinedload(Unit.institution)))
    return [u for u in found if not any(u.path != p and u.path.startswith(p) for p in reach)]


# ── what came of them ─────────────────────────────────────────────────────────


@dataclass(frozen=True)
class MarkedAgain:
    """For whose attempt it is: when, why, and what it made of the result."""

    place: int
    how: How
    reason: str
    release_id: int
    done: RegradedAttempt
    effect: Effect


# Asked by every result, and built once: building it takes longer than asking it.
_OF_ATTEMPT = (
    select(RegradedAttempt)
    .where(RegradedAttempt.attempt_id == bindparam("attempt_id"))
    .join(RegradedAttempt.regrade)
    .options(contains_eager(RegradedAttempt.regrade))
    .order_by(RegradedAttempt.at, RegradedAttempt.regrade_id)
)


def of_attempt(attempt_id: int) -> list[MarkedAgain]:
    """The newest last."""
    found = db.session.scalars(_OF_ATTEMPT, {"attempt_id": attempt_id})
    return [
        MarkedAgain(
            row.place,
            row.regrade.how,
            row.regrade.reason,
            row.regrade.release_id,
            row,
            effect_of(row),
        )
        for row in found
    ]


def effect_of(row: RegradedAttempt) -> Effect:
    return Effect(
        Result(row.score_before, row.maximum_before, row.passed_before),
        Result(row.score_after, row.maximum_after, row.passed_after),
    )


def done(regrade_id: int) -> list[Touched]:
    """What came of a regrade."""
    wanted = (
        select(RegradedAttempt, Attempt.person_id, Attempt.context)
        .join(Attempt, Attempt.id == RegradedAttempt.attempt_id)
        .where(RegradedAttempt.regrade_id == regrade_id)
    )
    return [
        Touched(row.attempt_id, person_id, context, effect_of(row))
        for row, person_id, context in db.session.execute(wanted)
    ]


def mended(again: Sequence[MarkedAgain]) -> dict[int, int]:
    """By place the release whose key counts now; places with full marks keep the key that was shown."""
    return {one.place: one.release_id for one in again if one.how is How.KEY}
