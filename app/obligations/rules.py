"""What a requirement makes somebody owe on a day: since when, until when, in which cycle. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from app.core.refusals import Refusal
from app.core.words import N_
from app.learning.rules import valid_until as months_later

# The next cycle begins when so many days are left of what is held.
OPENS = timedelta(days=90)


class How(StrEnum):
    """Why nothing is owed any more."""

    COMPLETED = "completed"
    MOVED = "moved"
    LEFT = "left"
    EXEMPT = "exempt"
    ENDED = "requirement ended"
    REPLACED = "replaced"


class MadeByCourse(Refusal):
    says = N_(
        "The course asks for this by itself. Make a stricter requirement beside it, or ask the authors of the course."
    )


class NotBefore(Refusal):
    says = N_("Choose %(day)s or a later day: what was required until then stays as it was.")


class EndedAlready(Refusal):
    says = N_("This requirement has ended already, or was replaced.")


class OwnExemption(Refusal):
    says = N_("Nobody exempts themselves. Another registrar or administrator does.")


class NotAsked(Refusal):
    says = N_("The post of this person does not require that.")


class EndsBeforeItBegins(Refusal):
    says = N_("The last day is before today.")


class ExemptAlready(Refusal):
    says = N_("The person is exempt from this already. End that exemption first.")


class NothingToRepeat(Refusal):
    says = N_(
        "A course is studied anew when your post requires it and no more than ninety days are left of what you hold."
    )


@dataclass(frozen=True)
class Asked:
    """What one requirement asks of one person; `since`: the later of taking the post and its beginning."""

    requirement_id: int
    course: str
    since: date
    within_days: int
    valid_months: int | None = None
    law_as_of: date | None = None

    @property
    def first_due(self) -> date:
        return self.since + timedelta(days=self.within_days)


@dataclass(frozen=True)
class Earned:
    """A completion, the law its release taught, and what became of its certificate."""

    completion_id: int | None
    day: date
    law_as_of: date
    valid_until: date | None = None
    revoked_day: date | None = None


@dataclass(frozen=True)
class Standing:
    """How somebody stands to one requirement. `by` is what they hold it by, until the end of `until`.

    Where it is owed: `from_day` and `due_day` are those of the cycle that is open, and may lie before `until`.
    `held_cycle`: which of their completions `by` is.
    """

    asked: Asked
    by: Earned | None
    until: date | None
    is_held: bool
    is_owed: bool
    from_day: date
    due_day: date
    cycle: int
    held_cycle: int = 0


def last_day(earned: Earned, asked: Asked) -> date | None:
    """Until when a completion is enough: as the certificate says, or earlier where the requirement says so."""
    ends = [earned.valid_until, months_later(earned.day, asked.valid_months)]
    return min((end for end in ends if end is not None), default=None)


def teaches(earned: Earned, asked: Asked) -> bool:
    """Whether the release taught the law that is asked for."""
    return asked.law_as_of is None or earned.law_as_of >= asked.law_as_of


def in_order(earned: Iterable[Earned]) -> list[Earned]:
    return sorted(earned, key=lambda one: (one.day, one.completion_id or 0))


def standing(asked: Asked, earned: Iterable[Earned], *, on: date) -> Standing:
    """From the facts alone, in whatever order they became known."""
    there = in_order(one for one in earned if one.day <= on)
    taught = [one for one in there if teaches(one, asked)]
    counted = [one for one in taught if not _is_revoked(one, on)]
    following = len(there) + 1
    if not counted:
        lost = max((one.revoked_day for one in taught if one.revoked_day), default=asked.since)
        since = max(asked.since, lost)
        due = since + timedelta(days=asked.within_days)
        return Standing(asked, None, None, False, True, since, due, following)
    best = max(counted, key=lambda one: (last_day(one, asked) or date.max, one.day))
    last, cycle = last_day(best, asked), there.index(best) + 1
    if last is None or on < last - OPENS:
        since, due = asked.since, asked.first_due
        return Standing(asked, best, last, True, False, since, due, cycle, cycle)
    since, due = max(asked.since, last - OPENS), max(asked.first_due, last)
    return Standing(asked, best, last, last >= on, True, since, due, following, cycle)


def _is_revoked(earned: Earned, on: date) -> bool:
    return earned.revoked_day is not None and earned.revoked_day <= on


def settles(
    now: Standing, earned: Iterable[Earned], used: Collection[int | None], *, since: date
) -> Earned | None:
    """The completion that ended a cycle that was open since a day, also when it was revoked meanwhile: a revocation
    opens another cycle and takes nothing from this one."""
    if not now.is_owed:
        return now.by
    new = (one for one in in_order(earned) if one.day >= since and one.completion_id not in used)
    return next((one for one in new if teaches(one, now.asked)), None)


@dataclass(frozen=True)
class Stand:
    """How somebody stands to all that their post asks of one course: the strictest counts.

    `exempt_until`: the last day on which nothing of it is asked.
    """

    course: str
    asked: tuple[Asked, ...]
    held_since: date | None = None
    until: date | None = None
    is_held: bool = False
    due_day: date | None = None
    cycle: int = 1
    exempt_until: date | None = None

    @property
    def is_owed(self) -> bool:
        return self.due_day is not None

    def is_late(self, on: date) -> bool:
        return self.due_day is not None and self.due_day < on


def together(
    course: str, asked: Sequence[tuple[Asked, date | None]], earned: Collection[Earned], *, on: date
) -> Stand:
    """Each thing asked comes with the last day of an exemption from it, or none."""
    all_asked = tuple(one for one, _exempt in asked)
    wanted = [standing(one, earned, on=on) for one, exempt in asked if exempt is None]
    if not wanted:
        lasts = min(exempt for _one, exempt in asked if exempt is not None)
        return Stand(course, all_asked, exempt_until=lasts)
    held = all(one.is_held for one in wanted)
    return Stand(
        course,
        all_asked,
        held_since=max((one.by.day for one in wanted if one.by), default=None) if held else None,
        until=min((one.until for one in wanted if one.until), default=None),
        is_held=held,
        due_day=min((one.due_day for one in wanted if one.is_owed), default=None),
        cycle=max(one.cycle for one in wanted),
    )


def counts_from(on: date, months: int | None) -> date | None:
    """The first day of which a completion still counts on this day."""
    if months is None:
        return None
    day = months_later(on, -months)
    while day is not None and (months_later(day, months) or on) < on:
        day += timedelta(days=1)
    return day


def ensure_may_change(*, is_of_course: bool, has_ended: bool) -> None:
    if is_of_course:
        raise MadeByCourse
    if has_ended:
        raise EndedAlready


def ensure_not_before(day: date, first: date) -> None:
    if day < first:
        raise NotBefore(day=first.strftime("%d.%m.%Y"))


def ensure_may_repeat(stands: Collection[Stand], course: str) -> None:
    if not any(one.course == course and one.is_owed for one in stands):
        raise NothingToRepeat


class HasExempt(Protocol):
    @property
    def exempt(self) -> date | None: ...


def ensure_may_exempt(asked: HasExempt | None, *, last_day: date, on: date) -> None:
    if asked is None:
        raise NotAsked
    if asked.exempt is not None:
        raise ExemptAlready
    if last_day < on:
        raise EndsBeforeItBegins


# So many days before the day a letter goes out; afterwards one a week.
MARKS = (60, 30, 7)
WEEK = 7


def mark(due_day: date, *, on: date) -> str | None:
    """Of what a letter of this day would tell; also when the job did not run on the very day."""
    left = (due_day - on).days
    if left < 0:
        return f"late {(-left - 1) // WEEK}"
    return next((str(days) for days in sorted(MARKS) if left <= days), None)


def is_news(mark: str, told: Mapping[str, date], *, on: date) -> bool:
    """Nobody is told the same twice, and of what is late no more than once a week."""
    if mark in told:
        return False
    late = [day for one, day in told.items() if one.startswith("late")]
    return not mark.startswith("late") or all((on - day).days >= WEEK for day in late)


def paths_above(path: str) -> list[str]:
    """The unit's own, and those of the units above it, the nearest first: /1/4/ → /1/4/, /1/."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:n]) + "/" for n in range(len(parts), 0, -1)]
