"""Marks of the attempts that count: all of a test in compact rows, and what was done at single questions."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    String,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app.accounts.one_human import counts_for
from app.assessment.behaviour import WRONG_BELOW, Claim
from app.assessment.models import Answer, Attempt, Mark
from app.assessment.sums import BETWEEN, WITHIN
from app.db.session import rows
from app.statistics.raw import Sat

# "question share": nought and one are written out, for turning numbers into text takes longest.
_MARK = Mark.item + case(
    (Mark.language.is_(None), literal(WITHIN)),
    (Mark.share == 1, literal(f"{WITHIN}1")),
    (Mark.share == 0, literal(f"{WITHIN}0")),
    else_=literal(WITHIN) + cast(Mark.share, String),
)


def newest_round() -> ColumnElement[bool]:
    """Of several rounds of marking the last. Where nothing was marked again, nothing is looked up."""
    if not rows(select(exists().where(Mark.round > 1)))[0][0]:
        return Mark.round == 1
    later = aliased(Mark)
    return ~exists().where(
        later.attempt_id == Mark.attempt_id, later.place == Mark.place, later.round > Mark.round
    )


class Version(NamedTuple):
    bank_release_id: int
    n: int
    shares: float


class Marks:
    """What may be asked about the attempts of one page; `ids` are theirs."""

    def __init__(self, ids: Subquery) -> None:
        newest = newest_round()
        self._counts = and_(Mark.attempt_id.in_(select(ids.c.id)), newest)
        self._sat = and_(Attempt.id.in_(select(ids.c.id)), newest)

    def sat(self) -> list[Sat]:
        """One row for each attempt. The score is added up from the marks, which may be newer than the attempt's."""
        wanted = (
            select(
                Attempt.id,
                counts_for(Attempt.person_id),
                func.sum(Mark.points),
                Attempt.maximum,
                func.coalesce(Attempt.language, ""),
                Attempt.bank_release_id,
                func.aggregate_strings(_MARK, BETWEEN),
            )
            .join(Mark, Mark.attempt_id == Attempt.id)
            .where(self._sat)
            .group_by(Attempt.id)
        )
        return [Sat(*row) for row in rows(wanted)]

    def seconds(self, items: Sequence[str]) -> dict[str, list[tuple[float, int]]]:
        """By question: how long, and how many took so long."""
        # Not by the index of questions, which leads through the marks of every other test as well.
        named = Mark.item + literal("")
        wanted = (
            select(Mark.item, Mark.seconds, func.count())
            .where(self._counts, named.in_(items), Mark.seconds.is_not(None))
            .group_by(Mark.item, Mark.seconds)
        )
        found: dict[str, list[tuple[float, int]]] = {item: [] for item in items}
        for item, seconds, n in rows(wanted):
            found[item].append((seconds, n))
        return found

    def claims(self, item: str) -> list[Claim]:
        """How sure people were, where they were asked."""
        wrong = func.sum(case((Mark.share < WRONG_BELOW, 1), else_=0))
        wanted = (
            select(Mark.certainty, func.count(), func.sum(Mark.share), wrong)
            .where(self._counts, Mark.item == item, Mark.certainty.is_not(None))
            .group_by(Mark.certainty)
        )
        return [Claim(*row) for row in rows(wanted)]

    def given(self, item: str) -> list[tuple[int, dict[str, Any] | None]]:
        """By attempt the answer that counts. Where it was not kept which one that was, there is no row."""
        wanted = (
            select(Mark.attempt_id, Answer.value)
            .outerjoin(Answer, Answer.id == Mark.answer_id)
            .where(
                self._counts,
                Mark.item == item,
                or_(Mark.answer_id.is_not(None), Mark.language.is_(None)),
            )
        )
        return [(attempt_id, value) for attempt_id, value in rows(wanted)]

    def versions(self, item: str) -> list[Version]:
        """By release of the bank."""
        wanted = (
            select(Attempt.bank_release_id, func.count(), func.sum(Mark.share))
            .join(Mark, Mark.attempt_id == Attempt.id)
            .where(self._sat, Mark.item == item)
            .group_by(Attempt.bank_release_id)
        )
        return [Version(*row) for row in rows(wanted)]
