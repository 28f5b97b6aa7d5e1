"""Reading what trainees wrote in walkthroughs: what waits, one text, marking it. No page says whose it is."""

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.accounts import queries as people
from app.core import clock
from app.scenarios import access, actions, queries, wording, writings
from app.scenarios.forms import mark_writing
from app.scenarios.models import Run, RunStep
from app.web.access import actor, duty, require
from app.web.forms import Form
from app.web.language import reading_language
from app.web.pages import find, see

bp = Blueprint("scenarios_writings", __name__)


def _text(run_id: int, number: int, *, lock: bool = False) -> tuple[Run, RunStep]:
    """404 for whoever may not mark it."""
    run = find(queries.run(run_id, lock=lock))
    unit_path = people.unit_path_of(run.person_id, on=clock.today())
    require(access.may_mark(actor(), run.person_id, unit_path))
    return run, find(writings.step(run_id, number))


@bp.get("/writings")
@duty(*access.MARKERS)
def index():
    who, today = actor(), clock.today()
    return render_template(
        "scenarios/writings.html",
        total=writings.count(who, on=today),
        waiting=writings.waiting(who, on=today),
        done=writings.done(who, on=today),
    )


@bp.get("/writings/<int:run_id>/<int:number>")
@duty(*access.MARKERS)
def show(run_id: int, number: int):
    run, step = _text(run_id, number)
    paper = writings.paper(run, step, reading_language())
    return _page(paper, mark_writing(paper.criteria, reading_language()))


def _page(paper: writings.Paper, form: Form) -> str:
    return render_template(
        "scenarios/writing.html",
        paper=paper,
        mark=queries.writing_marks(paper.run_id).get(paper.number),
        form=form,
        words=wording,
    )


@bp.post("/writings/<int:run_id>/<int:number>")
@duty(*access.MARKERS)
def mark(run_id: int, number: int):
    run, step = _text(run_id, number, lock=True)
    paper = writings.paper(run, step, reading_language())
    form = mark_writing(paper.criteria, reading_language())
    if not form.accepted():
        return _page(paper, form), 422
    levels = {name: int(form[f"level_{n}"].data) for n, name in enumerate(paper.criteria)}
    actions.mark_writing(run, number, levels, form["remark"].data, by=actor(), at=clock.now())
    flash(_("Your marks are kept. Thank you."), "good")
    return see("scenarios_writings.index")
