"""Who may read how tests behave. Nobody is named to anybody; the reach says whose attempts are counted."""

from app.core.actor import Actor

# They answer for the quality of tests, which is the same everywhere: all attempts are counted for them.
QUALITY = ("trainer", "author", "reviewer")
# They answer for people: the attempts of the people in their units are counted.
OVERSEERS = ("registrar", "auditor")
READERS = (*QUALITY, *OVERSEERS)


def may_read(actor: Actor) -> bool:
    """Every released test; a head, who knows each person of a small unit by name, reads none."""
    return actor.has(*READERS)


def reach(actor: Actor) -> tuple[str, ...] | None:
    """Paths of the units whose people are counted, the highest only; None: everybody."""
    if actor.has(*QUALITY):
        return None
    paths = sorted(set(actor.reach(*OVERSEERS)))
    return tuple(p for p in paths if not any(p != q and p.startswith(q) for q in paths))
