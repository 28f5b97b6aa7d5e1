"""Units as a tree, appointments in time, what a move may be, how many wrong guesses are too many."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.core.refusals import Refusal
from app.core.text import tidy
from app.core.words import N_


class AlreadyAppointed(Refusal):
    says = N_("This person already holds a post on that day. Use a move instead.")


class NotAppointed(Refusal):
    says = N_("This person holds no post on that day.")


class NotLeft(Refusal):
    says = N_("This person has not left the service, or has taken another post since.")


class PostTaken(Refusal):
    says = N_("Somebody else holds this post on that day.")


class PostClosed(Refusal):
    says = N_("This post is closed.")


class MoveBeforeArrival(Refusal):
    says = N_("The move must be later than the day the present post was taken: %(day)s.")


class SignInNameTaken(Refusal):
    says = N_("This sign-in name is in use. Choose another.")


class OwnDuty(Refusal):
    says = N_("Nobody gives a duty to themselves. Ask another administrator.")


class DutyUnknown(Refusal):
    says = N_("There is no such duty.")


class DutyHeld(Refusal):
    says = N_("This person holds this duty over this unit already.")


class NeedsTwo(Refusal):
    says = N_("Two persons give this duty: one administrator asks, another confirms.")


class RequestSettled(Refusal):
    says = N_("This request was settled already.")


class WrongCode(Refusal):
    says = N_("This code is not right, or was used already. Wait for the next one.")


class OwnReset(Refusal):
    says = N_("Nobody resets their own second factor. Ask another registrar or administrator.")


class ResetNeedsTwo(Refusal):
    says = N_("Two persons reset the second factor of whoever holds this duty.")


class ResetAsked(Refusal):
    says = N_("A reset was asked for already. It waits for a second person.")


class NoSecondFactor(Refusal):
    says = N_("This person has no second factor.")


class SecondFactorNeeded(Refusal):
    says = N_("Whoever holds a duty needs a second factor. You can replace it, but not remove it.")


class HasLeft(Refusal):
    says = N_("This person has left the service.")


class NoAddress(Refusal):
    says = N_("No address is known for this person. Enter it first.")


class SignInGuarded(Refusal):
    says = N_(
        "This person holds a duty that two persons give. Withdraw the duty before you change how they sign in."
    )


class InstitutionExists(Refusal):
    says = N_("There is an institution with this code already: %(code)s.")


class NeedsNames(Refusal):
    says = N_("An institution needs a name in both languages, Kyrgyz and Russian.")


class NotACode(Refusal):
    says = N_("A code has small Latin letters, digits and hyphens.")


class NobodySigned(Refusal):
    says = N_("Nobody signs in with this name: %(name)s.")


class WrongPassword(Refusal):
    says = N_("The password is not right.")


class PeopleExist(Refusal):
    says = N_("There are people already, so this is not the first administrator.")


class LinkDead(Refusal):
    says = N_("This link was used already, or its time is over. Ask for a new one.")


class TooManyGuesses(Refusal):
    says = N_("Too many attempts. Wait %(minutes)d min and try again; nothing is locked.")

    def __init__(self, *, minutes: int) -> None:
        super().__init__(minutes=minutes)
        self.minutes = minutes


# Whoever holds one of these can give themselves everything else, so two persons give it.
TWO_PERSON_DUTIES = frozenset({"administrator", "registrar"})

# The kind of a request that asks for no duty, but for a reset of the second factor.
RESET = "second factor"


def sign_in_name(typed: str) -> str:
    """As it is kept: a telephone that begins every word with a capital does no harm."""
    return tidy(typed).casefold()


def ensure_may_grant(kind: str, *, to_id: int, by_id: int | None, asked_by_id: int | None) -> None:
    """Nobody gives to themselves. A command has no `by_id`: who runs the server is the second person."""
    if to_id in (by_id, asked_by_id):
        raise OwnDuty
    alone = asked_by_id is None or asked_by_id == by_id
    if kind in TWO_PERSON_DUTIES and by_id is not None and alone:
        raise NeedsTwo


def ensure_may_reset(*, to_id: int, by_id: int | None, asked_by_id: int | None, two: bool) -> None:
    """`two`: whether this reset takes two persons. A command has no `by_id`, as above."""
    if to_id in (by_id, asked_by_id):
        raise OwnReset
    alone = asked_by_id is None or asked_by_id == by_id
    if two and by_id is not None and alone:
        raise ResetNeedsTwo


def ensure_may_found(code: str, ky: str, ru: str, *, known: Collection[str]) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", code):
        raise NotACode
    if not ky.strip() or not ru.strip():
        raise NeedsNames
    if code in known:
        raise InstitutionExists(code=code)


@dataclass
class Branch:
    """A unit and those below it that are shown."""

    unit: Any
    branches: list["Branch"] = field(default_factory=list)


def tree(units: Iterable[Any]) -> list[Branch]:
    """Units by their `path`, in the order in which they were opened; one whose parent is hidden stands on top."""
    by_path: dict[str, Branch] = {}
    top: list[Branch] = []
    for unit in sorted(units, key=lambda u: [int(part) for part in u.path.strip("/").split("/")]):
        branch = by_path[unit.path] = Branch(unit)
        above = by_path.get(unit.path.rstrip("/").rpartition("/")[0] + "/")
        (above.branches if above else top).append(branch)
    return top


@dataclass(frozen=True)
class Seat:
    """An appointment as the rules see it; `until_day` is the first day elsewhere."""

    post_id: int
    from_day: date
    until_day: date | None

    def holds_on(self, day: date) -> bool:
        # Half-open: a person who moves on the 5th belongs to the new unit on the 5th.
        return self.from_day <= day and (self.until_day is None or day < self.until_day)

    def meets(self, from_day: date) -> bool:
        """True when it overlaps an appointment that begins on this day and has no end."""
        return self.until_day is None or self.until_day > from_day


def ensure_may_appoint(own: Collection[Seat], of_post: Collection[Seat], *, from_day: date) -> None:
    """One post a person, one person a post."""
    if any(seat.meets(from_day) for seat in own):
        raise AlreadyAppointed
    if any(seat.meets(from_day) for seat in of_post):
        raise PostTaken


def ensure_may_leave(seat: Seat | None, *, on_day: date) -> Seat:
    """The seat that ends; a person cannot leave on the day they came, or before."""
    if seat is None:
        raise NotAppointed
    if on_day <= seat.from_day:
        raise MoveBeforeArrival(day=seat.from_day.strftime("%d.%m.%Y"))
    return seat


# Counting wrong guesses. A classroom sits behind one address, so a network may err far more often
# than an account.
WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_NETWORK = 8
PER_ACCOUNT = 40
PER_NETWORK = 150
# Only who knows the password can try a code at all, so no stranger shuts somebody out by this.
CODES_PER_ACCOUNT = 8

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# From the password to the code: long enough to install what shows codes.
HALF = timedelta(minutes=20)

# Letters for a forgotten password within the window; more would only fill somebody's mailbox.
RESET_LETTERS = 3

LINK_LIFE = {
    "invitation": timedelta(days=14),
    "reset": timedelta(hours=2),
    "address": timedelta(days=1),
}


@dataclass(frozen=True)
class Guesses:
    """Wrong guesses within the window, and when the oldest of them was made."""

    account_and_network: int
    account: int
    network: int
    oldest: datetime | None


def ensure_may_guess(made: Guesses, *, at: datetime, per_account: int = PER_ACCOUNT) -> None:
    """Nobody is locked out for good: the count forgets after a quarter of an hour."""
    if (
        made.account_and_network < PER_ACCOUNT_AND_NETWORK
        and made.account < per_account
        and made.network < PER_NETWORK
    ):
        return
    left = WINDOW - (at - made.oldest) if made.oldest else WINDOW
    raise TooManyGuesses(minutes=max(1, -(-int(left.total_seconds()) // 60)))
