"""Open, write, look through, give and use a handover. Nothing here commits."""

from datetime import date, datetime

from app.accounts.models import Appointment, Person
from app.continuity import rules
from app.continuity.identifiers import finds
from app.continuity.kinds import CHOSEN, HandoverDeed, ItemKind
from app.continuity.models import Handover, HandoverFact, HandoverItem
from app.continuity.queries import checklists, handovers
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal
from app.notices import actions as notices


def open_handover(ended: Appointment, *, by: Actor, at: datetime) -> Handover:
    """Once for an appointment, however often its end is told."""
    assert ended.until_day is not None
    found = handovers.of_appointment(ended.id)
    if found is not None:
        found.until_day = ended.until_day
        return found
    made = Handover(
        appointment_id=ended.id,
        person_id=ended.person_id,
        post_id=ended.post_id,
        until_day=ended.until_day,
        opened_at=at,
    )
    db.session.add(made)
    db.session.flush()
    journal.record(by, "handover opened", made, at=at, person=ended.person_id, post=ended.post_id)
    return made


def write_item(
    one: Handover,
    kind: ItemKind,
    text: str,
    *,
    office: str = "",
    phone: str = "",
    by: Actor,
    at: datetime,
) -> HandoverItem:
    rules.ensure_open(reviewed=one.reviewed_at is not None)
    if kind is ItemKind.COURSE and text not in handovers.completed(one.person_id):
        raise rules.NotACourse
    if kind is ItemKind.CHECKLIST and text not in checklists.studied(one.person_id):
        raise rules.NotAChecklist
    _ensure_harmless(kind, text, office, phone)
    made = HandoverItem(
        handover_id=one.id, kind=kind, text=text, office=office, phone=phone, written_at=at
    )
    db.session.add(made)
    db.session.flush()
    journal.record(by, "handover written", one, at=at, item=made.id, kind=kind.value)
    return made


def _ensure_harmless(kind: ItemKind, text: str, office: str, phone: str) -> None:
    """Names of courses and checklists are ours, and hold no one's."""
    typed = [] if kind in CHOSEN else [*finds(text), *finds(office)]
    for find in (*typed, *finds(phone, phones_allowed=True)):
        raise rules.Identifying(passage=find.passage)


def remove_item(one: Handover, item: HandoverItem, *, by: Actor, at: datetime) -> None:
    """While nobody has looked it through, the leaver may take back what they wrote."""
    rules.ensure_open(reviewed=one.reviewed_at is not None)
    journal.record(by, "handover taken back", one, at=at, item=item.id)
    db.session.delete(item)
    db.session.flush()


def finish(one: Handover, *, by: Actor, at: datetime) -> None:
    rules.ensure_open(reviewed=one.reviewed_at is not None)
    rules.ensure_written(len(handovers.items(one.id)))
    one.written_at = at
    journal.record(by, "handover finished", one, at=at)


def review(one: Handover, *, by: Actor, at: datetime) -> None:
    rules.ensure_open(reviewed=one.reviewed_at is not None)
    one.reviewed_at, one.reviewed_by_id = at, by.person_id
    journal.record(by, "handover looked through", one, at=at)


def assign(
    one: Handover, item: HandoverItem, taker: Person, *, by_day: date, by: Actor, at: datetime
) -> None:
    here = handovers.colleagues(one.post.unit_id, on=at.date())
    if taker.id not in {colleague.id for colleague in here}:
        raise rules.TakerElsewhere
    item.taker_id, item.by_day = taker.id, by_day
    journal.record(by, "handover assigned", one, at=at, item=item.id, taker=taker.id)


def give(one: Handover, successor: Person, *, from_day: date, by: Actor, at: datetime) -> None:
    """The successor finds it on the start page from the first day on, and a letter says so."""
    one.successor_id, one.given_day = successor.id, from_day
    journal.record(by, "handover given", one, at=at, successor=successor.id)
    if successor.address:
        text = notices.compose(
            "handover",
            successor.language,
            name=" ".join(p for p in (successor.given_name, successor.patronymic) if p),
            post=one.post.name[successor.language],
            day=from_day,
        )
        to = notices.Recipient(successor.name, successor.address, successor.language)
        notices.write_letter(to, text, at=at)


def note(
    one: Handover, what: HandoverDeed, item: HandoverItem | None = None, *, by: Actor, at: datetime
) -> None:
    """A fact, written once for each person and thing."""
    wanted = (what, item.id if item else None, by.person_id)
    if any((f.what, f.item_id, f.person_id) == wanted for f in handovers.facts(one.id)):
        return
    made = HandoverFact(handover_id=one.id, what=what, item_id=wanted[1], at=at)
    assert by.person_id is not None
    made.person_id = by.person_id
    db.session.add(made)
    db.session.flush()
    journal.record(by, f"handover {what.value}", one, at=at, item=wanted[1])
