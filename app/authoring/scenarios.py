"""The scenarios of a course held against the register, the glossary and the lessons; and what an editor marks."""

import re
from collections.abc import Collection, Iterator, Mapping

from app.authoring import editing
from app.authoring.passages import Passage
from app.core.bilingual import CONTENT_LANGUAGES
from app.core.bundle import UNREADABLE, Bundle
from app.core.problems import Problem, Problems
from app.core.shapes import Loc
from app.core.words import N_
from app.curriculum import prose
from app.curriculum.shipped import Known
from app.scenarios import reading, sound, words
from app.scenarios.deciding import placed
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Blank,
    Choice,
    Document,
    Ending,
    Hearing,
    Reasons,
    Scene,
)

_LOGIC = re.compile(r"(.+\.scenario)\.yaml")


def check(bundle: Bundle, known: Known) -> Problems:
    """Every fault of every scenario of a course."""
    problems = Problems()
    for scenario, twins in found(bundle, problems):
        for one in _tried(scenario):
            say = problems.error if one.level == "error" else problems.warning
            say(one.path, one.line, one.code, one.says, **dict(one.values))
        _check_references(scenario, known, problems)
        texts = list(passages(scenario, twins))
        for passage in texts:
            _check_text(passage, known, problems)
        editing.check_words(texts, known.avoided, problems)
    return problems


_MOST_KEPT = 50
_kept: dict[str, tuple[Problem, ...]] = {}


def _tried(scenario: Scenario) -> tuple[Problem, ...]:
    """What trying every state finds takes seconds, and is the same for the same files: worked out once."""
    if scenario.digest not in _kept:
        problems = Problems()
        sound.check(scenario, problems)
        if len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[scenario.digest] = tuple(problems)
    return _kept[scenario.digest]


def found(
    bundle: Bundle, problems: Problems
) -> Iterator[tuple[Scenario, Mapping[str, tuple[str, str]]]]:
    """Scenarios that can be read, with the files of their words by language."""
    for path in sorted(bundle):
        match = _LOGIC.fullmatch(path)
        if match is None or bundle[path] == UNREADABLE:
            continue
        names = {language: f"{match[1]}.{language}.yaml" for language in CONTENT_LANGUAGES}
        if any(bundle.get(name, UNREADABLE) == UNREADABLE for name in names.values()):
            continue
        twins = {language: (name, bundle[name]) for language, name in names.items()}
        scenario = reading.read(path, bundle[path], twins, problems)
        if scenario is not None:
            yield scenario, twins


def passages(
    scenario: Scenario, twins: Mapping[str, tuple[str, str]], *, plain: bool = True
) -> Iterator[Passage]:
    """Each text of each language, in the order of the scenario; without `plain` only what is Markdown."""
    lines = reading.lines(twins)
    for place, text in scenario.texts.items():
        if plain or not words.is_plain(place):
            for language in CONTENT_LANGUAGES:
                line = lines[language].get(place, 1)
                yield Passage(twins[language][0], line, language, text[language])


# ---- Texts ----


def _check_text(passage: Passage, known: Known, problems: Problems) -> None:
    for fault in prose.faults(passage.text):
        fault.report(problems, passage.path, passage.line)
    for link in prose.links(passage.text):
        line = passage.line + link.line
        if link.scheme in prose.OUTSIDE and not link.is_picture:
            continue
        ids = {"law": known.citations, "term": known.terms}.get(link.scheme, ())
        if link.is_picture or link.scheme not in ("law", "term"):
            says = N_(
                "A text of a walkthrough links to law:, term:, https: or http:, and to nothing else."
            )
            problems.error(passage.path, line, "unknown-scheme", says)
        elif ids is not None and link.target not in ids:
            says = N_("Neither the register of acts nor the glossary has %(target)s.")
            problems.error(passage.path, line, "unknown-target", says, target=link.target)


# ---- References of the logic ----


def _check_references(scenario: Scenario, known: Known, problems: Problems) -> None:
    file = scenario.file
    for loc, citation in _citations(scenario):
        if known.citations is not None and citation not in known.citations:
            says = N_("The register of acts has no %(target)s.")
            line = file.line_of(*loc)
            problems.error(scenario.path, line, "unknown-citation", says, target=citation)
    lessons = _lessons(known.paragraphs)
    for loc, target in _rereads(scenario):
        if lessons is not None and target not in lessons:
            says = N_("No course has this lesson or paragraph: %(target)s.")
            line = file.line_of(*loc)
            problems.error(scenario.path, line, "unknown-paragraph", says, target=target)


def _lessons(paragraphs: Collection[str] | None) -> set[str] | None:
    """Paragraphs, and the lessons they stand in."""
    if paragraphs is None:
        return None
    return {*paragraphs, *(one.partition("#")[0] for one in paragraphs)}


def _citations(scenario: Scenario) -> Iterator[tuple[Loc, str]]:
    for name, deadline in scenario.file.deadlines.items():
        for n, one in enumerate(deadline.cites):
            yield ("deadlines", name, "cites", n), one
    for loc, thing in _citing(scenario):
        for n, one in enumerate(thing.cites):
            yield (*loc, "cites", n), one


def _citing(scenario: Scenario) -> Iterator[tuple[Loc, Scene | Choice | Reasons | Blank]]:
    for name, scene in scenario.file.scenes.items():
        loc: Loc = ("scenes", name)
        yield loc, scene
        yield from _choices(scene, loc)
        if isinstance(scene, Hearing):
            yield (*loc, "reasons"), scene.reasons
        if isinstance(scene, Document):
            for n, blank in enumerate(scene.blanks):
                yield (*loc, "blanks", n), blank


def _choices(scene: Scene, loc: Loc) -> Iterator[tuple[Loc, Choice]]:
    for one, place in placed(scene):
        if isinstance(one, Choice):
            yield (*loc, *place), one


def _rereads(scenario: Scenario) -> Iterator[tuple[Loc, str]]:
    for name, scene in scenario.file.scenes.items():
        if isinstance(scene, Ending):
            for n, one in enumerate(scene.reread):
                yield ("scenes", name, "reread", n), one
        for loc, choice in _choices(scene, ("scenes", name)):
            for n, one in enumerate(choice.reread):
                yield (*loc, "reread", n), one
