"""Courses, banks and tests held against each other: what no lower room can see alone."""

from datetime import date
from pathlib import Path

from app.assessment import bank as banks
from app.assessment import checks, pattern_checks, patterns, quizzes, siblings
from app.assessment.bank import Bank
from app.authoring import editing, passages, scenarios
from app.core.bundle import Bundle
from app.core.problems import Problems
from app.core.words import N_
from app.curriculum import reading, shipped
from app.curriculum.law import Register
from app.curriculum.shapes import Course
from app.curriculum.shipped import Known
from app.curriculum.staleness import Origin, is_stale


class Together:
    """The hooks of the lower room: banks come first and are remembered, then tests ask for them."""

    def __init__(self) -> None:
        self._banks: dict[str, Bank] = {}
        self._unread = False

    def bank(self, bundle: Bundle, known: Known) -> Problems:
        bank, problems = banks.read(bundle)
        if bank is None:
            self._unread = True
            return problems
        self._banks[bank.id] = bank
        checks.check(
            bank, problems, known_paragraphs=known.paragraphs, known_citations=known.citations
        )
        if known.register is not None:
            _check_law(bank, known.register, problems)
        editing.check_words(passages.of_bank(bank), known.avoided, problems)
        return problems

    def patterns(self, bundle: Bundle, known: Known) -> Problems:
        found, problems = patterns.read(bundle)
        if found is not None:
            pattern_checks.check(found, problems, known_citations=known.citations)
            editing.check_words(passages.of_patterns(found), known.avoided, problems)
        return problems

    def quiz(self, path: str, text: str) -> Problems:
        problems = Problems()
        quiz = quizzes.read(text, path, problems)
        if quiz is None:
            return problems
        bank = self._banks.get(quiz.bank)
        if bank is not None:
            quizzes.check_against(quiz, bank, path, problems)
        elif not self._unread:
            says = N_("There is no bank %(bank)s.")
            problems.error(path, quiz.line_of("bank"), "unknown-bank", says, bank=quiz.bank)
        return problems

    def course(self, bundle: Bundle, course: Course | None, known: Known) -> Problems:
        """Pairs of tests, the lessons that a diagnostic exempts from, walkthroughs, and what an editor marks."""
        found, problems = {}, Problems()
        for path in reading.quiz_paths(bundle):
            quiz = quizzes.read(bundle[path], path, Problems())
            if quiz is not None:
                found[path] = quiz
        lessons = {lesson.id for lesson in course.lessons} if course else None
        siblings.check(found, problems, lessons=lessons, banks=self._banks)
        problems.extend(scenarios.check(bundle, known))
        if course is not None:
            editing.check_course(course, problems)
            editing.check_words(passages.of_course(course), known.avoided, problems)
        return problems


def _check_law(bank: Bank, register: Register, problems: Problems) -> None:
    """What its author last held against the law of a day, and the law has changed since."""
    for name, item in bank.items.items():
        if item.law_as_of is None:
            continue
        origin = Origin(Register(), item.law_as_of, item.law_as_of)
        for n, citation in enumerate(item.cites):
            if is_stale(citation, origin, register, date.max):
                says = N_(
                    "%(citation)s has changed since law_as_of: read the question against it again. Until then"
                    " it is not drawn."
                )
                line = item.line_of("cites", n)
                problems.warning(bank.paths[name], line, "stale-question", says, citation=citation)


def check(root: Path, *, only: str | None = None) -> Problems:
    """Every fault of everything shipped below the root, or of the one folder `only`."""
    together = Together()
    return shipped.check_shipped(
        root,
        only=only,
        check_bank=together.bank,
        check_patterns=together.patterns,
        check_quiz=together.quiz,
        check_course=together.course,
    )
