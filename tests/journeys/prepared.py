"""States that a person comes to by chance or by waiting: made in a copy of the world by the rooms' own actions.

Names of things in it are given back as they stand in addresses: {study-trainee-judge}, {over}, {revoked} …
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import pyotp
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import granting, letters, second_factor, signing
from app.accounts import queries as people
from app.accounts.codes import Vault
from app.accounts.kinds import Profession
from app.accounts.models import Appointment, Person, Post, Unit
from app.assessment import actions as tests
from app.assessment import marking, waiting
from app.assessment import queries as banks
from app.assessment.items.kinds import MARKED_BY_PEOPLE, kind_of
from app.assessment.models import Attempt, Mark
from app.assessment.regrade_models import Regrade, RegradedAttempt
from app.continuity import actions as continuity
from app.continuity.kinds import ItemKind
from app.core import clock
from app.core.actor import Actor, Duty, system
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.db.session import db, transaction
from app.drills.models import DrillSession
from app.factory import create_app
from app.journal import actions as journal
from app.learning import actions as learning
from app.learning import activities, groups, revoking
from app.learning import queries as studies
from app.learning.models import Certificate, Enrolment
from app.obligations.models import Requirement
from app.settings import load
from app.web.assets import asset
from tests.journeys import prepare_reports, prepare_rosters, prepare_runs, prepare_staff

COURSE = "tip-foundations"
# Nobody's browser: whoever opens the attempt answers it elsewhere.
SEAT = "another device"
_BY = system("test")


def prepare(folder: Path) -> dict[str, object]:
    """`folder` holds the database and the key; their server may run or not."""
    app = create_app(
        load(
            {
                "MURAS_DEMONSTRATION": "1",
                "DATABASE_URL": f"sqlite:///{folder}/muras.db",
                "SIGNING_KEY_FILE": str(folder / "signing-key.pem"),
            }
        )
    )
    with app.app_context():
        with transaction():
            for name in ("translator", "author"):
                _with_a_device(name, app.extensions["vault"])
            made = _attempts() | _certificates() | _people() | _studies() | _files() | _drills()
            made |= _essays()
            made |= _again()
            keepers = (_as(_named("registrar")), _as(_named("admin")))
            made |= prepare_staff.prepare(_named("trainee-police"), _unit(), *keepers)
            made |= prepare_rosters.prepare(_named("registrar"))
            made |= _handover()
            made |= prepare_reports.prepare(_root(), _named("registrar"))
            players = ("trainee-judge", "trainee-prosecutor", "trainee-lawyer")
            made |= prepare_runs.prepare({name: _named(name) for name in players}, _trainer())
        db.session.remove()
        db.engine.dispose()
    return made


def _named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.sign_in_name == name)).one()


def _as(person: Person) -> Actor:
    return Actor(person_id=person.id, origin="test")


# ── studying ──────────────────────────────────────────────────────────────────


def _studying(name: str) -> tuple[Person, Enrolment]:
    person, found = _named(name), curriculum.current_course(COURSE)
    assert found is not None
    then = clock.now() - timedelta(days=3)
    return person, learning.enrol(person, found[0], by=_as(person), at=then)


def _all_read(name: str) -> None:
    person, enrolment = _studying(name)
    for lesson in curriculum.course(enrolment.release_id).lessons:
        learning.read_lesson(enrolment, lesson.id, "ky", by=_as(person), at=clock.now())


def _begun(name: str, test: str, *, at: datetime) -> Attempt:
    person, enrolment = _studying(name)
    quiz = activities.quiz(curriculum.course(enrolment.release_id), test)
    assert quiz is not None
    return tests.begin(
        person,
        release=enrolment.release,
        quiz=quiz,
        context=studies.context_of(enrolment.id),
        by=_as(person),
        at=at,
        seat=SEAT,
    )


def _with_every_kind(attempt: Attempt) -> Attempt:
    """Where the draw left a kind out, a question of a kind that is there twice makes room for it."""
    bank = banks.bank(attempt.bank_release_id)
    there = Counter(bank.items[one.item].kind for one in attempt.items)
    for name, item in sorted(bank.items.items()):
        if there[item.kind] or item.kind in MARKED_BY_PEOPLE:
            continue
        spare = next(one for one in attempt.items if there[bank.items[one.item].kind] > 1)
        there.update({bank.items[spare.item].kind: -1, item.kind: 1})
        spare.item, spare.order = name, list(range(kind_of(item).movable(item)))
    db.session.flush()
    return attempt


def _attempts() -> dict[str, object]:
    now = clock.now()
    _all_read("trainee-lawyer")
    failed = _begun("trainee-lawyer", "final-test", at=now - timedelta(minutes=30))
    tests.hand_in(failed, by=_as(_named("trainee-lawyer")), at=now)
    every = _with_every_kind(_begun("trainee-prosecutor", "final-test", at=now))
    over = _begun("trainee-police", "final-test", at=now - timedelta(hours=2))
    elsewhere = _begun("trainee-police", "check-the-crime", at=now)
    passed = db.session.scalars(
        select(Attempt).where(Attempt.person_id == _named("trainee-judge").id, Attempt.passed)
    ).first()
    assert passed is not None
    bank = banks.bank(every.bank_release_id)
    places = {bank.items[one.item].kind: one.place for one in every.items}
    attempts = {"failed": failed, "every": every, "over": over, "elsewhere": elsewhere}
    return places | {name: one.id for name, one in attempts.items()} | {"passed": passed.id}


def _essays() -> dict[str, object]:
    """Of what the demonstration holds: one to take, one taken, one marked; one's own with its result and without."""
    today, now, duty = clock.today(), clock.now(), Duty("trainer", _root().path)
    person_id = _named("trainer").id
    path = people.unit_path_of(person_id, on=today)
    by = Actor(person_id=person_id, duties=(duty,), unit_path=path, origin="test")
    untaken, held = waiting.free(by, on=today, at=now)[:2]
    taken = waiting.marking(held.id)
    assert taken is not None
    marking.take(taken, by=by, at=now)
    found = {"untaken": untaken.id, "held": held.id, "marked": waiting.done(by, on=today)[0].id}
    own = select(Attempt.id).where(Attempt.person_id == _named("reviewer").id)
    own = own.where(Attempt.test == "in-own-words")
    for name, waits in (("judged", False), ("being-marked", True)):
        found[name] = db.session.scalars(own.where(Attempt.score.is_(None) == waits)).one()
    return dict(found)


