"""Appoint, move, leave, grant a duty; begin and end sessions. Nothing here commits."""

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app.accounts import events, passwords, queries, rules, serving
from app.accounts.kinds import PostKind, Profession, Region, Sex
from app.accounts.locks import hold
from app.accounts.models import (
    Appointment,
    Grant,
    HalfSignIn,
    Institution,
    Person,
    Post,
    SecretLink,
    SignIn,
    Unit,
)
from app.core.actor import KINDS_OF_DUTY, Actor
from app.core.bilingual import Bilingual
from app.db.session import db
from app.journal import actions as journal


def found_institution(code: str, name: Bilingual, region: Region, *, by: Actor) -> Unit:
    """An institution and the root of its tree, which bears its name."""
    institution = Institution(code=code, name_ky=name.ky, name_ru=name.ru, name_en=name.en)
    db.session.add(institution)
    db.session.flush()
    journal.record(by, "institution founded", institution, code=code)
    return open_unit(institution, None, name, region, by=by)


def open_unit(
    institution: Institution, parent: Unit | None, name: Bilingual, region: Region, *, by: Actor
) -> Unit:
    unit = Unit(
        institution_id=institution.id,
        parent_id=parent.id if parent else None,
        path="",
        region=region,
        name_ky=name.ky,
        name_ru=name.ru,
        name_en=name.en,
    )
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    unit.institution = institution
    journal.record(by, "unit opened", unit)
    return unit


def create_post(
    unit: Unit,
    name: Bilingual,
    profession: Profession,
    *,
    kind: PostKind = PostKind.OTHER,
    by: Actor,
) -> Post:
    post = Post(
        unit_id=unit.id,
        profession=profession,
        kind=kind,
        name_ky=name.ky,
        name_ru=name.ru,
        name_en=name.en,
    )
    post.unit = unit
    db.session.add(post)
    db.session.flush()
    journal.record(by, "post created", post)
    return post


def add_person(
    family_name: str,
    given_name: str,
    patronymic: str = "",
    *,
    sex: Sex,
    language: str,
    by: Actor,
    at: datetime,
    sign_in_name: str | None = None,
    address: str | None = None,
) -> Person:
    person = Person(
        family_name=family_name,
        given_name=given_name,
        patronymic=patronymic,
        sex=sex,
        language=language,
        created_at=at,
    )
    _keep_sign_in(person, sign_in_name, address)
    journal.record(by, "person added", person, at=at)
    return person


def correct_person(
    person: Person,
    *,
    family_name: str,
    given_name: str,
    patronymic: str,
    sex: Sex,
    by: Actor,
    at: datetime,
) -> None:
    person.family_name, person.given_name, person.patronymic = family_name, given_name, patronymic
    person.sex = sex
    journal.record(by, "person corrected", person, at=at)


def change_sign_in(
    person: Person, *, sign_in_name: str | None, address: str | None, by: Actor, at: datetime
) -> None:
    """Links in letters to the old address stop working."""
    if (person.sign_in_name or "", person.address or "") == (sign_in_name or "", address or ""):
        return
    _keep_sign_in(person, sign_in_name, address)
    end_links(person, at=at)
    journal.record(by, "way of signing in changed", person, at=at)


def _keep_sign_in(person: Person, name: str | None, address: str | None) -> None:
    """The constraint has the last word, since two registrars may choose the same name at once."""
    if not name and person.sign_in_name is None:  # nothing that could be taken
        person.address = address.strip().lower() if address else None
        db.session.add(person)
        db.session.flush()
        return
    try:
        with db.session.begin_nested():
            db.session.add(person)
            person.sign_in_name = rules.sign_in_name(name) if name else None
            person.address = address.strip().lower() if address else None
            db.session.flush()
    except IntegrityError as error:
        raise rules.SignInNameTaken from error


def appoint(person: Person, post: Post, *, from_day: date, by: Actor) -> Appointment:
    ensure_may_appoint(person, post, from_day=from_day)
    appointment = Appointment(person_id=person.id, post_id=post.id, from_day=from_day)
    db.session.add(appointment)
    db.session.flush()
    journal.record(by, "appointed", person, post=post.id, from_day=from_day.isoformat())
    events.post_taken.send(person=person, post=post, on_day=from_day)
    return appointment


def ensure_may_appoint(person: Person, post: Post, *, from_day: date) -> None:
    """Holds both, so that nobody else is appointed between this look and the commit."""
    hold(person, post)
    _ensure_open(post, from_day)
    rules.ensure_may_appoint(
        queries.seats(person_id=person.id), queries.seats(post_id=post.id), from_day=from_day
    )


