"""The person in the address: found, and asked about, in the same way by every page about people."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.accounts import access, queries
from app.accounts.models import Person
from app.core import clock
from app.web.access import actor, require
from app.web.pages import find


@dataclass(frozen=True)
class Whom:
    row: Person
    unit_path: str | None


def visible(person_id: int) -> Whom:
    row = find(queries.person(person_id))
    path = queries.unit_path_of(person_id, on=clock.today())
    require(access.may_see_person(actor(), person_id, path))
    return Whom(row, path)


def kept(person_id: int) -> Whom:
    """For changes to the staff list; a colleague who only reads learns who could help."""
    whom = visible(person_id)
    require(
        access.may_keep_people(actor(), whom.unit_path),
        say=_("The registrar of the academy keeps the staff list. Ask them to change this."),
    )
    return whom
