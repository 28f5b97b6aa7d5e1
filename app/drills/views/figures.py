"""The confusion matrix and the downgrade rate: one's own, or of those one oversees; page, CSV and spreadsheet."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from app.assessment.hiding import FEWEST
from app.assessment.patterns import Offence
from app.core import clock
from app.core.tables import Table
from app.drills import access, figures, scope, tables
from app.drills.figures import Rate, Tally
from app.drills.queries import figures as counted
from app.drills.queries import sessions
from app.drills.scope import By, Whose
from app.drills.views.asked import Asked, Choice, asked
from app.web.access import actor, signed_in
from app.web.downloads import csv_file, xlsx_file
from app.web.language import reading_language
from app.web.pages import find

bp = Blueprint("drills_figures", __name__)


@dataclass(frozen=True)
class Line:
    """One of the groups beside each other."""

    choice: Choice
    people: int
    rate: Rate


@bp.get("/drills/figures")
@signed_in
def show():
    wanted = asked()
    return render_template(
        "drills/figures.html",
        asked=wanted,
        people=wanted.overseen.count(wanted.whose) if wanted.overseen else None,
        lines=_beside(wanted),
        least=figures.LEAST,
        fewest=FEWEST,
        produced_at=clock.now(),
        **(_shown(wanted, wanted.tallies) if wanted.tallies else {}),
    )


@bp.get("/drills/figures.csv")
@signed_in
def as_csv() -> Response:
    wanted = asked()
    return csv_file(_table(find(wanted.tallies)), _name(wanted))


@bp.get("/drills/figures.xlsx")
@signed_in
def as_xlsx() -> Response:
    wanted = asked()
    return xlsx_file(_table(find(wanted.tallies)), _name(wanted), sheet="drills")


def _name(wanted: Asked) -> str:
    return f"drills-{wanted.value.replace(':', '-')}-{wanted.on.isoformat()}"


def _offences() -> dict[str, Offence]:
    release = sessions.current_release()
    return dict(sessions.patterns(release.id).offences) if release else {}


def _names(offences: dict[str, Offence]) -> dict[str, str]:
    """With the number under which each stands in the list, everywhere the same."""
    language = reading_language()
    return {
        name: f"{n}. {offence.title[language]}"
        for n, (name, offence) in enumerate(offences.items(), start=1)
    }


def _table(tallies: list[Tally]) -> Table:
    offences = _offences()
    matrix = figures.matrix(tallies, list(offences))
    return tables.confusion(matrix, _names(offences), _)


def _shown(wanted: Asked, tallies: list[Tally]) -> dict[str, object]:
    offences = _offences()
    matrix = figures.matrix(tallies, list(offences))
    names = _names(offences)
    return {
        "downgrade": figures.downgrade(tallies),
        "right": figures.right(tallies),
        "sure": figures.sure_and_wrong(tallies),
        "quarters": {
            quarter: rate if wanted.shows(quarter) else None
            for quarter, rate in figures.by_quarter(tallies).items()
        },
        "matrix": matrix,
        "names": names,
        "bands": tables.heat(
            matrix,
            trafficking={name for name, one in offences.items() if one.trafficking},
            lesser={name for name, one in offences.items() if one.lesser},
        ),
        "table": tables.confusion(matrix, names, _),
    }


def _beside(wanted: Asked) -> list[Line]:
    """The groups below the one in hand, each with its rate; the divisions beside all of it."""
    if wanted.overseen is None or wanted.whose.by not in (By.ALL, By.UNIT):
        return []
    found: dict[Whose, list[int]] = {}
    for cell, part, whole in counted.lowered(actor(), on=wanted.on):
        for whose in scope.circles(cell):
            sums = found.setdefault(whose, [0, 0])
            sums[0] += part
            sums[1] += whole
    return [
        Line(one, wanted.overseen.count(one.whose), figures.rate(*found.get(one.whose, (0, 0))))
        for one in wanted.choices
        if _stands_beside(one.whose, wanted.whose)
    ]


def _stands_beside(one: Whose, of: Whose) -> bool:
    if of.by is By.UNIT:
        return one.by is By.UNIT and one.value.startswith(of.value) and one != of
    return one.by in (By.UNIT, By.PROFESSION, By.REGION) and (one.value,) != access.reach(actor())
