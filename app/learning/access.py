"""Who may see, study, certify and revoke."""

from app.accounts import access as people
from app.core.actor import Actor


def may_study(actor: Actor, person_id: int) -> bool:
    """One's own enrolment only; results are read through reports."""
    return person_id == actor.person_id


def may_see_certificate(actor: Actor, person_id: int, unit_path: str | None) -> bool:
    return people.may_see_record(actor, person_id, unit_path)


def may_allow(actor: Actor, unit_path: str | None) -> bool:
    """Exceptions at tests, and the days in which a unit takes them, are the academy's."""
    return actor.holds("registrar", unit_path)


# Two of these are needed: one asks, another confirms. An administrator reads no training record, so sees
# a certificate only while its revocation waits, and of it only what the request is about.
REVOKERS = ("registrar", "administrator")


def may_revoke(actor: Actor, unit_path: str | None) -> bool:
    return any(actor.holds(kind, unit_path) for kind in REVOKERS)


def may_lead(actor: Actor, trainer_id: int, unit_path: str) -> bool:
    """A group of one's own, while the duty of a trainer is held; it ends with the duty, not with the group."""
    return actor.person_id == trainer_id and actor.holds("trainer", unit_path)


def may_keep_group(actor: Actor, trainer_id: int, unit_path: str) -> bool:
    """Who leads it; and the registrar, so that a group does not leave with its trainer."""
    return may_lead(actor, trainer_id, unit_path) or actor.holds("registrar", unit_path)
