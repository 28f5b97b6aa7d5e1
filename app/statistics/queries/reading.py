"""All that a page or a file about one test is made from, read once."""

from dataclasses import dataclass
from functools import cached_property

from app.assessment import queries as assessment
from app.assessment import sums
from app.assessment.bank import Bank
from app.assessment.sums import Sums
from app.statistics.queries import attempts
from app.statistics.queries.attempts import Asked, BankUsed
from app.statistics.queries.marks import Marks
from app.statistics.raw import Sat
from app.statistics.rules import Together


@dataclass(frozen=True)
class Reading:
    """`sat` are the attempts that count; `banks` the releases they drew from, the newest first."""

    asked: Asked
    banks: tuple[BankUsed, ...]
    together: Together
    sat: tuple[Sat, ...]

    @cached_property
    def marks(self) -> Marks:
        """For what is asked about single questions."""
        return Marks(attempts.counted(self.asked, apart=self.together.apart))

    @cached_property
    def people(self) -> int:
        return len({one.person_id for one in self.sat})

    @cached_property
    def sums(self) -> Sums:
        return sums.from_rows((one.row for one in self.sat), self.together.worth)

    @property
    def left_out(self) -> int:
        """Attempts at releases of the bank that gave other points for a question."""
        return sum(bank.attempts for bank in self.banks if bank.id in self.together.apart)

    @property
    def without_language(self) -> int:
        return sum(not one.language for one in self.sat)

    def bank(self) -> Bank | None:
        """The newest of those that are counted; None where nobody has sat the test."""
        return next(iter(self.bank_releases()), (None, None))[1]

    def bank_releases(self) -> list[tuple[BankUsed, Bank]]:
        apart = self.together.apart
        return [(b, assessment.bank(b.id)) for b in self.banks if b.id not in apart]


def reading(asked: Asked) -> Reading:
    sat = Marks(attempts.counted(asked)).sat()
    banks = attempts.banks_used(sat)
    together = attempts.worth(banks)
    if together.apart:
        sat = [one for one in sat if one.bank_release_id not in together.apart]
    return Reading(asked, tuple(banks), together, tuple(sat))
