"""A bundle of files into a course. Faults are gathered, so that one broken file does not hide the next."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from app.core.bilingual import CONTENT_LANGUAGES, Bilingual
from app.core.bundle import UNREADABLE, Bundle
from app.core.problems import Problems
from app.core.shapes import Shape
from app.core.text import is_clean
from app.core.words import N_
from app.core.yaml_text import shaped
from app.curriculum import figures, lesson_reading
from app.curriculum.file_shapes import CourseFile, ModuleFile, QuizHead, ScenarioHead, ScenarioWords
from app.curriculum.lesson_reading import Twin
from app.curriculum.shapes import Course, Figure, Lesson, LessonText, Module, Quiz, Scenario

COURSE = "course.yaml"

_NAME = "[a-z0-9]+(?:-[a-z0-9]+)*"
_MODULE = re.compile(rf"({_NAME})/module\.yaml")
_LESSON = re.compile(rf"(({_NAME})/{_NAME})\.(ky|ru)\.md")
_QUIZ = re.compile(rf"({_NAME})/{_NAME}\.quiz\.yaml")
_SCENARIO = re.compile(rf"(({_NAME})/{_NAME})\.scenario(?:\.(ky|ru))?\.yaml")
_FIGURE = re.compile(rf"(media/{_NAME})\.(svg|yaml)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_FILES = 2000
_LONGEST_PATH = 200

S = TypeVar("S", bound=Shape)


@dataclass
class _Files:
    """What each path is, by its name alone. Texts that cannot be read are None."""

    texts: dict[str, str | None]
    modules: set[str] = field(default_factory=set)
    lessons: dict[str, set[str]] = field(default_factory=dict)
    quizzes: set[str] = field(default_factory=set)
    # By the path without endings; the logic is "".
    scenarios: dict[str, set[str]] = field(default_factory=dict)
    figures: dict[str, set[str]] = field(default_factory=dict)
    twins: list[Twin] = field(default_factory=list)


@dataclass(frozen=True)
class Parts:
    """What could be read of a course; `texts` are also those whose lesson is not complete."""

    course: Course | None
    texts: tuple[LessonText | Twin, ...]


def read_course(bundle: Bundle) -> tuple[Course | None, Problems]:
    """The course, or None when a part of it cannot be read; and everything that is wrong."""
    parts, problems = read_parts(bundle)
    return parts.course, problems


def read_parts(bundle: Bundle) -> tuple[Parts, Problems]:
    """For checking on, where something cannot be read, in what can."""
    problems = Problems()
    files = _sorted(readable(bundle, problems), problems)
    file = _whole(files, COURSE, CourseFile, problems)
    ids = _Ids(problems)
    read = [_module(folder, files, ids, problems) for folder in sorted(files.modules)]
    modules = tuple(module for module in read if module is not None)
    pictures = _figures(files, ids, problems)
    if file is not None:
        _check_final(file, modules, files, problems)
        _check_walkthroughs(file, files, problems)
    if not files.modules:
        says = N_("The course has no module: a folder with module.yaml and lessons.")
        problems.error(COURSE, 1, "no-module", says)
    if file is None or problems.errors:
        return Parts(None, tuple(files.twins)), problems
    course = Course.of(file, modules, pictures)
    return Parts(course, course.texts), problems


def quiz_paths(bundle: Bundle) -> list[str]:
    """The files of tests that can be read as text."""
    return [path for path in sorted(bundle) if _QUIZ.fullmatch(path) and bundle[path] != UNREADABLE]


def readable(bundle: Bundle, problems: Problems) -> dict[str, str | None]:
    """The texts by path; None for one that is no text, which is said."""
    if len(bundle) > _MOST_FILES:
        problems.error(
            "", 1, "many-files", N_("At most %(limit)d files are read."), limit=_MOST_FILES
        )
        return {}
    texts: dict[str, str | None] = {}
    for path in sorted(bundle):
        text = bundle[path]
        hidden = _CONTROL.search(text)
        texts[path] = None if text == UNREADABLE or hidden or not is_clean(text) else text
        if len(path) > _LONGEST_PATH:
            says = N_("The name is too long; at most %(limit)d characters fit, folders included.")
            problems.error(path, 1, "long-path", says, limit=_LONGEST_PATH)
        if hidden:
            line = text.count("\n", 0, hidden.start()) + 1
            says = N_("This line holds a character that nobody can see.")
            problems.error(path, line, "hidden-characters", says)
        elif texts[path] is None:
            says = N_("This is not a UTF-8 text, or it is larger than a megabyte.")
            problems.error(path, 1, "unreadable", says)
    return texts


def _sorted(texts: dict[str, str | None], problems: Problems) -> _Files:
    files = _Files(texts)
    if COURSE not in texts:
        problems.error(COURSE, 1, "missing-file", N_("This file is missing."))
    for path in texts:
        if match := _FIGURE.fullmatch(path):
            files.figures.setdefault(match[1], set()).add(match[2])
        elif path.startswith("media/"):
            _unknown(path, problems)
        elif match := _MODULE.fullmatch(path):
            files.modules.add(match[1])
        elif match := _LESSON.fullmatch(path):
            files.lessons.setdefault(match[1], set()).add(match[3])
        elif _QUIZ.fullmatch(path):
            files.quizzes.add(path)
        elif match := _SCENARIO.fullmatch(path):
            files.scenarios.setdefault(match[1], set()).add(match[3] or "")
        elif path != COURSE:
            _unknown(path, problems)
    things = (*files.lessons, *files.quizzes, *files.scenarios)
    folders = {path.partition("/")[0] for path in things}
    for folder in sorted(folders - files.modules):
        says = N_("This file is missing: every folder with lessons has one.")
        problems.error(f"{folder}/module.yaml", 1, "missing-file", says)
        files.modules.add(folder)
    return files


def _unknown(path: str, problems: Problems) -> None:
    says = N_(
        "Nothing reads a file of this name here. Names are made of Latin lower-case letters, digits and"
        " hyphens; a lesson ends in .ky.md or .ru.md, a test in .quiz.yaml, a walkthrough in .scenario.yaml with .scenario.ky.yaml"
        " and .scenario.ru.yaml, a figure is media/NAME.svg and .yaml."
    )
    problems.error(path, 1, "unknown-file", says)


def _whole(files: _Files, path: str, shape: type[S], problems: Problems) -> S | None:
    """A YAML file as its shape; None when it is missing or wrong, which is said."""
    text = files.texts.get(path)
    return None if text is None else shaped(shape, text, path, problems)


class _Ids:
    """Each id stands once among its kind."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._seen: dict[tuple[str, str], str] = {}

    def note(self, kind: str, thing_id: str, path: str, line: int) -> None:
        first = self._seen.setdefault((kind, thing_id), path)
        if first != path:
            says = N_("This id stands in another file too: %(id)s, in %(other)s.")
            self._problems.error(path, line, "repeated-id", says, id=thing_id, other=first)