def _studies() -> dict[str, object]:
    names = ("trainee-police", "trainee-prosecutor", "trainee-judge", "trainee-lawyer")
    return {f"study-{name}": _studying(name)[1].id for name in names}


def _files() -> dict[str, object]:
    found = curriculum.current_course(COURSE)
    assert found is not None
    return {"release": found[0].id, "style": asset("style.css").removeprefix("/static/")}


# ── certificates ──────────────────────────────────────────────────────────────


def _certificates() -> dict[str, object]:
    """One's own, one that nothing has happened to, one asked to be revoked, one revoked."""
    own = studies.certificates(_named("trainee-judge").id)[0][0]
    sound, asked, revoked = islice(_given_to_police(), 3)
    for given in (asked, revoked):
        by = _as(_named("registrar"))
        revoking.ask_revocation(given, "Берилген күнү туура эмес", by=by, at=clock.now())
    revoking.confirm_revocation(revoked, by=_as(_named("admin")), at=clock.now())
    numbers = {"own": own, "sound": sound, "asked": asked, "revoked": revoked}
    codes = {"own-code": own.code, "revoked-code": revoked.code}
    return {name: given.number for name, given in numbers.items()} | codes


def _given_to_police() -> Iterator[Certificate]:
    today, root = clock.today(), _root().path
    for given in db.session.scalars(select(Certificate).order_by(Certificate.id)):
        if (people.unit_path_of(given.person_id, on=today) or "").startswith(root):
            yield given


