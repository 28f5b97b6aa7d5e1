"""Banks and their questions with the key, for those who answer for them."""

from flask import Blueprint, current_app, render_template, request
from flask_babel import gettext as _

from app.assessment import access, affected, comparison, library, regrades, regrading, whole
from app.assessment.affected import Wish
from app.assessment.library import Question
from app.assessment.regrading import How, Summary
from app.core import clock
from app.core.bilingual import CONTENT_LANGUAGES
from app.web.access import actor, duty, require
from app.web.pages import find

bp = Blueprint("assessment_library", __name__)


def ask(bank: str) -> None:
    """Whoever sits a test that draws from this bank sees no key of it meanwhile."""
    require(access.may_see_questions(actor()))
    sits = library.sits(actor().person_id, bank)
    require(not sits, say=_("You have begun a test that draws from this bank. Hand it in first."))


@bp.get("/questions")
@duty(*access.LIBRARIANS)
def index():
    return render_template("assessment/banks.html", banks=library.banks())


@bp.get("/questions/<bank>")
@duty(*access.LIBRARIANS)
def show(bank: str):
    ask(bank)
    among = library.editions(bank)
    now = find(library.present(bank, among))
    topics = library.questions(among, now)
    asked = request.args.get("topic", "")
    return render_template(
        "assessment/bank.html",
        name=bank,
        edition=now,
        topics=topics,
        chosen=asked if asked in topics else "",
        Change=comparison.Change,
        names=comparison.NAMES,
    )


@bp.get("/questions/<bank>/<item>")
@duty(*access.LIBRARIANS)
def question(bank: str, item: str):
    ask(bank)
    found = find(library.question(bank, item))
    return render_template(
        "assessment/question_versions.html",
        question=found,
        wholes=[whole.whole(found.item, language) for language in CONTENT_LANGUAGES],
        names=comparison.NAMES,
        uses=library.uses(bank, found.topic_id),
        told=regrading.told,
        **_regrading(found),
    )


def _regrading(found: Question) -> dict[str, object]:
    statistics = current_app.extensions.get("statistics_of")
    offered = {how: _offered(found, how) for how in How}
    return {
        "statistics": statistics(found.bank, found.id) if statistics else None,
        "offered": {how: made for how, made in offered.items() if made and made.all},
        "hows": regrading.HOWS,
        "regrades": regrades.of_question(actor(), found.bank, found.id),
        "may_ask": actor().has(*access.ASKERS),
        "Change": comparison.Change,
    }


def _offered(found: Question, how: How) -> Summary | None:
    """What it would change, wherever people are; nobody is named."""
    wish = Wish(found, how)
    if not wish.releases:
        return None
    return regrading.summary(c.effect for c in affected.cases(wish, on=clock.today()))
