"""Cases for those who write them: played without a run, with the state open; what trying every state has found."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from app.core.refusals import Refusal
from app.curriculum import queries as curriculum
from app.curriculum import ways
from app.curriculum.shapes import Course
from app.scenarios import access, drawing, pages, play, previewing, queries, tried, wording
from app.scenarios.play import Run
from app.scenarios.reading import Scenario
from app.web.access import actor, duty, require
from app.web.language import reading_language
from app.web.pages import find, see

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
        path = tried.tried(case).paths.get(request.args["to"])
        if path is not None:
            return see("scenarios_previews.show", **_place(of, case, path))
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
        drawing=drawing.draw(case),
        marks=drawing.Marks(),
        jump=_jump(of, case),
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
    offers = previewing.offers(case, run.state)
    return render_template(
        "scenarios/preview.html",
        course=of,
        scenario=case,
        page=pages.scene_page(case, run, reading_language()),
        run=run,
        says=says,
        offers=[(one, _address(of, case, [*codes, one.code])) for one in offers],
        closed=previewing.closed(case, run.state),
        held=previewing.variables(run),
        fresh=previewing.fresh(run),
        back=_address(of, case, codes[:-1]) if codes else None,
        jump=_jump(of, case),
        drawing=drawing.draw(case),
        marks=drawing.walk(one.scene for one in (run.first, *(step.after for step in run.steps))),
        percent=play.percent(case, run.state),
        verdict=play.judged(case, run.state),
        words=wording,
        law=ways.law,
    )


def _place(of: Course, case: Scenario, codes: Sequence[str]) -> dict[str, Any]:
    """The parts of an address; where a path leads is marked on it."""
    here: dict[str, Any] = {"course": of.id, "scenario": case.id}
    if codes:
        here |= {"s": list(codes), "at": previewing.marked(previewing.replay(case, codes).state)}
    return here


def _address(of: Course, case: Scenario, codes: Sequence[str]) -> str:
    return url_for("scenarios_previews.show", **_place(of, case, codes))


def _jump(of: Course, case: Scenario) -> str:
    """To which the id of a scene is added."""
    return url_for("scenarios_previews.show", course=of.id, scenario=case.id, to="")
