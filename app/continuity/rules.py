"""When a handover is opened, how it goes on, and what it must not say."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.core.refusals import Refusal
from app.core.words import N_

# Whoever left longer ago writes no handover any more; so old history that is entered late opens none.
LATEST = timedelta(days=30)


class Identifying(Refusal):
    says = N_("The text seems to name a person or a case: %(passage)s")


class Reviewed(Refusal):
    says = N_("This handover was looked through already. What it says stays as it is.")


class NotWritten(Refusal):
    says = N_("Nothing has been written yet. Write at least one thing first.")


class NotACourse(Refusal):
    says = N_("Choose one of the courses you completed.")


class NotAChecklist(Refusal):
    says = N_("Choose checklists of the courses you studied.")


class TakerElsewhere(Refusal):
    says = N_("Choose somebody who holds a post in this unit today.")


def is_worth_opening(until_day: date, *, today: date) -> bool:
    """Also when the leaving is announced ahead."""
    return until_day >= today - LATEST


def ensure_open(*, reviewed: bool) -> None:
    if reviewed:
        raise Reviewed


def ensure_written(things: int) -> None:
    if not things:
        raise NotWritten


@dataclass(frozen=True)
class Rate:
    """Of the handovers that a successor was given, how many were opened."""

    opened: int
    given: int

    @property
    def share(self) -> float | None:
        return self.opened / self.given if self.given else None
