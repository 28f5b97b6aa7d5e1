"""Doing what a list says: all or nothing, two persons, one institution; and taking it back."""

from datetime import date

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.accounts.models import Appointment, Person
from app.core import clock
from app.db.session import db
from app.journal.models import Entry
from app.rosters import actions, applying, queries, rules, undoing
from app.rosters.models import ListState
from app.rosters.shapes import Choice, Chosen, Column, Fate
from tests.rosters import bringing
from tests.rosters.bringing import NEW, applied, brought, everybody, line_of, seen, staff, text


def test_a_newcomer_takes_the_vacant_post(cast, writing):
    of = applied(cast, text([NEW]), makes_posts=False)
    found = db.session.scalars(select(Person).filter_by(given_name="Нур")).one()
    held = people.appointment(found.id, on=clock.today())
    assert held is not None
    assert held.post.name_ru == "Post of Перизат ru"
    assert of.counts["new"] == 1


def test_who_moves_leaves_one_post_and_takes_another_in_one_act(cast, writing):
    applied(cast, text([line_of(cast, "asel", post="Post of Перизат ru")]))
    held = people.appointments(cast.asel.person_id)
    assert [(a.ended_by, a.until_day) for a in held] == [(None, None), ("moved", clock.today())]


def test_a_complete_list_of_everybody_changes_nothing(cast, writing):
    of = brought(cast, text(everybody(cast)), complete=True)
    assert not seen(of).plan.does_something
    with pytest.raises(rules.NothingToDo):
        applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())


def test_more_than_five_per_cent_wait_for_a_second_person(cast, writing):
    of = brought(cast, text(everybody(cast, "bek")), complete=True)
    digest = seen(of).digest
    assert not applying.apply_or_ask(of, digest, by=cast.kanykei, at=clock.now())
    assert of.state is ListState.WAITING
    with pytest.raises(rules.SecondNeeded):
        applying.confirm(of, digest, by=cast.kanykei, at=clock.now())
    assert people.appointment(cast.bek.person_id, on=clock.today()) is not None
    applying.confirm(of, digest, by=cast.nurlan, at=clock.now())
    assert people.appointment(cast.bek.person_id, on=clock.today()) is None


@pytest.mark.parametrize(("leaving", "present", "two"), [(0, 0, False), (1, 20, False), (1, 19, True), (5, 100, False), (6, 100, True), (0, 5, False)])  # fmt: skip
def test_exactly_five_of_a_hundred_are_not_more(leaving, present, two):
    assert rules.takes_two(leaving, present) is two


def test_the_second_person_confirms_what_the_first_saw(cast, writing):
    of = brought(cast, text(everybody(cast, "bek")), complete=True)
    applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    accounts.dismiss(db.session.get_one(Person, cast.elena.person_id), on_day=clock.today(), by=cast.nurlan, at=clock.now())  # fmt: skip
    with pytest.raises(rules.PlanChanged):
        applying.confirm(of, seen(of).digest, by=cast.nurlan, at=clock.now())


def test_who_sends_a_list_back_lets_it_be_mended(cast, writing):
    of = brought(cast, text(everybody(cast, "bek")), complete=True)
    applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    with pytest.raises(rules.NotOpen):
        actions.choose(of, {}, by=cast.kanykei, at=clock.now())
    applying.decline(of, by=cast.nurlan, at=clock.now())
    assert (of.state, of.asked_by_id) == (ListState.OPEN, None)


def test_a_preview_of_yesterday_is_not_applied(cast, writing):
    of = brought(cast, text([NEW]))
    with pytest.raises(rules.PlanChanged):
        applying.apply_or_ask(of, "another", by=cast.kanykei, at=clock.now())


def test_nothing_is_applied_twice(cast, writing):
    of = applied(cast, text([NEW]))
    with pytest.raises(rules.NotOpen):
        applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())


def test_one_line_that_cannot_be_done_stops_all(cast, writing):
    wrong = ("Неттин", "Нет", "", "Post of Перизат ru", "Unit that is nowhere", "м")
    of = brought(cast, text([NEW, wrong]))
    assert [p.code for p in seen(of).plan.errors] == ["unit"]
    with pytest.raises(rules.HasErrors):
        applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    assert db.session.scalars(select(Person).filter_by(given_name="Нур")).first() is None


