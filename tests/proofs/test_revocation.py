"""T12: whoever loses a right has lost it at the next request, on every page and in every form; and so do links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions, signing, visits
from app.accounts.models import Appointment, Grant, Person, Post, Unit
from app.assessment import actions as tests
from app.assessment.models import Attempt
from app.core import clock
from app.db.session import db, transaction
from tests.architecture import table
from tests.architecture.table import SIGN_IN, Step
from tests.architecture.walk import SAFE, Walk
from tests.browser import ORIGIN
from tests.cast import BUILDER

pytestmark = pytest.mark.proof

TABLE = table.read()


def _person(walk: Walk, name: str) -> Person:
    return db.session.get_one(Person, walk.cast.people[name].id)


# ── what ends a session ───────────────────────────────────────────────────────


def _dismissed(walk: Walk, who: str) -> None:
    actions.dismiss(_person(walk, who), on_day=clock.today(), by=BUILDER, at=clock.now())


def _service_over(walk: Walk, who: str) -> None:
    """Recorded ahead, and the day has come. Duties end with it."""
    person, today = _person(walk, who), clock.today()
    for row in db.session.scalars(select(Appointment).where(Appointment.person_id == person.id)):
        row.until_day, row.ended_by = today, "left"
    for row in db.session.scalars(select(Grant).where(Grant.person_id == person.id)):
        row.until_day = today


def _new_password(walk: Walk, who: str) -> None:
    token = signing.make_link(_person(walk, who), "reset", by=BUILDER, at=clock.now())
    link = visits.link(signing.passwords.secret_digest(token), "reset", at=clock.now())
    assert link is not None
    signing.set_password(link.id, "hash", origin="test", at=clock.now())


def _signed_out_everywhere(walk: Walk, who: str) -> None:
    by = walk.cast.actors[who]
    signing.sign_out_everywhere(_person(walk, who), by=by, at=clock.now())


def _key_ended(walk: Walk, who: str) -> None:
    key = walk._cookies[who][walk.app.config["SIGN_IN_COOKIE_NAME"]]
    signing.end_session(key, at=clock.now(), origin="test")


def _duty_withdrawn(walk: Walk, who: str) -> None:
    held = select(Grant).where(Grant.person_id == walk.cast.people[who].id, Grant.until_day.is_(None))  # fmt: skip
    for given in db.session.scalars(held).all():
        actions.withdraw_grant(given, on_day=clock.today(), by=BUILDER, at=clock.now())


ENDS: dict[str, tuple[str, Callable[[Walk, str], None]]] = {
    "dismissed": ("asel", _dismissed),
    "a keeper dismissed": ("kanykei", _dismissed),
    "the last day has come": ("asel", _service_over),
    "a new password": ("asel", _new_password),
    "signed out everywhere": ("kanykei", _signed_out_everywhere),
    "signed out": ("nurlan", _key_ended),
    "a duty withdrawn": ("kanykei", _duty_withdrawn),
}


def shut_to_guests(who: str) -> list[Step]:
    """What this person may and a guest may not."""
    return [
        step
        for step, row in TABLE.items()
        if row["guest"] == SIGN_IN and not row[who].startswith(("4", SIGN_IN))
    ]


def still_open(walk: Walk, who: str) -> list[str]:
    """Pages and forms that answer this person otherwise than a guest."""
    return [
        f"{step}: {answer.status}"
        for step in shut_to_guests(who)
        if list(walk.rules_of(step))
        for answer in walk.ask(step, who)
        if answer.says != SIGN_IN
    ]


@pytest.mark.parametrize("name", ENDS)
def test_the_next_request_is_already_refused(name, own_walk):
    who, deed = ENDS[name]
    own_walk.restore()
    with transaction():
        deed(own_walk, who)
    db.session.remove()
    found = still_open(own_walk, who)
    print(f"open after {name!r}: {len(found)} / 0 of {len(shut_to_guests(who))}")
    assert found == []
    assert len(shut_to_guests(who)) > 15


@pytest.mark.parametrize("minutes, name", [(31, "idle"), (12 * 60 + 1, "twelve hours")])
def test_time_ends_a_session(minutes, name, own_walk, monkeypatch):
    own_walk.restore()
    later = clock.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: later)
    found = still_open(own_walk, "asel")
    print(f"open after {name}: {len(found)} / 0")
    assert found == []


# ── what changes a right within a session ─────────────────────────────────────


@dataclass(frozen=True)
class Change:
    """Before it, `who` reads all of these; after it, none."""

    who: str
    pages: tuple[str, ...]
    deed: Callable[[Walk], None]


def _asel_moves(walk: Walk) -> None:
    osh = db.session.get_one(Unit, walk.cast.unit_ids["osh"])
    kind = db.session.scalars(select(Post.profession)).first()
    assert kind is not None
    post = actions.create_post(osh, osh.name, kind, by=BUILDER)
    actions.move(_person(walk, "asel"), post, on_day=clock.today(), by=BUILDER)


def _duty_ends_today(walk: Walk, who: str) -> None:
    for row in db.session.scalars(select(Grant).where(Grant.person_id == walk.cast.people[who].id)):
        row.until_day = clock.today()


CHANGES = {
    "a subordinate moves": Change(
        "daniyar",
        ("/people/{asel}", "/people/{asel}/record", "/people/{asel}/record.csv"),
        _asel_moves,
    ),
    "the last day of a duty": Change(
        "ilya",
        ("/people", "/people/{bek}", "/units", "/units/{osh}", "/reports/completion"),
        lambda walk: _duty_ends_today(walk, "ilya"),
    ),
    "the last day of an administrator": Change(
        "nurlan",
        ("/duties", "/people/{asel}/duties", "/people/{asel}/edit", "/units/{osh}/posts/new"),
        lambda walk: _duty_ends_today(walk, "nurlan"),
    ),
}


def readable(walk: Walk, change: Change) -> list[str]:
    places = {n: p.id for n, p in walk.cast.people.items()} | dict(walk.cast.unit_ids)
    client = walk.client(change.who)
    pages = [page.format(**places) for page in change.pages]
    return [page for page in pages if client.get(page).status_code == 200]


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_duty_counts_at_the_next_request(name, own_walk):
    change = CHANGES[name]
    own_walk.restore()
    assert len(readable(own_walk, change)) == len(change.pages), "not readable even before"
    with transaction():
        change.deed(own_walk)
    db.session.remove()
    found = readable(own_walk, change)
    print(f"still read after {name!r}: {len(found)} / 0 of {len(change.pages)}")
    assert found == []


# ── links and seats ───────────────────────────────────────────────────────────

LINKS: dict[str, Callable[[Walk, Person], object]] = {
    "dismissed": lambda walk, person: actions.dismiss(person, on_day=clock.today(), by=BUILDER, at=clock.now()),
    "a newer link": lambda walk, person: signing.make_link(person, "reset", by=BUILDER, at=clock.now()),
    "another sign-in name": lambda walk, person: actions.change_sign_in(person, sign_in_name="other", address=person.address, by=BUILDER, at=clock.now()),
    "its time": lambda walk, person: None,
}  # fmt: skip


@pytest.mark.parametrize("name", LINKS)
def test_an_open_link_ends_with_what_it_rests_on(name, own_walk, monkeypatch):
    own_walk.restore()
    with transaction():
        person = _person(own_walk, "asel")
        path = f"/reset/{signing.make_link(person, 'reset', by=BUILDER, at=clock.now())}"
    client = own_walk.client("guest")
    assert client.get(path).status_code == 200
    with transaction():
        LINKS[name](own_walk, _person(own_walk, "asel"))
    if name == "its time":
        later = clock.now() + timedelta(hours=2, minutes=1)
        monkeypatch.setattr(clock, "now", lambda: later)
    db.session.remove()
    told = {"csrf_token": own_walk.token(), "password": "three quiet hills", "password_again": "three quiet hills"}  # fmt: skip
    answers = [client.get(path), client.post(path, data=told, headers=ORIGIN)]
    assert [answer.status_code for answer in answers] == [410, 410]


def test_the_other_tab_is_refused_as_soon_as_the_seat_is_taken(own_walk):
    own_walk.restore()
    number = own_walk.things.made["attempt_id", "asel"]
    path = f"/attempts/{number}/questions/1"
    told = {"csrf_token": own_walk.token(), "choice": "1"}
    script = {**ORIGIN, "Accept": "application/json"}
    client = own_walk.client("asel")
    assert client.post(path, data=told, headers=script).status_code != 409
    with transaction():
        found = db.session.get_one(Attempt, number)
        tests.take_seat(found, "elsewhere", by=own_walk.cast.actors["asel"], at=clock.now())
    assert client.post(path, data=told, headers=script).status_code == 409


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_right_that_is_remembered_is_found(own_walk, monkeypatch):
    own_walk.restore()
    sound, kept = visits.visitor, {}

    def remembering(key_digest, *, on):
        return kept.setdefault(key_digest, sound(key_digest, on=on))

    monkeypatch.setattr(visits, "visitor", remembering)
    own_walk.client("nurlan").get("/me")
    with transaction():
        _key_ended(own_walk, "nurlan")
    db.session.remove()
    assert len(still_open(own_walk, "nurlan")) > 5


def test_a_planted_dismissal_that_leaves_the_session_is_found(own_walk, monkeypatch):
    own_walk.restore()
    monkeypatch.setattr(actions, "end_sessions", lambda *_args, **_kwargs: None)
    with transaction():
        _signed_out_everywhere(own_walk, "kanykei")
    db.session.remove()
    assert any(s.method in SAFE for s in shut_to_guests("kanykei"))
    assert len(still_open(own_walk, "kanykei")) > 5
