"""Playing a walkthrough: the scene, a step, a step back, a note."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.core import clock
from app.core.refusals import Refusal
from app.curriculum import queries as curriculum
from app.curriculum import ways
from app.scenarios import actions, answers, fields, pages, queries
from app.scenarios.answers import Answer
from app.scenarios.forms import Note, Step
from app.scenarios.models import Run
from app.scenarios.views.own import own_run, say_no
from app.web.access import actor, me, signed_in
from app.web.language import go_on_in, reading_language
from app.web.pages import find, see

bp = Blueprint("scenarios_runs", __name__)

# Of a form these are mended on the page itself; any other refusal says that the case stands elsewhere.
_TO_MEND = (answers.Incomplete, answers.TooLittleWritten, answers.TooMuchWritten)


@bp.get("/runs/<int:run_id>")
@signed_in
def show(run_id: int):
    run = own_run(run_id)
    return _page(run, queries.steps(run.id))


def _page(run: Run, kept: list[queries.Step], typed: Answer | None = None, says: str = "") -> str:
    scenario = queries.scenario_of(run)
    return render_template(
        "scenarios/run.html",
        run=run,
        page=pages.scene_page(scenario, queries.played(run, kept), reading_language()),
        number=len(kept) + 1,
        own_notes=queries.notes(run.id),
        course=ways.course(run.context, curriculum.edition(run.release_id).name),
        typed=fields.BLANK | dict(typed or {}),
        says=says,
    )


@bp.post("/runs/<int:run_id>/steps")
@signed_in
def choose(run_id: int):
    run = own_run(run_id, lock=True)
    form = Step.from_request()
    if not form.accepted():
        abort(422)
    kept = queries.steps(run.id)
    if form.language.data:
        _speak(form.language.data)
        return _page(run, kept, _answer(run, kept, len(kept) + 1))
    return _take(run, kept, form)


def _take(run: Run, kept: list[queries.Step], form: Step):
    number, shown = form.number.data or 0, form.shown.data or reading_language()
    answer = _answer(run, kept, number)
    try:
        actions.choose(run, answer, number=number, language=shown, by=actor(), at=clock.now())
    except _TO_MEND as refusal:
        return _page(run, kept, answer, _(refusal.says) % refusal.values), 422
    except Refusal as refusal:
        say_no(refusal)
        return see("scenarios_runs.show", run_id=run.id)
    # Of a talk that goes on, the page opens at the answer; a new scene has none, and opens on top.
    return see("scenarios_runs.show", run_id=run.id, _anchor="answer")


def _answer(run: Run, kept: list[queries.Step], number: int) -> Answer:
    """Read by the scene the page was made for: sent twice, the same fields are the same answer."""
    scene = kept[number - 1].scene if number <= len(kept) else queries.played(run, kept).state.scene
    given: dict[str, Any] = request.form.to_dict(flat=False)
    return fields.answer(queries.scenario_of(run).scene(scene), given)


def _speak(language: str) -> None:
    accounts.choose_language(find(people.person(me())), language, by=actor())
    go_on_in(language)


@bp.post("/runs/<int:run_id>/back")
@signed_in
def go_back(run_id: int):
    run = own_run(run_id, lock=True)
    form = Step.from_request()
    if not form.accepted():
        abort(422)
    number, shown = form.number.data or 0, form.shown.data or reading_language()
    try:
        actions.go_back(run, number=number, language=shown, at=clock.now())
    except Refusal as refusal:
        say_no(refusal)
    return see("scenarios_runs.show", run_id=run.id)


@bp.post("/runs/<int:run_id>/notes")
@signed_in
def note(run_id: int):
    run = own_run(run_id, lock=True)
    form = Note.from_request()
    try:
        actions.note(run, form.note.data or "", at=clock.now())
        flash(_("Noted in your notebook."), "good")
    except Refusal as refusal:
        say_no(refusal)
    return see("scenarios_runs.show", run_id=run.id, _anchor="notebook")
