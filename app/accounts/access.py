"""Who may see and change people and units. Every predicate has a twin for lists in `queries`."""

from collections.abc import Collection

from app.accounts.rules import TWO_PERSON_DUTIES
from app.core.actor import Actor, Duty

# Who reads a person's card and training record within their reach.
READERS = ("head", "registrar", "auditor")
# Who keeps the staff list; an administrator keeps it without reading training records.
KEEPERS = ("registrar", "administrator")


def may_see_person(actor: Actor, person_id: int, unit_path: str | None) -> bool:
    """Oneself; and whoever has a duty over the unit of the present, or else the last, appointment."""
    return person_id == actor.person_id or any(
        actor.holds(kind, unit_path) for kind in (*READERS, "administrator")
    )


def may_see_record(actor: Actor, person_id: int, unit_path: str | None) -> bool:
    return person_id == actor.person_id or any(actor.holds(kind, unit_path) for kind in READERS)


def may_see_unit(actor: Actor, unit_path: str) -> bool:
    return any(actor.holds(kind, unit_path) for kind in (*READERS, "administrator"))


def may_keep_people(actor: Actor, unit_path: str | None) -> bool:
    return any(actor.holds(kind, unit_path) for kind in KEEPERS)


def may_grant(actor: Actor, unit_path: str | None) -> bool:
    """Granting a duty needs a duty over the target unit."""
    return actor.holds("administrator", unit_path)


def may_confirm(actor: Actor, unit_path: str, *, asked_by_id: int, person_id: int) -> bool:
    """The second of two persons: neither who asked nor who receives."""
    return may_grant(actor, unit_path) and actor.person_id not in (asked_by_id, person_id)


def reset_takes_two(actor: Actor, held: Collection[Duty]) -> bool:
    """Of a duty that two persons give, and of one that reaches further than who would reset."""
    return any(
        duty.kind in TWO_PERSON_DUTIES or not may_keep_people(actor, duty.unit_path)
        for duty in held
    )


def may_change_sign_in(actor: Actor, unit_path: str | None, held: Collection[Duty]) -> bool:
    """Address and sign-in name of another: whoever changes them can take over the duties as well.

    So a registrar changes them only for people without duties, and nobody while a duty is held
    that two persons give.
    """
    return may_keep_people(actor, unit_path) and all(
        duty.kind not in TWO_PERSON_DUTIES and actor.holds("administrator", duty.unit_path)
        for duty in held
    )
