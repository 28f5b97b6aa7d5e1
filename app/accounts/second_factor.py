"""The second factor: trying a code, setting up a device, taking it away. Nothing here commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update

from app.accounts import access, actions, codes, letters, passwords, rules, signing, visits
from app.accounts.models import Device, Person, RecoveryCode
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal


@dataclass(frozen=True)
class Outcome:
    """`wrong` names the field that is not right, or `half` when the time was over; else what was gained."""

    wrong: str = ""
    key: str = ""
    recovery: tuple[str, ...] = ()


def step_up(half_key: str, typed: str, *, vault: codes.Vault, origin: str, at: datetime) -> Outcome:
    """From a right password to a session: by a code, or by the first code of a device just set up."""
    person = _held_half(half_key, at=at)
    if person is None:
        return Outcome(wrong="half")
    by = Actor(person_id=person.id, origin=origin)
    if visits.device(person.id) is None:
        return set_up(person, vault.offer(half_key), typed, vault=vault, by=by, at=at)
    if not prove(person, typed, vault=vault, by=by, at=at):
        return Outcome(wrong="code")
    signing.end_half(half_key, at=at)
    return Outcome(key=actions.begin_session(person, at=at, origin=origin, with_code=True))


def _held_half(key: str, *, at: datetime) -> Person | None:
    digest = passwords.secret_digest(key)
    half = visits.half(digest, at=at)
    if half is None:
        return None
    person = hold(half.person_id)
    # Whoever waited here for another request of the same person may find the half used up.
    return person if visits.half(digest, at=at) else None


def hold(person_id: int) -> Person:
    """One attempt of a person at a time, so that many at once are counted like one after another."""
    return db.session.get_one(Person, person_id, with_for_update=True, populate_existing=True)


def prove(person: Person, typed: str, *, vault: codes.Vault, by: Actor, at: datetime) -> bool:
    """Whether this code, or recovery code, is right and new; it is used up, and a wrong one counted."""
    hold(person.id)
    _ensure_may_try(person, by=by, at=at)
    if _use_code(person, typed, vault=vault, at=at) or _use_recovery(person, typed, by=by, at=at):
        return True
    _note_wrong(person, by=by, at=at)
    return False


def _use_code(person: Person, typed: str, *, vault: codes.Vault, at: datetime) -> bool:
    """A condition in the change itself: of two who send the same code at once, one is late."""
    device = visits.device(person.id)
    secret = vault.open(device.secret) if device else None
    step = codes.step_of(secret, typed, at=at) if secret else None
    if step is None:
        return False
    newer = update(Device).where(Device.person_id == person.id, Device.last_step < step)
    return db.session.scalar(newer.values(last_step=step).returning(Device.id)) is not None


def _use_recovery(person: Person, typed: str, *, by: Actor, at: datetime) -> bool:
    digest = codes.recovery_digest(person.id, typed)
    unused = update(RecoveryCode).where(
        RecoveryCode.person_id == person.id,
        RecoveryCode.digest == digest,
        RecoveryCode.used_at.is_(None),
    )
    if db.session.scalar(unused.values(used_at=at).returning(RecoveryCode.id)) is None:
        return False
    left = visits.recovery_codes_left(person.id)
    journal.record(by, "recovery code used", person, at=at, left=left)
    letters.tell(person, "recovery", left=left, at=at)
    return True


def _account(person: Person) -> str:
    return passwords.secret_digest(f"code {person.id}")


def _ensure_may_try(person: Person, *, by: Actor, at: datetime) -> None:
    made = visits.guesses(_account(person), by.origin, at=at)
    rules.ensure_may_guess(made, at=at, per_account=rules.CODES_PER_ACCOUNT)


def _note_wrong(person: Person, *, by: Actor, at: datetime) -> None:
    """Who tries codes knew the password: when nothing more may be tried, its owner learns of it."""
    signing.note_wrong_guess(_account(person), by.origin, at=at, what="wrong code")
    db.session.flush()
    if visits.guesses(_account(person), by.origin, at=at).account == rules.CODES_PER_ACCOUNT:
        letters.tell(person, "guessed", at=at)


def set_up(
    person: Person,
    secret: str,
    typed: str,
    *,
    vault: codes.Vault,
    by: Actor,
    at: datetime,
    present: str = "",
) -> Outcome:
    """A device, the first or another; `present` is a code of the one before. Sessions end but a new one.

    The new device's code is looked at first: the present one would be used up for nothing.
    """
    hold(person.id)
    _ensure_may_try(person, by=by, at=at)
    step = codes.step_of(secret, typed, at=at)
    if step is None:
        _note_wrong(person, by=by, at=at)
        return Outcome(wrong="code")
    before = visits.device(person.id)
    if before is not None and not prove(person, present, vault=vault, by=by, at=at):
        return Outcome(wrong="present")
    _forget(person)
    sealed = vault.seal(secret)
    db.session.add(Device(person_id=person.id, secret=sealed, made_at=at, last_step=step))
    recovery = _make_recovery_codes(person)
    actions.end_sessions(person, at=at)
    journal.record(by, "second factor set up", person, at=at, instead=before is not None)
    letters.tell(person, "set up", at=at)
    key = actions.begin_session(person, at=at, origin=by.origin, with_code=True)
    return Outcome(key=key, recovery=recovery)


def renew_recovery_codes(
    person: Person, typed: str, *, vault: codes.Vault, by: Actor, at: datetime
) -> Outcome:
    _ensure_there(person)
    if not prove(person, typed, vault=vault, by=by, at=at):
        return Outcome(wrong="code")
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    journal.record(by, "recovery codes made", person, at=at)
    return Outcome(recovery=_make_recovery_codes(person))


def _make_recovery_codes(person: Person) -> tuple[str, ...]:
    made = tuple(codes.new_recovery_codes())
    for code in made:
        digest = codes.recovery_digest(person.id, code)
        db.session.add(RecoveryCode(person_id=person.id, digest=digest))
    return made


def remove(
    person: Person, typed: str, *, demand: bool, vault: codes.Vault, by: Actor, at: datetime
) -> Outcome:
    """By its owner, who needs none. Sessions end but a new one."""
    if demand and visits.duties(person.id, on=clock.day_of(at)):
        raise rules.SecondFactorNeeded
    _ensure_there(person)
    if not prove(person, typed, vault=vault, by=by, at=at):
        return Outcome(wrong="code")
    _forget(person)
    actions.end_sessions(person, at=at)
    journal.record(by, "second factor removed", person, at=at)
    letters.tell(person, "removed", at=at)
    return Outcome(key=actions.begin_session(person, at=at, origin=by.origin))


def reset(person: Person, *, by: Actor, at: datetime, asked_by_id: int | None = None) -> None:
    """For who lost the device and the recovery codes. Sessions end; the next signing in sets up anew."""
    hold(person.id)
    ensure_resettable(person, by=by)
    two = access.reset_takes_two(by, visits.duties(person.id, on=clock.day_of(at)))
    rules.ensure_may_reset(to_id=person.id, by_id=by.person_id, asked_by_id=asked_by_id, two=two)
    _forget(person)
    actions.end_sessions(person, at=at)
    journal.record(by, "second factor reset", person, at=at, asked_by=asked_by_id)
    letters.tell(person, "reset", at=at)


def ensure_resettable(person: Person, *, by: Actor) -> None:
    if person.id == by.person_id:
        raise rules.OwnReset
    _ensure_there(person)


def _ensure_there(person: Person) -> None:
    if visits.device(person.id) is None:
        raise rules.NoSecondFactor


def _forget(person: Person) -> None:
    for model in (Device, RecoveryCode):
        db.session.execute(delete(model).where(model.person_id == person.id))


def reseal(vault: codes.Vault, *, by: Actor, at: datetime) -> tuple[int, int]:
    """Devices' keys under the present SECRET_KEY; how many, and how many nobody can open any more."""
    resealed = lost = 0
    for device in visits.devices():
        secret = vault.open(device.secret)
        if secret is None:
            lost += 1
            continue
        device.secret = vault.seal(secret)
        resealed += 1
    journal.record(by, "devices resealed", ("device", "all"), at=at, resealed=resealed, lost=lost)
    return resealed, lost
