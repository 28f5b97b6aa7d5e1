"""What a course is made of: the shapes of its files, and the course put together from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from app.accounts.kinds import Profession
from app.core.bilingual import CONTENT_LANGUAGES, Bilingual
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

# ---- Files ----


class Required(Shape):
    """Whose posts require the course, and within how many days of taking the post."""

    of: Professions = Field(min_length=1)
    within_days: int = Field(ge=1, le=3650)


class Completion(Shape):
    """Every lesson read, and this test passed."""

    final: Slug


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


class FigureFile(Shape):
    """The words of a figure, beside its drawing."""

    id: Slug
    licence: Written
    alt: Text
    texts: dict[Slug, Text] = Field(default_factory=dict)


# ---- The course ----


@dataclass(frozen=True)
class Block:
    """One piece of a lesson in one language; `line` is that of its id in the file."""

    id: str
    source: str
    line: int


@dataclass(frozen=True)
class LessonText:
    path: str
    head: LessonHead
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        return self.head.title

    @property
    def minutes(self) -> int:
        return self.head.minutes

    @property
    def aims(self) -> tuple[str, ...]:
        return self.head.aims

    @property
    def summary(self) -> str:
        return self.head.summary


@dataclass(frozen=True)
class Lesson:
    """The twins bear the same ids in the same order. `path` is theirs without language and ending."""

    id: str
    path: str
    ky: LessonText
    ru: LessonText

    def text(self, language: str) -> LessonText:
        return self.ru if language == "ru" else self.ky

    @property
    def texts(self) -> tuple[tuple[str, LessonText], ...]:
        return tuple((language, self.text(language)) for language in CONTENT_LANGUAGES)

    @property
    def title(self) -> Bilingual:
        return Bilingual(ky=self.ky.title, ru=self.ru.title)

    @property
    def minutes(self) -> int:
        """The twins state the same."""
        return self.ky.minutes

    @property
    def block_ids(self) -> tuple[str, ...]:
        return tuple(block.id for block in self.ky.blocks)


@dataclass(frozen=True)
class Quiz:
    """A test as far as a course knows it; `text` is its whole file."""

    id: str
    kind: str  # one of QuizKind
    title: Bilingual
    path: str
    text: str


@dataclass(frozen=True)
class Module:
    """Lessons and tests in the order in which they are studied."""

    id: str
    title: Bilingual
    contents: tuple[Lesson | Quiz, ...]

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(thing for thing in self.contents if isinstance(thing, Lesson))

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True)
class Figure:
    """A drawing with `{{key}}` where words belong, and the words; `size` is that of its view box."""

    id: str
    path: str
    svg: str
    size: tuple[int, int]
    licence: str
    alt: Bilingual
    texts: Mapping[str, Bilingual]


@dataclass(frozen=True)
class Course:
    id: str
    title: Bilingual
    summary: Bilingual
    aims: tuple[Bilingual, ...]
    audience: tuple[str, ...]
    required: Required | None
    law_as_of: date
    valid_months: int | None
    completion: Completion
    licence: str
    modules: tuple[Module, ...]
    figures: Mapping[str, Figure]
    # Knows the lines, for what is found wrong with the course as a whole.
    file: CourseFile

    @classmethod
    def of(
        cls, file: CourseFile, modules: tuple[Module, ...], figures: Mapping[str, Figure]
    ) -> "Course":
        stated = {name: getattr(file, name) for name in CourseFile.model_fields}
        return cls(**stated, modules=modules, figures=figures, file=file)

    @property
    def final(self) -> str:
        return self.completion.final

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def texts(self) -> tuple[LessonText, ...]:
        """Those of all lessons in all languages."""
        return tuple(text for lesson in self.lessons for _language, text in lesson.texts)

    @cached_property
    def quizzes(self) -> tuple[Quiz, ...]:
        return tuple(
            thing for module in self.modules for thing in module.contents if isinstance(thing, Quiz)
        )

    @cached_property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    def lesson(self, lesson_id: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def quiz(self, quiz_id: str) -> Quiz | None:
        return next((quiz for quiz in self.quizzes if quiz.id == quiz_id), None)
