"""Facts of service of the demonstration, by number; and two records that were made one."""

from datetime import date, timedelta

from sqlalchemy import select

from app.accounts import actions, merges, merging, queries, service
from app.accounts.kinds import Profession, Sex
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.service_models import Absence, PersonMerge
from app.core import clock
from app.core.actor import Actor
from app.db.session import db


def prepare(police: Person, unit: Unit, registrar: Actor, other: Actor) -> dict[str, object]:
    today = clock.today()
    waiting = db.session.scalars(select(PersonMerge).where(PersonMerge.settled_at.is_(None))).one()
    away = db.session.scalars(
        select(Absence)
        .join(Appointment, Appointment.person_id == Absence.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .where(Absence.until_day > today + timedelta(days=1), Post.profession == Profession.POLICE)
        .order_by(Absence.id)
    ).first()
    assert away is not None
    return {
        "away": away.person_id,
        "absence": away.id,
        "seat": queries.appointments(police.id)[0].id,
        "rank": service.ranks(police.id)[0].id,
        "one": waiting.person_id,
        "two": waiting.into_id,
        "merged": _merged(police, unit, registrar, other),
    }


def _merged(kept: Person, unit: Unit, registrar: Actor, other: Actor) -> int:
    """Somebody who had a post for a month, ten years ago."""
    now, then = clock.now(), date(2016, 1, 1)
    gone = actions.add_person(
        kept.family_name, kept.given_name, sex=Sex(kept.sex), language="ky", by=registrar, at=now
    )
    post = actions.create_post(unit, unit.name, Profession.POLICE, by=registrar)
    actions.appoint(gone, post, from_day=then, by=registrar)
    actions.dismiss(gone, on_day=then + timedelta(days=30), by=registrar, at=now)
    asked = merging.ask(gone, kept, "Паспорту бирдей.", by=registrar, at=now)
    found = merges.merge(asked.id)
    assert found is not None
    merging.confirm(found, by=other, at=now)
    return gone.id
