"""What this room does on news from below."""

from app.core import clock
from app.curriculum import queries as curriculum
from app.curriculum.events import release_published
from app.curriculum.models import ReleaseKind
from app.obligations import actions


def connect() -> None:
    release_published.connect(_follow_course)


def _follow_course(_sender, *, release, by, at) -> None:
    if release.kind is ReleaseKind.COURSE:
        course = curriculum.course(release.id)
        actions.follow_course(course, release, on_day=clock.day_of(at), by=by, at=at)
