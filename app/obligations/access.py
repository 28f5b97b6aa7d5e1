"""Who sees what posts require, who says it, and who exempts from it."""

from app.accounts.access import KEEPERS, READERS
from app.core.actor import Actor


def may_see(actor: Actor, unit_path: str | None) -> bool:
    """What holds everywhere, and what holds in an institution in which the reader has a duty."""
    roots = {path.split("/")[1] for path in actor.reach(*READERS, "administrator")}
    return bool(roots) if unit_path is None else unit_path.split("/")[1] in roots


def may_require(actor: Actor, unit_path: str | None) -> bool:
    """Registrar or administrator of the unit that it is about; nobody on a page asks it of every institution."""
    return any(actor.holds(kind, unit_path) for kind in KEEPERS)


def may_exempt(actor: Actor, unit_path: str | None) -> bool:
    """Whoever keeps the staff list that the person is on."""
    return any(actor.holds(kind, unit_path) for kind in KEEPERS)
