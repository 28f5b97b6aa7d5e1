"""Which parts of the start page a person's duties open; what stands in them is scoped by reach."""

from app.accounts.access import READERS
from app.assessment.access import MARKERS
from app.core.actor import Actor
from app.learning.access import REVOKERS


def may_oversee(actor: Actor) -> bool:
    """Who reads training records within a reach also sees how the units in it stand."""
    return actor.has(*READERS)


def may_tend(actor: Actor) -> bool:
    """The machine's own figures: letters that wait, open sessions."""
    return actor.has("administrator")


def may_be_second(actor: Actor) -> bool:
    """Who confirms what takes two persons."""
    return actor.has(*REVOKERS)


def may_mark(actor: Actor) -> bool:
    """Who marks what people must."""
    return actor.has(*MARKERS)
