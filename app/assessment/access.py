"""Who may sit an attempt, see what came of it, and see what many got wrong. Results reach others through reports."""

from app.core.actor import Actor

# They answer for tests, which are the same everywhere: all attempts are counted for them, without names.
QUALITY = ("trainer", "author", "reviewer")
# They answer for people: the attempts of the people in their units are counted.
OVERSEERS = ("registrar", "auditor")


def may_sit(actor: Actor, person_id: int) -> bool:
    """The person of the attempt and nobody else, whatever their duties."""
    return person_id == actor.person_id


def reach(actor: Actor) -> tuple[str, ...] | None:
    """Paths of the units whose people are counted in figures about questions; None: everybody."""
    return None if actor.has(*QUALITY) else actor.reach(*OVERSEERS)
