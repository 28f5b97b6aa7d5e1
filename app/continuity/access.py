"""Who sees how units stand, and who writes, reviews and receives a handover."""

from app.accounts.access import READERS
from app.core.actor import Actor

# Who says which colleague takes what over.
REVIEWERS = ("head", "registrar")


def reach(actor: Actor) -> tuple[str, ...]:
    """Paths of the units whose people are counted, the highest only; below is a prefix."""
    return actor.highest(*READERS)


def may_oversee(actor: Actor, unit_path: str) -> bool:
    """As with training records: whoever sees these figures may open the record of everybody in them."""
    return any(actor.holds(kind, unit_path) for kind in READERS)


def may_review(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in REVIEWERS)


def may_write(actor: Actor, leaver_id: int) -> bool:
    """Only whoever leaves the post."""
    return actor.person_id == leaver_id


def may_read(actor: Actor, unit_path: str, *, people: tuple[int | None, ...]) -> bool:
    """`people`: who leaves, who comes, and whoever takes a part of it over."""
    return actor.person_id in people or may_oversee(actor, unit_path)