def move(person: Person, to: Post, *, on_day: date, by: Actor) -> Appointment:
    """End one appointment and begin another in one act."""
    ensure_may_move(person, to, on_day=on_day)
    old = _end(person, on_day=on_day, why="moved")
    new = Appointment(person_id=person.id, post_id=to.id, from_day=on_day)
    db.session.add(new)
    db.session.flush()
    journal.record(
        by, "moved", person, from_post=old.post_id, to_post=to.id, on_day=on_day.isoformat()
    )
    events.person_moved.send(person=person, old=old, new=new)
    events.post_taken.send(person=person, post=to, on_day=on_day)
    return new


def ensure_may_move(person: Person, to: Post, *, on_day: date) -> None:
    hold(person, to)
    ensure_may_leave(person, on_day=on_day)
    _ensure_open(to, on_day)
    rules.ensure_may_appoint([], queries.seats(post_id=to.id), from_day=on_day)


def dismiss(person: Person, *, on_day: date, by: Actor, at: datetime) -> None:
    """The appointment, absences, the duties, the sessions and the open links end together."""
    _end(person, on_day=on_day, why="left")
    serving.end_with_service(person, on_day=on_day, by=by)
    for grant in queries.grants(person.id):
        if grant.until_day is None or grant.until_day > on_day:
            grant.until_day = max(on_day, grant.from_day)
    end_sessions(person, at=at)
    journal.record(by, "left", person, on_day=on_day.isoformat())
    events.person_left.send(person=person, on_day=on_day)


def ensure_may_leave(person: Person, *, on_day: date) -> None:
    seats = queries.seats(person_id=person.id)
    lasting = next((seat for seat in seats if seat.until_day is None), None)
    rules.ensure_may_leave(lasting, on_day=on_day)


def _end(person: Person, *, on_day: date, why: str) -> Appointment:
    ensure_may_leave(person, on_day=on_day)
    held = next(a for a in queries.appointments(person.id) if a.until_day is None)
    held.until_day, held.ended_by = on_day, why
    db.session.flush()
    return held


def _ensure_open(post: Post, day: date) -> None:
    if post.closed_day is not None and post.closed_day <= day:
        raise rules.PostClosed


def grant(
    person: Person,
    kind: str,
    unit: Unit,
    *,
    from_day: date,
    by: Actor,
    asked_by_id: int | None = None,
) -> Grant:
    """`asked_by_id` is the first of the two persons, for a duty that needs two."""
    if kind not in KINDS_OF_DUTY:
        raise rules.DutyUnknown
    rules.ensure_may_grant(kind, to_id=person.id, by_id=by.person_id, asked_by_id=asked_by_id)
    _ensure_new(person, kind, unit, from_day)
    given = Grant(
        person_id=person.id,
        unit_id=unit.id,
        kind=kind,
        from_day=from_day,
        granted_by_id=by.person_id,
    )
    given.unit = unit
    db.session.add(given)
    db.session.flush()
    journal.record(by, "duty granted", person, kind=kind, unit=unit.id, asked_by=asked_by_id)
    return given


def _ensure_new(person: Person, kind: str, unit: Unit, day: date) -> None:
    for held in queries.grants(person.id):
        lasts = held.until_day is None or held.until_day > day
        if lasts and (held.kind, held.unit_id) == (kind, unit.id):
            raise rules.DutyHeld


def withdraw_grant(given: Grant, *, on_day: date, by: Actor, at: datetime) -> None:
    """The duty ends, and with it every session in which it was held."""
    given.until_day = max(on_day, given.from_day)
    person = queries.person(given.person_id)
    assert person is not None
    end_sessions(person, at=at)
    journal.record(by, "duty withdrawn", person, kind=given.kind, unit=given.unit_id)


# ── sessions; the rest of signing in is in signing.py ─────────────────────────


def begin_session(person: Person, *, at: datetime, origin: str, with_code: bool = False) -> str:
    """The random key that goes into the cookie; the row keeps its digest."""
    key = passwords.new_secret()
    digest = passwords.secret_digest(key)
    db.session.add(SignIn(key_digest=digest, person_id=person.id, begun_at=at, with_code=with_code))
    by = Actor(person_id=person.id, origin=origin)
    journal.record(by, "signed in", ("person", person.id), at=at, with_code=with_code)
    return key


def end_sessions(person: Person, *, at: datetime) -> None:
    """Everywhere: open sessions, halves of them, and open links."""
    for model in (SignIn, HalfSignIn):
        db.session.execute(
            update(model)
            .where(model.person_id == person.id, model.ended_at.is_(None))
            .values(ended_at=at)
        )
    end_links(person, at=at)


def end_links(person: Person, *, at: datetime, purpose: str | None = None) -> None:
    """Unused links stop working: those of one purpose, or all."""
    open_links = update(SecretLink).where(
        SecretLink.person_id == person.id, SecretLink.used_at.is_(None)
    )
    if purpose:
        open_links = open_links.where(SecretLink.purpose == purpose)
    db.session.execute(open_links.values(used_at=at))


def choose_language(person: Person, language: str, *, by: Actor) -> None:
    person.language = language
    journal.record(by, "language chosen", person, language=language)
