"""Releases: what may become one, and how it is numbered; what points into a course."""

from collections.abc import Collection, Iterable

from app.core.bundle import Bundle, digest
from app.core.problems import Problems
from app.core.refusals import Refusal
from app.core.words import N_
from app.curriculum.shapes import Course


class Unfit(Refusal):
    """`problems` has every error, for whoever must mend them."""

    says = N_("This cannot be released. Errors to mend: %(errors)d. The first: %(first)s")

    def __init__(self, problems: Problems) -> None:
        first = problems.errors[0]
        said = f"{first.path}:{first.line}: {first.english()}"
        super().__init__(errors=len(problems.errors), first=said)
        self.problems = problems


class AlreadyWithdrawn(Refusal):
    says = N_("This release is withdrawn already.")


class NothingLeft(Refusal):
    says = N_(
        "This is the only release that is offered, and courses rest on it. Release a corrected one instead."
    )


def ensure_something_left(offered: object | None) -> None:
    if offered is None:
        raise NothingLeft


def ensure_fit(problems: Problems) -> None:
    if problems.errors:
        raise Unfit(problems)


def is_same(bundle: Bundle, newest_digest: str | None) -> bool:
    """The same files twice in a row are one release, also when it was withdrawn."""
    return digest(bundle) == newest_digest


def concerns(course: Course, professions: Collection[str], required: Collection[str] = ()) -> str:
    """What the course is to people of these professions: required of their post, meant for them, or neither."""
    if course.id in required:
        return "required"
    return "meant" if set(course.audience) & set(professions) else ""


def nearest_first(
    courses: Iterable[Course], professions: Collection[str], required: Collection[str] = ()
) -> list[Course]:
    """Required ones first, then those meant for the reader, each in the order given."""
    order = ("required", "meant", "")
    return sorted(courses, key=lambda one: order.index(concerns(one, professions, required)))


def paragraphs(course: Course) -> frozenset[str]:
    """Every `course/lesson#block` to which a question may send a person back."""
    return frozenset(
        f"{course.id}/{lesson.id}#{block_id}"
        for lesson in course.lessons
        for block_id in lesson.block_ids
    )
