"""What a rank, an absence, a correction may be; when two records may be made one. Plain values in, refusals out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.accounts.kinds import AbsenceKind, Profession
from app.accounts.ranks import BY_KEY
from app.accounts.rules import Seat
from app.core.refusals import Refusal
from app.core.words import N_


class NotARank(Refusal):
    says = N_("This rank is not given in the profession of this post.")


class BeforeService(Refusal):
    says = N_("This is before the first day of service: %(day)s.")


class RankKnown(Refusal):
    says = N_("A rank is recorded from this day already.")


class NotInService(Refusal):
    says = N_("This person holds no post on these days.")


class AwayAlready(Refusal):
    says = N_("Another absence is recorded for these days. One ends before the next begins.")


class EndsBeforeItBegins(Refusal):
    says = N_("The first day back must be later than the first day away.")


class SecondedNowhere(Refusal):
    says = N_("Only a secondment names a unit.")


class EndsLater(Refusal):
    says = N_("An absence is only shortened here. Record a new one for the days after it.")


class SaysTheSame(Refusal):
    says = N_("Nothing would change: the record says this already.")


class DaysMeet(Refusal):
    says = N_("On these days this person holds another post.")


class PostHeldThen(Refusal):
    says = N_("On these days somebody else held this post.")


class EndIsOpen(Refusal):
    says = N_("This has no end yet, so there is no end to put right.")


class SameRecord(Refusal):
    says = N_("These are not two records.")


class MergedAlready(Refusal):
    says = N_("One of the two records was made one with another already.")


class PointedAt(Refusal):
    says = N_("Other records lead to this one. Keep this one instead.")


class HoldsPost(Refusal):
    says = N_("The record that is given up holds a post. End that first, or keep it instead.")


class HoldsDuty(Refusal):
    says = N_("The record that is given up holds a duty. Withdraw that first, or keep it instead.")


class MergeAsked(Refusal):
    says = N_("These two wait for a second person already.")


class OwnMerge(Refusal):
    says = N_("Two persons make two records one: another than who asked, and neither of the two.")


class MergeSettled(Refusal):
    says = N_("This was settled already.")


class LeadsElsewhere(Refusal):
    says = N_("This record leads to another. Record it there.")


class NotMerged(Refusal):
    says = N_("These two records are not one.")


class UndoTooLate(Refusal):
    says = N_("The thirty days in which this could be undone are over.")


UNDO = timedelta(days=30)

# Where somebody serves meanwhile is told to whoever reads the card. Every other reason is told to keepers of the
# staff list and to the person alone: were only illness left out, leaving it out would say it.
TOLD_TO_ALL = frozenset({AbsenceKind.SECONDMENT})


@dataclass(frozen=True)
class Days:
    """Half-open; without an end it goes on."""

    from_day: date
    until_day: date | None

    def meets(self, other: "Days | Seat") -> bool:
        begins_before = other.until_day is None or self.from_day < other.until_day
        return begins_before and (self.until_day is None or other.from_day < self.until_day)


def _shown(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def ensure_in_order(days: Days) -> None:
    if days.until_day is not None and days.until_day <= days.from_day:
        raise EndsBeforeItBegins


def ensure_may_rank(
    rank: str,
    profession: Profession | None,
    own: Collection[Seat],
    taken: Collection[date],
    *,
    from_day: date,
) -> None:
    """`taken`: days from which other ranks of this person are recorded."""
    known = BY_KEY.get(rank)
    if known is None or known.profession != profession:
        raise NotARank
    _ensure_after_arrival(own, from_day)
    if from_day in taken:
        raise RankKnown


def _ensure_after_arrival(own: Collection[Seat], day: date) -> None:
    first = min((seat.from_day for seat in own), default=None)
    if first is None:
        raise NotInService
    if day < first:
        raise BeforeService(day=_shown(first))


def ensure_may_be_away(
    days: Days,
    kind: AbsenceKind,
    own: Collection[Seat],
    others: Iterable[Days],
    *,
    to_unit: bool,
) -> None:
    """One absence at a time, and only while a post is held when it begins."""
    ensure_in_order(days)
    if to_unit and kind != AbsenceKind.SECONDMENT:
        raise SecondedNowhere
    if not any(seat.holds_on(days.from_day) for seat in own):
        raise NotInService
    if any(days.meets(other) for other in others):
        raise AwayAlready


def ensure_may_shorten(days: Days, *, until_day: date) -> None:
    ensure_in_order(Days(days.from_day, until_day))
    if days.until_day is not None and until_day >= days.until_day:
        raise EndsLater


def ensure_may_restate(days: Days, own: Iterable[Seat], of_post: Iterable[Seat]) -> None:
    """`own` and `of_post` are the other appointments of the person and of the post."""
    ensure_in_order(days)
    if any(days.meets(seat) for seat in own):
        raise DaysMeet
    if any(days.meets(seat) for seat in of_post):
        raise PostHeldThen


@dataclass(frozen=True)
class Half:
    """One of two records: whether it is merged, others point to it, it holds a post today or later, or a duty."""

    id: int
    is_merged: bool
    is_pointed_at: bool
    holds_post: bool
    holds_duty: bool


def ensure_may_merge(given_up: Half, kept: Half) -> None:
    """Chains would have no clear end, so a record that others lead to is kept."""
    if given_up.id == kept.id:
        raise SameRecord
    if given_up.is_merged or kept.is_merged:
        raise MergedAlready
    if given_up.is_pointed_at:
        raise PointedAt
    if given_up.holds_post:
        raise HoldsPost
    if given_up.holds_duty:
        raise HoldsDuty


def ensure_second(by_id: int | None, *, asked_by_id: int, given_up: int, kept: int) -> None:
    if by_id in (asked_by_id, given_up, kept):
        raise OwnMerge


def ensure_undoable(settled_at: datetime, *, at: datetime) -> None:
    if at - settled_at > UNDO:
        raise UndoTooLate
