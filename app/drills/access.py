"""Who may see a drill, and whose figures."""

from app.accounts.access import READERS
from app.core.actor import Actor


def may_drill(actor: Actor, person_id: int) -> bool:
    """One's own sessions only: nobody sees a colleague's answers, whatever their duty."""
    return person_id == actor.person_id


def may_oversee(actor: Actor) -> bool:
    """Figures of the units in one's reach."""
    return actor.has(*READERS)


def may_train(actor: Actor) -> bool:
    """Who keeps groups sees their figures; which groups these are is learning's to say."""
    return actor.has("trainer", "registrar")


def reach(actor: Actor) -> tuple[str, ...]:
    """Paths of the highest units whose figures the actor sees; below is a prefix."""
    return actor.highest(*READERS)


def may_see_figures(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in READERS)
