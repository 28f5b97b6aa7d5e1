"""How each figure is computed, for everybody who is signed in."""

from flask import Blueprint, render_template

from app.statistics import formulas
from app.web.access import require, signed_in

bp = Blueprint("statistics_formulas", __name__)


@bp.get("/formulas")
@signed_in
def index():
    return render_template("statistics/formulas.html", groups=formulas.GROUPS)


@bp.get("/formulas/<formula>")
@signed_in
def show(formula: str):
    require(formula in formulas.ALL)
    return render_template("statistics/formula.html", one=formulas.ALL[formula])
