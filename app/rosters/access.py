"""Who brings staff lists: whoever keeps the people of the whole institution."""

from app.accounts.access import KEEPERS
from app.core.actor import Actor


def may_import(actor: Actor, root_path: str) -> bool:
    return any(actor.holds(kind, root_path) for kind in KEEPERS)


def may_confirm(actor: Actor, root_path: str, *, asked_by_id: int | None) -> bool:
    """The second of two persons; one who runs the server is nobody's id, and so always another."""
    return may_import(actor, root_path) and actor.person_id != asked_by_id
