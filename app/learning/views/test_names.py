"""How tests are called in lists that hold those of several courses."""

from collections.abc import Mapping

from app.assessment.quizzes import Quiz
from app.curriculum.shapes import Course
from app.web.language import reading_language


def of(tests: Mapping[str, tuple[Course, Quiz]]) -> dict[str, str]:
    language = reading_language()
    return {
        key: f"{course.title[language]} – {quiz.title[language]}"
        for key, (course, quiz) in tests.items()
    }
