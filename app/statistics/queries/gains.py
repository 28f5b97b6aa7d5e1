"""Pre-test and post-test of the same people, added up by the database."""

from sqlalchemy import case, func, select

from app.assessment import gains
from app.assessment.gains import FULL_MARKS, Gain, Pairs
from app.assessment.models import Attempt
from app.db.session import db
from app.statistics.queries.attempts import Asked, counted


def gain(pre: Asked, post: Asked) -> Gain:
    """Of two tests of one release, from the attempts of one choice, one of each person."""
    before, after = _scores(pre).subquery(), _scores(post).subquery()
    x, y = before.c.score, after.c.score
    both = select(
        func.count(),
        func.sum(x),
        func.sum(y),
        func.sum((y - x) * (y - x)),
        func.sum(case((x >= FULL_MARKS, 1), else_=0)),
    ).join_from(before, after, before.c.person_id == after.c.person_id)
    n, *sums = db.session.execute(both).one()
    befores, afters = (
        db.session.scalar(select(func.count()).select_from(one)) or 0 for one in (before, after)
    )
    found = Pairs(n, *(value or 0 for value in sums))
    return gains.gain(found, only_pre=befores - n, only_post=afters - n)


def _scores(asked: Asked):
    """In per cent of the maximum."""
    ids = counted(asked)
    score = (FULL_MARKS * Attempt.score / Attempt.maximum).label("score")
    return select(Attempt.person_id, score).where(Attempt.id.in_(select(ids.c.id)))
