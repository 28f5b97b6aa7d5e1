"""Who sees what posts require, who says it, and who exempts from it."""

from app.accounts.access import KEEPERS, READERS
from app.core.actor import Actor


def may_see(actor: Actor, unit_path: str | None) -> bool:
    """What holds everywhere, and what holds in an institution in which the reader has a duty."""
    roots = {path.split("/")[1] for path in actor.reach(*READERS, "administrator")}
    return bool(roots) if unit_path is None else unit_path.split("/")[1] in roots


# Who may ask something of posts: a head in the unit and below, beside what the academy asks.
REQUIRERS = ("head", *KEEPERS)


def may_require(actor: Actor, unit_path: str | None) -> bool:
    """Over the unit that it is about; nobody on a page asks it of every institution."""
    return any(actor.holds(kind, unit_path) for kind in REQUIRERS)


def may_change(actor: Actor, unit_path: str | None, *, is_of_head: bool) -> bool:
    """Heads change what heads ask, also those before them; never what the academy asks of their unit."""
    kinds = REQUIRERS if is_of_head else KEEPERS
    return any(actor.holds(kind, unit_path) for kind in kinds)


def may_exempt(
    actor: Actor, person_path: str | None, *, asked_path: str | None, is_of_head: bool
) -> bool:
    """Whoever keeps the staff list that the person is on; and a head their people, from what heads ask."""
    if any(actor.holds(kind, person_path) for kind in KEEPERS):
        return True
    return (
        is_of_head
        and actor.holds("head", person_path)
        and may_change(actor, asked_path, is_of_head=True)
    )
