"""Drilling: the way in, and a case to mark and name."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.core import clock
from app.drills import access, actions, drawing, rules, wording
from app.drills.forms import AnswerTurn
from app.drills.models import DrillSession, DrillTurn
from app.drills.queries import sessions
from app.drills.views.own import forget_typed, keep_typed, next_place, own_session, turn_of, typed
from app.web.access import actor, me, signed_in
from app.web.language import LANGUAGES, go_on_in, reading_language
from app.web.pages import find, see

bp = Blueprint("drills_sessions", __name__)

# Older sessions are in the figures.
_LAST = 5


@bp.get("/drills")
@signed_in
def index():
    release = sessions.current_release()
    past = sessions.past(me())
    return render_template(
        "drills/index.html",
        patterns=sessions.patterns(release.id) if release else None,
        open=sessions.open_session(me()),
        done=sessions.done(me(), most=_LAST),
        met={one.pattern for one in past},
        back=drawing.to_come_back(past),
        oversees=access.may_oversee(actor()) or access.may_train(actor()),
    )


@bp.post("/drills")
@signed_in
def begin():
    begun = actions.begin(find(people.person(me())), by=actor(), at=clock.now())
    return _go_on(begun)


@bp.get("/drills/<int:session_id>/<int:n>")
@signed_in
def turn(session_id: int, n: int):
    of = own_session(session_id)
    this = turn_of(of, n)
    if this.answered_at:
        return see("drills_results.reasoning", session_id=of.id, n=n)
    if n != next_place(of):
        return _go_on(of)
    return _asking(of, this, typed(this))


@bp.post("/drills/<int:session_id>/<int:n>")
@signed_in
def answer(session_id: int, n: int):
    of = own_session(session_id, lock=True)
    this = turn_of(of, n)
    if request.form.get("language") in LANGUAGES:
        return _in_language(of, this, request.form["language"])
    form = _form(of, request.form)
    if not this.answered_at:
        if not form.accepted():
            return _asking(of, this, request.form, form), 422
        _keep(of, this, form)
    forget_typed()
    return see("drills_results.reasoning", session_id=of.id, n=n)


def _keep(of: DrillSession, this: DrillTurn, form: AnswerTurn) -> None:
    pattern = sessions.patterns(of.release_id).patterns[this.pattern]
    actions.answer(
        of,
        this.place,
        marks=rules.read_marks(pattern, request.form),
        named=form.offence.data,
        certainty=int(form.certainty.data),
        language=form.shown.data or reading_language(),
        by=actor(),
        at=clock.now(),
    )


def _in_language(of: DrillSession, this: DrillTurn, language: str):
    """The page again, in the other language, with all that was marked; nothing is answered."""
    accounts.choose_language(find(people.person(me())), language, by=actor())
    go_on_in(language)
    keep_typed(
        this,
        {k: v for k, v in request.form.items() if k not in ("csrf_token", "language", "shown")},
    )
    return see("drills_sessions.turn", session_id=of.id, n=this.place)


def _go_on(of: DrillSession):
    return see("drills_sessions.turn", session_id=of.id, n=next_place(of))


def _form(of: DrillSession, fields: MultiDict[str, str]) -> AnswerTurn:
    offences = sessions.patterns(of.release_id).offences.values()
    language = reading_language()
    return AnswerTurn(fields).offer((one.id, one.title[language]) for one in offences)


def _asking(of: DrillSession, this: DrillTurn, fields: MultiDict[str, str], form=None) -> str:
    pattern = sessions.patterns(of.release_id).patterns[this.pattern]
    names = [_(name) for name in wording.ELEMENT_NAMES.values()]
    return render_template(
        "drills/turn.html",
        drill=of,
        turn=this,
        form=form or _form(of, fields),
        question=wording.asked(pattern, reading_language(), names=names, given=fields),
    )