def _module(folder: str, files: _Files, ids: _Ids, problems: Problems) -> Module | None:
    path = f"{folder}/module.yaml"
    file = _whole(files, path, ModuleFile, problems)
    if file is not None:
        ids.note("module", file.id, path, file.line_of("id"))
    readers: dict[str, Callable[..., Lesson | Quiz | Scenario | None]] = {
        **dict.fromkeys(files.lessons, _lesson),
        **dict.fromkeys(files.quizzes, _quiz),
        **dict.fromkeys(files.scenarios, _scenario),
    }
    inside = sorted(thing for thing in readers if thing.startswith(f"{folder}/"))
    if not inside:
        says = N_("This folder holds neither a lesson nor a walkthrough nor a test.")
        problems.error(path, 1, "empty-module", says)
    read = (readers[thing](thing, files, ids, problems) for thing in inside)
    contents = tuple(thing for thing in read if thing is not None)
    return None if file is None else Module(file.id, file.title, contents)


def _lesson(path: str, files: _Files, ids: _Ids, problems: Problems) -> Lesson | None:
    texts = {
        language: files.texts[f"{path}.{language}.md"] for language in sorted(files.lessons[path])
    }
    lesson, twins = lesson_reading.read(path, texts, problems)
    files.twins += twins
    if lesson is not None:
        ids.note("content", lesson.id, lesson.ky.path, lesson.ky.head.line_of("id"))
    return lesson