def _again() -> dict[str, object]:
    """What the demonstration world has of questions marked again, and a question about which nobody asked."""
    done, waiting = db.session.scalars(select(Regrade).order_by(Regrade.done_at.is_(None))).all()
    judge = select(Attempt.id).where(Attempt.person_id == _named("trainee-judge").id)
    touched = select(RegradedAttempt.attempt_id).where(RegradedAttempt.attempt_id.in_(judge))
    held = select(Mark.item).join(Attempt, Attempt.id == Mark.attempt_id).order_by(Mark.id)
    of_head = held.where(Attempt.person_id == _named("head").id, Mark.item != waiting.item)
    return {
        "done": done.id,
        "waiting": waiting.id,
        "again": db.session.scalars(touched).first(),
        "question": db.session.scalars(of_head).first(),
    }


# ── people ────────────────────────────────────────────────────────────────────


def _unit() -> Unit:
    held = people.appointment(_named("head").id, on=clock.today())
    assert held is not None
    return held.post.unit


def _root() -> Unit:
    """The academy's."""
    return db.session.get_one(Unit, int(_unit().path.split("/")[1]))


def _people() -> dict[str, object]:
    now, today, unit = clock.now(), clock.today(), _unit()
    head, registrar = _named("head"), _as(_named("registrar"))
    name = Bilingual(ky="Тергөөчү", ru="Следователь")
    vacant = accounts.create_post(unit, name, Profession.POLICE, by=_BY)
    granting.ask_for_duty(head, "registrar", _root(), from_day=today, by=registrar, at=now)
    journal.publish_head(today, by=_BY, at=now)
    letters.invite(_named("trainer"), site="http://127.0.0.1:8000", by=_BY, at=now)
    return {
        "head": head.id,
        "police": _named("trainee-police").id,
        "gone": _gone(),
        "required": db.session.scalars(
            select(Requirement.id).filter_by(unit_id=_root().id)
        ).first(),
        "group": groups.kept_by(_trainer())[0].group.id,
        "unit": unit.id,
        "vacant": vacant.id,
        "invitation": signing.make_link(_named("author"), "invitation", by=_BY, at=now),
        "reset": signing.make_link(_named("auditor"), "reset", by=_BY, at=now),
        "address": signing.make_link(_named("translator"), "address", by=_BY, at=now),
    }


def _handover() -> dict[str, object]:
    """Announced ahead for the trainee, who writes it; nobody moves yet."""
    held = people.appointment(_named("trainee-police").id, on=clock.today())
    assert held is not None
    held.until_day, held.ended_by = clock.today() + timedelta(days=20), "left"
    one = continuity.open_handover(held, by=_BY, at=clock.now())
    tip = "Адегенде паспорт кимде экенин сураңыз."
    continuity.write_item(one, ItemKind.TIP, tip, by=_BY, at=clock.now())
    return {"handover": one.id}


def _drills() -> dict[str, object]:
    """One gone through, and one of which two are answered; the demonstration has made both."""
    own = select(DrillSession.id).where(DrillSession.person_id == _named("trainee-police").id)
    is_open = DrillSession.ended_at.is_(None)
    return {
        "drill": db.session.scalars(own.where(is_open)).one(),
        "drilled": db.session.scalars(own.where(~is_open).limit(1)).one(),
    }


def _with_a_device(name: str, vault: Vault) -> None:
    """Set up an hour ago, so that its next code is a new one."""
    person, then = _named(name), clock.now() - timedelta(hours=1)
    key = pyotp.random_base32()
    code = pyotp.TOTP(key).at(then)
    second_factor.set_up(person, key, code, vault=vault, by=_as(person), at=then)


def _trainer() -> Actor:
    trainer = _named("trainer")
    held = people.grants(trainer.id)
    return Actor(trainer.id, duties=tuple(Duty(g.kind, g.unit.path) for g in held))


def _gone() -> int:
    """Somebody of this academy who has left the service."""
    left = select(Appointment.person_id).join(Post).join(Unit)
    left = left.where(Appointment.ended_by == "left", Unit.path.startswith(_root().path))
    return db.session.scalars(left.limit(1)).one()
