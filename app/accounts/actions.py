"""Appoint, move, leave, grant a duty; sessions, links, passwords. Nothing here commits."""

from datetime import date, datetime

from sqlalchemy import update

from app.accounts import events, passwords, queries, rules
from app.accounts.kinds import Profession, Region, Sex
from app.accounts.models import (
    Appointment,
    Grant,
    Institution,
    Person,
    Post,
    SecretLink,
    SignIn,
    Unit,
    WrongGuess,
)
from app.core.actor import KINDS_OF_DUTY, Actor
from app.core.bilingual import Bilingual
from app.db.session import db
from app.journal import actions as journal


def found_institution(code: str, name: Bilingual, region: Region, *, by: Actor) -> Unit:
    """An institution and the root of its tree, which bears its name."""
    institution = Institution(code=code, name_ky=name.ky, name_ru=name.ru, name_en=name["en"])
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
        name_en=name["en"],
    )
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    unit.institution = institution
    journal.record(by, "unit opened", unit)
    return unit


def create_post(unit: Unit, name: Bilingual, profession: Profession, *, by: Actor) -> Post:
    post = Post(
        unit_id=unit.id,
        profession=profession,
        name_ky=name.ky,
        name_ru=name.ru,
        name_en=name["en"],
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
    if sign_in_name and queries.person_by_sign_in_name(sign_in_name):
        raise rules.SignInNameTaken
    person = Person(
        family_name=family_name,
        given_name=given_name,
        patronymic=patronymic,
        sex=sex,
        language=language,
        sign_in_name=sign_in_name,
        address=address,
        created_at=at,
    )
    db.session.add(person)
    db.session.flush()
    journal.record(by, "person added", person, at=at)
    return person


def appoint(person: Person, post: Post, *, from_day: date, by: Actor) -> Appointment:
    _ensure_open(post, from_day)
    rules.ensure_may_appoint(
        queries.seats(person_id=person.id), queries.seats(post_id=post.id), from_day=from_day
    )
    appointment = Appointment(person_id=person.id, post_id=post.id, from_day=from_day)
    db.session.add(appointment)
    db.session.flush()
    journal.record(by, "appointed", person, post=post.id, from_day=from_day.isoformat())
    events.post_taken.send(person=person, post=post, on_day=from_day)
    return appointment


def move(person: Person, to: Post, *, on_day: date, by: Actor) -> Appointment:
    """End one appointment and begin another in one act."""
    old = _end(person, on_day=on_day, why="moved")
    _ensure_open(to, on_day)
    rules.ensure_may_appoint([], queries.seats(post_id=to.id), from_day=on_day)
    new = Appointment(person_id=person.id, post_id=to.id, from_day=on_day)
    db.session.add(new)
    db.session.flush()
    journal.record(
        by, "moved", person, from_post=old.post_id, to_post=to.id, on_day=on_day.isoformat()
    )
    events.person_moved.send(person=person, old=old, new=new)
    events.post_taken.send(person=person, post=to, on_day=on_day)
    return new


def dismiss(person: Person, *, on_day: date, by: Actor, at: datetime) -> None:
    """The appointment, the duties, the sessions and the open links end together."""
    _end(person, on_day=on_day, why="left")
    for grant in queries.grants(person.id):
        if grant.until_day is None or grant.until_day > on_day:
            grant.until_day = max(on_day, grant.from_day)
    end_sessions(person, at=at)
    journal.record(by, "left", person, on_day=on_day.isoformat())
    events.person_left.send(person=person, on_day=on_day)


def _end(person: Person, *, on_day: date, why: str) -> Appointment:
    held = next((a for a in queries.appointments(person.id) if a.until_day is None), None)
    seat = rules.Seat(held.post_id, held.from_day, held.until_day) if held else None
    rules.ensure_may_leave(seat, on_day=on_day)
    assert held is not None
    held.until_day, held.ended_by = on_day, why
    db.session.flush()
    return held


def _ensure_open(post: Post, day: date) -> None:
    if post.closed_day is not None and post.closed_day <= day:
        raise rules.PostClosed


def grant(person: Person, kind: str, unit: Unit, *, from_day: date, by: Actor) -> Grant:
    if kind not in KINDS_OF_DUTY:
        raise rules.DutyUnknown
    if person.id == by.person_id:
        raise rules.OwnDuty
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
    journal.record(by, "duty granted", person, kind=kind, unit=unit.id)
    return given


def withdraw_grant(given: Grant, *, on_day: date, by: Actor, at: datetime) -> None:
    """The duty ends, and with it every session in which it was held."""
    given.until_day = max(on_day, given.from_day)
    person = queries.person(given.person_id)
    assert person is not None
    end_sessions(person, at=at)
    journal.record(by, "duty withdrawn", person, kind=given.kind, unit=given.unit_id)


# ── signing in ────────────────────────────────────────────────────────────────


def begin_session(person: Person, *, at: datetime, origin: str) -> str:
    """The random key that goes into the cookie; the row keeps its digest."""
    key = passwords.new_secret()
    db.session.add(
        SignIn(key_digest=passwords.secret_digest(key), person_id=person.id, begun_at=at)
    )
    by = Actor(person_id=person.id, origin=origin)
    journal.record(by, "signed in", ("person", person.id), at=at)
    return key


def end_session(key: str, *, by: Actor, at: datetime) -> None:
    db.session.execute(
        update(SignIn)
        .where(SignIn.key_digest == passwords.secret_digest(key), SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )
    journal.record(by, "signed out", ("person", by.person_id), at=at)


def end_sessions(person: Person, *, at: datetime) -> None:
    """Everywhere: open sessions and open links."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )
    db.session.execute(
        update(SecretLink)
        .where(SecretLink.person_id == person.id, SecretLink.used_at.is_(None))
        .values(used_at=at)
    )


def sign_out_everywhere(person: Person, *, by: Actor, at: datetime) -> None:
    end_sessions(person, at=at)
    journal.record(by, "signed out everywhere", person, at=at)


def note_wrong_guess(account: str, network: str, *, at: datetime) -> None:
    db.session.add(WrongGuess(account=account, network=network, at=at))
    by = Actor(person_id=None, origin=network)
    journal.record(by, "wrong guess", ("account", account[:12]), at=at)


def make_link(person: Person, purpose: str, *, by: Actor, at: datetime) -> str:
    """The secret for a letter. Earlier links of this purpose stop working."""
    db.session.execute(
        update(SecretLink)
        .where(
            SecretLink.person_id == person.id,
            SecretLink.purpose == purpose,
            SecretLink.used_at.is_(None),
        )
        .values(used_at=at)
    )
    token = passwords.new_secret()
    db.session.add(
        SecretLink(
            token_digest=passwords.secret_digest(token),
            person_id=person.id,
            purpose=purpose,
            made_at=at,
            ends_at=at + rules.LINK_LIFE[purpose],
        )
    )
    journal.record(by, f"{purpose} link made", person, at=at)
    return token


def set_password(link: SecretLink, password_hash: str, *, origin: str, at: datetime) -> Person:
    """Use a link up; the hash is made outside the transaction. All sessions end."""
    used = db.session.execute(
        update(SecretLink)
        .where(SecretLink.id == link.id, SecretLink.used_at.is_(None), SecretLink.ends_at > at)
        .values(used_at=at)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise rules.LinkDead
    person = queries.person(link.person_id)
    assert person is not None
    person.password_hash = password_hash
    end_sessions(person, at=at)
    by = Actor(person_id=person.id, origin=origin)
    journal.record(by, "password set", person, at=at)
    return person


def choose_language(person: Person, language: str, *, by: Actor) -> None:
    person.language = language
    journal.record(by, "language chosen", person, language=language)
