"""Drilling: the way in, a pattern to mark and name, its reasoning, and five in a row."""

from flask import Blueprint, render_template, request, session
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.assessment.patterns import Patterns
from app.core import clock
from app.curriculum import queries as curriculum
from app.drills import access, actions, drawing, rules, wording
from app.drills.forms import AnswerTurn
from app.drills.models import DrillSession, DrillTurn
from app.drills.queries import sessions
from app.drills.views.own import forget_typed, keep_typed, own_session, turn_of, typed
from app.web.access import actor, me, signed_in
from app.web.language import LANGUAGES, reading_language
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
        oversees=access.may_oversee(actor()),
    )


@bp.post("/drills")
@signed_in
def begin():
    begun = actions.begin(find(people.person(me())), by=actor(), at=clock.now())
    return _go_on(begun)


@bp.get("/drills/<int:session_id>")
@signed_in
def show(session_id: int):
    of = own_session(session_id)
    if of.ended_at is None:
        return _go_on(of)
    return render_template(
        "drills/session.html",
        drill=of,
        patterns=sessions.patterns(of.release_id),
        right=sum(turn.named == turn.offence for turn in of.turns),
        back=drawing.to_come_back(sessions.past(of.person_id)),
        passages=[_verdicts(of, turn) for turn in of.turns],
        lowered=[turn for turn in of.turns if rules.is_lowered(turn)],
    )


@bp.get("/drills/<int:session_id>/<int:n>")
@signed_in
def turn(session_id: int, n: int):
    of = own_session(session_id)
    this = turn_of(of, n)
    if this.answered_at:
        return _reasoning(of, this)
    if n != _next(of):
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
    return see("drills_sessions.turn", session_id=of.id, n=n)


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
    session["language"] = language
    keep_typed(
        this,
        {k: v for k, v in request.form.items() if k not in ("csrf_token", "language", "shown")},
    )
    return see("drills_sessions.turn", session_id=of.id, n=this.place)


def _next(of: DrillSession) -> int:
    return sum(turn.answered_at is not None for turn in of.turns) + 1


def _go_on(of: DrillSession):
    return see("drills_sessions.turn", session_id=of.id, n=_next(of))


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


def _verdicts(of: DrillSession, this: DrillTurn) -> list[rules.Verdict]:
    pattern = sessions.patterns(of.release_id).patterns[this.pattern]
    return rules.verdicts(pattern, this.marks or {})


def _reasoning(of: DrillSession, this: DrillTurn) -> str:
    known = sessions.patterns(of.release_id)
    pattern = known.patterns[this.pattern]
    seen = _verdicts(of, this)
    return render_template(
        "drills/reasoning.html",
        drill=of,
        turn=this,
        pattern=pattern,
        patterns=known,
        offences=known.offences,
        verdicts=list(zip(pattern.passages, seen, strict=True)),
        elements=rules.elements(seen),
        names=wording.ELEMENT_NAMES,
        certainty=rules.CERTAINTY,
        is_lowered=rules.is_lowered(this),
        law=_law(known, this.pattern),
    )


def _law(known: Patterns, name: str) -> list[tuple[str, str]]:
    """Addresses and names of what the pattern cites."""
    register, language, found = curriculum.register(), reading_language(), []
    for citation in known.patterns[name].cites:
        act_id, _slash, article = citation.partition("/")
        act, provision = register.act(act_id), register.provision(act_id, article)
        label = act.short[language] if act else act_id
        if article:
            label = _("%(act)s, article %(article)s", act=label, article=article)
        if provision:
            label = f"{label}: {provision.title[language]}"
        found.append((f"/law/{citation}", label))
    return found
