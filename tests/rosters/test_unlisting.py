"""Undoing a list when rooms above have written about its people since: refused and said why, or taken back; never lost."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import actions as accounts
from app.accounts import merging, serving
from app.accounts.kinds import AbsenceKind, Profession, Sex
from app.accounts.models import Person, Post, SignIn
from app.accounts.service_rules import Days
from app.continuity import actions as handovers
from app.continuity import unlisting as of_continuity
from app.continuity.kinds import HandoverDeed, ItemKind
from app.continuity.models import Handover
from app.continuity.queries import handovers as kept
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.learning import actions as learning
from app.learning import grouping
from app.notices.models import Letter
from app.obligations import actions as obligations
from app.obligations import exempting, reminding, unlisting
from app.obligations.actions import Terms
from app.obligations.models import Obligation, Reminder
from app.rosters import applying, rules, undoing
from app.rosters.models import ListState, StaffList
from tests import make
from tests.cast import BUILDER
from tests.rosters.bringing import (
    HEADINGS,
    NEW,
    applied,
    brought,
    everybody,
    line_of,
    seen,
    staff,
    text,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("writing")
NOW, TODAY = clock.now(), clock.today()


def newcomer() -> Person:
    return db.session.scalars(select(Person).filter_by(given_name="Нур")).one()


def refused(of: StaffList, cast) -> list[str]:
    """The sentences; the page would show the same."""
    before = staff()
    with pytest.raises(rules.CannotUndo):
        undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert staff() == before
    assert of.state is ListState.APPLIED
    return [p.says for p in undoing.Undoing(of).look()]


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def undone(of: StaffList, cast, before) -> None:
    assert undoing.Undoing(of).look() == []
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert of.state is ListState.UNDONE
    assert staff() == before


# ── learning ──────────────────────────────────────────────────────────────────


def test_whoever_was_enrolled_since_stays(cast):
    of = applied(cast, text([NEW]))
    learning.enrol(newcomer(), make.course(), by=BUILDER, at=NOW)
    assert refused(of, cast) == ["This person has been enrolled in a course since, and stays."]


def test_whoever_joined_a_group_since_stays(cast):
    of = applied(cast, text([NEW]))
    group = grouping.open_group("Группа", cast.units["osh"], by=cast.chynara, at=NOW)
    grouping.add(group, newcomer().id, by=cast.chynara, at=NOW)
    assert refused(of, cast) == ["This person has joined a group of a trainer since, and stays."]


# ── accounts ──────────────────────────────────────────────────────────────────


def test_an_absence_recorded_since_keeps_whoever_came(cast):
    of = applied(cast, text([NEW]))
    serving.record_absence(newcomer(), AbsenceKind.LEAVE, Days(TODAY, None), by=cast.kanykei, at=NOW)  # fmt: skip
    assert refused(of, cast) == ["An absence of this person has been recorded since."]


def test_a_record_alike_keeps_whoever_came(cast):
    of = applied(cast, text([NEW]))
    other = accounts.add_person("Жаныбаева", "Нурай", sex=Sex.FEMALE, language="ky", by=BUILDER, at=NOW)  # fmt: skip
    merging.ask(other, newcomer(), "The same passport.", by=cast.kanykei, at=NOW)
    assert refused(of, cast) == ["Somebody has asked about this person and a record alike since, so they stay."]  # fmt: skip


def test_to_have_signed_in_is_no_reason_to_stay(cast):
    before = staff()
    of = applied(cast, text([NEW]))
    accounts.begin_session(newcomer(), at=NOW, origin="test")
    undone(of, cast, before)
    assert count(SignIn) == 0


# ── obligations ───────────────────────────────────────────────────────────────


def required(**of):
    terms = Terms("course", 30, profession=Profession.POLICE, **of)
    return obligations.require_course(terms, from_day=TODAY, by=BUILDER, at=NOW)


def test_what_a_newcomer_owed_by_the_post_goes_with_them(cast):
    make.course()
    required()
    before, owed = staff(), count(Obligation)
    of = applied(cast, text([NEW]))
    assert count(Obligation) == owed + 1
    undone(of, cast, before)
    assert count(Obligation) == owed


def test_reminders_of_what_a_newcomer_owed_go_as_well(cast):
    make.course()
    required()
    before = staff()
    headings = (*HEADINGS, "E-mail")
    of = applied(cast, text([(*NEW, "nur@example.test")], headings))
    letters = reminding.Letters(site="https://muras.example.test", at=NOW + timedelta(days=25))
    letters.to_themselves([newcomer().id])
    assert db.session.scalar(select(Reminder.id).where(Reminder.told_id == newcomer().id))
    letters = count(Letter)
    undone(of, cast, before)
    assert count(Letter) == letters


def test_an_exemption_given_since_keeps_whoever_came(cast):
    make.course()
    one = required()
    of = applied(cast, text([NEW]))
    exempting.exempt(newcomer(), one.id, last_day=TODAY + timedelta(9), reason="Leave.", by=cast.kanykei, at=NOW)  # fmt: skip
    assert refused(of, cast) == ["This person has been exempted from a required course since, and stays."]  # fmt: skip


def test_a_requirement_of_a_post_that_was_made_keeps_it(cast):
    make.course()
    of = applied(cast, text([(*NEW[:3], "Следователь", *NEW[4:])]))
    post = db.session.scalars(select(Post).order_by(Post.id.desc())).first()
    required(post_id=post.id)
    assert refused(of, cast) == ["Something is required of the post that was created."]


def test_whoever_moved_and_is_moved_back_owes_what_the_old_post_asks(cast):
    make.course()
    required(unit_id=cast.unit_ids["osh"])
    bek = cast.bek.person_id
    of = applied(cast, text([line_of(cast, "bek", unit="Sverdlov ru", post="Post of Перизат ru")]))
    open_ones = select(Obligation.id).where(Obligation.person_id == bek, Obligation.settled_day.is_(None))  # fmt: skip
    assert db.session.scalars(open_ones).all() == []
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert len(db.session.scalars(open_ones).all()) == 1


# ── continuity ────────────────────────────────────────────────────────────────


def replaced(cast) -> StaffList:
    """Bek leaves by the list, and the newcomer sits down on his post: the handover is hers."""
    new = (*NEW[:3], "Post of Бек ru", "Osh ru", NEW[5])
    of = brought(cast, text([*everybody(cast, "bek"), new]), complete=True)
    applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    applying.confirm(of, seen(of).digest, by=cast.nurlan, at=clock.now())
    one = db.session.scalars(select(Handover)).one()
    assert one.successor_id == newcomer().id
    return of


def test_a_handover_that_was_not_opened_waits_for_another(cast):
    before = staff()
    of = replaced(cast)
    undone(of, cast, before)
    one = db.session.scalars(select(Handover)).one()
    assert (one.successor_id, one.given_day) == (None, None)
    # Its writer serves again: it hands nothing over, and nobody is asked for it.
    assert not kept.waiting(cast.bek, on=TODAY)


def test_a_handover_that_the_successor_opened_keeps_them(cast):
    of = replaced(cast)
    one = kept.handover(db.session.scalars(select(Handover.id)).one())
    handovers.note(one, HandoverDeed.OPENED, by=Actor(person_id=newcomer().id, origin="test"), at=NOW)  # fmt: skip
    assert "This person has opened or used a handover since." in refused(of, cast)


def test_a_part_of_a_handover_keeps_whoever_is_to_take_it(cast):
    of = replaced(cast)
    one = kept.handover(db.session.scalars(select(Handover.id)).one())
    item = handovers.write_item(one, ItemKind.TIP, "Сначала спросите, где паспорт.", by=cast.bek, at=NOW)  # fmt: skip
    handovers.assign(one, item, newcomer(), by_day=TODAY, by=cast.kanykei, at=NOW)
    assert refused(of, cast) == ["This person has been assigned a part of a handover since, and stays."]  # fmt: skip


def test_what_the_leaver_wrote_is_kept_when_they_serve_again(cast):
    of = replaced(cast)
    one = db.session.scalars(select(Handover)).one()
    handovers.write_item(one, ItemKind.TIP, "Сначала спросите, где паспорт.", by=cast.bek, at=NOW)
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert len(kept.items(one.id)) == 1


# ── planted faults ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("room", [unlisting, of_continuity])
def test_a_planted_room_that_takes_nothing_back_stops_the_undo(cast, monkeypatch, room):
    """Not an error of the program, and nothing half done."""
    make.course()
    required()
    of = replaced(cast)
    monkeypatch.setattr(room, "take_back", lambda left: None)
    with pytest.raises(rules.CannotUndo):
        undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert of.state is ListState.APPLIED


def test_merged_records_are_nobody_that_a_list_could_mean(cast):
    """A name that only the record given up bears is that of a newcomer."""
    perizat = cast.people["perizat"]
    row = (perizat.family_name, perizat.given_name, perizat.patronymic, *NEW[3:])
    assert seen(brought(cast, text([row]))).plan.lines[0].fate == "duplicate"
    again = accounts.add_person("Базарова", "Перизат", sex=Sex.FEMALE, language="ky", by=BUILDER, at=NOW)  # fmt: skip
    asked = merging.ask(perizat, again, "The same passport.", by=cast.kanykei, at=NOW)
    merging.confirm(asked, by=cast.nurlan, at=NOW)
    assert seen(brought(cast, text([row]))).plan.lines[0].fate == "new"
