"""What there is to study, and what one course is about. Lessons are read by those who study."""

from collections.abc import Collection

from flask import Blueprint, current_app, render_template

from app.accounts.kinds import NAMES
from app.core.actor import Actor
from app.curriculum import access, queries, rules
from app.curriculum.shapes import Course
from app.web.access import guest_or_actor, public, require
from app.web.pages import find

bp = Blueprint("curriculum_catalogue", __name__)


@bp.get("/courses")
@public
def index():
    who = guest_or_actor()
    professions, required = who.professions if who else (), _required_of(who)
    courses = [course for _release, course in queries.current_courses()]
    return render_template(
        "curriculum/courses.html",
        courses=rules.nearest_first(courses, professions, required),
        concerns=lambda course: rules.concerns(course, professions, required),
        professions=NAMES,
    )


@bp.get("/courses/<course>")
@public
def show(course: str):
    who = guest_or_actor()
    require(access.may_read_about(who))
    release, found = find(queries.current_course(course))
    return render_template(
        "curriculum/course.html",
        release=release,
        course=found,
        concerns=rules.concerns(found, who.professions if who else (), _required_of(who)),
        enrolment=_enrolment_of(who, found),
        professions=NAMES,
    )


def _required_of(who: Actor | None) -> Collection[str]:
    """Courses that the post of this person requires; known a step above as well."""
    known = current_app.extensions.get("required_of")
    return known(who) if known and who else ()


def _enrolment_of(who: Actor | None, course: Course) -> str | None:
    """The address at which this person studies the course; the room that knows is a step above and handed in."""
    known = current_app.extensions.get("enrolment_of")
    return known(who, course.id) if known and who else None