def _quiz(path: str, files: _Files, ids: _Ids, problems: Problems) -> Quiz | None:
    head = _whole(files, path, QuizHead, problems)
    if head is None:
        return None
    ids.note("content", head.id, path, head.line_of("id"))
    return Quiz(head.id, head.kind, head.title, path, files.texts[path] or "")


def _scenario(path: str, files: _Files, ids: _Ids, problems: Problems) -> Scenario | None:
    whole = f"{path}.scenario"
    names = {"": f"{whole}.yaml", **{lang: f"{whole}.{lang}.yaml" for lang in CONTENT_LANGUAGES}}
    for part, name in names.items():
        if part not in files.scenarios[path]:
            says = N_("A walkthrough is three files, its logic and its words; this one is missing.")
            problems.error(name, 1, "missing-file", says)
    head = _whole(files, names[""], ScenarioHead, problems)
    said = [_whole(files, names[lang], ScenarioWords, problems) for lang in CONTENT_LANGUAGES]
    ky, ru = said
    if head is None or ky is None or ru is None:
        return None
    ids.note("content", head.id, names[""], head.line_of("id"))
    return Scenario(
        id=head.id,
        chair=head.chair,
        minutes=head.minutes,
        title=Bilingual(ky=ky.title, ru=ru.title),
        summary=Bilingual(ky=ky.summary, ru=ru.summary),
        path=names[""],
        text=files.texts[names[""]] or "",
        said=Bilingual(ky=files.texts[names["ky"]] or "", ru=files.texts[names["ru"]] or ""),
    )


def _figures(files: _Files, ids: _Ids, problems: Problems) -> dict[str, Figure]:
    found = {}
    for path, endings in sorted(files.figures.items()):
        if len(endings) == 1:
            [there] = endings
            missing = "yaml" if there == "svg" else "svg"
            says = N_("A drawing and its words belong together: %(name)s is missing.")
            problems.error(f"{path}.{there}", 1, "missing-file", says, name=f"{path}.{missing}")
            continue
        svg, words = files.texts[f"{path}.svg"], files.texts[f"{path}.yaml"]
        if svg is None or words is None:
            continue
        figure = figures.read(f"{path}.svg", svg, f"{path}.yaml", words, problems)
        if figure is not None:
            ids.note("figure", figure.id, f"{path}.yaml", 1)
            found[figure.id] = figure
    return found


def _check_final(
    file: CourseFile, modules: tuple[Module, ...], files: _Files, problems: Problems
) -> None:
    quizzes = [thing for module in modules for thing in module.contents if isinstance(thing, Quiz)]
    finals = {quiz.id for quiz in quizzes if quiz.kind == "final"}
    # Where a test cannot be read it may be the one that is missed here.
    if file.completion.final is None:
        return
    if file.completion.final not in finals and len(quizzes) == len(files.quizzes):
        says = N_("The course has no test of kind final with this id: %(id)s.")
        line = file.line_of("completion", "final")
        problems.error(COURSE, line, "no-final", says, id=file.completion.final)


def _check_walkthroughs(file: CourseFile, files: _Files, problems: Problems) -> None:
    """A course asks for something beside reading, and for no more walkthroughs than it has."""
    asked = file.completion.walkthroughs
    line = file.line_of("completion", "walkthroughs")
    if asked is None:
        if file.completion.final is None:
            says = N_("State what completes the course: a final test, walkthroughs, or both.")
            problems.error(COURSE, line, "no-completion", says)
        return
    if asked.finished > len(files.scenarios) or asked.competent > asked.finished:
        says = N_(
            "So many walkthroughs cannot be asked for: the course has %(there)d, and no more can be competent"
            " than are finished."
        )
        problems.error(COURSE, line, "too-many-walkthroughs", says, there=len(files.scenarios))
