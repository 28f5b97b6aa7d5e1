"""What stands in the address: the release, the test, which attempts count; read against what was released."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from app.assessment import access
from app.core import clock
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.curriculum.shapes import Course, Quiz
from app.statistics.queries import attempts
from app.statistics.queries.attempts import Asked
from app.statistics.queries.reading import Reading, reading
from app.statistics.rules import Which
from app.web.access import actor, require
from app.web.pages import find

# Numbers with more digits fit no database.
_MOST = 10**18


@dataclass(frozen=True)
class About:
    """The test of which a page speaks."""

    release: Release
    course: Course
    quiz: Quiz
    asked: Asked

    @property
    def which(self) -> Which:
        return self.asked.which

    def read(self) -> Reading:
        return reading(self.asked)

    def to(self, endpoint: str, **changed: Any) -> str:
        """A page about this test; the choice of attempts stays in the address unless it is the usual one."""
        places = {"release_id": self.release.id, "test": self.quiz.id, "which": self.which}
        values = {name: value for name, value in {**places, **changed}.items() if value is not None}
        if values["which"] == Which.FIRST:
            del values["which"]
        return url_for(f"statistics_{endpoint}", **values)


def about(release_id: int, test: str) -> About:
    """A name that could not have been chosen is not there: 404."""
    require(access.may_see_questions(actor()))
    release = find(attempts.course_release(release_id) if release_id < _MOST else None)
    course = curriculum.course(release.id)
    quiz = find(course.quiz(test))
    named = request.args.get("which", Which.FIRST)
    which = find(next((one for one in Which if one == named), None))
    reach = access.reach(actor())
    asked = Asked(release.id, quiz.id, which, reach, clock.today())
    return About(release, course, quiz, asked)
