"""The run that an address names, for the person whose it is."""

from app.scenarios import access, queries
from app.scenarios.models import Run
from app.web.access import actor, require
from app.web.pages import find


def own_run(run_id: int, *, lock: bool = False) -> Run:
    """404 for everybody else. `lock`: it is about to change."""
    run = find(queries.run(run_id, lock=lock))
    require(access.may_play(actor(), run.person_id))
    return run
