"""Where a course goes on, how urgent a day is, and what each duty can do today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from app.core.words import N_
from app.learning.rules import Standing

# From here on a day that comes nearer is marked.
SOON = 14


@dataclass(frozen=True)
class Step:
    """What is next in a course; where `lesson` is None, a walkthrough or else the final test is."""

    lesson: str | None
    is_played: bool = False


def next_step(now: Standing, *, is_played: bool = False) -> Step | None:
    """A walkthrough where one comes next; the first lesson not read; then the final test; None when nothing is left."""
    if is_played:
        return Step(None, is_played=True)
    lesson = now.next_lesson()
    if lesson is not None:
        return Step(lesson)
    return None if now.passed else Step(None)


def last_touched(begun_at: datetime, now: Standing) -> datetime:
    """When the person last did something that counts in this course."""
    return max([begun_at, *(line.record.at for line in now.lines if line.record is not None)])


@dataclass(frozen=True)
class Urgency:
    """A sign and a sentence, so that the colour never says it alone. `says` is a message key."""

    sign: str  # bad | warn | info
    says: str
    days: int


def urgency(day: date, *, on: date) -> Urgency:
    left = (day - on).days
    if left < 0:
        return Urgency("bad", N_("Overdue. Days late: %(days)d"), -left)
    if left == 0:
        return Urgency("warn", N_("Due today"), 0)
    if left == 1:
        return Urgency("warn", N_("Due tomorrow"), 1)
    return Urgency("warn" if left <= SOON else "info", N_("Days left: %(days)d"), left)


@dataclass(frozen=True)
class Work:
    """What somebody with a duty can do today."""

    title: str
    says: str


_WORK = {
    "trainer": Work(
        N_("For trainers"),
        N_(
            "Open a group and write its code on the board. You see how far its members are, how they name cases, and what many are sure of and wrong about; essays come to you without names."
        ),
    ),
    "author": Work(
        N_("For authors"),
        N_(
            "Courses are written as files and published as releases that never change. Read what is published as trainees see it, and check each citation in the register of acts."
        ),
    ),
    "translator": Work(
        N_("For translators"),
        N_(
            "The two texts of a lesson stand paragraph beside paragraph. The glossary gives each term in Kyrgyz, Russian and English with its definition."
        ),
    ),
    "reviewer": Work(
        N_("For reviewers"),
        N_(
            "Statements that no lawyer has confirmed yet are marked for legal review, in lessons and in the register of acts. Each provision lists what cites it."
        ),
    ),
}


def work(duties: Collection[str]) -> list[Work]:
    """In a fixed order, each once."""
    return [_WORK[kind] for kind in _WORK if kind in duties]
