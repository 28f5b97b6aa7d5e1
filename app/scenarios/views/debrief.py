"""The debrief of a finished run, and the reflection written at its end."""

from typing import Any

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _

from app.core import clock
from app.core.paging import page_number
from app.core.refusals import Refusal
from app.curriculum import pages, ways
from app.curriculum import queries as curriculum
from app.curriculum.shapes import Course
from app.scenarios import actions, compared, debriefs, drawing, queries, tried, wording
from app.scenarios.debriefs import Moment
from app.scenarios.forms import Reflect
from app.scenarios.models import Run, RunState
from app.scenarios.views.own import own_run, say_no
from app.web.access import signed_in
from app.web.language import interface_language, reading_language
from app.web.pages import see

bp = Blueprint("scenarios_debrief", __name__)


@bp.get("/runs/<int:run_id>/debrief")
@signed_in
def show(run_id: int):
    run = own_run(run_id)
    if run.state is not RunState.FINISHED:
        return see("scenarios_runs.show", run_id=run.id)
    return _page(run, Reflect())


def _page(run: Run, form: Reflect) -> str:
    here = _told(run)
    scenario, played, told = here["scenario"], here["played"], here["told"]
    return render_template(
        "scenarios/debrief.html",
        **here,
        drawing=tried.drawn(scenario),
        marks=drawing.walk([*(step.before.scene for step in played.steps), run.ending or ""]),
        reread=_lessons(told.reread, run),
        reflection=queries.reflection(run.id),
        form=form,
    )


def _told(run: Run) -> dict[str, Any]:
    """What both pages of a debrief show."""
    scenario, kept = queries.scenario_of(run), queries.steps(run.id)
    played = queries.played(run, kept)
    return {
        "run": run,
        "scenario": scenario,
        "played": played,
        "told": debriefs.debrief(scenario, played, reading_language()),
        "kept": queries.standing_steps(kept),
        "writing": queries.writing_marks(run.id),
        "words": wording,
        "course": ways.course(run.context, curriculum.edition(run.release_id).name),
    }


@bp.get("/runs/<int:run_id>/debrief/steps")
@signed_in
def steps(run_id: int):
    run = own_run(run_id)
    if run.state is not RunState.FINISHED:
        return see("scenarios_runs.show", run_id=run.id)
    here = _told(run)
    parts = debriefs.parts(here["told"].moments)
    wanted = page_number(request.args.get("step"))
    part = next((one for one in parts if one[-1].number >= wanted), parts[-1])
    more = {"others": compared.others(run, {one.scene for one in part}), "law": _law(part)}
    return render_template("scenarios/debrief_steps.html", **here, **more, parts=parts, part=part)


def _law(part: tuple[Moment, ...]) -> dict[str, tuple[str, str]]:
    cited = {citation for one in part for citation in one.cites}
    return pages.law_links(cited, reading_language(), interface_language(), _)


def _lessons(reread: tuple[str, ...], run: Run) -> list[tuple[str, str]]:
    """Addresses and titles of what to read again."""
    name = curriculum.edition(run.release_id).name
    courses = {course.id: course for _release, course in curriculum.current_courses()}
    return [
        (ways.paragraph(one, context=run.context, name=name), _title(one, courses))
        for one in reread
    ]


def _title(target: str, courses: dict[str, Course]) -> str:
    course, _slash, rest = target.partition("/")
    lesson = rest.partition("#")[0]
    there = courses[course].lesson(lesson) if course in courses else None
    return there.title[reading_language()] if there else lesson


@bp.post("/runs/<int:run_id>/reflection")
@signed_in
def reflect(run_id: int):
    run = own_run(run_id, lock=True)
    form = Reflect.from_request()
    if not form.accepted():
        return _page(run, form), 422
    try:
        actions.reflect(
            run, form.reflection.data or "", language=reading_language(), at=clock.now()
        )
        flash(_("Your reflection is kept."), "good")
    except Refusal as refusal:
        say_no(refusal)
    return see("scenarios_debrief.show", run_id=run.id, _anchor="own-reflection")
