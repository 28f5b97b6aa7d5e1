"""After an answer: the reasoning of its case; after five: what came of them."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from app.assessment.patterns import Patterns
from app.curriculum import queries as curriculum
from app.curriculum import ways
from app.drills import drawing, rules, wording
from app.drills.models import DrillSession, DrillTurn
from app.drills.queries import sessions
from app.drills.views.own import next_place, own_session, turn_of
from app.web.access import signed_in
from app.web.language import reading_language
from app.web.pages import see

bp = Blueprint("drills_results", __name__)


@bp.get("/drills/<int:session_id>")
@signed_in
def show(session_id: int):
    of = own_session(session_id)
    if of.ended_at is None:
        return see("drills_sessions.turn", session_id=of.id, n=next_place(of))
    return render_template(
        "drills/session.html",
        drill=of,
        patterns=sessions.patterns(of.release_id),
        right=sum(turn.named == turn.offence for turn in of.turns),
        back=drawing.to_come_back(sessions.past(of.person_id)),
        passages=[_verdicts(of, turn) for turn in of.turns],
        lowered=[turn for turn in of.turns if rules.is_lowered(turn)],
    )


@bp.get("/drills/<int:session_id>/<int:n>/reasoning")
@signed_in
def reasoning(session_id: int, n: int):
    """The only page that lets a key out, and only once its case is answered."""
    of = own_session(session_id)
    this = turn_of(of, n)
    if this.answered_at is None:
        return see("drills_sessions.turn", session_id=of.id, n=next_place(of))
    return _reasoning(of, this)


def _reasoning(of: DrillSession, this: DrillTurn) -> str:
    known = sessions.patterns(of.release_id)
    pattern, seen = known.patterns[this.pattern], _verdicts(of, this)
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


def _verdicts(of: DrillSession, this: DrillTurn) -> list[rules.Verdict]:
    pattern = sessions.patterns(of.release_id).patterns[this.pattern]
    return rules.verdicts(pattern, this.marks or {})


def _law(known: Patterns, name: str) -> list[tuple[str, str]]:
    """Addresses and names of what the pattern cites."""
    register, language, found = curriculum.register(), reading_language(), []
    for citation in known.patterns[name].cites:
        label = ways.law_label(citation, register, language, _)
        provision = register.provision(*citation.partition("/")[::2])
        if provision:
            label = f"{label}: {provision.title[language]}"
        found.append((ways.law(citation), label))
    return found
