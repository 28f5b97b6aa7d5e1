"""The files of a course as their authors write them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from app.accounts.kinds import Profession
from app.core.shapes import Shape, Slug, Text, Written, fault
from app.core.words import N_

_PROFESSIONS = tuple(kind.value for kind in Profession)


def _profession(word: str) -> str:
    if word not in _PROFESSIONS:
        raise fault(
            "not-a-choice",
            N_("%(key)s must be one of: %(expected)s."),
            expected=", ".join(_PROFESSIONS),
        )
    return word


# Kinds of test. The one before the course and the one after it are a pair; practice never counts.
QuizKind = Literal["diagnostic", "pre", "check", "final", "post", "practice"]

# Kept as plain words, so that they compare with an actor's.
Professions = tuple[Annotated[str, AfterValidator(_profession)], ...]


class Required(Shape):
    """Whose posts require the course, and within how many days of taking the post."""

    of: Professions = Field(min_length=1)
    within_days: int = Field(ge=1, le=3650)


class Walkthroughs(Shape):
    """So many different walkthroughs brought to an ending, and so many of them as competent."""

    finished: int = Field(ge=1, le=20)
    competent: int = Field(ge=0, le=20)


class Completion(Shape):
    """Every lesson read, this test passed, these walkthroughs played; at least one of the last two is stated."""

    final: Slug | None = None
    walkthroughs: Walkthroughs | None = None


class CourseFile(Shape):
    """course.yaml"""

    id: Slug
    title: Text
    summary: Text
    aims: tuple[Text, ...] = Field(min_length=1, max_length=10)
    audience: Professions = Field(min_length=1)
    required: Required | None = None
    law_as_of: date
    valid_months: int | None = Field(default=None, ge=1, le=120)
    completion: Completion
    licence: Written


class ModuleFile(Shape):
    """module.yaml"""

    id: Slug
    title: Text


class LessonHead(Shape):
    """What stands between the `---` lines of a lesson's text."""

    id: Slug
    title: Written
    minutes: int = Field(ge=1, le=120)
    aims: tuple[Written, ...] = Field(min_length=1, max_length=10)
    summary: Written


class QuizHead(Shape):
    """The part of a test's file that a course needs; the room of tests reads the rest."""

    model_config = ConfigDict(extra="ignore")

    id: Slug
    kind: QuizKind
    title: Text


class ScenarioHead(Shape):
    """The part of a scenario's logic that a course needs; the room of scenarios reads the rest."""

    model_config = ConfigDict(extra="ignore")

    id: Slug
    chair: Annotated[str, AfterValidator(_profession)]
    minutes: int = Field(ge=1, le=120)


class ScenarioWords(Shape):
    """The part of a scenario's twin that a course needs."""

    model_config = ConfigDict(extra="ignore")

    title: Written
    summary: Written


class FigureFile(Shape):
    """The words of a figure, beside its drawing."""

    id: Slug
    licence: Written
    alt: Text
    texts: dict[Slug, Text] = Field(default_factory=dict)
