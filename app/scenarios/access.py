"""Who may play a run and read its debrief, and who marks what was written in it."""

from app.core.actor import Actor

# Whose duty it is to read what trainees write.
MARKERS = ("trainer",)
# Who write cases may look into every one of them with its state open.
AUTHORS = ("author", "translator", "reviewer", "trainer")


def may_play(actor: Actor, person_id: int) -> bool:
    """The person of the run and nobody else, whatever their duties."""
    return person_id == actor.person_id


def may_mark(actor: Actor, person_id: int, unit_path: str | None) -> bool:
    """A trainer over the unit of whoever wrote it, and never one's own text."""
    return person_id != actor.person_id and any(actor.holds(kind, unit_path) for kind in MARKERS)


def may_preview(actor: Actor) -> bool:
    return actor.has(*AUTHORS)
