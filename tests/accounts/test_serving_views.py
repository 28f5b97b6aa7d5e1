"""The card and the staff list: ranks, absences, a day other than today, kinds of post."""

from datetime import timedelta

import pytest

from app.accounts import actions, service, serving
from app.accounts.kinds import AbsenceKind
from app.accounts.service_rules import Days
from app.core import clock
from app.db.session import transaction
from tests.cast import BEGINNING, BUILDER

TODAY = clock.today()
SOON = TODAY + timedelta(days=20)


@pytest.fixture
def sick(cast) -> int:
    """Asel is ill, today and for twenty days."""
    with transaction():
        days = Days(TODAY, SOON)
        person = cast.people["asel"]
        return serving.record_absence(person, AbsenceKind.SICK, days, by=BUILDER, at=BEGINNING).id


def card(cast, name="asel") -> str:
    return f"/people/{cast.people[name].id}"


def test_a_registrar_records_a_rank(browser_of, cast):
    registrar, address = browser_of("kanykei"), f"{card(cast)}/ranks/new"
    page = registrar.get(address)
    assert "милициянын капитаны" in page.main and "советник" not in page.main
    typed = {"rank": "police-captain", "from_day": "2025-01-01"}
    done = registrar.send(page, address, **typed)
    assert done.heading == "Токтосунова Асель"
    assert "милициянын капитаны" in done.main
    again = registrar.send(registrar.get(address), address, **typed)
    assert again.status == 422
    assert "A rank is recorded from this day already." in again.main


def test_a_registrar_records_an_absence_and_ends_it(browser_of, cast):
    registrar, address = browser_of("kanykei"), f"{card(cast)}/absences/new"
    page = registrar.get(address)
    typed = {"kind": "parental", "from_day": TODAY.isoformat(), "until_day": ""}
    done = registrar.send(page, address, **typed)
    assert "Parental leave" in done.main
    assert registrar.send(page, address, **typed).status == 422
    number = service.absences(cast.people["asel"].id)[0].id
    end = f"{card(cast)}/absences/{number}/end"
    back = TODAY + timedelta(days=1)
    done = registrar.send(registrar.get(end), end, until_day=back.isoformat())
    assert "away until" in done.main


def test_only_keepers_and_the_person_are_told_why(browser_of, cast, sick):
    for name in ("kanykei", "nurlan", "asel"):
        assert "Illness" in browser_of(name).get(card(cast)).main
    for name in ("daniyar", "ilya"):
        page = browser_of(name).get(card(cast))
        assert "Illness" not in page.html and "away until" in page.main
    assert "Illness" not in browser_of("daniyar").get("/people").main.split("Found")[1]


def test_the_staff_list_finds_who_is_away(browser_of, cast, sick):
    page = browser_of("daniyar").get("/people?presence=away")
    assert "Токтосунова" in page.main and "Ёлкин" not in page.main
    assert "away until" in page.main
    assert "Nobody found" in browser_of("daniyar").get("/people?presence=away&on=2024-02-01").main


def test_a_past_day_is_said_and_shows_who_was_there_then(browser_of, cast):
    page = browser_of("kanykei").get("/people?on=2025-03-01")
    assert "what stands here held on that day" in page.main
    assert "held on that day" not in browser_of("kanykei").get("/people").main
    row = page.main.split("Пазылова Перизат")[1][:120]
    assert "until" in row
    unit = browser_of("kanykei").get(f"/units/{cast.units['sverdlov'].id}?on=2025-03-01")
    assert "Пазылова Перизат" in unit.main
    today = browser_of("kanykei").get(f"/units/{cast.units['sverdlov'].id}")
    assert "Пазылова Перизат" not in today.main


def test_a_card_of_a_past_day_knows_nothing_later_and_changes_nothing(browser_of, cast, sick):
    page = browser_of("kanykei").get(f"{card(cast)}?on=2025-03-01")
    assert "Illness" not in page.main and "on this day" in page.main
    assert "Record a rank" not in page.links()


@pytest.mark.parametrize("day", ["yesterday", "2026-02-31", "1200-01-01"])
@pytest.mark.parametrize("path", ["/people", "/units", "{card}"])
def test_what_is_no_day_is_refused(browser_of, cast, day, path):
    path = path.format(card=card(cast))
    assert browser_of("kanykei").get(f"{path}?on={day}").status == 422


def test_who_has_gone_elsewhere_is_named_on_a_past_day_and_not_linked(browser_of, cast):
    with transaction():
        bek = cast.people["bek"]
        held = actions.create_post(
            cast.units["sverdlov"], cast.units["osh"].name, "police", by=BUILDER
        )
        actions.move(bek, held, on_day=TODAY - timedelta(days=60), by=BUILDER)
        other = actions.create_post(cast.units["osh"], cast.units["osh"].name, "police", by=BUILDER)
        actions.move(bek, other, on_day=TODAY - timedelta(days=10), by=BUILDER)
    then = (TODAY - timedelta(days=30)).isoformat()
    page = browser_of("daniyar").get(f"/people?on={then}")
    assert "Өмүрбеков Бек" in page.main and "Өмүрбеков Бек" not in page.links()


def test_a_post_is_corrected_and_keeps_its_profession(browser_of, cast):
    registrar, unit = browser_of("kanykei"), cast.units["osh"].id
    page = registrar.get(f"/units/{unit}")
    address = next(href for words, href in page.links().items() if words.startswith("Correct"))
    form = registrar.get(address)
    assert "profession" not in form.form(address)
    done = registrar.send(form, address, kind="operative", name_ky="Ыкчам кызматкер")
    assert "Operative officers" in done.main and "Ыкчам кызматкер" in done.main
    elsewhere = address.replace(f"/units/{unit}/", f"/units/{cast.units['sverdlov'].id}/")
    assert registrar.get(elsewhere).status == 404
