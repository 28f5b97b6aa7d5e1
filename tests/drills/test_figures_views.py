"""Whose figures who sees: one's own, units, groups; never a colleague's; never a group under five."""

import csv
import io

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.kinds import Profession, Sex
from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.db.session import db, transaction
from app.drills.models import DrillSession
from app.drills.queries import figures
from app.drills.scope import By, Whose
from app.learning import grouping
from tests.assessment.sitting import speak
from tests.cast import BEGINNING, BUILDER, FIRST_DAY, _name
from tests.drills import drilling
from tests.statements import statements


def colleagues(
    cast, unit: str, count: int, *, profession=Profession.POLICE, named="fraud"
) -> list[int]:
    """So many people of a unit who called everything `named`, five times."""
    made = []
    for n in range(count):
        with transaction():
            person = accounts.add_person(
                "Сынчы", f"{unit}-{n}", sex=Sex.MALE, language="ky", by=BUILDER, at=BEGINNING
            )
            post = accounts.create_post(cast.units[unit], _name("Post"), profession, by=BUILDER)
            accounts.appoint(person, post, from_day=FIRST_DAY, by=BUILDER)
        drilling.answered(person, Actor(person_id=person.id, origin="test"), named=named)
        made.append(person.id)
    return made


@pytest.fixture
def world(cast):
    for name in ("asel", "daniyar", "kanykei", "chynara", "oroz", "leila", "ilya"):
        speak(cast, name, "en")
    drilling.patterns()
    colleagues(cast, "sverdlov", 6)
    colleagues(cast, "osh", 7, named=None)
    colleagues(cast, "court", 5, profession=Profession.JUDGE, named="no-offence")
    return cast


def of(unit: str, cast) -> str:
    return f"/drills/figures?of=unit:{cast.unit_ids[unit]}"


def test_two_records_of_one_human_are_one_person_where_the_kept_one_stands(cast):
    drilling.patterns()
    (old,), (kept, other) = colleagues(cast, "osh", 1), colleagues(cast, "sverdlov", 2)
    found = figures.cells(cast.kanykei, on=clock.today(), groups={1: {kept}})
    assert {cell.unit for cell in found} == {cast.units[n].path for n in ("osh", "sverdlov")}
    with transaction():
        db.session.get_one(Person, old).merged_into_id = kept
    found = figures.cells(cast.kanykei, on=clock.today(), groups={1: {kept}})
    assert {cell.unit for cell in found} == {cast.units["sverdlov"].path}
    assert set().union(*found.values()) == {kept, other}
    members = Whose(By.GROUP, "1")
    of_group = figures.tallies(cast.kanykei, members, on=clock.today(), groups={1: {kept}})
    assert sum(tally.n for tally in of_group) == 10


def test_ones_own_figures_are_ones_own(world, browser_of):
    drilling.answered(world.people["asel"], world.asel, sessions_of_five=2)
    page = browser_of("asel").get("/drills/figures")
    assert "100 %" in page.text.replace("\u00a0", " ")
    assert "n = 10: answers on trafficking" in page.text
    assert page.links()["How the downgrade rate is counted"] == "/formulas/downgrade-rate"
    assert "Nothing answered yet" in browser_of("daniyar").get("/drills/figures").text


def test_few_answers_give_no_figure(world, browser_of):
    drilling.answered(world.people["asel"], world.asel)
    assert (
        "Not enough answers. Needed: 10. There are: 5."
        in browser_of("asel").get("/drills/figures").text
    )


def test_the_head_sees_the_unit_and_no_other(world, browser_of):
    page = browser_of("daniyar").get(of("sverdlov", world))
    assert "people who answered: 6" in page.text
    assert "n = 30: answers on trafficking" in page.text
    assert browser_of("daniyar").get("/drills/figures?of=all").status == 200
    for unit in ("osh", "police", "court"):
        assert browser_of("daniyar").get(of(unit, world)).status == 404


def test_the_registrar_sees_the_academy_and_not_the_other(world, browser_of):
    page = browser_of("kanykei").get("/drills/figures?of=all")
    assert "people who answered: 13" in page.text
    assert {"Sverdlov", "Osh"} & page.links().keys()
    assert browser_of("kanykei").get(of("court", world)).status == 404
    assert "people who answered: 5" in browser_of("leila").get("/drills/figures?of=all").text
    assert browser_of("leila").get(of("police", world)).status == 404


