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
    # Attempts begun before there was such a question do not have the word.
    certainty: bool = False

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
        "certainty": quiz.certainty,
    }


def of(rule: Mapping[str, Any]) -> Terms:
    return Terms(**{**rule, "title": Bilingual(**rule["title"])})


def claimed(rule: Mapping[str, Any], certainty: int | None) -> int | None:
    """How sure a person said they were, where the test asks."""
    return certainty if rule.get("certainty") else None
