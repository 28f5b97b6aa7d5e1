"""docs/content-status.md: what each course holds, and which of its legal questions a jurist has still to answer.

python -m tools.content_status --write
"""

import sys
from collections.abc import Iterator
from statistics import mean

from app.assessment import bank as banks
from app.assessment import quizzes
from app.assessment.bank import Bank
from app.authoring import editing
from app.core.bundle import from_folder
from app.core.problems import Problems
from app.curriculum import prose
from app.curriculum.reading import quiz_paths, read_course
from app.curriculum.shapes import Course, Lesson
from app.settings import ROOT

PAGE = ROOT / "docs" / "content-status.md"
_REVIEW = '!!! review "'

_HEAD = """\
# What the shipped courses hold

Written by `python -m tools.content_status --write`; a test keeps it true. Words, citations and figures are counted from the
files; a sentence's words are the average of a course's running text. Nobody outside the project has read the texts yet: each
course waits for two lawyers of its profession and a Kyrgyz-speaking legal editor. What the law sheet marks as unverified stands in
the lessons in boxes "for legal review"; those boxes are repeated below, in Russian, as a list of work for the lawyers.

| course | lessons | minutes | words ky | words ru | words a sentence ky / ru | figures | citations | questions | boxes for review |
|---|---|---|---|---|---|---|---|---|---|
"""


def page() -> str:
    courses = [read for folder in _folders() if (read := _read(folder))]
    rows = "".join(_row(course, topics) for course, topics in courses)
    return _HEAD + rows + "".join(_questions(course) for course, _ in courses)


def _folders() -> list[str]:
    return sorted(p.name for p in (ROOT / "courses").iterdir() if p.is_dir() and p.name[0] != "_")


def _read(folder: str) -> tuple[Course, int] | None:
    """The course, and how many questions its tests may draw from."""
    bundle = from_folder(ROOT / "courses" / folder)
    course, _ = read_course(bundle)
    drawn: set[tuple[str, str]] = set()
    for path in quiz_paths(bundle):
        quiz = quizzes.read(bundle[path], path, Problems())
        drawn |= {(quiz.bank, one.topic) for one in quiz.draw} if quiz else set()
    held = {name: _bank(name) for name, _topic in drawn}
    return (course, sum(len(held[n].in_topic(t)) for n, t in drawn)) if course else None


def _bank(name: str) -> Bank:
    bank, _ = banks.read(from_folder(ROOT / "question_banks" / name))
    assert bank is not None
    return bank


def _row(course: Course, questions: int) -> str:
    def words(language: str) -> int:
        return sum(
            prose.word_count(b.source) for one in course.lessons for b in one.text(language).blocks
        )

    def sentence(language: str) -> float:
        return mean(editing.mean_sentence(one, language) for one in course.lessons)

    cited = sum(
        link.scheme == "law"
        for one in course.lessons
        for b in one.ru.blocks
        for link in prose.links(b.source)
    )
    cells = [
        f"[{course.id}](../courses/{course.id})",
        len(course.lessons),
        sum(one.minutes for one in course.lessons),
        f"{words('ky'):,}",
        f"{words('ru'):,}",
        f"{sentence('ky'):.1f} / {sentence('ru'):.1f}",
        len(course.figures),
        cited,
        questions,
        sum(len(list(_reviews(one))) for one in course.lessons),
    ]
    return f"| {' | '.join(map(str, cells))} |\n"


def _reviews(lesson: Lesson) -> Iterator[str]:
    """The text of each box, without its title, as plain words."""
    for block in lesson.ru.blocks:
        if block.source.lstrip().startswith(_REVIEW):
            yield "\n".join(
                line.removeprefix("    ") for line in block.source.strip().split("\n")[1:]
            )


def _questions(course: Course) -> str:
    told = [f"\n## {course.title.ru}\n"]
    for lesson in course.lessons:
        for box in _reviews(lesson):
            file = f"../courses/{course.id}/{lesson.ru.path}"
            told.append(f"\n**[{lesson.title.ru}]({file})**\n\n{_without_own_links(box)}\n")
    return "".join(told)


def _without_own_links(text: str) -> str:
    for link in prose.links(text):
        if link.scheme in prose.OWN:
            text = text.replace(f"[{link.words}]({link.scheme}:{link.target})", link.words)
    return text


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page(), end="")
