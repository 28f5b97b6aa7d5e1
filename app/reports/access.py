"""Whose figures an actor may ask for: all of the units in their reach, and nothing beside."""

from app.accounts.access import READERS
from app.core.actor import Actor


def reach(actor: Actor) -> tuple[str, ...]:
    """Paths of the units whose people are counted, the highest only; below is a prefix."""
    return actor.highest(*READERS)


def may_report_on(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in READERS)
