"""Studying a course anew, when what is held of it runs out."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from app.accounts import queries as people
from app.core import clock
from app.curriculum import queries as curriculum
from app.learning import actions as learning
from app.learning import queries as studies
from app.obligations import owing, rules
from app.web.access import actor, me, require, signed_in
from app.web.pages import find, see

bp = Blueprint("obligations_anew", __name__)


@bp.post("/courses/<course>/again")
@signed_in
def begin_anew(course: str):
    release = find(curriculum.current_release(course))
    require(True)  # the catalogue is open to everybody; the rule asks about the post
    person, now = find(people.person(me())), clock.now()
    stands = owing.stands(person.id, studies.of(person.id), on=clock.day_of(now))
    rules.ensure_may_repeat(stands, course)
    enrolment = learning.begin_anew(person, release, by=actor(), at=now)
    flash(_("You study the course anew. What you earned before stays as it is."), "good")
    return see("learning_study.show", enrolment_id=enrolment.id)
