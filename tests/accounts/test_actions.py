"""Appointing, moving, leaving, granting; what is written, announced and ended together."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import actions, events, granting, queries, rules, signing, visits
from app.accounts.kinds import Profession, Sex
from app.accounts.models import GrantRequest, Person, SecretLink, SignIn
from app.core import clock
from app.core.actor import Actor, Duty
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from tests.cast import BEGINNING, BUILDER

DAY = date(2026, 2, 1)
NOW = BEGINNING + timedelta(days=700)


@pytest.fixture
def chair(cast, writing):
    """A vacant post in Osh."""
    name = Bilingual(ky="Тергөөчү", ru="Следователь")
    return actions.create_post(cast.units["osh"], name, Profession.POLICE, by=BUILDER)


def row(cast, name) -> Person:
    return db.session.get_one(Person, cast.people[name].id)


@pytest.fixture
def heard():
    """What the room announced."""
    news = []

    def listen(signal, name):
        def note(_sender, **told):
            news.append((name, told))

        signal.connect(note)
        return signal, note

    ears = [listen(getattr(events, n), n) for n in ("post_taken", "person_moved", "person_left")]
    yield news
    for signal, note in ears:
        signal.disconnect(note)


def test_a_move_ends_one_appointment_and_begins_another(cast, chair, heard):
    actions.move(row(cast, "asel"), chair, on_day=DAY, by=cast.kanykei)
    new, old = queries.appointments(cast.people["asel"].id)
    assert (old.until_day, old.ended_by, new.from_day, new.until_day) == (DAY, "moved", DAY, None)
    assert [name for name, _told in heard] == ["person_moved", "post_taken"]


def test_a_move_to_a_post_that_somebody_holds_changes_nothing(cast, writing, heard):
    taken = queries.appointments(cast.people["bek"].id)[0].post
    with pytest.raises(rules.PostTaken):
        actions.move(row(cast, "asel"), taken, on_day=DAY, by=cast.kanykei)
    assert queries.appointments(cast.people["asel"].id)[0].until_day is None
    assert heard == []


def test_a_closed_post_takes_nobody(cast, chair):
    chair.closed_day = DAY
    with pytest.raises(rules.PostClosed):
        actions.move(row(cast, "asel"), chair, on_day=DAY, by=cast.kanykei)


def test_leaving_ends_appointment_duties_sessions_and_links_together(cast, writing, heard):
    daniyar = row(cast, "daniyar")
    actions.begin_session(daniyar, at=NOW, origin="test")
    signing.make_link(daniyar, "reset", by=BUILDER, at=NOW)
    actions.dismiss(daniyar, on_day=DAY, by=cast.kanykei, at=NOW)
    db.session.flush()
    assert visits.duties(daniyar.id, on=DAY) == ()
    assert visits.duties(daniyar.id, on=DAY - timedelta(days=1)) != ()
    assert db.session.scalars(select(SignIn.ended_at)).all() == [NOW]
    assert db.session.scalars(select(SecretLink.used_at)).all() == [NOW]
    assert [name for name, _told in heard] == ["person_left"]


def test_who_left_may_come_back(cast, chair):
    actions.appoint(row(cast, "perizat"), chair, from_day=DAY, by=cast.kanykei)
    assert not visits.is_shut_out(cast.people["perizat"].id, on=DAY)


def test_a_sign_in_name_is_taken_whatever_its_case(app, cast):
    with transaction(), pytest.raises(rules.SignInNameTaken):
        actions.add_person(
            "А", "Б", sex=Sex.MALE, language="ky", sign_in_name="ASEL", by=BUILDER, at=NOW
        )


def test_a_changed_address_kills_the_links_in_older_letters(cast, writing):
    asel = row(cast, "asel")
    signing.make_link(asel, "reset", by=BUILDER, at=NOW)
    actions.change_sign_in(
        asel, sign_in_name="asel", address="New@Example.test ", by=cast.nurlan, at=NOW
    )
    assert asel.address == "new@example.test"
    assert db.session.scalars(select(SecretLink.used_at)).all() == [NOW]


# ── duties ────────────────────────────────────────────────────────────────────


def test_a_duty_is_granted_once(cast, writing):
    unit = queries.unit(cast.units["osh"].id)
    actions.grant(row(cast, "bek"), "trainer", unit, from_day=DAY, by=cast.nurlan)
    with pytest.raises(rules.DutyHeld):
        actions.grant(row(cast, "bek"), "trainer", unit, from_day=DAY, by=cast.nurlan)


def test_a_withdrawn_duty_may_be_granted_again(cast, writing):
    unit = queries.unit(cast.units["osh"].id)
    given = actions.grant(row(cast, "bek"), "trainer", unit, from_day=DAY, by=cast.nurlan)
    actions.withdraw_grant(given, on_day=DAY, by=cast.nurlan, at=NOW)
    actions.grant(row(cast, "bek"), "trainer", unit, from_day=DAY, by=cast.nurlan)


def test_withdrawing_a_duty_ends_the_sessions(cast, writing):
    chynara = row(cast, "chynara")
    actions.begin_session(chynara, at=NOW, origin="test")
    actions.withdraw_grant(queries.grants(chynara.id)[0], on_day=DAY, by=cast.nurlan, at=NOW)
    assert db.session.scalars(select(SignIn.ended_at)).all() == [NOW]
    assert visits.duties(chynara.id, on=DAY) == ()


@pytest.mark.parametrize("kind", ["registrar", "administrator"])
def test_one_administrator_alone_cannot_give_a_great_duty(cast, writing, kind):
    unit = queries.unit(cast.units["osh"].id)
    with pytest.raises(rules.NeedsTwo):
        actions.grant(row(cast, "bek"), kind, unit, from_day=DAY, by=cast.nurlan)


def asked(cast, by: Actor) -> GrantRequest:
    unit = queries.unit(cast.units["osh"].id)
    request = granting.ask_for_duty(
        row(cast, "bek"), "registrar", unit, from_day=DAY, by=by, at=NOW
    )
    found = visits.request(request.id)
    assert found is not None
    return found


def test_the_second_person_confirms(cast, writing):
    second = Actor(person_id=cast.people["ilya"].id, origin="test")
    granting.confirm(asked(cast, cast.nurlan), by=second, at=NOW, today=DAY)
    assert Duty("registrar", cast.units["osh"].path) in visits.duties(cast.people["bek"].id, on=DAY)
    assert visits.requests(cast.nurlan) == []


@pytest.mark.parametrize(("who", "refusal"), [("nurlan", rules.NeedsTwo), ("bek", rules.OwnDuty)])
def test_neither_who_asked_nor_who_receives_confirms(cast, writing, who, refusal):
    request = asked(cast, cast.nurlan)
    with pytest.raises(refusal):
        granting.confirm(request, by=cast.actors[who], at=NOW, today=DAY)


def test_a_request_is_settled_once(cast, writing):
    request = asked(cast, cast.nurlan)
    granting.decline(request, by=cast.nurlan, at=NOW)
    second = Actor(person_id=cast.people["ilya"].id, origin="test")
    with pytest.raises(rules.RequestSettled):
        granting.confirm(request, by=second, at=NOW, today=DAY)
    assert visits.duties(cast.people["bek"].id, on=DAY) == ()


def test_who_left_meanwhile_gets_no_duty(cast, writing):
    request = asked(cast, cast.nurlan)
    actions.dismiss(row(cast, "bek"), on_day=DAY, by=cast.kanykei, at=NOW)
    second = Actor(person_id=cast.people["ilya"].id, origin="test")
    with pytest.raises(rules.HasLeft):
        granting.confirm(request, by=second, at=NOW, today=DAY)


# ── links ─────────────────────────────────────────────────────────────────────


def test_a_link_works_once(cast, writing):
    token = signing.make_link(row(cast, "asel"), "invitation", by=BUILDER, at=NOW)
    link = visits.link(signing.passwords.secret_digest(token), "invitation", at=NOW)
    signing.set_password(link.id, "hash", origin="test", at=NOW)
    with pytest.raises(rules.LinkDead):
        signing.set_password(link.id, "other", origin="test", at=NOW)
    assert row(cast, "asel").password_hash == "hash"


def test_a_link_is_bound_to_its_purpose_and_time(cast, writing):
    digest = signing.passwords.secret_digest(
        signing.make_link(row(cast, "asel"), "reset", by=BUILDER, at=NOW)
    )
    assert visits.link(digest, "invitation", at=NOW) is None
    assert visits.link(digest, "reset", at=NOW + timedelta(hours=2)) is None
    late = visits.link(digest, "reset", at=NOW)
    with pytest.raises(rules.LinkDead):
        signing.set_password(late.id, "hash", origin="test", at=NOW + timedelta(hours=2))


def test_the_newest_link_of_a_purpose_is_the_only_one(cast, writing):
    asel = row(cast, "asel")
    first = signing.make_link(asel, "reset", by=BUILDER, at=NOW)
    signing.make_link(asel, "invitation", by=BUILDER, at=NOW)
    signing.make_link(asel, "reset", by=BUILDER, at=NOW)
    digest = signing.passwords.secret_digest(first)
    assert visits.link(digest, "reset", at=NOW) is None
    assert (
        db.session.scalar(
            select(func.count()).select_from(SecretLink).where(SecretLink.used_at.is_(None))
        )
        == 2
    )


def test_a_new_password_ends_every_session(cast, writing):
    asel = row(cast, "asel")
    actions.begin_session(asel, at=NOW, origin="test")
    token = signing.make_link(asel, "reset", by=BUILDER, at=NOW)
    link = visits.link(signing.passwords.secret_digest(token), "reset", at=NOW)
    signing.set_password(link.id, "hash", origin="test", at=NOW)
    assert db.session.scalars(select(SignIn.ended_at)).all() == [NOW]


def test_a_password_replaced_meanwhile_opens_no_session(cast, writing):
    asel = row(cast, "asel")
    asel.password_hash = "old"
    db.session.flush()
    proven = visits.credentials("asel", on=clock.today())
    asel.password_hash = "new"
    db.session.flush()
    assert signing.sign_in(proven, at=NOW, origin="test") is None
