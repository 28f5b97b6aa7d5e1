"""The terms of a test as they were when an attempt began; kept with it, whatever later releases say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.assessment.quizzes import Quiz
from app.core.bilingual import Bilingual


@dataclass(frozen=True)
class Terms:
    """No pass mark, no minutes, no number of attempts: there is no such limit."""

    kind: str
    title: Bilingual
    size: int
    pass_mark: int | None
    minutes: int | None
    attempts: int | None

    def left(self, used: int) -> int | None:
        """Attempts that may still be begun; None when there is no limit."""
        return None if self.attempts is None else max(0, self.attempts - used)


def kept(quiz: Quiz) -> dict[str, Any]:
    """As `Attempt.rule` holds them."""
    title = {"ky": quiz.title.ky, "ru": quiz.title.ru, "en": quiz.title.en}
    return {
        "kind": quiz.kind,
        "title": title,
        "size": quiz.size,
        "pass_mark": quiz.pass_mark,
        "minutes": quiz.minutes,
        "attempts": quiz.attempts,
    }


def of(rule: Mapping[str, Any]) -> Terms:
    return Terms(**{**rule, "title": Bilingual(**rule["title"])})
