"""A database with the shipped content, somebody before open attempts at the essay of a course, and two who mark."""

from pathlib import Path

from app.accounts import actions as accounts
from app.accounts.models import Person
from app.assessment import actions
from app.core import clock
from app.curriculum import queries as released
from app.db.session import db
from app.learning import actions as learning
from app.learning import activities
from app.learning import queries as studies
from tests.cast import BUILDER, FIRST_DAY, build
from tests.journeys.prepare_kinds import person, shipped

WRITER, MARKERS = "writer", ("first-marker", "second-marker")
COURSE, TEST = "police-first-response", "in-own-words"


def prepare(folder: Path, attempts: int) -> list[int]:
    """Numbers of the attempts, each of another writer."""
    with shipped(folder) as app:
        units = build().units
        for name in MARKERS:
            marker = person(app, name, units["osh"])
            found = db.session.get_one(Person, marker.person_id)
            accounts.grant(found, "trainer", units["police"], from_day=FIRST_DAY, by=BUILDER)
        writers = [person(app, f"{WRITER}-{n}", units["sverdlov"]) for n in range(attempts)]
        return [_attempt(writer.person_id or 0) for writer in writers]


def _attempt(person_id: int) -> int:
    """Begun within the course, as from its page."""
    who, release = db.session.get_one(Person, person_id), released.current_release(COURSE)
    assert release is not None
    enrolment = learning.enrol(who, release, by=BUILDER, at=clock.now())
    quiz = activities.quiz(released.course(release.id), TEST)
    assert quiz is not None
    return actions.begin(
        who, release=release, quiz=quiz, context=studies.context_of(enrolment.id),
        by=BUILDER, at=clock.now(), seat="before",
    ).id  # fmt: skip
