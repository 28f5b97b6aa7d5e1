"""The list in the address: found, and asked about, in the same way by every page."""

from app.core.actor import Actor
from app.rosters import access, queries
from app.rosters.models import StaffList
from app.web.access import actor, require
from app.web.pages import find


def kept(list_id: int) -> StaffList:
    """404 for other institutions, whose lists nobody here knows of."""
    of = find(queries.staff_list(list_id))
    require(access.may_import(actor(), queries.root_path(of.institution_id)))
    return of


def may_confirm(of: StaffList, by: Actor) -> bool:
    path = queries.root_path(of.institution_id)
    return access.may_confirm(by, path, asked_by_id=of.asked_by_id)
