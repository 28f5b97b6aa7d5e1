"""What this room does when somebody leaves a post, and when somebody comes."""

from app.accounts.events import person_left, person_moved, post_taken
from app.accounts.models import Appointment
from app.continuity import actions, rules, unlisting
from app.continuity.queries import handovers
from app.core import clock
from app.core.actor import system
from app.rosters.events import list_looked_at, list_undoing

# The events do not say who moved somebody; the journal has that in the entry before.
_BY = system("continuity")


def connect() -> None:
    person_moved.connect(_moved)
    person_left.connect(_left)
    post_taken.connect(_taken)
    list_looked_at.connect(_answer)
    list_undoing.connect(_unlisting)


def _moved(_sender, *, old: Appointment, **_more) -> None:
    _open(old)


def _left(_sender, *, person, on_day) -> None:
    _open(handovers.ended(person.id, on_day=on_day))


def _open(ended: Appointment | None) -> None:
    if ended is None or ended.until_day is None:
        return
    if rules.is_worth_opening(ended.until_day, today=clock.today()):
        actions.open_handover(ended, by=_BY, at=clock.now())


def _taken(_sender, *, person, post, on_day) -> None:
    for one in handovers.awaiting_successor(post.id, person.id):
        if one.until_day <= on_day:
            actions.give(one, person, from_day=on_day, by=_BY, at=clock.now())


def _answer(_sender, *, left):
    return unlisting.look(left)


def _unlisting(_sender, *, left, **_more) -> None:
    unlisting.take_back(left)
