"""Completion of a course: the page, the CSV and the spreadsheet, all from one table."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template
from flask_babel import gettext as _

from app.accounts.access import READERS
from app.accounts.models import Unit
from app.core import clock
from app.core.tables import Table
from app.reports import access, cuts, tables
from app.reports.cuts import STAGES, Figures, Value
from app.reports.forms import ReportFilters
from app.reports.hiding import FEWEST
from app.reports.queries import completion, roster
from app.reports.queries.roster import Departures
from app.reports.scope import CUTS, Cut, Scope
from app.reports.tree import DIRECT
from app.reports.views.asked import INDENT, KINDS, Asked, asked, named
from app.web.access import actor, duty
from app.web.downloads import csv_file, xlsx_file
from app.web.language import number
from app.web.pages import find

bp = Blueprint("reports_completion", __name__)


@dataclass(frozen=True)
class Report:
    """`below`: for each row but the last, the unit it leads to."""

    name: str
    figures: Figures
    table: Table
    below: list[int | None]


@bp.get("/reports/completion")
@duty(*READERS)
def show():
    wanted = asked()
    return _page(wanted), 422 if wanted.form.errors else 200


def _page(wanted: Asked) -> str:
    report = _report(wanted, wanted.scope) if wanted.scope else None
    return render_template(
        "reports/completion.html",
        asked=wanted,
        report=report,
        departures=_departures(wanted.scope),
        bars=_bars(report.figures) if report else [],
        words=_words(wanted.form),
        address=_address(wanted.form),
        produced_at=clock.now(),
        shares=tables.SHARES,
        fewest=FEWEST,
    )


@bp.get("/reports/completion.csv")
@duty(*READERS)
def as_csv() -> Response:
    report = _asked_report()
    return csv_file(report.table, report.name)


@bp.get("/reports/completion.xlsx")
@duty(*READERS)
def as_xlsx() -> Response:
    report = _asked_report()
    return xlsx_file(report.table, report.name, sheet=report.name)


def _asked_report() -> Report:
    wanted = asked()
    find(wanted.course)
    if wanted.scope is None:
        abort(422)
    return _report(wanted, wanted.scope)


def _report(wanted: Asked, scope: Scope) -> Report:
    tallies = completion.tallies(actor(), scope)
    figures = cuts.figures(tallies, scope, access.reach(actor()))
    groups = _groups(wanted, scope.by)
    heading = CUTS[scope.by] if scope.by else None
    return Report(
        f"completion-{scope.course}-{scope.on.isoformat()}",
        figures,
        tables.completion(figures, groups, heading=heading, say=_),
        _below(groups, figures, wanted.units),
    )


def _departures(scope: Scope | None) -> Departures | None:
    """Of the reader's whole reach alone: those of a unit, taken from the whole, would give those of its sister."""
    if scope is None or scope.filters:
        return None
    return roster.departures(actor(), scope)


def _groups(wanted: Asked, by: Cut | None) -> dict[Value, str]:
    """Names of the groups, in the order in which they are read."""
    if by is Cut.INSTITUTION:
        return wanted.institutions
    if by is not Cut.UNIT:
        return {value: _(name) for value, name in KINDS[by].items()} if by else {}
    names = {unit.path: named(unit.name) for unit in wanted.units}
    own = {
        path + DIRECT: _("%(unit)s: in the unit itself", unit=name) for path, name in names.items()
    }
    return dict(sorted((names | own).items()))


def _bars(figures: Figures) -> list[tuple[str, float | None, str]]:
    """The total, stage by stage, for the chart."""
    whole, bars = figures.total.counts[0], []
    for stage, count in zip(STAGES, figures.total.counts, strict=True):
        share = count / whole if count is not None and whole else None
        words = _(tables.HIDDEN) if count is None else number(count)
        if count is not None and whole:
            words = _(
                "%(n)s, %(share)s %%", n=number(count), share=tables.percent(count, whole) or 0
            )
        bars.append((_(tables.STAGE_NAMES[stage]), share, words))
    return bars


def _words(form: ReportFilters) -> list[tuple[str, str]]:
    """What is chosen, field by field, as it reads in the form."""
    return [
        (
            str(field.label.text),
            str({c.value: c.label for c in field.choices}[field.data]).lstrip(INDENT),
        )
        for field in form
        if field.name not in ("course", "on", "by") and field.data and not field.errors
    ]


def _address(form: ReportFilters) -> dict[str, str]:
    """The same report again: for the files, and for one unit further down."""
    return {field.name: str(field.data) for field in form if field.data}


def _below(groups: Iterable[Value], figures: Figures, units: Iterable[Unit]) -> list[int | None]:
    """Row by row, the unit that can be looked into."""
    shown, ids = {line.value for line in figures.lines}, {unit.path: unit.id for unit in units}
    return [ids.get(str(value)) for value in groups if value in shown]
