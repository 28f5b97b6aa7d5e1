"""A course compared with its release before: ids that changed, and translations left behind."""

from app.core.problems import Problems
from app.core.words import N_
from app.curriculum.shapes import Block, Course, Lesson


def check(course: Course, before: Course, problems: Problems) -> None:
    """Answers, questions and certificates point at ids, so an id never changes; a thing may go."""
    old = {thing.path: thing for module in before.modules for thing in module.contents}
    for module in course.modules:
        for thing in module.contents:
            was = old.get(thing.path)
            if was is not None and was.id != thing.id:
                path = f"{thing.path}.ky.md" if isinstance(thing, Lesson) else thing.path
                _changed(path, 1, was.id, thing.id, problems)
    for lesson in course.lessons:
        was = before.lesson(lesson.id)
        if was is not None:
            _check_blocks(lesson, was, problems)


def _changed(path: str, line: int, was: str, now: str, problems: Problems) -> None:
    says = N_("Ids never change: this was released as %(was)s and is now called %(now)s.")
    problems.error(path, line, "id-changed", says, was=was, now=now)


def _check_blocks(lesson: Lesson, was: Lesson, problems: Problems) -> None:
    changed: dict[str, set[str]] = {}
    for language, text in lesson.texts:
        now = {block.id: block for block in text.blocks}
        old = {block.id: block for block in was.text(language).blocks}
        renamed = {block.source: block.id for block in old.values() if block.id not in now}
        for block in text.blocks:
            if block.id not in old and block.source in renamed:
                _changed(text.path, block.line, renamed[block.source], block.id, problems)
        changed[language] = {i for i in now if i in old and now[i].source != old[i].source}
    for language, other in (("ky", "ru"), ("ru", "ky")):
        text = lesson.text(language)
        for block in text.blocks:
            if block.id in changed[other] - changed[language]:
                _left_behind(text.path, block, problems)


def _left_behind(path: str, block: Block, problems: Problems) -> None:
    says = N_(
        "The other language of this block has changed since the last release: %(id)s. Does this still say the same?"
    )
    problems.warning(path, block.line, "twin-older", says, id=block.id)
