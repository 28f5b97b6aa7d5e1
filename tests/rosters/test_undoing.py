"""Taking back what a list did: exactly, all of it, and only while nothing was built on it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import letters
from app.accounts import queries as people
from app.accounts.models import Grant, Person, Unit
from app.core import clock
from app.db.session import db
from app.notices.models import Letter
from app.rosters import actions, applying, rules, undoing
from app.rosters.events import list_undoing
from app.rosters.models import ListState, StaffDeed
from tests.rosters.bringing import NEW, applied, brought, everybody, line_of, seen, staff, text


def mixed(cast) -> bytes:
    rows = everybody(cast, "bek", "asel", "daniyar", "elena")
    swapped = [
        line_of(cast, "asel", post="Post of Данияр ru"),
        line_of(cast, "daniyar", post="Post of Асель ru"),
        line_of(cast, "elena", unit="Osh ru", post="Post of Бек ru"),
    ]
    return text([*rows, *swapped, NEW])


def do_mixed(cast):
    of = brought(cast, mixed(cast), complete=True)
    shown = seen(of)
    assert shown.plan.errors == []
    counts = {key: shown.counts[key] for key in ("new", "moved", "left", "posts")}
    assert counts == {"new": 1, "moved": 3, "left": 1, "posts": 1}
    applying.apply_or_ask(of, shown.digest, by=cast.kanykei, at=clock.now())
    applying.confirm(of, seen(of).digest, by=cast.nurlan, at=clock.now())
    return of


def test_moves_departures_and_newcomers_are_all_taken_back_exactly(cast, writing):
    before = staff()
    of = do_mixed(cast)
    assert staff() != before
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert staff() == before
    assert of.state is ListState.UNDONE


def test_duties_that_ended_stay_ended(cast, writing):
    of = applied_leaving(cast, "chynara")
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    held = select(Grant.until_day).where(Grant.person_id == cast.chynara.person_id)
    assert db.session.scalars(held).one() is not None


def applied_leaving(cast, name: str):
    of = brought(cast, text(everybody(cast, name)), complete=True)
    applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    applying.confirm(of, seen(of).digest, by=cast.nurlan, at=clock.now())
    return of


def _refused(of, cast) -> set[str]:
    before = staff()
    with pytest.raises(rules.CannotUndo):
        undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert staff() == before
    assert of.state is ListState.APPLIED
    return {p.code for p in undoing.Undoing(of).look()}


def test_who_has_held_a_duty_since_is_not_withdrawn_and_nothing_else_is_undone(cast, writing):
    of = do_mixed(cast)
    who = db.session.scalars(select(Person).filter_by(given_name="Нур")).one()
    over = db.session.get_one(Unit, cast.unit_ids["osh"])
    accounts.grant(who, "trainer", over, from_day=clock.today(), by=cast.nurlan)
    assert _refused(of, cast) == {"used"}


def test_an_invitation_that_waits_goes_with_whom_it_invites_and_no_other(cast, writing):
    of = applied(cast, text([NEW]))
    who = db.session.scalars(select(Person).filter_by(given_name="Нур")).one()
    # Two people of a station may share its address.
    stays = db.session.get_one(Person, cast.people["bek"].id)
    who.sign_in_name, who.address = "nur", "station@example.org"
    stays.address = "station@example.org"
    letters.invite(who, site="https://muras.example", by=cast.kanykei, at=clock.now())
    sent = db.session.scalars(select(Letter)).one()
    sent.sent_at = clock.now()
    for person in (who, stays):
        letters.invite(person, site="https://muras.example", by=cast.kanykei, at=clock.now())
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    db.session.flush()
    left = select(Letter.to_name).order_by(Letter.id)
    assert list(db.session.scalars(left)) == [sent.to_name, stays.name]


def test_who_moved_on_since_stays(cast, writing):
    of = applied(cast, text([NEW]), at=clock.now() - timedelta(days=3))
    who = db.session.scalars(select(Person).filter_by(given_name="Нур")).one()
    over = db.session.get_one(Unit, cast.unit_ids["osh"])
    to = accounts.create_post(over, over.name, of.profession, by=cast.kanykei)  # fmt: skip
    accounts.move(who, to, on_day=clock.today(), by=cast.kanykei)
    assert "went-on" in _refused(of, cast)


def test_a_post_that_somebody_else_took_since_is_not_given_back(cast, writing):
    of = applied_leaving(cast, "bek")
    held = people.appointments(cast.bek.person_id)[0]
    new = cast.people["perizat"]
    accounts.appoint(db.session.get_one(Person, new.id), held.post, from_day=clock.today(), by=cast.kanykei)  # fmt: skip
    assert "taken" in _refused(of, cast)


def test_after_thirty_days_nothing_is_undone_and_the_file_is_gone(cast, writing):
    of = applied(cast, text([NEW]))
    later = clock.now() + timedelta(days=30)
    with pytest.raises(rules.UndoOver):
        undoing.undo(of, by=cast.kanykei, at=later)
    assert actions.forget_files(at=later) == 1
    assert of.file is None


def test_a_list_that_is_not_applied_loses_its_file_as_well(cast, writing):
    of = brought(cast, text([NEW]))
    assert actions.forget_files(at=clock.now() + timedelta(days=31)) == 1
    with pytest.raises(rules.FileGone):
        seen(of)


def test_nothing_is_undone_twice(cast, writing):
    of = applied(cast, text([NEW]))
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    with pytest.raises(rules.NotOpen):
        undoing.undo(of, by=cast.kanykei, at=clock.now())


def test_a_room_above_may_take_back_what_it_began(cast, writing):
    told = {}

    def hear(_sender, *, left, **_more):
        told.update(people=left.added, begun=left.begun)

    list_undoing.connect(hear)
    try:
        of = applied(cast, text([NEW]))
        undoing.undo(of, by=cast.kanykei, at=clock.now())
    finally:
        list_undoing.disconnect(hear)
    deeds = db.session.scalars(select(StaffDeed).filter_by(list_id=of.id))
    assert told["begun"] == {d.begun_id for d in deeds if d.begun_id}
    assert len(told["people"]) == 1


def test_a_planted_undo_that_forgets_what_was_before_is_found(cast, writing, monkeypatch):
    before = staff()
    of = do_mixed(cast)
    kept = undoing.Undoing.take_back

    def careless(self) -> None:
        self.deeds = [d for d in self.deeds if d.kind != "moved"]
        kept(self)

    monkeypatch.setattr(undoing.Undoing, "take_back", careless)
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert staff() != before
