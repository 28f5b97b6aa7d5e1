"""The terms of a test as they were when an attempt began; kept with it, whatever later releases say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.assessment.quizzes import AFTER_HAND_IN, AFTER_QUESTION, AFTER_WINDOW, NEVER, Quiz
from app.core.bilingual import Bilingual
from app.core.words import N_

NAMES = {
    "diagnostic": N_("Diagnostic"),
    "pre": N_("Test before the course"),
    "check": N_("Check yourself"),
    "final": N_("Final test"),
    "post": N_("Test after the course"),
    "practice": N_("Practice"),
}
COUNTS = {
    "diagnostic": N_(
        "It shows what you know already: lessons on topics in which you reach the mark need not be"
        " read. The final test you take all the same."
    ),
    "pre": N_("It does not count: it shows where you start."),
    "check": N_("It does not count: it shows you what to read again."),
    "final": N_("It counts: whoever reads every lesson and passes this test completes the course."),
    "post": N_(
        "It does not count: it asks other questions of the same kind as the test before the course,"
        " and shows what you have gained."
    ),
    "practice": N_("It never counts, and you may repeat it as often as you like."),
}
_SCORE = {
    AFTER_HAND_IN: N_("Your score is shown when you have handed in."),
    AFTER_WINDOW: N_("Your score is shown when the days for this test are over."),
    NEVER: N_("Your score is not shown to you."),
}
_ANSWERS = {
    AFTER_QUESTION: N_(
        "The right answer is shown after each question, once yours is given for good."
    ),
    AFTER_HAND_IN: N_("Right answers are shown when you have handed in."),
    AFTER_WINDOW: N_("Right answers are shown when the days for this test are over."),
    NEVER: N_("Right answers are not shown."),
}
_REASONS = {
    AFTER_HAND_IN: N_("Explanations are shown when you have handed in."),
    AFTER_WINDOW: N_("Explanations are shown when the days for this test are over."),
    NEVER: N_("Explanations are not shown."),
}
_ANSWERS_AND_REASONS = {
    AFTER_QUESTION: N_(
        "The right answer and why it is right are shown after each question, once yours is given for good."
    ),
    AFTER_HAND_IN: N_("Right answers and explanations are shown when you have handed in."),
    AFTER_WINDOW: N_(
        "Right answers and explanations are shown when the days for this test are over."
    ),
    NEVER: N_("Right answers and explanations are not shown."),
}


@dataclass(frozen=True)
class Showing:
    """When what is shown; attempts begun before this could be said showed everything at hand-in."""

    score: str = AFTER_HAND_IN
    answers: str = AFTER_HAND_IN
    explanations: str = AFTER_HAND_IN

    @property
    def waits(self) -> bool:
        """Something is shown only after the days in which the test may be taken."""
        return AFTER_WINDOW in (self.score, self.answers, self.explanations)


@dataclass(frozen=True)
class Exempts:
    """Lessons that whoever reached the mark, in a topic or in the whole test, need not read."""

    topic: str | None
    pass_mark: int
    lessons: tuple[str, ...]


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
    show: Showing = field(default_factory=Showing)
    exempts: tuple[Exempts, ...] = ()

    def left(self, used: int, extra: int = 0) -> int | None:
        """Attempts that may still be begun; None when there is no limit. `extra` is what the person was given."""
        return None if self.attempts is None else max(0, self.attempts + extra - used)

    @property
    def marks(self) -> tuple[int, ...]:
        """What is to be reached, in percent; of a diagnostic that of each topic."""
        if self.pass_mark is not None:
            return (self.pass_mark,)
        return tuple(sorted({one.pass_mark for one in self.exempts}))

    @property
    def says(self) -> tuple[str, ...]:
        """What it counts for and what is shown when, in message keys; to be read before one begins."""
        show = self.show
        together = show.answers == show.explanations
        answers = _ANSWERS_AND_REASONS[show.answers] if together else _ANSWERS[show.answers]
        reasons = () if together else (_REASONS[show.explanations],)
        return COUNTS[self.kind], _SCORE[show.score], answers, *reasons


def kept(quiz: Quiz) -> dict[str, Any]:
    """As `Attempt.rule` holds them."""
    title = {"ky": quiz.title.ky, "ru": quiz.title.ru, "en": quiz.title.en}
    return {
        "kind": quiz.kind,
        "title": title,
        "size": quiz.size,
        # That of a diagnostic belongs to its topics: nobody passes one.
        "pass_mark": quiz.pass_mark if quiz.kind == "final" else None,
        "minutes": quiz.minutes,
        "attempts": quiz.attempts,
        "certainty": quiz.certainty,
        "show": vars(showing(quiz)),
        "exempts": [
            {**one.model_dump(mode="json"), "pass_mark": one.pass_mark or quiz.pass_mark}
            for one in quiz.exempts
        ],
    }


def showing(quiz: Quiz) -> Showing:
    return Showing(quiz.show.score, quiz.show.answers, quiz.show.reasons)


def shown(rule: Mapping[str, Any]) -> Showing:
    return Showing(**rule.get("show", {}))


def of(rule: Mapping[str, Any]) -> Terms:
    exempts = tuple(
        Exempts(one["topic"], one["pass_mark"], tuple(one["lessons"]))
        for one in rule.get("exempts", ())
    )
    made = {"show": shown(rule), "exempts": exempts}
    return Terms(**{**rule, **made, "title": Bilingual(**rule["title"])})


def claimed(rule: Mapping[str, Any], certainty: int | None) -> int | None:
    """How sure a person said they were, where the test asks."""
    return certainty if rule.get("certainty") else None
