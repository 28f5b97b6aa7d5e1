"""What the address of a report asks for, checked against the actor's reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from app.accounts import kinds
from app.accounts import queries as people
from app.accounts.kinds import Profession, Region, Sex
from app.accounts.models import Unit
from app.core import clock
from app.core.bilingual import Bilingual
from app.curriculum.shapes import Course
from app.reports import access
from app.reports.cuts import Value
from app.reports.forms import ReportFilters
from app.reports.queries import courses, places
from app.reports.scope import LANGUAGES, Cut, Scope
from app.web.access import actor, require
from app.web.language import interface_language
from app.web.pages import find

# Numbers with more digits fit no database.
_DIGITS = 18

# Before the name of a unit, once for each step down.
INDENT = "– "

# Groups that are the same everywhere; their names are message keys.
KINDS: dict[Cut, Mapping[Any, str]] = {
    Cut.PROFESSION: {kind: kinds.NAMES[kind] for kind in Profession},
    Cut.SEX: {kind: kinds.NAMES[kind] for kind in Sex},
    Cut.REGION: {kind: kinds.NAMES[kind] for kind in Region},
    Cut.LANGUAGE: LANGUAGES,
}


@dataclass(frozen=True)
class Asked:
    """`scope` is None while there is no course, or the day does not fit. Places are by number and by path."""

    form: ReportFilters
    course: Course | None
    scope: Scope | None
    institutions: dict[Value, str]
    units: list[Unit]


def asked() -> Asked:
    """A name that could not have been chosen is not there: 404. A day that does not fit is asked for again."""
    unit = _unit()
    known = {course.id: course for course in courses.widest_first(courses.courses())}
    institutions: dict[Value, str] = {i.id: named(i.name) for i in places.institutions(actor())}
    units = places.units_around(actor(), unit.path if unit else None)
    form = ReportFilters.from_address(
        request.args,
        today=clock.today(),
        courses={course.id: named(course.title) for course in known.values()},
        institutions={str(number): name for number, name in institutions.items()},
        units={str(u.id): _indented(u, units[0]) for u in units},
    )
    if known and not form.validate():
        find(form if set(form.errors) == {"on"} else None)
    course = known[form.course.data] if known else None
    scope = _scope(form, course, unit) if course and not form.errors else None
    return Asked(form, course, scope, institutions, units)


def named(name: Bilingual) -> str:
    """In the reader's language; what has no English name, in Kyrgyz."""
    return name[interface_language()]


def titles() -> dict[str, str]:
    """Of the courses that were ever released, by their names."""
    return {course.id: named(course.title) for course in courses.courses()}


def _indented(unit: Unit, top: Unit) -> str:
    return INDENT * (unit.path.count("/") - top.path.count("/")) + named(unit.name)


def _unit() -> Unit | None:
    number = request.args.get("unit", "").strip()
    if not number:
        return None
    find(number if number.isascii() and number.isdigit() and len(number) <= _DIGITS else None)
    unit = find(people.unit(int(number)))
    require(access.may_report_on(actor(), unit.path))
    return unit


def _scope(form: ReportFilters, course: Course, unit: Unit | None) -> Scope:
    filters: dict[Cut, int | str] = {}
    if form.institution.data:
        filters[Cut.INSTITUTION] = int(form.institution.data)
    # The only top of the reach narrows nothing.
    if unit and access.reach(actor()) != (unit.path,):
        filters[Cut.UNIT] = unit.path
    for cut in KINDS:
        if form[cut.value].data:
            filters[cut] = form[cut.value].data
    assert form.on.data is not None
    return Scope(course.id, courses.audience(course), form.on.data, form.cut, filters)
