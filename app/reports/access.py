"""Whose figures an actor may ask for: all of the units in their reach, and nothing beside; who judges a report."""

from collections.abc import Collection

from app.accounts.access import READERS
from app.core.actor import Actor


def reach(actor: Actor) -> tuple[str, ...]:
    """Paths of the units whose people are counted, the highest only; below is a prefix."""
    return actor.highest(*READERS)


def may_report_on(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in READERS)


def may_submit(actor: Actor, unit_path: str) -> bool:
    """A report goes out in the name of its institution: its registrar sends it, or its head."""
    return any(actor.holds(kind, unit_path) for kind in ("head", "registrar"))


def may_judge(actor: Actor, unit_path: str, *, hands: Collection[int]) -> bool:
    """An auditor of the institution who had no hand in the report: neither made nor submitted it."""
    return actor.holds("auditor", unit_path) and actor.person_id not in hands


# Rows are for those who answer for all of an institution's records, or who check them.
ROW_TAKERS = ("registrar", "auditor")


def may_take_rows(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in ROW_TAKERS)
