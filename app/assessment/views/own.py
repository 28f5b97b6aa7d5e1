"""The attempt that an address names, for the person whose it is."""

from app.assessment import access, queries
from app.assessment.models import Attempt
from app.web.access import actor, require
from app.web.pages import find


def own_attempt(attempt_id: int, *, lock: bool = False) -> Attempt:
    """404 for everybody else. `lock`: it is about to change."""
    attempt = find(queries.attempt(attempt_id, items=False, lock=lock))
    require(access.may_sit(actor(), attempt.person_id))
    return attempt
