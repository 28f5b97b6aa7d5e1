"""How sure somebody was of their own answers, beside what these were worth; and what counts as said.

This tells something of the key, so it asks about the gate first: see `rules.may_show_key`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from app.assessment import queries, taught
from app.assessment.behaviour import SURE
from app.assessment.certainty import is_sure_and_wrong
from app.assessment.models import Attempt, AttemptState, Mark
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.db.session import db

_LATER = aliased(Mark)
# Of several markings the newest.
_IS_NEWEST = ~(
    select(_LATER.id)
    .where(
        _LATER.attempt_id == Mark.attempt_id,
        _LATER.place == Mark.place,
        _LATER.round > Mark.round,
    )
    .exists()
)
IS_SAID = and_(Attempt.state == AttemptState.HANDED_IN, Mark.certainty.is_not(None), _IS_NEWEST)


def open_banks(person_id: int | None) -> set[str]:
    """Names of the banks on which an attempt of this person is open, practice aside."""
    wanted = (
        select(Release.name)
        .join(Attempt, Attempt.bank_release_id == Release.id)
        .where(
            Attempt.person_id == person_id,
            Attempt.state == AttemptState.OPEN,
            queries.IS_NO_PRACTICE,
        )
    )
    return set(db.session.scalars(wanted))


@dataclass(frozen=True)
class Own:
    """A topic: questions answered as sure, how many of these wrong; attempt and place of each of them."""

    title: Bilingual
    sure: int
    wrong: tuple[tuple[int, int], ...]


def own(person_id: int, *, at: datetime) -> list[Own]:
    """Topics with a sure and wrong answer, the most of them first; of each question the newest answer counts.

    Of a test that does not show its right answers (yet), nothing.
    """
    newest = _newest(person_id, at)
    shut = open_banks(person_id) if newest else set()
    topics: dict[Bilingual, list[Any]] = defaultdict(list)
    for (bank_name, _item), row in newest.items():
        if row.certainty == SURE and bank_name not in shut:
            bank = queries.bank(row.Attempt.bank_release_id)
            topics[bank.topics[bank.topic_of(row.item)]].append(row)
    found = [_own(title, rows) for title, rows in topics.items()]
    return sorted((one for one in found if one.wrong), key=lambda one: -len(one.wrong))


def _newest(person_id: int, at: datetime) -> dict[tuple[str, str], Any]:
    """By name of the bank and question."""
    wanted = (
        select(Attempt, Mark.item, Mark.share, Mark.certainty, Mark.place)
        .join(Mark, Mark.attempt_id == Attempt.id)
        .where(Attempt.person_id == person_id, IS_SAID)
        .order_by(Attempt.handed_in_at, Attempt.id)
    )
    said = db.session.execute(wanted).all()
    untold = taught.untold({row.Attempt.id: row.Attempt for row in said}.values(), at)
    return {
        (curriculum.edition(row.Attempt.bank_release_id).name, row.item): row
        for row in said
        if row.Attempt.id not in untold
    }


def _own(title: Bilingual, rows: Sequence[Any]) -> Own:
    wrong = [row for row in rows if is_sure_and_wrong(row.certainty, row.share)]
    return Own(title, len(rows), tuple((row.Attempt.id, row.place) for row in wrong))
