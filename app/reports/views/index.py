"""Which reports there are, and how each figure is counted."""

from flask import Blueprint, render_template

from app.accounts.access import READERS
from app.reports.access import ROW_TAKERS
from app.reports.cuts import STAGES
from app.reports.hiding import FEWEST
from app.reports.queries import places
from app.reports.tables import STAGE_NAMES
from app.web.access import actor, duty

bp = Blueprint("reports_index", __name__)


@bp.get("/reports")
@duty(*READERS)
def index():
    reader = actor()
    return render_template(
        "reports/index.html",
        institutions=places.roots(reader),
        may_take=bool(reader.highest(*ROW_TAKERS)),
    )


@bp.get("/reports/formulas")
@duty(*READERS)
def formulas():
    return render_template(
        "reports/formulas.html", stages={s: STAGE_NAMES[s] for s in STAGES}, fewest=FEWEST
    )
