"""Courses, banks and tests held against each other: what no lower room can see alone."""

from pathlib import Path

from app.assessment import bank as banks
from app.assessment import checks, pattern_checks, patterns, quizzes
from app.assessment.bank import Bank
from app.core.bundle import Bundle
from app.core.problems import Problems
from app.core.words import N_
from app.curriculum import shipped
from app.curriculum.shipped import Known


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
        return problems

    def patterns(self, bundle: Bundle, known: Known) -> Problems:
        found, problems = patterns.read(bundle)
        if found is not None:
            pattern_checks.check(found, problems, known_citations=known.citations)
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


def check(root: Path, *, only: str | None = None) -> Problems:
    """Every fault of everything shipped below the root, or of the one folder `only`."""
    together = Together()
    return shipped.check_shipped(
        root,
        only=only,
        check_bank=together.bank,
        check_patterns=together.patterns,
        check_quiz=together.quiz,
    )
