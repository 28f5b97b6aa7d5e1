"""The tree of units, a unit with its posts, new units and posts."""

import pytest
from sqlalchemy import select

from app.accounts.models import Post, Unit
from app.db.session import db

NAMES = {"name_ky": "Ноокат бөлүмү", "name_ru": "Ноокатский отдел", "name_en": "Nookat unit"}


def at(cast, name: str, more: str = "") -> str:
    return f"/units/{cast.units[name].id}{more}"


def test_the_tree_shows_what_a_duty_covers(browser_of):
    registrar = browser_of("kanykei").get("/units")
    assert {"Police ky", "Bishkek ky", "Sverdlov ky", "Osh ky"} <= registrar.links().keys()
    assert "Court" not in registrar.main
    head = browser_of("daniyar").get("/units")
    assert "Sverdlov ky" in head.links()
    assert "Osh" not in head.main
    assert "held: 2 of 3" in head.main


def test_a_unit_shows_its_posts_who_holds_them_and_which_are_vacant(browser_of, cast):
    page = browser_of("kanykei").get(at(cast, "sverdlov"))
    assert page.heading == "Sverdlov ky"
    assert page.links()["Токтосунова Асель"] == f"/people/{cast.people['asel'].id}"
    assert page.main.count("vacant") == 1
    assert "Пазылова" not in page.main
    assert {"Police ky", "Bishkek ky"} <= page.links().keys()


def test_names_are_in_the_language_of_the_reader(browser_of, cast):
    browser = browser_of("kanykei")
    for language in ("ru", "en"):
        browser.post("/language", {"language": language, "back": "/units"})
        wanted = "Sverdlov" if language == "en" else "Sverdlov ru"
        assert browser.get(at(cast, "sverdlov")).heading == wanted


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("asel", "sverdlov", 403),
        ("daniyar", "sverdlov", 200),
        ("daniyar", "bishkek", 404),
        ("kanykei", "osh", 200),
        ("kanykei", "court", 404),
        ("leila", "court", 200),
    ],
)
def test_who_sees_which_unit(browser_of, cast, who, unit, status):
    assert browser_of(who).get(at(cast, unit)).status == status


def test_a_registrar_opens_a_unit_and_gives_it_a_post(browser_of, cast):
    registrar = browser_of("kanykei")
    page = registrar.get(at(cast, "osh", "/units/new"))
    assert page.form(at(cast, "osh", "/units/new"))["region"] == "osh"
    page = registrar.post(at(cast, "osh", "/units/new"), NAMES | {"region": "osh"})
    assert page.heading == "Ноокат бөлүмү"
    unit = db.session.scalars(select(Unit).where(Unit.name_en == "Nookat unit")).one()
    assert unit.path == f"{cast.units['osh'].path}{unit.id}/"
    new_post = f"/units/{unit.id}/posts/new"
    page = registrar.post(
        new_post, NAMES | {"name_en": "", "profession": "police", "kind": "investigator"}
    )
    assert "vacant" in page.main
    assert db.session.scalars(select(Post.name_en).where(Post.unit_id == unit.id)).one() == ""


@pytest.mark.parametrize("place", ["/units/new", "/posts/new"])
def test_both_names_are_required(browser_of, cast, place):
    page = browser_of("kanykei").post(at(cast, "osh", place), NAMES | {"name_ky": " "})
    assert page.status == 422
    assert page.form(at(cast, "osh", place))["name_ru"] == "Ноокатский отдел"


@pytest.mark.parametrize("place", ["/units/new", "/posts/new"])
def test_who_may_not_change_the_staff_list(browser_of, cast, place):
    assert browser_of("daniyar").get(at(cast, "sverdlov", place)).status == 403
    assert browser_of("leila").get(at(cast, "osh", place)).status == 404
    assert browser_of("leila").post(at(cast, "osh", place), NAMES).status == 404


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_no_such_unit(browser_of, number):
    assert browser_of("kanykei").get(f"/units/{number}").status == 404
