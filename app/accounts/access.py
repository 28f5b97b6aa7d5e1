"""Who may see and change people and units. Every predicate has a twin for lists in `queries`."""

from app.core.actor import Actor

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
