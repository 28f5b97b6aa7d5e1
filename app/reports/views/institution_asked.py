"""What the address of an institution's report asks for, checked against the reader's reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from flask import abort, request
from flask_babel import gettext as _

from app.accounts import queries as people
from app.accounts.models import Unit
from app.core import clock
from app.curriculum.shapes import Course
from app.reports import access, asking
from app.reports.asking import Asked
from app.reports.composing.whole import Maker, Report
from app.reports.divisions import DIVISIONS, GROUPS, ORDER, Division
from app.reports.forms import InstitutionFilters
from app.reports.handlers import words_in
from app.reports.queries import courses, places, walked
from app.reports.views.asked import named
from app.web.access import actor, require
from app.web.language import interface_language, moment
from app.web.pages import find


@dataclass(frozen=True)
class Wanted:
    """`report` is None while there is no course, or the days do not fit."""

    unit: Unit
    form: InstitutionFilters
    report: Report | None

    @property
    def asked(self) -> Asked:
        if self.report is None:
            abort(422)
        return self.report.asked


def made(wanted: Wanted) -> Report:
    if wanted.report is None:
        abort(422)
    return wanted.report


def wanted_of(unit_id: int) -> Wanted:
    """Only of an institution as a whole: parts of parts could be told from each other. What is not there is 404."""
    unit = find(people.unit(unit_id))
    require(access.may_report_on(actor(), unit.path) and unit.parent_id is None)
    offered = courses.widest_first(courses.courses())
    known = {course.id: course for course in offered}
    form = InstitutionFilters.from_address(
        request.args,
        today=clock.today(),
        courses={course.id: named(course.title) for course in known.values()},
        groups=dict(_groups(unit)),
        pairs=dict(_pairs()),
    )
    days = {"from_", "until", "on"}
    if known and not form.validate():
        find(form if set(form.errors) <= days else None)
    asked = _asked(unit, form, known) if known and not form.errors else None
    # As the chain of signatures names people.
    own = people.person(actor().person_id or 0)
    maker = Maker(own.name if own else actor().name, moment(clock.now()))
    report = Report(asked, words_in(interface_language()), unit, maker) if asked else None
    if report is not None:
        report.known = offered
    return Wanted(unit, form, report)


def _asked(unit: Unit, form: InstitutionFilters, known: dict[str, Course]) -> Asked:
    assert form.from_.data and form.until.data and form.on.data, "days that fit"
    return Asked(
        unit_id=unit.id,
        institution_id=unit.institution_id,
        path=unit.path,
        from_day=form.from_.data,
        until_day=form.until.data,
        on=form.on.data,
        course=known[form.course.data].id,
        only=asking.read_only(form.only.data or ""),
        across=asking.read_across(form.across.data or ""),
    )


def _groups(unit: Unit) -> Iterator[tuple[str, str]]:
    for below in places.right_below(unit):
        yield f"{Division.UNIT}:{below.id}", f"{_(DIVISIONS[Division.UNIT])}: {named(below.name)}"
    own = _("%(unit)s: in the unit itself", unit=named(unit.name))
    yield f"{Division.UNIT}:{walked.DIRECT}", own
    for division, groups in GROUPS.items():
        for value, name in groups.items():
            yield f"{division}:{value}", f"{_(DIVISIONS[division])}: {_(name)}"


def _pairs() -> Iterator[tuple[str, str]]:
    for one, other in combinations(ORDER, 2):
        yield f"{one}*{other}", f"{_(DIVISIONS[one])} × {_(DIVISIONS[other])}"
