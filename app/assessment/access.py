"""Who may sit an attempt, and see what came of it. Results reach others through reports."""

from app.core.actor import Actor


def may_sit(actor: Actor, person_id: int) -> bool:
    """The person of the attempt and nobody else, whatever their duties."""
    return person_id == actor.person_id
