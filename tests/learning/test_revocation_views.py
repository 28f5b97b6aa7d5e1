"""A certificate is revoked by two persons; the second may be an administrator, who reads no training record."""

import pytest

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.core import clock
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.db.session import db, transaction
from app.learning import access, actions, queries, revoking, rules, waiting
from app.learning.models import Completion, Enrolment
from tests import make
from tests.cast import BUILDER

REASON = "The day of issue is wrong."


def give(person):
    now = clock.now()
    release = curriculum.current_release("course") or make.course()
    enrolment = Enrolment(
        person_id=person.id, release_id=release.id, course=release.name, begun_at=now
    )
    enrolment.release = release
    done = Completion(at=now, rule_version="test", facts={"share": 0.9}, language="ky")
    done.enrolment = enrolment
    db.session.add_all([enrolment, done])
    db.session.flush()
    return actions.issue_certificate(done, by=BUILDER, at=now)


@pytest.fixture
def given(app, cast):
    with transaction():
        for name in ("kanykei", "nurlan", "leila"):
            accounts.choose_language(people.person(cast.people[name].id), "en", by=BUILDER)
        return give(cast.people["asel"])


@pytest.fixture
def asked(given, cast):
    with transaction():
        return revoking.ask_revocation(given, REASON, by=cast.kanykei, at=clock.now())


@pytest.fixture
def page_of(given) -> str:
    return f"/certificates/{given.number}/revocation"


def is_revoked(given) -> bool:
    db.session.expire_all()
    found = queries.revocation(given.id)
    return found is not None and found.confirmed_at is not None


def test_with_one_registrar_the_administrator_is_the_second_person(given, asked, browser_of):
    admin = browser_of("nurlan")
    address = admin.get("/").links()["Certificates whose revocation waits: 1"]
    listed = admin.get(address)
    page = admin.get(listed.links()["Токтосунова Асель"])
    for said in (given.number, REASON, "Токтосунова Асель", "Касымова Каныкей"):
        assert said in page.main
    answer = admin.send(page, f"/certificates/{given.number}/revocation/confirmation")
    assert is_revoked(given)
    assert "The certificate is revoked" in answer.text
    assert "Nothing waits" in answer.main


def test_the_administrator_sees_the_request_and_no_training_record(
    given, asked, page_of, browser_of, cast
):
    admin = browser_of("nurlan")
    page = admin.get(page_of)
    assert page.status == 200
    assert not [a for a in page.links().values() if a.startswith(("/study", "/attempts"))]
    for address in (f"/certificates/{given.number}", f"/certificates/{given.number}.pdf"):
        assert address not in page.links().values()
        assert admin.get(address).status == 404
    assert admin.get(f"/people/{cast.people['asel'].id}/record").status == 404


def test_without_a_request_there_is_nothing_for_the_administrator(page_of, browser_of):
    admin = browser_of("nurlan")
    assert admin.get(page_of).status == 404
    assert admin.post(f"{page_of}/confirmation").status == 404
    assert admin.post(page_of, {"reason": REASON}).status == 404
    assert "Nothing waits" in admin.get("/revocations").main


def test_a_settled_request_is_closed_to_the_administrator(asked, given, page_of, browser_of, cast):
    with transaction():
        revoking.confirm_revocation(given, by=cast.nurlan, at=clock.now())
    assert browser_of("nurlan").get(page_of).status == 404


def test_who_asked_cannot_confirm_and_may_take_it_back(given, asked, page_of, browser_of):
    registrar = browser_of("kanykei")
    assert registrar.post(f"{page_of}/confirmation").status == 409
    page = registrar.get(page_of)
    assert f"{page_of}/confirmation" not in [form.get("action") for form in page.forms()]
    registrar.send(page, f"{page_of}/withdrawal")
    assert queries.revocation(given.id) is None


def test_another_academy_learns_nothing(given, asked, page_of, browser_of):
    stranger = browser_of("leila")
    assert stranger.get(page_of).status == 404
    assert stranger.post(f"{page_of}/confirmation").status == 404
    assert given.number not in stranger.get("/revocations").main
    assert "revocation waits" not in stranger.get("/").main


@pytest.mark.parametrize("name", ["asel", "daniyar", "ilya", "chynara"])
def test_nobody_else_comes_in(asked, page_of, browser_of, name):
    browser = browser_of(name)
    assert browser.get("/revocations").status == 403
    assert browser.get(page_of).status == 403
    assert browser.post(f"{page_of}/confirmation").status == 403


def test_nobody_decides_about_their_own_certificate(app, cast):
    with transaction():
        own = give(cast.people["kanykei"])
        revoking.ask_revocation(own, REASON, by=cast.nurlan, at=clock.now())
    for act in (revoking.confirm_revocation, revoking.withdraw_revocation):
        with pytest.raises(rules.OwnCertificate), transaction():
            act(own, by=cast.kanykei, at=clock.now())
    assert not is_revoked(own)


def test_the_list_shows_what_may_be_decided(asked, app, cast):
    with transaction():
        for name in ("bek", "maksat", "perizat"):
            other = give(cast.people[name])
            revoking.ask_revocation(other, REASON, by=cast.kanykei, at=clock.now())
    today = clock.today()
    owners = {cast.people[name].id for name in ("asel", "bek", "maksat", "perizat")}
    for name, actor in cast.actors.items():
        listed = {asked.certificate.person_id for asked in waiting.revocations(actor, on=today)}
        allowed = {i for i in owners if access.may_revoke(actor, people.unit_path_of(i, on=today))}
        assert listed == allowed, name
    assert waiting.revocations(Actor(person_id=None), on=today) == []
