"""Courses that can be reported on: all that were ever released, withdrawn ones too."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.curriculum.shapes import Course
from app.db.session import db


def courses() -> list[Course]:
    """Each as its newest release says: its title, and for whom it is."""
    newest = (
        select(Release.name, func.max(Release.number).label("number"))
        .where(Release.kind == ReleaseKind.COURSE)
        .group_by(Release.name)
        .subquery()
    )
    found = db.session.scalars(
        select(Release)
        .join(newest, (Release.name == newest.c.name) & (Release.number == newest.c.number))
        .where(Release.kind == ReleaseKind.COURSE)
        .order_by(Release.name)
    )
    # The releases are in the session now, and what is in them in memory once it was read.
    return [curriculum.course(release.id) for release in found.all()]


def widest_first(found: Sequence[Course]) -> list[Course]:
    """Those for most professions first, of these the longest: the first is what a report opens with."""
    return sorted(found, key=lambda one: (-len(one.audience), -len(one.lessons), one.id))


def audience(course: Course) -> tuple[str, ...]:
    """The professions whose posts are in scope."""
    return tuple(course.audience)


@dataclass(frozen=True)
class Tests:
    """The tests before and after a course, and the releases in which they stand."""

    releases: Sequence[int]
    pre: str
    post: str


def tests(course: Course | None) -> Tests | None:
    """None where there are not both."""
    found = {quiz.kind: quiz.id for quiz in course.quizzes} if course else {}
    if course is None or not {"pre", "post"} <= found.keys():
        return None
    return Tests(releases(course.id), found["pre"], found["post"])


def releases(course: str) -> list[int]:
    lineage = curriculum.lineage(ReleaseKind.COURSE, course)
    return [release.id for release in lineage if release.is_citing]
