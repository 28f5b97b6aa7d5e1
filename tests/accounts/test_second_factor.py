"""Trying codes, setting up a device, taking it away, resets: what the database and the journal hold afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import codes, rules, second_factor, visits
from app.accounts.models import Device, Person, RecoveryCode, WrongGuess
from app.core import clock
from app.core.actor import system
from app.db.model import Model
from app.db.session import db, transaction
from app.journal.models import Entry
from app.notices.models import Letter
from tests.accounts.telephones import give


@pytest.fixture
def telephone(app, cast):
    return give(app, cast.people["asel"])


def prove(app, cast, typed, *, name="asel", at=None) -> bool:
    with transaction():
        return second_factor.prove(
            db.session.get_one(Person, cast.people[name].id),
            typed,
            vault=app.extensions["vault"],
            by=cast.actors[name],
            at=at or clock.now(),
        )


def journal() -> list[str]:
    return list(db.session.scalars(select(Entry.what).order_by(Entry.number)))


def test_a_code_works_once(app, cast, telephone):
    code = telephone.code()
    assert prove(app, cast, code)
    assert not prove(app, cast, code)


def test_after_a_code_none_before_it_works(app, cast, telephone):
    earlier = telephone.code(-1)
    assert prove(app, cast, telephone.code())
    assert not prove(app, cast, earlier)


def test_of_two_who_send_the_same_code_one_is_late(app, cast, telephone, monkeypatch):
    """Both have seen the device before either used the code."""
    vault, asel, now = app.extensions["vault"], cast.people["asel"], clock.now()
    with transaction():
        assert second_factor._use_code(asel, telephone.code(), vault=vault, at=now)
        stale = visits.device(asel.id)
        stale.last_step -= 5
        db.session.expunge(stale)
        monkeypatch.setattr(visits, "device", lambda _person_id: stale)
        assert not second_factor._use_code(asel, telephone.code(), vault=vault, at=now)


def test_the_code_of_the_neighbours_device_is_not_right(app, cast, telephone):
    bek = give(app, cast.people["bek"])
    assert not prove(app, cast, bek.code())
    assert not prove(app, cast, bek.recovery[0])
    assert prove(app, cast, bek.recovery[0], name="bek")


def test_a_recovery_code_works_once_and_its_owner_is_told(app, cast, telephone):
    first, second = telephone.recovery[:2]
    assert prove(app, cast, codes.in_fours(first))
    assert not prove(app, cast, first)
    assert prove(app, cast, second)
    assert visits.recovery_codes_left(cast.people["asel"].id) == 8
    assert journal().count("recovery code used") == 2
    assert "8" in db.session.scalars(select(Letter.body).order_by(Letter.id.desc())).first()


def test_a_person_without_a_device_proves_nothing(app, cast):
    assert not prove(app, cast, "000000")


def test_a_device_sealed_with_a_lost_key_shows_no_code_but_recovery_codes_work(app, cast, telephone, monkeypatch):  # fmt: skip
    monkeypatch.setitem(app.extensions, "vault", codes.Vault("another key, of no use here at all"))
    assert not prove(app, cast, telephone.code())
    assert prove(app, cast, telephone.recovery[0])


# ── counting ──────────────────────────────────────────────────────────────────


def test_eight_wrong_codes_are_answered_and_the_ninth_has_to_wait(app, cast, telephone):
    for _try in range(rules.CODES_PER_ACCOUNT):
        assert not prove(app, cast, telephone.wrong())
    with pytest.raises(rules.TooManyGuesses):
        prove(app, cast, telephone.code())
    later = clock.now() + timedelta(minutes=16)
    assert not prove(app, cast, telephone.wrong(), at=later)


def test_wrong_codes_count_from_whichever_network_they_come(app, cast, telephone):
    from_elsewhere = second_factor._account(cast.people["asel"])
    with transaction():
        for n in range(rules.CODES_PER_ACCOUNT):
            db.session.add(WrongGuess(account=from_elsewhere, network=f"n{n}", at=clock.now()))
    with pytest.raises(rules.TooManyGuesses):
        prove(app, cast, telephone.code())


def test_wrong_codes_are_journalled_without_a_code_and_in_the_end_told_to_their_owner(app, cast, telephone):  # fmt: skip
    letters = select(func.count(Letter.id)).where(Letter.to_address == "asel@example.test")
    before = db.session.scalar(letters)
    for n in range(rules.CODES_PER_ACCOUNT):
        assert db.session.scalar(letters) == before, n
        db.session.rollback()
        prove(app, cast, telephone.wrong())
    assert db.session.scalar(letters) == before + 1
    assert journal()[-8:] == ["wrong code"] * 8
    assert telephone.wrong() not in str([vars(e) for e in db.session.scalars(select(Entry))])


# ── what is kept ──────────────────────────────────────────────────────────────


def test_no_table_holds_a_key_or_a_code(app, cast, telephone):
    prove(app, cast, telephone.recovery[0])
    kept = [str(row) for t in Model.metadata.sorted_tables for row in db.session.execute(select(t))]
    for secret in (telephone.secret, *telephone.recovery, codes.in_fours(telephone.recovery[0])):
        assert not any(secret in row for row in kept)


def test_another_device_takes_the_place_of_the_first(app, cast, telephone):
    secret = codes.Vault("x" * 40).offer("another")
    with transaction():
        outcome = second_factor.set_up(
            db.session.get_one(Person, cast.people["asel"].id),
            secret,
            codes.pyotp.TOTP(secret).at(clock.now()),
            present=telephone.code(),
            vault=app.extensions["vault"],
            by=cast.asel,
            at=clock.now(),
        )
    assert outcome.key
    assert len(outcome.recovery) == 10
    assert db.session.scalar(select(func.count(Device.id))) == 1
    assert db.session.scalar(select(func.count(RecoveryCode.id))) == 10
    assert not prove(app, cast, telephone.code(1))
    assert not prove(app, cast, telephone.recovery[0])


def test_a_wrong_new_code_does_not_use_up_the_present_one(app, cast, telephone):
    with transaction():
        outcome = second_factor.set_up(
            db.session.get_one(Person, cast.people["asel"].id),
            codes.Vault("x" * 40).offer("another"),
            "not this",
            present=telephone.code(),
            vault=app.extensions["vault"],
            by=cast.asel,
            at=clock.now(),
        )
    assert outcome.wrong == "code"
    assert prove(app, cast, telephone.code())


def test_devices_are_resealed_under_the_present_key(app, cast, telephone):
    give(app, cast.people["bek"])
    old, new = app.config["SECRET_KEY"], "the key that comes after the first one"
    with transaction():
        lost = visits.device(cast.people["bek"].id)
        lost.secret = codes.Vault("a key that nobody has any more").seal("X")
        done = second_factor.reseal(codes.Vault(new, old), by=system("test"), at=clock.now())
    assert done == (1, 1)
    kept = visits.device(cast.people["asel"].id).secret
    assert codes.Vault(new).open(kept) == telephone.secret
    assert journal()[-1] == "devices resealed"
