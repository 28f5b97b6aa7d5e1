"""People and units as of a day, and finding names however they are typed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions, queries, roll, visits
from app.accounts.kinds import Profession, Sex
from app.accounts.models import Post, Unit
from app.core.bilingual import Bilingual
from app.db.session import db
from tests.cast import BEGINNING, BUILDER

TODAY = date(2026, 1, 15)


def found(actor, search="", **more):
    sought = roll.Sought(search=search, **more)
    return [row.name for row in roll.people(actor, on=TODAY, sought=sought).rows]


@pytest.mark.parametrize("typed", ["Өмүрбеков", "өмүрбеков", "ОМУРБЕКОВ", "омур", " бек  омур "])
def test_kyrgyz_letters_are_found_with_and_without_their_signs(cast, writing, typed):
    assert found(cast.kanykei, typed) == ["Өмүрбеков Бек"]


@pytest.mark.parametrize(("typed", "name"), [("елкин", "Ёлкин Данияр"), ("чоңмур", "Чоңмурунова")])
def test_other_letters_with_signs_are_found_too(cast, writing, typed, name):
    assert found(cast.kanykei, typed)[0].startswith(name)


@pytest.mark.parametrize("typed", ["%", "_", "Асель%", "100%_"])
def test_signs_of_the_database_mean_themselves(cast, writing, typed):
    assert found(cast.kanykei, typed) == []


def test_names_stand_in_the_order_of_the_kyrgyz_alphabet(cast, writing):
    names = found(cast.kanykei)
    assert names.index("Ёлкин Данияр") == names.index("Ершова Елена") + 1
    assert names.index("Өмүрбеков Бек") < names.index("Пазылова Перизат")
    assert names.index("Токтосунова Асель") < names.index("Үсөнова Гүлнара")


def test_a_head_sees_the_own_unit_and_a_stranger_nothing_but_themselves(cast, writing):
    assert set(found(cast.daniyar)) == {"Ёлкин Данияр", "Пазылова Перизат", "Токтосунова Асель"}
    assert found(cast.bek) == ["Өмүрбеков Бек"]


def test_the_other_academy_is_not_there(cast, writing):
    assert not {"Маматов Максат", "Орозова Ороз"} & set(found(cast.kanykei))
    assert "Маматов Максат" in found(cast.leila)


def test_the_unit_filter_includes_what_is_below(cast, writing):
    bishkek = cast.units["bishkek"].path
    assert len(found(cast.kanykei, unit_path=bishkek)) == 3


def newcomer(cast, from_day):
    person = actions.add_person(
        "Жаңыкова", "Айпери", sex=Sex.FEMALE, language="ky", by=BUILDER, at=BEGINNING
    )
    name = Bilingual(ky="Тергөөчү", ru="Следователь")
    post = actions.create_post(cast.units["osh"], name, Profession.POLICE, by=BUILDER)
    actions.appoint(person, post, from_day=from_day, by=BUILDER)
    return person


def test_who_comes_tomorrow_is_on_the_list_today(cast, writing):
    person = newcomer(cast, TODAY + timedelta(days=1))
    assert found(cast.kanykei, "жаныкова") == ["Жаңыкова Айпери"]
    assert queries.unit_path_of(person.id, on=TODAY) == cast.units["osh"].path
    assert not visits.is_shut_out(person.id, on=TODAY)


def test_who_moves_belongs_to_the_new_unit_on_the_day_of_the_move(cast, writing):
    person = newcomer(cast, date(2025, 1, 1))
    name = Bilingual(ky="Инспектор", ru="Инспектор")
    post = actions.create_post(cast.units["sverdlov"], name, Profession.POLICE, by=BUILDER)
    actions.move(person, post, on_day=date(2025, 5, 5), by=BUILDER)
    assert queries.unit_path_of(person.id, on=date(2025, 5, 4)) == cast.units["osh"].path
    assert queries.unit_path_of(person.id, on=date(2025, 5, 5)) == cast.units["sverdlov"].path
    assert found(cast.kanykei, "жаныкова") == ["Жаңыкова Айпери"]


def test_who_left_stays_on_the_list_of_the_last_unit_and_is_shut_out(cast, writing):
    perizat = cast.people["perizat"]
    assert queries.unit_path_of(perizat.id, on=TODAY) == cast.units["sverdlov"].path
    assert visits.is_shut_out(perizat.id, on=TODAY)
    assert not visits.is_shut_out(perizat.id, on=date(2025, 5, 31))


def test_posts_show_who_holds_them_and_vacant_ones_nobody(cast, writing):
    rows = queries.posts(cast.units["sverdlov"].id, on=TODAY)
    assert [row.person for row in rows] == ["Токтосунова Асель", "Ёлкин Данияр", None]


def test_vacant_posts_are_offered_to_keepers_within_their_reach(cast, writing):
    assert [p.unit_id for p in queries.vacant_posts(cast.kanykei, on=TODAY)] == [
        cast.units["sverdlov"].id
    ]
    assert queries.vacant_posts(cast.leila, on=TODAY) == []
    assert queries.vacant_posts(cast.daniyar, on=TODAY) == []


def test_unit_lines_count_the_posts_of_each_unit(cast, writing):
    lines = {
        line.name["en"]: (line.posts, line.held)
        for line in queries.unit_lines(cast.daniyar, on=TODAY)
    }
    assert lines == {"Sverdlov": (3, 2)}


def test_nobody_gets_a_letter_for_an_address_that_two_people_share(cast, writing):
    for person in (cast.people["asel"], cast.people["bek"]):
        row = queries.person(person.id)
        row.address = "shared@example.test"
    writing.flush()
    assert visits.recoverable("shared@example.test", on=TODAY) is None
    assert visits.recoverable("asel", on=TODAY).id == cast.people["asel"].id
    assert visits.recoverable("elena@example.test", on=TODAY).id == cast.people["elena"].id
    assert visits.recoverable("perizat", on=TODAY) is None


def test_a_unit_comes_with_its_institution_also_when_the_session_knows_it_without(cast):
    known = db.session.get_one(Unit, cast.units["osh"].id)
    found = queries.unit(known.id)
    assert found is known
    assert found.institution.code == "police"


def test_a_post_comes_with_its_unit_also_when_the_session_knows_it_without(cast):
    known = db.session.scalars(select(Post)).first()
    found = queries.post(known.id)
    assert found is known
    assert found.unit.id == known.unit_id
