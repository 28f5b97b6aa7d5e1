"""A departure opens a handover; the leaver writes, the head looks it through, the successor opens and uses it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import corrections
from app.accounts.kinds import Profession
from app.accounts.models import Person
from app.continuity.models import Handover, HandoverFact
from app.continuity.queries import handovers
from app.core import clock
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from app.notices.models import Letter
from tests.cast import BUILDER
from tests.continuity.test_coverage import finish, publish


def all_of() -> list[Handover]:
    return list(db.session.scalars(select(Handover).order_by(Handover.id)))


@pytest.fixture
def moved(cast):
    """Asel moves to Osh today."""
    with transaction():
        finish(cast.people["asel"], publish("basics"), "1")
        name = Bilingual(ky="k", ru="r", en="e")
        post = accounts.create_post(cast.units["osh"], name, Profession.POLICE, by=BUILDER)
        accounts.move(cast.people["asel"], post, on_day=clock.today(), by=BUILDER)
    return cast


def path() -> str:
    return f"/handovers/{all_of()[0].id}"


def test_leaving_today_and_leaving_announced_open_one_and_old_history_none(cast, writing):
    today = clock.today()
    accounts.dismiss(
        cast.people["bek"], on_day=today - timedelta(days=31), by=BUILDER, at=clock.now()
    )
    assert all_of() == []
    ahead = today + timedelta(days=20)
    accounts.dismiss(cast.people["asel"], on_day=ahead, by=BUILDER, at=clock.now())
    assert [(h.person_id, h.until_day) for h in all_of()] == [(cast.people["asel"].id, ahead)]


def test_a_departure_that_is_undone_hands_nothing_over(cast, writing):
    asel, now = cast.people["asel"], clock.now()
    accounts.dismiss(asel, on_day=clock.today(), by=BUILDER, at=now)
    assert len(handovers.waiting(cast.daniyar, on=clock.today()).to_review) == 1
    corrections.undo_leave(asel, by=cast.kanykei, at=now)
    assert not handovers.waiting(cast.daniyar, on=clock.today())
    later = clock.today() + timedelta(days=5)
    accounts.dismiss(asel, on_day=later, by=BUILDER, at=now)
    assert [one.until_day for one in all_of()] == [later]


def test_the_leaver_writes_and_what_names_somebody_is_refused(moved, browser_of):
    asel, here = browser_of("asel"), path()
    page = asel.get("/")
    assert "/writing" in str(page.links().values())
    bad = asel.post(f"{here}/items/tip", {"text": "Потерпевшая Иванова Анна, +996 555 123 456"})
    assert bad.status == 422
    assert "Иванова Анна" in bad.main
    assert handovers.items(all_of()[0].id) == []
    good = asel.post(f"{here}/items/tip", {"text": "Сначала спросите, где паспорт."})
    assert "Сначала спросите" in good.main
    contact = {"office": "Приют, координатор", "phone": "0312 62 10 10", "text": "Место на ночь"}
    assert asel.post(f"{here}/items/contact", contact).status == 200
    assert asel.post(f"{here}/items/course", {"text": "basics"}).status == 200
    assert asel.post(f"{here}/items/course", {"text": "nothing"}).status == 422
    assert asel.post(f"{here}/finish").status == 200
    assert all_of()[0].written_at is not None


def test_nothing_written_is_not_handed_in(moved, browser_of):
    assert browser_of("asel").post(f"{path()}/finish").status == 422


def test_a_thing_is_taken_back_until_it_was_looked_through(moved, browser_of):
    asel, here = browser_of("asel"), path()
    asel.post(f"{here}/items/tip", {"text": "Сначала спросите, где паспорт."})
    item = handovers.items(all_of()[0].id)[0]
    asel.post(f"{here}/items/{item.id}/removal")
    assert handovers.items(all_of()[0].id) == []
    browser_of("daniyar").post(f"{here}/review")
    late = asel.post(f"{here}/items/tip", {"text": "Сначала спросите, где паспорт."})
    assert late.status == 409


def test_the_head_looks_through_and_assigns_and_the_successor_receives(moved, browser_of):
    asel, head, here = browser_of("asel"), browser_of("daniyar"), path()
    asel.post(f"{here}/items/tip", {"text": "Сначала спросите, где паспорт."})
    asel.post(f"{here}/finish")
    assert "/handovers/" in str(head.get("/").links().values())
    seen = head.get(here)
    assert "basics ky" in seen.main  # what the unit loses
    item = handovers.items(all_of()[0].id)[0]
    to = {"taker": str(moved.people["daniyar"].id), "by_day": clock.today().isoformat()}
    assert head.post(f"{here}/items/{item.id}/taker", to).status == 200
    assert head.post(f"{here}/items/{item.id}/taker", {**to, "taker": "1"}).status == 422
    assert head.post(f"{here}/review").status == 200
    assert head.post(f"{here}/review").status == 422
    with transaction():
        one = all_of()[0]
        bek, post = db.session.get_one(Person, moved.people["bek"].id), handovers.handover(one.id)
        assert post is not None
        accounts.move(bek, post.post, on_day=clock.today(), by=BUILDER)
        assert [x.to_address for x in db.session.scalars(select(Letter))] == ["bek@example.test"]
    bek = browser_of("bek")
    assert here in bek.get("/").links().values()
    closed = bek.get(here)
    assert "где паспорт" not in closed.main
    opened = bek.post(f"{here}/opening")
    assert "где паспорт" in opened.main
    bek.post(f"{here}/items/{item.id}/use")
    bek.post(f"{here}/items/{item.id}/use")
    assert [f.what.value for f in db.session.scalars(select(HandoverFact))] == ["opened", "used"]
    unit = moved.units["sverdlov"].id
    rate = handovers.of_unit(db.session.get_one(type(moved.units["sverdlov"]), unit), limit=5).rate
    assert (rate.opened, rate.given) == (1, 1)
    assert head.get(f"/continuity/{unit}").status == 200


def test_strangers_and_colleagues_do_not_learn_of_it(moved, browser_of):
    here = path()
    for name in ("bek", "leila", "chynara", "nurlan", "oroz"):
        assert browser_of(name).get(here).status == 404
        assert browser_of(name).get(f"{here}/writing").status == 404
    assert browser_of("daniyar").get(f"{here}/writing").status == 404
    assert browser_of("asel").post(f"{here}/opening").status == 404
    assert browser_of("leila").post(f"{here}/review").status == 404
