"""Cases for those who write them: played without a run, with the state open; what trying every state has found."""

from collections.abc import Sequence
from itertools import groupby

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _

from app.core.refusals import Refusal
from app.curriculum import queries as curriculum
from app.curriculum import ways
from app.curriculum.shapes import Course
from app.scenarios import access, drawing, pages, play, previewing, queries, tried, wording
from app.scenarios.play import Run
from app.scenarios.previewing import Offer
from app.scenarios.reading import Scenario
from app.scenarios.state import State
from app.web.access import actor, duty, require
from app.web.language import reading_language
from app.web.pages import find

bp = Blueprint("scenarios_previews", __name__)


@bp.get("/previews")
@duty(*access.AUTHORS)
def index():
    offered = [course for _release, course in curriculum.current_courses() if course.scenarios]
    return render_template("scenarios/previews.html", courses=offered, words=wording)


@bp.get("/previews/<course>/<scenario>")
@duty(*access.AUTHORS)
def show(course: str, scenario: str):
    of, case = _found(course, scenario)
    says = ""
    if "to" in request.args:
        path = tried.ways(case).get(request.args["to"])
        if path is not None:
            at = previewing.replay(case, path).state
            return redirect(request.path + _path(path, at), 303)
        says = _("No way leads to this scene. The case begins again here.")
    codes, run, refused = _walked(case)
    return _page(of, case, codes, run, says or refused)


@bp.get("/previews/<course>/<scenario>/report")
@duty(*access.AUTHORS)
def report(course: str, scenario: str):
    of, case = _found(course, scenario)
    return render_template(
        "scenarios/preview_report.html",
        course=of,
        scenario=case,
        tried=tried.tried(case),
        drawing=tried.drawn(case),
        marks=drawing.Marks(),
    )


def _found(course: str, scenario: str) -> tuple[Course, Scenario]:
    require(access.may_preview(actor()))
    _release, of = find(curriculum.current_course(course))
    return of, find(queries.of_course(of, scenario))


def _walked(case: Scenario) -> tuple[list[str], Run, str]:
    """The path of the address; from the beginning, with a sentence why, where it cannot be walked."""
    codes = request.args.getlist("s")
    try:
        return codes, previewing.replay(case, codes, request.args.get("at", "")), ""
    except Refusal as refusal:
        return [], previewing.replay(case, []), _(refusal.says) % refusal.values


def _page(of: Course, case: Scenario, codes: list[str], run: Run, says: str) -> str:
    found = previewing.offers(case, run.state)
    offers = [(one, _path([*codes, one.code], one.step.after)) for one in found]
    before = run.steps[-1].before if run.steps else run.first
    return render_template(
        "scenarios/preview.html",
        course=of,
        scenario=case,
        page=pages.scene_page(case, run, reading_language()),
        run=run,
        says=says,
        offers=[list(same) for _name, same in groupby(offers, key=_option)],
        closed=previewing.closed(case, run.state),
        held=previewing.variables(run),
        fresh=previewing.fresh(run),
        back=_path(codes[:-1], before) if codes else "",
        drawing=tried.drawn(case),
        marks=drawing.walk(one.scene for one in (run.first, *(step.after for step in run.steps))),
        percent=play.percent(case, run.state),
        verdict=play.judged(case, run.state),
        words=wording,
        law=ways.law,
    )


def _option(offer: tuple[Offer, str]) -> str:
    """Answers that come to the same stand beside each other."""
    return offer[0].step.option


def _path(codes: Sequence[str], state: State) -> str:
    """Beside the page of the case: the path, and the mark of where it leads."""
    steps = "".join(f"s={code}&" for code in codes)
    return f"?{steps}at={previewing.marked(state)}" if codes else "?"
