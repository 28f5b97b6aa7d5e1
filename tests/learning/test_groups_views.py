"""Groups of a trainer: opened, joined with a code, led, handed over, closed."""

import pytest

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.core import clock
from app.db.session import db, transaction
from app.learning import grouping, groups
from tests.cast import BUILDER


@pytest.fixture(autouse=True)
def english(app, cast):
    with transaction():
        for name in ("asel", "bek", "maksat", "chynara", "kanykei"):
            accounts.choose_language(people.person(cast.people[name].id), "en", by=BUILDER)


@pytest.fixture
def group(app, cast):
    with transaction():
        return grouping.open_group(
            "Osh, spring", cast.units["police"], by=cast.chynara, at=clock.now()
        )


def send(browser, page, action, **typed):
    return browser.send(browser.get(page), action, follow=False, **typed)


def join(browser, code):
    return send(browser, "/groups", "/groups/joinings", code=code)


def members(group) -> frozenset[int]:
    db.session.rollback()
    return groups.member_ids(group.id)


def test_a_trainer_opens_a_group_and_reads_its_code(browser_of):
    trainer = browser_of("chynara")
    page = trainer.send(trainer.get("/groups"), "/groups", title="Osh, spring")
    assert page.heading == "Osh, spring"
    assert "Nobody has joined yet" in page.main


def test_who_types_the_code_belongs_to_the_group(group, cast, browser_of):
    asel = browser_of("asel")
    join(asel, group.code.lower().replace("-", " "))
    assert "You belong to the group now: Osh, spring" in asel.get("/groups").main
    assert members(group) == {cast.people["asel"].id}
    page = browser_of("chynara").get(f"/groups/{group.id}")
    assert "Токтосунова Асель" in page.main
    assert "not enrolled" in page.main


def test_people_of_another_service_join_as_well(group, cast, browser_of):
    join(browser_of("maksat"), group.code)
    assert "Маматов Максат" in browser_of("chynara").get(f"/groups/{group.id}").main


def test_a_wrong_code_is_said_at_its_field_and_stays_there(group, browser_of):
    page = join(browser_of("asel"), "AAAAA-BBBBB")
    assert page.status == 422
    assert "No group has this code" in page.main
    assert page.form("/groups/joinings")["code"] == "AAAAA-BBBBB"


def test_a_closed_group_takes_nobody(group, cast, browser_of):
    send(browser_of("chynara"), f"/groups/{group.id}", f"/groups/{group.id}/closing")
    page = join(browser_of("asel"), group.code)
    assert page.status == 422
    assert "closed" in page.main
    send(browser_of("chynara"), f"/groups/{group.id}", f"/groups/{group.id}/opening")
    assert join(browser_of("asel"), group.code).status == 303


def test_a_renewed_code_makes_the_old_one_worthless(group, browser_of):
    old = group.code
    send(browser_of("chynara"), f"/groups/{group.id}", f"/groups/{group.id}/code")
    assert join(browser_of("asel"), old).status == 422


def test_who_leads_a_group_does_not_join_it(group, browser_of):
    page = join(browser_of("chynara"), group.code)
    assert page.status == 422
    assert "You lead this group" in page.main


def test_who_leaves_is_gone_and_may_come_back(group, cast, browser_of):
    asel = browser_of("asel")
    join(asel, group.code)
    send(asel, "/groups", f"/groups/{group.id}/leaving")
    assert members(group) == frozenset()
    assert "You belong to no group." in asel.get("/groups").main
    join(asel, group.code)
    assert members(group) == {cast.people["asel"].id}


def test_a_name_is_found_in_the_trainers_reach_only(group, cast, browser_of):
    trainer = browser_of("chynara")
    assert "Токтосунова" in trainer.get(f"/groups/{group.id}?q=токтосунова").main
    assert "Nobody found" in trainer.get(f"/groups/{group.id}?q=маматов").main
    asel, maksat = (str(cast.people[name].id) for name in ("asel", "maksat"))
    page = f"/groups/{group.id}?q=токтосунова"
    assert send(trainer, page, f"/groups/{group.id}/members", person=maksat).status == 404
    assert send(trainer, page, f"/groups/{group.id}/members", person=asel).status == 303
    assert members(group) == {cast.people["asel"].id}


def test_the_trainer_takes_somebody_out(group, cast, browser_of):
    join(browser_of("asel"), group.code)
    asel = cast.people["asel"].id
    send(browser_of("chynara"), f"/groups/{group.id}", f"/groups/{group.id}/members/{asel}/end")
    assert members(group) == frozenset()


def test_the_registrar_gives_the_group_to_another_trainer(group, cast, browser_of):
    with transaction():
        accounts.grant(
            people.person(cast.people["bek"].id),
            "trainer",
            people.unit(cast.unit_ids["police"]),
            from_day=clock.today(),
            by=BUILDER,
        )
    bek = cast.people["bek"].id
    registrar = browser_of("kanykei")
    address = f"/groups/{group.id}"
    assert send(registrar, address, f"{address}/trainer", trainer=str(bek)).status == 303
    assert browser_of("chynara").get(address).status == 404
    assert browser_of("bek").get(address).heading == "Osh, spring"


def test_a_trainer_whose_duty_has_ended_sees_the_group_no_more(group, cast, browser_of):
    with transaction():
        given = people.grants(cast.people["chynara"].id)[0]
        accounts.withdraw_grant(given, on_day=clock.today(), by=BUILDER, at=clock.now())
    assert browser_of("chynara").get(f"/groups/{group.id}").status == 403
    assert browser_of("kanykei").get(f"/groups/{group.id}").status == 200


def test_a_member_reads_no_list_of_members(group, browser_of):
    asel = browser_of("asel")
    join(asel, group.code)
    assert asel.get(f"/groups/{group.id}").status == 403
    assert "Osh, spring" in asel.get("/groups").main
