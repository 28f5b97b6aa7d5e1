"""A departure of this week in the head's unit with a handover being written, and one that was opened and used."""

from datetime import timedelta

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.continuity import actions
from app.continuity.kinds import HandoverDeed, ItemKind
from app.continuity.models import Handover
from app.continuity.queries import checklists, handovers
from app.core.actor import Actor
from app.demo.people import Placed, World

# Invented; offices and no persons.
_WRITTEN = (
    (ItemKind.TIP, "Биринчи сүйлөшүүдө паспорт кимде экенин сураңыз. Бул дайыма эң көп айтып берет.", "", ""),
    (ItemKind.CONTACT, "Кечки саат ондон кийин да орун табат, алдын ала жазып коюңуз.", "Башпаанек, кезметчи", "0312 00 00 00"),
    (ItemKind.DECISION, "Психологду биринчи сурамжылоого чейин чакырабыз: ансыз көрсөтмө үч жолу кайталанган.", "", ""),
)  # fmt: skip

# So many checklists are marked.
_LISTS = 2


def hand_over(world: World) -> None:
    """Both in the unit of the named head, whose people everybody of the demonstration knows."""
    named = {placed.role.sign_in_name: placed for placed in world.people if placed.role}
    head = named["head"]
    here = [
        placed
        for placed in world.people
        if placed.role is None
        and (seat := people.appointment(placed.person.id, on=world.today)) is not None
        and seat.post.unit_id == head.post.unit_id
        and (world.today - seat.from_day).days > 20
    ]
    others = [placed for placed in world.people if placed.role is None and placed not in here]
    if len(here) < 2:
        return
    # First whoever has studied something, and so has checklists to hand on.
    here.sort(key=lambda placed: not checklists.studied(placed.person.id))
    _finished(world, here[0], head, others)
    accounts.dismiss(
        here[1].person, on_day=world.today + timedelta(days=3), by=world.by, at=world.at
    )
    _write(_latest(here[1]), _WRITTEN[:1], world)


def _latest(placed: Placed) -> Handover:
    held = people.appointments(placed.person.id)
    ended = next(one for one in held if one.until_day is not None)
    opened = handovers.of_appointment(ended.id)
    assert opened is not None
    found = handovers.handover(opened.id)
    assert found is not None
    return found


def _finished(world: World, leaver: Placed, head: Placed, others: list[Placed]) -> None:
    """The post was left ten days ago and taken a week later."""
    accounts.dismiss(
        leaver.person, on_day=world.today - timedelta(days=10), by=world.by, at=world.at
    )
    leaver.left_on = world.today - timedelta(days=10)
    one = _latest(leaver)
    marked = list(checklists.studied(leaver.person.id))[:_LISTS]
    _write(one, (*((ItemKind.CHECKLIST, each, "", "") for each in marked), *_WRITTEN), world)
    by = Actor(person_id=leaver.person.id, origin="demo")
    actions.finish(one, by=by, at=world.at)
    head_by = Actor(person_id=head.person.id, origin="demo")
    due = world.today + timedelta(days=7)
    actions.assign(
        one, handovers.items(one.id)[-1], head.person, by_day=due, by=head_by, at=world.at
    )
    actions.review(one, by=head_by, at=world.at)
    day = world.today - timedelta(days=3)
    mover = next(placed for placed in others if _may_move(placed, head, world))
    accounts.move(mover.person, people.post(one.post_id), on_day=day, by=world.by)  # type: ignore[arg-type]
    successor = Actor(person_id=mover.person.id, origin="demo")
    actions.note(one, HandoverDeed.OPENED, by=successor, at=world.at)
    first = handovers.items(one.id)[0]
    actions.note(one, HandoverDeed.USED, first, by=successor, at=world.at)


def _may_move(placed: Placed, head: Placed, world: World) -> bool:
    """Of the same service, long enough on the present post, and not known to leave."""
    seat = people.appointment(placed.person.id, on=world.today)
    return (
        placed.service is head.service
        and seat is not None
        and seat.until_day is None
        and (world.today - seat.from_day).days > 60
    )


def _write(one: Handover, things: tuple, world: World) -> None:
    by = Actor(person_id=one.person_id, origin="demo")
    for kind, text, office, phone in things:
        actions.write_item(one, kind, text, office=office, phone=phone, by=by, at=world.at)
