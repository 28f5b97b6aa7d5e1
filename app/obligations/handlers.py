"""What this room does on news from below, and what it tells rooms below when they ask."""

from collections.abc import Collection

from app.accounts.events import person_left, post_restated, post_taken, service_restated
from app.core import clock
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.curriculum.events import release_published
from app.curriculum.models import ReleaseKind
from app.learning.events import certificate_revoked, counted_anew, course_completed
from app.learning.queries import Study
from app.obligations import actions, owing, reviewing, rules, unlisting
from app.obligations.rules import Stand
from app.rosters.events import list_looked_at, list_undoing, list_undone


def connect() -> None:
    release_published.connect(_follow_course)
    # Whoever moves takes a post.
    for news in (post_taken, person_left, service_restated):
        news.connect(_post_changed)
    post_restated.connect(_kind_changed)
    course_completed.connect(_completed)
    certificate_revoked.connect(_revoked)
    counted_anew.connect(_counted_anew)
    list_looked_at.connect(_answer)
    list_undoing.connect(_unlisting)
    list_undone.connect(_unlisted)


def _follow_course(_sender, *, release, by, at) -> None:
    if release.kind is ReleaseKind.COURSE:
        course = curriculum.course(release.id)
        actions.follow_course(course, release, on_day=clock.day_of(at), by=by, at=at)


def _post_changed(_sender, *, person, **_news) -> None:
    """As things stand today; a day still to come is looked at by the job of that day."""
    reviewing.review([person.id], on=clock.today())


def _kind_changed(_sender, *, post) -> None:
    today = clock.today()
    reviewing.review(reviewing.holders(post.id, on=today), on=today)


def _completed(_sender, *, enrolment, **_news) -> None:
    reviewing.review([enrolment.person_id], on=clock.today())


def _revoked(_sender, *, given) -> None:
    reviewing.review([given.person_id], on=clock.today())


def _counted_anew(_sender, *, person_ids) -> None:
    reviewing.review(sorted(person_ids), on=clock.today())


def _answer(_sender, *, left):
    return unlisting.look(left)


def _unlisting(_sender, *, left, **_more) -> None:
    unlisting.take_back(left)


def _unlisted(_sender, *, left, **_more) -> None:
    reviewing.review(sorted(left.stayed), on=clock.today())


def courses_required(actor: Actor) -> Collection[str]:
    """Courses that the post of this person requires today. Handed down to the catalogue."""
    if actor.person_id is None:
        return ()
    asked = owing.asked_of(actor.person_id, on=clock.today())
    return {one.asked.course for one in asked if one.exempt is None}


def renewal_of(study: Study) -> Stand | None:
    """Why a course that is complete may be studied anew. Handed down to the page of the course."""
    if study.completed_at is None:
        return None
    person_id, course, today = study.enrolment.person_id, study.course.id, clock.today()
    asked = [one[1:] for one in owing.asked_of(person_id, on=today) if one[1].course == course]
    if (
        not asked
        or not rules.together(course, asked, owing.earned([study])[course], on=today).is_owed
    ):
        return None
    every = owing.earned_by_some([person_id])[person_id, course]
    now = rules.together(course, asked, every, on=today)
    return now if now.is_owed else None


def stands_of(person_id: int, studies: list[Study]) -> list[tuple[Bilingual, Stand, Stand | None]]:
    """What the post requires, with the title of each course, and again where it may be studied anew. Handed down to
    the record."""
    titles = {study.course.id: study.course.title for study in studies}
    newest = {study.course.id: study for study in reversed(studies)}
    stands = owing.stands(person_id, studies, on=clock.today())
    if any(one.course not in titles for one in stands):
        titles |= {course.id: course.title for _release, course in curriculum.current_courses()}
    done = {course for course, study in newest.items() if study.completed_at is not None}
    return [
        (titles[one.course], one, one if one.is_owed and one.course in done else None)
        for one in stands
        if one.course in titles
    ]
