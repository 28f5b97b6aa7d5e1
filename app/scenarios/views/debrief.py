"""The debrief of a finished run, and the reflection written at its end."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _

from app.core import clock
from app.core.refusals import Refusal
from app.curriculum import queries as curriculum
from app.curriculum import ways
from app.scenarios import actions, compared, debriefs, drawing, queries, tried, wording
from app.scenarios.forms import Reflect
from app.scenarios.models import Run, RunState
from app.scenarios.views.own import own_run, say_no
from app.web.access import signed_in
from app.web.language import reading_language
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
    name = curriculum.edition(run.release_id).name
    return render_template(
        "scenarios/debrief.html",
        **here,
        drawing=tried.drawn(scenario),
        marks=drawing.walk([*(step.before.scene for step in played.steps), run.ending or ""]),
        reread=[_lesson(one, run, name) for one in told.reread],
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
    cited = (one for moment in here["told"].moments for one in moment.cites)
    return render_template(
        "scenarios/debrief_steps.html", **here, others=compared.others(run), law=_law(cited)
    )


def _law(cited: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By citation the address of its page, and what to call it."""
    register, language = curriculum.register(), reading_language()
    found = {}
    for one in set(cited):
        name, article = ways.law_name(one, register, language)
        label = _("%(act)s, article %(article)s", act=name, article=article) if article else name
        found[one] = (ways.law(one), label)
    return found


def _lesson(target: str, run: Run, name: str) -> tuple[str, str]:
    """Address and title of what to read again."""
    course, _slash, rest = target.partition("/")
    lesson = rest.partition("#")[0]
    found = curriculum.current_course(course)
    there = found[1].lesson(lesson) if found else None
    title = there.title[reading_language()] if there else lesson
    return ways.paragraph(target, context=run.context, name=name), title


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
