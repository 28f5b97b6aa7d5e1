"""The course as one studies it, a lesson, beginning a test, and why one is not complete."""

from flask import Blueprint, current_app, flash, render_template, request
from flask_babel import gettext as _

from app.accounts import queries as people
from app.assessment import actions as tests
from app.assessment import terms
from app.assessment.models import Attempt
from app.assessment.quizzes import Quiz
from app.assessment.seats import keep_seat, new_seat
from app.core import clock
from app.curriculum import pages
from app.curriculum import queries as curriculum
from app.learning import access, actions, activities, queries, rules
from app.learning.following import following
from app.learning.forms import BeginRun, BeginTest, ReadLesson
from app.learning.models import Enrolment
from app.scenarios import wording
from app.web.access import actor, require, signed_in
from app.web.language import reading_language
from app.web.pages import find, see

bp = Blueprint("learning_study", __name__)


def _own(enrolment_id: int) -> Enrolment:
    enrolment = find(queries.enrolment(enrolment_id))
    require(access.may_study(actor(), enrolment.person_id))
    return enrolment


@bp.get("/study/<int:enrolment_id>")
@signed_in
def show(enrolment_id: int):
    study = queries.study(_own(enrolment_id))
    walks = activities.walks(study)
    return render_template(
        "learning/course.html",
        study=study,
        following=following(study.course, study.standing, actor().professions),
        walks=walks,
        words=wording,
        tests=activities.tests(study, at=clock.now()),
        names=terms.NAMES,
        newer=queries.newer_release(study.enrolment),
        withdrawal=queries.withdrawal(study.enrolment.release_id),
        renewal=current_app.extensions["renewal_of"](study),
    )


@bp.get("/study/<int:enrolment_id>/lessons/<lesson_id>")
@signed_in
def lesson(enrolment_id: int, lesson_id: str):
    place = find(queries.place(enrolment_id, lesson_id))
    require(access.may_study(actor(), place.person_id))
    return _lesson_page(place, lesson_id)


def _lesson_page(place: queries.Place, lesson_id: str):
    both = request.args.get("both") == "1"
    course = curriculum.course(place.release_id)
    text = find(pages.lesson_page(place.release_id, lesson_id, reading_language(), both=both))
    return render_template(
        "learning/lesson.html",
        enrolment_id=place.enrolment_id,
        course=course,
        lesson=text.lesson,
        text=text,
        both=both,
        read=place.read,
        around=activities.around(course, lesson_id),
    )


@bp.post("/study/<int:enrolment_id>/lessons")
@signed_in
def read_lesson(enrolment_id: int):
    enrolment = _own(enrolment_id)
    form = ReadLesson.from_request()
    course = curriculum.course(enrolment.release_id)
    if not form.accepted():
        first = find(next(iter(course.lessons), None)).id
        return _lesson_page(find(queries.place(enrolment.id, first)), first), 422
    lesson = find(course.lesson(form.lesson.data))
    language = reading_language()
    actions.read_lesson(enrolment, lesson.id, language, by=actor(), at=clock.now())
    flash(_("Noted as read."), "good")
    following = activities.lesson_after(course, lesson.id)
    if following is None:
        return see("learning_study.show", enrolment_id=enrolment.id, _anchor="next")
    return see("learning_study.lesson", enrolment_id=enrolment.id, lesson_id=following.id)


@bp.post("/study/<int:enrolment_id>/attempts")
@signed_in
def begin_test(enrolment_id: int):
    enrolment = _own(enrolment_id)
    study = queries.study(enrolment)
    quiz = find(activities.quiz(study.course, BeginTest.from_request().test.data))
    rules.ensure_may_take(quiz.kind, study.standing)
    attempt = _begin(enrolment, quiz, new_seat())
    return see("assessment_attempts.show", attempt_id=attempt.id)


def _begin(enrolment: Enrolment, quiz: Quiz, seat: str) -> Attempt:
    """From now on this browser is the one that answers."""
    attempt = tests.begin(
        find(people.person(enrolment.person_id)),
        release=enrolment.release,
        quiz=quiz,
        context=queries.context_of(enrolment.id),
        by=actor(),
        at=clock.now(),
        seat=seat,
    )
    keep_seat(attempt, seat)
    return attempt


@bp.post("/study/<int:enrolment_id>/runs")
@signed_in
def begin_run(enrolment_id: int):
    enrolment = _own(enrolment_id)
    form = BeginRun.from_request()
    scenario = find(curriculum.course(enrolment.release_id).scenario(form.scenario.data or ""))
    person, again = find(people.person(enrolment.person_id)), form.again.data
    run = actions.play(enrolment, person, scenario.id, again=again, by=actor(), at=clock.now())
    return see("scenarios_runs.show", run_id=run.id)


@bp.get("/study/<int:enrolment_id>/why")
@signed_in
def why(enrolment_id: int):
    study = queries.study(_own(enrolment_id))
    return render_template(
        "learning/why.html",
        study=study,
        marked=activities.being_marked(study.enrolment.id),
        elsewhere=queries.completed_elsewhere(study.enrolment),
        version=rules.RULE_VERSION,
        words=wording,
    )
