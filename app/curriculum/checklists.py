"""Checklists of a course: boxes of conduct that are a list, which one may keep beside oneself at work."""

import re
from dataclasses import dataclass
from itertools import takewhile

from app.core.bilingual import Bilingual
from app.curriculum.shapes import Course, Lesson

_BOX = re.compile(r'!!! (?:do|dont) "([^"]+)"')
_POINT = re.compile(r"    (?:[-*+]|[0-9]{1,2}\.) ")
# One point is a sentence, not a list.
_FEWEST = 2


@dataclass(frozen=True)
class Checklist:
    """The first such box of a block of a lesson; both languages have it. `source` is the box alone, in Markdown."""

    course: Course
    lesson: Lesson
    block: str
    title: Bilingual
    source: Bilingual

    @property
    def address(self) -> str:
        return f"{self.course.id}/{self.lesson.id}/{self.block}"


def box_in(source: str) -> tuple[str, str] | None:
    """Title and Markdown of the first box of conduct that is a list."""
    lines = source.split("\n")
    for n, line in enumerate(lines):
        title = _BOX.fullmatch(line.rstrip())
        inside = list(takewhile(_is_inside, lines[n + 1 :])) if title else []
        if title and sum(bool(_POINT.match(one)) for one in inside) >= _FEWEST:
            return title[1], "\n".join([line, *inside]).rstrip()
    return None


def _is_inside(line: str) -> bool:
    return not line.strip() or line.startswith("    ")


def checklists(course: Course) -> list[Checklist]:
    """In the order of study."""
    return [
        Checklist(
            course, lesson, ky.id, Bilingual(ky=one[0], ru=two[0]), Bilingual(ky=one[1], ru=two[1])
        )
        for lesson in course.lessons
        for ky, ru in zip(lesson.ky.blocks, lesson.ru.blocks, strict=True)
        if (one := box_in(ky.source)) and (two := box_in(ru.source))
    ]
