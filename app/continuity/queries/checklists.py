"""Checklists of the courses somebody studied, and those that a handover names, as they read today."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select

from app.continuity.kinds import ItemKind
from app.continuity.models import HandoverItem
from app.curriculum import pages
from app.curriculum import queries as curriculum
from app.curriculum.checklists import Checklist, checklists
from app.db.session import db
from app.learning.models import Enrolment


@dataclass(frozen=True)
class Readable:
    """With its points, in the language of the page."""

    of: Checklist
    points: Markup


def studied(person_id: int) -> dict[str, Checklist]:
    """By address, in the order of study; of the newest release of each course somebody began."""
    wanted = select(Enrolment.course).where(Enrolment.person_id == person_id)
    begun = set(db.session.scalars(wanted))
    return {
        one.address: one
        for _release, course in curriculum.current_courses()
        if course.id in begun
        for one in checklists(course)
    }


def of_items(
    items: Iterable[HandoverItem], language: str, *, more: Iterable[str] = ()
) -> dict[str, Readable]:
    """By address. One that no course has any more is left out: nobody is to work by it."""
    wanted = {one.text for one in items if one.kind is ItemKind.CHECKLIST}.union(more)
    if not wanted:
        return {}
    return {
        one.address: Readable(one, pages.checklist(one, language))
        for _release, course in curriculum.current_courses()
        for one in checklists(course)
        if one.address in wanted
    }
