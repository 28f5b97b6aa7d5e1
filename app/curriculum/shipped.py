"""The courses, banks, register and glossary that come as folders: found, named, and checked together."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import ConfigDict

from app.core import bundle as bundles
from app.core.bundle import Bundle
from app.core.problems import Problem, Problems
from app.core.shapes import Shape, Slug
from app.core.words import N_
from app.core.yaml_text import shaped
from app.curriculum import checks, glossary, law, reading, rules
from app.curriculum.reading import Parts
from app.curriculum.shapes import Course

LAW, GLOSSARY, BANK, COURSE = "law", "glossary", "bank", "course"
PATTERNS = "patterns"

# The file of a kind that says its id.
_HEADS = {BANK: "bank.yaml", PATTERNS: "patterns.yaml", COURSE: reading.COURSE}


@dataclass(frozen=True)
class Known:
    """What may be pointed at. None: some of it cannot be read, so nothing is asked of it."""

    citations: Collection[str] | None
    editions: Mapping[str, date]
    terms: Collection[str] | None
    paragraphs: Collection[str] | None
    register: law.Register | None = None
    avoided: tuple[glossary.Avoided, ...] = ()


# Of a bank's or of fact patterns' files, every fault; of one test's file, given its path and text, every fault; of
# a course as a whole, given its files and, where it can be read whole, the course, every fault.
CheckBank = Callable[[Bundle, Known], Problems]
CheckQuiz = Callable[[str, str], Problems]
CheckCourse = Callable[[Bundle, Course | None, Known], Problems]


@dataclass(frozen=True)
class Shipped:
    """`path` is the folder's, from the root, with a slash at its end."""

    kind: str
    path: str
    bundle: Bundle


class _Head(Shape):
    model_config = ConfigDict(extra="ignore")

    id: Slug


def name_of(kind: str, bundle: Bundle) -> str | None:
    """Under which name it is released; None when its head cannot be read."""
    if kind not in _HEADS:
        return kind
    head = shaped(_Head, bundle.get(_HEADS[kind], ""), _HEADS[kind], Problems())
    return head.id if head else None


def find(root: Path) -> list[Shipped]:
    """In the order in which they are released: what is cited comes before what cites."""
    found = []
    for kind, folder in ((LAW, "courses/_law"), (GLOSSARY, "courses/_glossary")):
        if (root / folder).is_dir():
            found.append((kind, folder))
    for kind, parent in ((BANK, "question_banks"), (COURSE, "courses")):
        below = sorted((root / parent).iterdir()) if (root / parent).is_dir() else []
        found += [
            (kind, f"{parent}/{folder.name}")
            for folder in below
            if folder.is_dir() and folder.name[0] not in "._"
        ]
    return [_folder(root, kind, path) for kind, path in found]


def _folder(root: Path, kind: str, path: str) -> Shipped:
    """Among the banks, fact patterns are known by their head."""
    bundle = bundles.from_folder(root / path)
    if kind == BANK and _HEADS[PATTERNS] in bundle:
        kind = PATTERNS
    return Shipped(kind, f"{path}/", bundle)


def check_shipped(
    root: Path,
    *,
    only: str | None = None,
    check_bank: CheckBank | None = None,
    check_patterns: CheckBank | None = None,
    check_quiz: CheckQuiz | None = None,
    check_course: CheckCourse | None = None,
) -> Problems:
    """Every fault of everything below the root, or of the one folder `only`.

    Banks and tests are read by a higher room: all banks go to `check_bank` before the first test goes to
    `check_quiz`, so that the tests can be held against the banks.
    """
    found = find(root)
    read = {thing.path: READERS[thing.kind](thing.bundle) for thing in found}
    known = _known(found, {path: result for path, (result, _) in read.items()})
    problems = Problems()
    names: dict[tuple[str, str], str] = {}
    for thing in found:
        result, own = read[thing.path]
        name = name_of(thing.kind, thing.bundle)
        first = names.setdefault((thing.kind, name or thing.path), thing.path)
        if first != thing.path:
            says = N_("Another folder has the same id: %(other)s.")
            own.error(_HEADS[thing.kind], 1, "repeated-id", says, other=first)
        for kind, check in ((BANK, check_bank), (PATTERNS, check_patterns)):
            if thing.kind == kind and check:
                own.extend(check(thing.bundle, known))
        if isinstance(result, Parts):
            _check_parts(result, own, known)
        if thing.kind == COURSE and check_quiz:
            for path in reading.quiz_paths(thing.bundle):
                own.extend(check_quiz(path, thing.bundle[path]))
        if isinstance(result, Parts) and check_course:
            own.extend(check_course(thing.bundle, result.course, known))
        if only is None or thing.path == f"{only.rstrip('/')}/":
            problems.extend(_once(own), prefix=thing.path)
    if only is not None and all(thing.path != f"{only.rstrip('/')}/" for thing in found):
        problems.error(only, 1, "missing-folder", N_("There is no such folder of content."))
    return problems


def _check_parts(parts: Parts, problems: Problems, known: Known) -> None:
    checks.check_parts(
        parts,
        problems,
        known_citations=known.citations,
        known_terms=known.terms,
        editions=known.editions,
    )


def _read_questions(bundle: Bundle, *, kind: str) -> tuple[None, Problems]:
    """What is known of a bank here: that its files are texts, and that it says its id."""
    problems = Problems()
    reading.readable(bundle, problems)
    head = _HEADS[kind]
    if head not in bundle:
        problems.error(head, 1, "missing-file", N_("This file is missing."))
    return None, problems


READERS: dict[str, Callable[[Bundle], tuple[object, Problems]]] = {
    LAW: law.read,
    GLOSSARY: glossary.read,
    BANK: partial(_read_questions, kind=BANK),
    PATTERNS: partial(_read_questions, kind=PATTERNS),
    COURSE: reading.read_parts,
}


def _known(found: list[Shipped], read: Mapping[str, object]) -> Known:
    results = [(thing.kind, read[thing.path]) for thing in found]
    courses = [result.course for _, result in results if isinstance(result, Parts)]
    whole = [course for course in courses if course]
    paragraphs = frozenset[str]().union(*(rules.paragraphs(course) for course in whole))
    register = next((r for _, r in results if isinstance(r, law.Register)), None)
    terms = next((r for _, r in results if isinstance(r, glossary.Glossary)), None)
    return Known(
        citations=register.citations if register else None,
        editions=register.editions if register else {},
        terms=terms.ids if terms else None,
        paragraphs=paragraphs if len(whole) == len(courses) else None,
        register=register,
        avoided=terms.avoided if terms else (),
    )


def _once(problems: Problems) -> Problems:
    """The head of a test is read in two rooms, and its faults are found in both."""
    once = Problems()
    seen: set[tuple[Problem, str]] = set()
    for problem in problems:
        key = (problem, repr(problem.values))
        if key not in seen:
            seen.add(key)
            tell = once.error if problem.level == "error" else once.warning
            tell(problem.path, problem.line, problem.code, problem.says, **dict(problem.values))
    return once
