"""The three most harmful beliefs at a test: for those who teach and those who write, without names."""

from flask import Blueprint, render_template, request

from app.assessment import access, beliefs, held
from app.assessment.forms import BeliefFilter
from app.assessment.held import Found
from app.core import clock
from app.web.access import actor, duty
from app.web.language import interface_language, reading_language
from app.web.pages import find

bp = Blueprint("assessment_beliefs", __name__)


@bp.get("/beliefs")
@duty(*access.QUALITY, *access.OVERSEERS)
def show():
    tests, language = held.tests(), interface_language()
    named = {key: f"{course.title[language]}: {title[language]}" for key, (course, _test, title) in tests.items()}  # fmt: skip
    form = BeliefFilter.from_address(request.args, tests=named)
    return render_template(
        "assessment/beliefs.html",
        form=form,
        found=_found(form) if tests else None,
        everybody=access.reach(actor()) is None,
        fewest=beliefs.FEWEST,
    )


def _found(form: BeliefFilter) -> Found:
    """A test that could not have been chosen is not there: 404."""
    find(form if form.validate() else None)
    course, _slash, test = form.test.data.partition("/")
    return held.of_test(actor(), course, test, language=reading_language(), on=clock.today())
