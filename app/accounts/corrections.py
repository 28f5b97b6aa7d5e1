"""Putting right: a departure that was a mistake, one's own address, a post. Nothing here commits."""

from datetime import datetime

from sqlalchemy import delete

from app.accounts import actions, events, letters, passwords, queries, rules, signing, visits
from app.accounts.kinds import PostKind
from app.accounts.locks import hold
from app.accounts.models import AddressChange, Appointment, Person, Post
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.db.session import db
from app.journal import actions as journal


def undo_leave(person: Person, *, by: Actor, at: datetime) -> Appointment:
    """The post is held as if nobody had left. Duties and sessions that ended stay ended."""
    hold(person)
    held = next(iter(queries.appointments(person.id)), None)
    if held is None or held.until_day is None or held.ended_by != "left":
        raise rules.NotLeft
    hold(held.post)
    if held.post.closed_day is not None:
        raise rules.PostClosed
    others = [s for s in queries.seats(post_id=held.post_id) if s.from_day > held.from_day]
    rules.ensure_may_appoint([], others, from_day=held.until_day)
    was, held.until_day, held.ended_by = held.until_day, None, None
    db.session.flush()
    journal.record(by, "departure undone", person, at=at, was=was.isoformat(), post=held.post_id)
    events.service_restated.send(person=person)
    return held


def correct_post(post: Post, name: Bilingual, kind: PostKind, *, by: Actor, at: datetime) -> None:
    """What it is called and what is done on it; its profession stays, since facts of the past hang on it."""
    was = {"kind": post.kind.value, "name": post.name_ky}
    post.name_ky, post.name_ru, post.name_en, post.kind = name.ky, name.ru, name.en, kind
    db.session.flush()
    journal.record(by, "post corrected", post, at=at, **was)
    if kind.value != was["kind"]:
        events.post_restated.send(post=post)


def ask_for_address(person: Person, address: str, *, site: str, by: Actor, at: datetime) -> None:
    """A letter with a link to the new address; one that only tells, to the old. Earlier questions end."""
    _forget(person)
    token = signing.make_link(person, "address", by=by, at=at)
    link = visits.link(passwords.secret_digest(token), "address", at=at)
    assert link is not None
    db.session.add(AddressChange(link_id=link.id, person_id=person.id, address=address))
    letters.ask_new_address(person, address, token, site=site, at=at)
    if person.address:
        letters.tell_old_address(person, person.address, "address-asked", at=at)


def change_address(token: str, *, by: Actor, at: datetime) -> Person:
    """Uses the link up. Other links, which went to the old address, end with it."""
    link = visits.link(passwords.secret_digest(token), "address", at=at)
    asked = db.session.get(AddressChange, link.id) if link is not None else None
    if link is None or asked is None:
        raise rules.LinkDead
    person = signing.use_link(link.id, at=at)
    old, new = person.address, asked.address
    _forget(person)
    own = Actor(person_id=person.id, origin=by.origin)
    actions.change_sign_in(person, sign_in_name=person.sign_in_name, address=new, by=own, at=at)
    if old:
        letters.tell_old_address(person, old, "address-changed", at=at)
    return person


def _forget(person: Person) -> None:
    db.session.execute(delete(AddressChange).where(AddressChange.person_id == person.id))
