"""The walkthroughs whose figures one may see; one of them scene by scene; its files."""

import secrets

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from app.assessment import access, behaviour
from app.core import clock
from app.core.paging import Page, page_number
from app.core.tables import Table
from app.curriculum import queries as curriculum
from app.scenarios import drawing, tried
from app.statistics import rules, walk_lines, walk_raw
from app.statistics.queries import attempts
from app.statistics.queries import walks as counted
from app.statistics.views.walked import Walked, ensure_shown, walked
from app.statistics.walk_lines import OptionLine
from app.web.access import actor, duty
from app.web.downloads import csv_file, xlsx_file
from app.web.language import reading_language

bp = Blueprint("statistics_walks", __name__)

# With what was chosen in so many a page stays below thirty thousand bytes.
_SCENES = 16


@bp.get("/statistics/walkthroughs")
@duty(*access.LIBRARIANS)
def index():
    reach, today = access.reach(actor()), clock.today()
    sizes = counted.sizes(reach, today)
    minutes = counted.minutes(reach, today)
    found = attempts.releases([size.release_id for size in sizes])
    return render_template(
        "statistics/walkthroughs.html",
        courses=[(release, curriculum.course(release.id)) for release in found],
        sizes={(size.release_id, size.scenario): size for size in sizes},
        times={place: behaviour.times(spent).median for place, spent in minutes.items()},
        fewest=rules.FEWEST_SHOWN,
    )


@bp.get("/statistics/walkthroughs/<int:release_id>/<scenario>")
@duty(*access.LIBRARIANS)
def show(release_id: int, scenario: str):
    page = walked(release_id, scenario)
    return render_template(
        "statistics/walkthrough.html",
        page=page,
        fewest=rules.FEWEST_SHOWN,
        least=rules.FEWEST_IN_FILE,
        **(_picture(page) if page.is_shown else {}),
    )


def _picture(page: Walked) -> dict[str, object]:
    """Lines as wide as runs went there; what few did in a scene is not drawn either."""
    shown = {line.id for line in page.lines if line.is_shown}
    counts = {way: n for way, n in page.map.ways.items() if way[0] in shown}
    return {
        "drawing": tried.drawn(page.scenario),
        "marks": drawing.Marks(counts=counts),
        "reached": [line for line in page.lines if line.is_ending],
    }


@bp.get("/statistics/walkthroughs/<int:release_id>/<scenario>/choices")
@duty(*access.LIBRARIANS)
def choices(release_id: int, scenario: str):
    page = walked(release_id, scenario)
    lines = [line for line in page.lines if line.options] if page.is_shown else []
    number = page_number(request.args.get("page"))
    few = lines[(number - 1) * _SCENES : number * _SCENES]
    return render_template(
        "statistics/walk_choices.html",
        page=page,
        fewest=rules.FEWEST_SHOWN,
        few=Page(few, number, len(lines), _SCENES),
        name_of=name_of,
    )


def name_of(line: OptionLine) -> str:
    if line.text is not None:
        return line.text[reading_language()]
    if line.at_least is None:
        return _("A text")
    return _("from %(least)s of 100 right", least=line.at_least)


# ── files ─────────────────────────────────────────────────────────────────────


@bp.get("/statistics/walkthroughs/<int:release_id>/<scenario>/choices.csv")
@duty(*access.LIBRARIANS)
def as_csv(release_id: int, scenario: str) -> Response:
    page = walked(release_id, scenario)
    return csv_file(_choices(page), _name("choices", page))


@bp.get("/statistics/walkthroughs/<int:release_id>/<scenario>/choices.xlsx")
@duty(*access.LIBRARIANS)
def as_xlsx(release_id: int, scenario: str) -> Response:
    page = walked(release_id, scenario)
    return xlsx_file(_choices(page), _name("choices", page), sheet="choices")


@bp.get("/statistics/walkthroughs/<int:release_id>/<scenario>/steps.csv")
@duty(*access.LIBRARIANS)
def steps(release_id: int, scenario: str) -> Response:
    page = walked(release_id, scenario)
    ensure_shown(page)
    rules.ensure_file(page.people)
    return csv_file(_steps(page), _name("steps", page))


@bp.get("/statistics/walkthroughs/<int:release_id>/<scenario>/code-book.csv")
@duty(*access.LIBRARIANS)
def code_book(release_id: int, scenario: str) -> Response:
    page = walked(release_id, scenario)
    return csv_file(walk_raw.code_book(_), f"code-book-{page.scenario.id}")


def _choices(page: Walked) -> Table:
    ensure_shown(page)
    return walk_lines.table(page.lines, name_of, reading_language(), _)


def _steps(page: Walked) -> Table:
    """Pseudonyms and order come from chance that nobody can repeat."""
    own = page.read.of(page.whose)
    given = counted.answers([walk.id for walk in own])
    return walk_raw.steps(page.scenario, own, given, secrets.SystemRandom())


def _name(what: str, page: Walked) -> str:
    of = str(page.whose).replace(":", "-")
    return f"{what}-{page.course.id}-{page.release.number}-{page.scenario.id}-{of}"