@pytest.mark.parametrize("name", ["asel", "chynara", "elena", "nurlan", "maksat"])
def test_who_oversees_nobody_sees_no_units(name, world, browser_of):
    for path in (
        "/drills/figures?of=all",
        of("sverdlov", world),
        "/drills/figures?of=profession:police",
        "/drills/figures?of=region:osh",
    ):
        assert browser_of(name).get(path).status == 404
    assert browser_of(name).get("/drills/figures").status == 200


def test_divisions_are_those_of_the_reach(world, browser_of):
    page = browser_of("kanykei").get("/drills/figures?of=profession:police")
    assert "people who answered: 13" in page.text
    assert (
        "These figures are not shown"
        in browser_of("kanykei").get("/drills/figures?of=profession:judge").text
    )
    assert browser_of("kanykei").get("/drills/figures?of=region:moon").status == 404


def test_a_group_of_four_is_shown_nowhere(cast, browser_of):
    speak(cast, "daniyar", "en")
    drilling.patterns()
    colleagues(cast, "sverdlov", 4)
    browser = browser_of("daniyar")
    assert "These figures are not shown" in browser.get("/drills/figures?of=all").text
    assert browser.get("/drills/figures.csv?of=all").status == 404
    assert browser.get("/drills/figures.xlsx?of=all").status == 404


def test_a_unit_that_leaves_four_over_is_not_shown_beside_the_whole(cast, browser_of):
    speak(cast, "kanykei", "en")
    drilling.patterns()
    colleagues(cast, "sverdlov", 6)
    colleagues(cast, "osh", 4)
    browser = browser_of("kanykei")
    assert "people who answered: 10" in browser.get("/drills/figures?of=all").text
    for unit in ("sverdlov", "osh"):
        assert "These figures are not shown" in browser.get(of(unit, cast)).text


def test_who_has_left_is_counted_no_more(cast, browser_of):
    speak(cast, "daniyar", "en")
    drilling.patterns()
    first = colleagues(cast, "sverdlov", 6)[0]
    with transaction() as session:
        accounts.dismiss(
            session.get_one(Person, first), on_day=clock.today(), by=BUILDER, at=clock.now()
        )
    assert "people who answered: 5" in browser_of("daniyar").get("/drills/figures?of=all").text


@pytest.fixture
def group(world):
    """Chynara's, of people of two units."""
    with transaction():
        made = grouping.open_group(
            "Autumn", world.units["police"], by=world.chynara, at=clock.now()
        )
        ids = db.session.scalars(
            select(DrillSession.person_id).order_by(DrillSession.id).limit(7)
        ).all()
        for person_id in ids:
            grouping.add(made, person_id, by=world.chynara, at=clock.now())
        return made.id


def test_the_trainer_sees_the_group_and_nobody_else_does(world, group, browser_of):
    page = browser_of("chynara").get(f"/drills/figures?of=group:{group}")
    assert "Autumn" in page.text
    assert "people who answered: 7" in page.text
    for name in ("asel", "daniyar", "elena", "maksat", "leila"):
        assert browser_of(name).get(f"/drills/figures?of=group:{group}").status == 404


def test_files_are_the_table_of_the_page(world, browser_of):
    browser = browser_of("kanykei")
    page = browser.get("/drills/figures?of=all")
    response = browser.client.get("/drills/figures.csv?of=all")
    rows = list(csv.reader(io.StringIO(response.get_data().decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "What was right"
    assert rows[1][1:] == ["35", "30", "65"]
    assert all(cell in page.text for cell in rows[1])
    assert browser.client.get("/drills/figures.xlsx?of=all").get_data().startswith(b"PK")


def test_a_page_asks_as_often_for_many_as_for_few(cast, browser_of):
    drilling.patterns()
    colleagues(cast, "sverdlov", 5)
    browser, asked = browser_of("kanykei"), []
    for more in (1, 8):
        colleagues(cast, "osh", more)
        browser.get("/drills/figures?of=all")
        with statements() as seen:
            browser.get("/drills/figures?of=all")
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 12
