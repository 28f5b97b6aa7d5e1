"""Enrolling oneself."""

from flask import Blueprint, current_app, flash
from flask_babel import gettext as _

from app.accounts import queries as people
from app.core import clock
from app.curriculum import queries as curriculum
from app.learning import actions
from app.web.access import actor, me, require, signed_in
from app.web.pages import find, see

bp = Blueprint("learning_enrolment", __name__)


@bp.post("/courses/<course>/enrolments")
@signed_in
def enrol(course: str):
    release = find(curriculum.current_release(course))
    require(True)  # the catalogue is open to everybody; the rule asks about the profession
    person = find(people.person(me()))
    is_asked = course in current_app.extensions["required_of"](actor())
    enrolment = actions.enrol(person, release, is_asked=is_asked, by=actor(), at=clock.now())
    flash(_("You are enrolled. Study in pieces of twenty minutes; your place is kept."))
    return see("learning_study.show", enrolment_id=enrolment.id)
