"""What a course is made of, put together from its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.core.bilingual import CONTENT_LANGUAGES, Bilingual
from app.curriculum.file_shapes import Completion, CourseFile, LessonHead, Required


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
class Scenario:
    """A walkthrough as far as a course knows it. `text` is the file of its logic, `said` by language the whole twin."""

    id: str
    chair: str  # whose chair one sits in: a profession
    minutes: int
    title: Bilingual
    summary: Bilingual
    path: str
    text: str
    said: Bilingual

    @property
    def twins(self) -> dict[str, tuple[str, str]]:
        """By language the path and the text of the words."""
        return {
            language: (f"{self.path.removesuffix('.yaml')}.{language}.yaml", self.said[language])
            for language in CONTENT_LANGUAGES
        }


@dataclass(frozen=True)
class Module:
    """Lessons, walkthroughs and tests in the order in which they are studied."""

    id: str
    title: Bilingual
    contents: tuple[Lesson | Quiz | Scenario, ...]

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(thing for thing in self.contents if isinstance(thing, Lesson))

    @property
    def minutes(self) -> int:
        """Of studying; tests have a time of their own."""
        return sum(thing.minutes for thing in self.contents if not isinstance(thing, Quiz))


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
    def final(self) -> str | None:
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
    def scenarios(self) -> tuple[Scenario, ...]:
        return tuple(
            thing
            for module in self.modules
            for thing in module.contents
            if isinstance(thing, Scenario)
        )

    @cached_property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    def lesson(self, lesson_id: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def quiz(self, quiz_id: str) -> Quiz | None:
        return next((quiz for quiz in self.quizzes if quiz.id == quiz_id), None)

    def scenario(self, scenario_id: str) -> Scenario | None:
        return next((one for one in self.scenarios if one.id == scenario_id), None)