def test_a_registrar_cannot_list_themselves_away(cast, writing):
    of = brought(cast, text(everybody(cast, "kanykei")), complete=True)
    assert [p.code for p in seen(of).plan.errors] == ["oneself"]


def test_people_of_another_institution_are_not_touched_even_when_names_agree(cast, writing):
    before = [row for row in staff()["appointment"] if row[1] == cast.maksat.person_id]
    judge = cast.people["maksat"]
    row = (judge.family_name, judge.given_name, "", "Post of Маматов", "Osh ru", "м")
    of = brought(cast, text([row, *everybody(cast)]), complete=True)
    plan = seen(of).plan
    assert [line.listed.family_name for line in plan.of(Fate.NEW)] == [judge.family_name]
    applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    assert [row for row in staff()["appointment"] if row[1] == cast.maksat.person_id] == before


def test_units_of_another_institution_are_not_known(cast, writing):
    of = brought(cast, text([("Жаңы", "Адам", "", "Post of Maksat", "Court ru", "м")]))
    assert [p.code for p in seen(of).plan.errors] == ["unit"]


def test_a_sign_in_name_of_another_institution_is_in_use_and_no_more_is_said(cast, writing):
    headings = (*bringing.HEADINGS, "Логин")
    of = brought(cast, text([(*NEW, "maksat")], headings))
    found = seen(of).plan
    assert [p.code for p in found.errors] == ["name-used"]
    assert found.lines[0].known is None


def test_lists_of_another_institution_are_not_there(cast, writing):
    brought(cast, text([NEW]))
    assert queries.lists(cast.leila).total == 0
    assert queries.lists(cast.kanykei).total == 1
    assert queries.lists(cast.daniyar).total == 0


def test_what_the_columns_meant_is_remembered_by_institution(cast, writing):
    of = brought(cast, text([NEW]))
    meant = [Column(value) for value in of.columns]
    meant[5] = Column.NOTHING
    actions.map_columns(of, meant, by=cast.kanykei, at=clock.now())
    assert brought(cast, text([NEW])).columns[5] == "nothing"
    assert brought(cast, text([NEW]), by=cast.leila, of="courts").columns[5] == "sex"


def test_a_chosen_duplicate_keeps_the_name_on_record_or_takes_that_of_the_list(cast, writing):
    row = ("Toktosunova", "Asel", "", "Post of Асель ru", "Sverdlov ru", "ж")
    of = brought(cast, text([row]))
    assert [p.code for p in seen(of).plan.errors] == ["near"]
    who = cast.asel.person_id
    actions.choose(of, {2: Chosen(Choice.KEEP, who)}, by=cast.kanykei, at=clock.now())
    assert seen(of).plan.lines[0].fate is Fate.SAME
    actions.choose(of, {2: Chosen(Choice.RENAME, who)}, by=cast.kanykei, at=clock.now())
    applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    assert db.session.get_one(Person, who).family_name == "Toktosunova"
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert db.session.get_one(Person, who).family_name == "Токтосунова"


def test_every_act_and_the_list_itself_are_in_the_journal(cast, writing):
    of = applied(cast, text([NEW]))
    db.session.commit()
    said = db.session.scalars(select(Entry.what).where(Entry.about_id == str(of.id)))
    assert {"staff list brought", "staff list set", "staff list applied"} <= set(said)


def test_the_day_of_a_line_counts_for_newcomers(cast, writing):
    headings = (*bringing.HEADINGS, "Дата назначения")
    applied(cast, text([(*NEW, "2025-09-01")], headings))
    held = db.session.scalars(select(Appointment).join(Person).where(Person.given_name == "Нур"))
    assert held.one().from_day == date(2025, 9, 1)


def test_a_planted_list_without_a_second_person_is_found(cast, writing, monkeypatch):
    monkeypatch.setattr(rules, "takes_two", lambda _leaving, _present: False)
    of = brought(cast, text(everybody(cast, "bek")), complete=True)
    assert applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    assert people.appointment(cast.bek.person_id, on=clock.today()) is None
