"""Who may sit an attempt, and see what came of it. Results reach others through reports."""

from app.accounts import access as people
from app.core.actor import Actor

# Who answers for questions: these see them with their key, whatever unit the duty is over, as banks have none.
LIBRARIANS = ("trainer", "author", "reviewer", "registrar", "auditor")
# Two of these mark a question again: a registrar asks, another registrar or an administrator confirms. Who reads
# training records sees whose attempts; an administrator sees how many.
ASKERS = ("registrar",)
REGRADERS = ("registrar", "administrator")
REGRADE_READERS = ("registrar", "administrator", "auditor")


def may_sit(actor: Actor, person_id: int) -> bool:
    """The person of the attempt and nobody else, whatever their duties."""
    return person_id == actor.person_id


def may_see_questions(actor: Actor) -> bool:
    return actor.has(*LIBRARIANS)


def may_ask_regrade(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in ASKERS)


def may_see_regrade(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in REGRADE_READERS)


def may_decide_regrade(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in REGRADERS)


def may_see_names(actor: Actor, unit_path: str) -> bool:
    return people.may_see_record(actor, 0, unit_path)
