"""What an answer is worth, and what may happen when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.assessment.patterns import ELEMENTS, Pattern
from app.core.refusals import Refusal
from app.core.words import N_

GUESSED, FAIRLY_SURE, SURE = 1, 2, 3
CERTAINTY = {
    GUESSED: N_("I guessed"),
    FAIRLY_SURE: N_("Fairly sure"),
    SURE: N_("Sure"),
}


class NoPatterns(Refusal):
    says = N_("There are no fact patterns to drill on yet. Ask your academy.")


class TurnsInOrder(Refusal):
    says = N_("Answer the patterns of a session one after the other.")


@dataclass(frozen=True)
class Verdict:
    """What a passage shows, and what it was said to show; None is nothing."""

    shows: str | None
    given: str | None

    @property
    def is_right(self) -> bool:
        return self.shows == self.given


@dataclass(frozen=True)
class Seen:
    """Of one element: how many passages show it, how many of these were seen, how many others were taken for it."""

    element: str
    there: int
    found: int
    claimed: int


def verdicts(pattern: Pattern, marks: Mapping[str, str]) -> list[Verdict]:
    """Passage by passage; `marks` are by its number, from "1"."""
    return [
        Verdict(passage.shows, marks.get(str(place)))
        for place, passage in enumerate(pattern.passages, start=1)
    ]


def elements(of: list[Verdict]) -> list[Seen]:
    """Those that some passage shows, or that somebody thought some passage shows."""
    counted = [
        Seen(
            element,
            there=sum(v.shows == element for v in of),
            found=sum(v.shows == v.given == element for v in of),
            claimed=sum(v.given == element != v.shows for v in of),
        )
        for element in ELEMENTS
    ]
    return [one for one in counted if one.there or one.claimed]


def read_marks(pattern: Pattern, fields: Mapping[str, str]) -> dict[str, str]:
    """What the fields of a page say: `passage-1` holds the place of an element, from "1"; all else is nothing."""
    handles = {str(place): element for place, element in enumerate(ELEMENTS, start=1)}
    sent = {str(n): fields.get(f"passage-{n}", "") for n, _ in enumerate(pattern.passages, start=1)}
    return {n: handles[handle] for n, handle in sent.items() if handle in handles}


def quarter_of(day: date) -> int:
    """20264: the fourth quarter of 2026."""
    return day.year * 10 + (day.month + 2) // 3


def ensure_turn(place: int, answered: int) -> None:
    """The next pattern is not seen before the one in hand is answered."""
    if place > answered + 1:
        raise TurnsInOrder


class Answered(Protocol):
    """What a kept answer says of the names."""

    named: str | None
    offence: str | None
    trafficking: bool | None
    lesser: bool | None


def is_lowered(answer: Answered) -> bool:
    """Trafficking that was called something lesser: what the downgrade rate counts."""
    return bool(answer.trafficking and answer.lesser and answer.named != answer.offence)
