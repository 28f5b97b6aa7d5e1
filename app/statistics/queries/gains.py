"""Scores in per cent, person by person, from which a gain is made."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from app.accounts.one_human import counts_for
from app.assessment import gains
from app.assessment.gains import FULL_MARKS, Gain
from app.assessment.models import Attempt
from app.db.session import rows
from app.statistics.queries.attempts import Asked, counted
from app.statistics.raw import Sat


def scores(asked: Asked) -> dict[int, float]:
    """From attempts of one choice, one of each person."""
    ids = counted(asked)
    wanted = select(counts_for(Attempt.person_id), Attempt.score, Attempt.maximum)
    found = rows(wanted.where(Attempt.id.in_(select(ids.c.id))))
    return {person: FULL_MARKS * score / maximum for person, score, maximum in found}


def scores_of(sat: Iterable[Sat]) -> dict[int, float]:
    """The same of attempts that were read already."""
    return {one.person_id: FULL_MARKS * one.score / one.maximum for one in sat}


def gain(pre: Mapping[int, float], post: Mapping[int, float]) -> Gain:
    both = pre.keys() & post.keys()
    found = gains.pairs((pre[person], post[person]) for person in both)
    return gains.gain(found, only_pre=len(pre) - len(both), only_post=len(post) - len(both))
