"""Who may sit an attempt, see what came of it, and mark what people must. Results reach others through reports."""

from app.assessment.rubrics import is_own_unit
from app.core.actor import Actor

# Whose duty it is to mark essays.
MARKERS = ("trainer",)


def may_sit(actor: Actor, person_id: int) -> bool:
    """The person of the attempt and nobody else, whatever their duties."""
    return person_id == actor.person_id


def may_mark(actor: Actor, person_id: int, unit_path: str | None) -> bool:
    """A trainer over the unit of whoever wrote it, who is neither that person nor of that unit."""
    return (
        person_id != actor.person_id
        and any(actor.holds(kind, unit_path) for kind in MARKERS)
        and not is_own_unit(actor.unit_path, unit_path)
    )
