"""Everything a person reads in a course or a bank, piece by piece, each with its language and its line."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from app.assessment.bank import Bank
from app.assessment.patterns import Patterns
from app.core.bilingual import CONTENT_LANGUAGES, Bilingual
from app.core.shapes import Loc, Shape
from app.curriculum.reading import COURSE
from app.curriculum.shapes import Course


@dataclass(frozen=True)
class Passage:
    """`line` is that of the text's first line in its file."""

    path: str
    line: int
    language: str
    text: str


def of_course(course: Course) -> Iterator[Passage]:
    yield from _of_shape(course.file, COURSE)
    for lesson in course.lessons:
        for language, twin in lesson.texts:
            for key in ("title", "summary"):
                line = twin.head.line_of(key)
                yield Passage(twin.path, line, language, getattr(twin.head, key))
            for n, aim in enumerate(twin.aims):
                yield Passage(twin.path, twin.head.line_of("aims", n), language, aim)
            for block in twin.blocks:
                yield Passage(twin.path, block.line + 1, language, block.source)
    for figure in course.figures.values():
        for text in (figure.alt, *figure.texts.values()):
            for language in CONTENT_LANGUAGES:
                yield Passage(figure.path, 1, language, text[language])


def of_bank(bank: Bank) -> Iterator[Passage]:
    for name, item in bank.items.items():
        yield from _of_shape(item, bank.paths[name])


def of_patterns(found: Patterns) -> Iterator[Passage]:
    for name, pattern in found.patterns.items():
        yield from _of_shape(pattern, found.paths[name])


def _of_shape(shape: Shape, path: str) -> Iterator[Passage]:
    for loc, text in _texts(shape, ()):
        for language in CONTENT_LANGUAGES:
            yield Passage(path, shape.line_of(*loc, language), language, text[language])


def _texts(value: object, loc: Loc) -> Iterator[tuple[Loc, Bilingual]]:
    if isinstance(value, Bilingual):
        yield loc, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from _texts(getattr(value, key), (*loc, key))
    elif isinstance(value, tuple):
        for n, one in enumerate(value):
            yield from _texts(one, (*loc, n))
