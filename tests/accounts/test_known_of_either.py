"""What is known of a human stands under either of two records that were made one: ranks, absences, exemptions."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts import merging, service
from app.accounts.kinds import AbsenceKind
from app.accounts.models import Person
from app.accounts.service_models import Absence, RankHeld
from app.continuity.queries import counted as coverage
from app.db.session import db
from app.home.queries import units as home
from app.obligations import exempting, listed, owing
from app.obligations.models import Requirement, Waiver
from app.reports.asking import Asked
from app.reports.queries import institution
from tests.accounts.test_counted_once import NOW, TODAY, Pair

pytestmark = pytest.mark.usefixtures("writing")
DAY, SERGEANT, CAPTAIN = timedelta(days=1), "police-sergeant", "police-captain"


@pytest.fixture
def pair(cast) -> Pair:
    return Pair(cast)


def rank(person: Person, key: str, from_day: date) -> None:
    db.session.add(RankHeld(person_id=person.id, rank=key, from_day=from_day, recorded_at=NOW))
    db.session.flush()


def away(person: Person) -> None:
    days = {"from_day": TODAY - DAY, "until_day": TODAY + DAY}
    kind = AbsenceKind.PARENTAL
    db.session.add(Absence(person_id=person.id, kind=kind, recorded_at=NOW, **days))
    db.session.flush()


def known(person: Person) -> tuple[str | None, bool, date | None]:
    columns = (
        service.rank_on(Person.id, on=TODAY),
        service.is_away(Person.id, on=TODAY),
        service.away_until(Person.id, on=TODAY),
    )
    return tuple(db.session.execute(select(*columns).where(Person.id == person.id)).one())


def test_rank_and_absence_of_the_record_given_up_are_those_of_the_kept_one(pair):
    rank(pair.old, CAPTAIN, date(2024, 1, 1))
    away(pair.old)
    assert known(pair.new) == (None, False, None)
    merged = pair.merge()
    assert known(pair.new) == (CAPTAIN, True, TODAY + DAY)
    assert known(pair.old) == (CAPTAIN, True, TODAY + DAY)
    merging.undo(merged, by=pair.cast.kanykei, at=NOW)
    assert known(pair.new) == (None, False, None)


@pytest.mark.parametrize("first", [True, False])
def test_of_two_ranks_the_later_holds_whichever_record_bears_it(pair, first):
    earlier, later = (pair.old, pair.new) if first else (pair.new, pair.old)
    rank(earlier, SERGEANT, date(2020, 1, 1))
    rank(later, CAPTAIN, date(2024, 1, 1))
    pair.merge()
    assert known(pair.new)[0] == known(pair.old)[0] == CAPTAIN


def test_what_is_known_of_others_is_not_touched(pair):
    rank(pair.old, CAPTAIN, date(2024, 1, 1))
    away(pair.old)
    pair.merge()
    others = select(Person.id).where(
        Person.id.not_in((pair.old.id, pair.new.id)), service.is_away(Person.id, on=TODAY)
    )
    assert db.session.scalars(others).all() == []
    ranked = select(Person.id).where(service.rank_on(Person.id, on=TODAY).is_not(None))
    assert set(db.session.scalars(ranked)) == {pair.old.id, pair.new.id}


# ── reports and coverage ──────────────────────────────────────────────────────


def ranks_in(asked: Asked) -> set[str]:
    return {values[3] for values in institution.counted(asked, {}).atoms}


def test_a_report_leaves_out_who_is_away_by_either_record_and_says_why(pair):
    away(pair.old)
    before = institution.denominators(pair.asked())
    pair.merge()
    after = institution.denominators(pair.asked())
    assert before.away == {}
    assert after.away == {AbsenceKind.PARENTAL.value: 1}
    people = sum(counts[0] for counts in institution.counted(pair.asked(), {}).atoms.values())
    assert people == after.counted == before.counted - 1


def test_a_report_tells_people_apart_by_the_rank_of_either_record(pair):
    rank(pair.old, CAPTAIN, date(2024, 1, 1))
    assert ranks_in(pair.asked()) == {"none"}
    pair.merge()
    assert ranks_in(pair.asked()) == {"none", "middle"}


def test_coverage_says_who_is_away_by_either_record(pair):
    away(pair.old)
    pair.merge()
    asked = pair.asked()
    assert coverage.by_course(asked.path, on=asked.on)["basics"].away == 1


# ── obligations ───────────────────────────────────────────────────────────────


def exempt(person: Person) -> set[int]:
    asked = owing.asked_of(person.id, on=TODAY)
    return {one.asked.requirement_id for one in asked if one.exempt is not None}


def test_an_exemption_of_the_record_given_up_exempts_the_kept_one(pair):
    first = db.session.scalars(select(Requirement).order_by(Requirement.id)).first()
    days = {"from_day": TODAY - DAY, "until_day": TODAY + DAY}
    facts = {"reason": "On long leave.", "given_at": NOW}
    given = Waiver(person_id=pair.old.id, requirement_id=first.id, **days, **facts)
    db.session.add(given)
    db.session.flush()
    (before,) = home.units(pair.cast.daniyar, on=TODAY).coverage
    assert (exempt(pair.new), before.people) == (set(), 3)
    pair.merge()
    assert exempt(pair.new) == {first.id}
    assert listed.waivers(pair.new.id) == [given]
    shown = listed.exempt(pair.cast.nurlan, first, on=TODAY)
    assert [(one.id, who.id) for one, who in shown] == [(given.id, pair.new.id)]


def test_the_end_of_an_exemption_is_looked_at_for_the_kept_record(pair):
    first = db.session.scalars(select(Requirement).order_by(Requirement.id)).first()
    days = {"from_day": TODAY - DAY, "until_day": TODAY + DAY}
    given = Waiver(person_id=pair.old.id, requirement_id=first.id, reason="", given_at=NOW, **days)
    db.session.add(given)
    pair.merge()
    exempting.end_exemption(given, by=pair.cast.kanykei, at=NOW)
    assert exempt(pair.new) == set()
