"""What comes next in a course: a lesson, a walkthrough, or the final test."""

from collections.abc import Collection, Iterator

from app.curriculum.shapes import Course, Lesson, Scenario
from app.learning.rules import Standing


def following(
    course: Course, now: Standing, professions: Collection[str] = ()
) -> Lesson | Scenario | None:
    """In the order of the course. Walkthroughs come up where they stand, as long as their rule is open."""
    for module in course.modules:
        for thing in module.contents:
            if isinstance(thing, Lesson) and not _is_read(now, thing):
                return thing
            if isinstance(thing, Scenario) and not now.walked:
                return next(to_play(course, now, professions), None)
    return None


def _is_read(now: Standing, lesson: Lesson) -> bool:
    return now.record_of(lesson.id) is not None


def to_play(course: Course, now: Standing, professions: Collection[str]) -> Iterator[Scenario]:
    """Walkthroughs that bring the rule nearer: first of one's own chair, of these first one never finished."""
    asked = course.completion.walkthroughs
    anew = asked is None or len(now.played) >= asked.finished
    useful = [
        one
        for one in course.scenarios
        if one.id not in now.played or (anew and not now.played[one.id].is_competent)
    ]
    yield from sorted(useful, key=lambda one: (one.chair not in professions, one.id in now.played))
