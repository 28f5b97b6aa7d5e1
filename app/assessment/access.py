"""Who may sit an attempt, see what came of it, see what many got wrong, and mark what people must."""

from app.accounts import access as people
from app.assessment.rubrics import is_own_unit
from app.core.actor import Actor

# They answer for tests, which are the same everywhere: all attempts are counted for them, without names.
QUALITY = ("trainer", "author", "reviewer")
# They answer for people: the attempts of the people in their units are counted.
OVERSEERS = ("registrar", "auditor")
# Whose duty it is to mark essays.
MARKERS = ("trainer",)
# Who answers for questions: these see them with their key, whatever unit the duty is over, as banks have none.
LIBRARIANS = (*QUALITY, *OVERSEERS)
# Two of these mark a question again: a registrar asks, another registrar or an administrator confirms. Who reads
# training records sees whose attempts; an administrator sees how many.
ASKERS = ("registrar",)
REGRADERS = ("registrar", "administrator")
REGRADE_READERS = ("registrar", "administrator", "auditor")


def may_sit(actor: Actor, person_id: int) -> bool:
    """The person of the attempt and nobody else, whatever their duties."""
    return person_id == actor.person_id


def reach(actor: Actor) -> tuple[str, ...] | None:
    """Paths of the units whose people are counted in figures about tests, the highest only; None: everybody."""
    return None if actor.has(*QUALITY) else actor.highest(*OVERSEERS)


def may_mark(actor: Actor, person_id: int, unit_path: str | None) -> bool:
    """A trainer over the unit of whoever wrote it, who is neither that person nor of that unit."""
    return (
        person_id != actor.person_id
        and any(actor.holds(kind, unit_path) for kind in MARKERS)
        and not is_own_unit(actor.unit_path, unit_path)
    )


def may_see_questions(actor: Actor) -> bool:
    """Questions and how they behave; a head, who knows each person of a small unit by name, sees neither."""
    return actor.has(*LIBRARIANS)


def may_ask_regrade(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in ASKERS)


def may_see_regrade(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in REGRADE_READERS)


def may_decide_regrade(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in REGRADERS)


def may_see_names(actor: Actor, unit_path: str) -> bool:
    return people.may_see_record(actor, 0, unit_path)
