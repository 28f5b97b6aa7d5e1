"""What marking an attempt again changes, of which releases, and who decides.

One question of an attempt is marked again, by the key of a later release or with full marks for everybody who had
it; all its other marks stay. A pass that was earned stays too, whatever the new score: see decision 0022.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.assessment import comparison
from app.assessment.comparison import HARMLESS, REGRADABLE, Change
from app.assessment.items.common import Answer, Item
from app.assessment.items.kinds import kind_of
from app.core.refusals import Refusal
from app.core.words import N_

# So many attempts are marked again while the second person waits; more are left to the command, which takes so
# many at a time.
AT_ONCE = 200
BATCH = 100
# A group smaller than this is not told of to those who see no names.
FEWEST = 5

# Scores are kept as floating numbers; what was added up had no larger denominator.
_FINEST = 10**6


class How(StrEnum):
    KEY = "key"
    FULL = "full"


HOWS = {
    How.KEY: N_("Mark by the key of the present release"),
    How.FULL: N_("Full marks for everybody who had the question"),
}


class RegradeWaits(Refusal):
    says = N_("Marking this question again was asked for already and is not finished.")


class NothingToRegrade(Refusal):
    says = N_("There is no attempt that this would concern.")


class RegradeSettled(Refusal):
    says = N_("Somebody has just decided about this. Open the page again.")


class SecondRegraderNeeded(Refusal):
    says = N_("You asked for this yourself. Another registrar or an administrator must confirm it.")


class OwnAttempt(Refusal):
    says = N_("One of these attempts is your own. Another registrar or administrator decides.")


@dataclass(frozen=True)
class Result:
    """Of a whole attempt. `passed` says whether the score reaches the mark; None where there is none."""

    score: float
    maximum: float
    passed: bool | None


@dataclass(frozen=True)
class Worth:
    """Of one question in an attempt: the share earned, and what the question is worth."""

    share: float
    maximum: float

    @property
    def points(self) -> Fraction:
        return exact(self.share) * exact(self.maximum)


@dataclass(frozen=True)
class Effect:
    """`before` is as it was told; a pass in it was earned and stays."""

    before: Result
    after: Result

    @property
    def is_change(self) -> bool:
        return (self.before.score, self.before.maximum) != (self.after.score, self.after.maximum)

    @property
    def newly_passes(self) -> bool:
        return self.before.passed is False and self.after.passed is True

    @property
    def falls_below(self) -> bool:
        return self.before.passed is True and self.after.passed is False

    @property
    def keeps(self) -> bool | None:
        """What the attempt counts as from now on."""
        return self.before.passed or self.after.passed

    @property
    def gain(self) -> float:
        """In shares of the maximum, below nothing for a loss."""
        now, then = self.after, self.before
        return now.score / (now.maximum or 1) - then.score / (then.maximum or 1)


def exact(number: float) -> Fraction:
    """A third that was kept as 0.333… is a third again."""
    return Fraction(number).limit_denominator(_FINEST)


def concerned(versions: Mapping[int, Item], target: Item | None, how: How) -> list[int]:
    """Releases whose attempts are marked again; `versions` is the question in each release that has it.

    Full marks go to those who saw it otherwise than it is now, and to all when it has not been changed.
    """
    changes = {n: comparison.between(item, target).change for n, item in versions.items()}
    if how is How.KEY:
        return [n for n, change in changes.items() if change in REGRADABLE]
    otherwise = [n for n, change in changes.items() if change not in HARMLESS]
    return otherwise or list(versions)


def worth(how: How, had: Item, target: Item | None, answer: Answer | None, before: Worth) -> Worth:
    """What the answer is worth now. What people marked keeps its share: no key knows better."""
    if how is How.FULL or target is None:
        return Worth(1.0, before.maximum)
    if comparison.between(had, target).change is Change.POINTS:
        return Worth(before.share, target.points)
    share = Fraction(0) if answer is None else kind_of(target).grade(target, answer)
    return Worth(before.share if share is None else float(share), target.points)


def effect(told: Result, was: Worth, is_now: Worth, *, pass_mark: int | None) -> Effect:
    """All other questions stay; passed means exactly what it meant at hand-in."""
    score = exact(told.score) - was.points + is_now.points
    maximum = exact(told.maximum) - exact(was.maximum) + exact(is_now.maximum)
    passed = None if pass_mark is None else 100 * score >= pass_mark * maximum
    return Effect(told, Result(float(score), float(maximum), passed))


@dataclass(frozen=True)
class Summary:
    """How many attempts, of all that the marking concerns."""

    all: int
    higher: int
    lower: int
    newly_pass: int
    fall_below: int

    @property
    def unchanged(self) -> int:
        return self.all - self.higher - self.lower


def summary(effects: Iterable[Effect]) -> Summary:
    seen = list(effects)
    return Summary(
        len(seen),
        sum(one.gain > 0 for one in seen),
        sum(one.gain < 0 for one in seen),
        sum(one.newly_passes for one in seen),
        sum(one.falls_below for one in seen),
    )


def told(count: int) -> int | None:
    """None for a group that is too small to be told of to those who see no names."""
    return None if 0 < count < FEWEST else count


def ensure_second(asked_by_id: int, person_id: int | None) -> None:
    if asked_by_id == person_id:
        raise SecondRegraderNeeded


def ensure_nobodys_own(holders: Collection[int], person_id: int | None) -> None:
    if person_id is not None and person_id in holders:
        raise OwnAttempt
