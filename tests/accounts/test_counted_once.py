"""Two records that were made one are one human in every room: what either earned counts, and nobody is counted twice."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.accounts import actions, merging
from app.accounts.kinds import Profession, Sex
from app.assessment.models import AttemptState
from app.continuity.queries import counted as coverage
from app.continuity.queries import handovers, turnover
from app.core import clock
from app.core.bilingual import Bilingual
from app.db.session import db
from app.home.queries import units as home
from app.learning import grouping, groups
from app.obligations import owing
from app.obligations.models import Obligation
from app.obligations.rules import How
from app.reports.asking import Asked
from app.reports.queries import evidence, institution
from tests.cast import BUILDER
from tests.continuity.test_coverage import counted, finish, publish
from tests.home import world

TODAY, NOW = clock.today(), clock.now()
# Perizat left on 1 June 2025; two days when she held a post, and one when nobody knew of the second record.
THEN, AGAIN, BETWEEN = date(2025, 3, 1), date(2025, 5, 1), date(2025, 9, 1)
pytestmark = pytest.mark.usefixtures("writing")


class Pair:
    """Perizat, who left and holds a certificate; and the record under which she was entered anew."""

    def __init__(self, cast) -> None:
        self.cast, self.old = cast, cast.people["perizat"]
        self.release = publish("basics")
        finish(self.old, self.release, "1", at=datetime(2025, 2, 1, tzinfo=UTC))
        self.new = actions.add_person(
            "Pazylova", "Perizat", sex=Sex.FEMALE, language="ky", by=BUILDER, at=NOW
        )
        self._appoint(date(2026, 1, 12))

    def _appoint(self, day: date) -> None:
        unit, name = self.cast.units["sverdlov"], Bilingual(ky="Новая", ru="Новая", en="")
        post = actions.create_post(unit, name, Profession.POLICE, by=BUILDER)
        actions.appoint(self.new, post, from_day=day, by=BUILDER)

    def merge(self):
        kanykei, nurlan = self.cast.kanykei, self.cast.nurlan
        asked = merging.ask(self.old, self.new, "The same passport.", by=kanykei, at=NOW)
        merging.confirm(asked, by=nurlan, at=NOW)
        return asked

    def asked(self, on: date = TODAY) -> Asked:
        unit = self.cast.units["police"]
        days = {"from_day": date(2025, 1, 1), "until_day": on, "on": on}
        return Asked(unit.id, unit.institution_id, unit.path, course="basics", **days)


@pytest.fixture
def pair(cast) -> Pair:
    return Pair(cast)


def owed(person) -> list[How | None]:
    wanted = select(Obligation.how).where(Obligation.person_id == person.id)
    return list(db.session.scalars(wanted.order_by(Obligation.id)))


# ── obligations ───────────────────────────────────────────────────────────────


def test_what_the_record_given_up_earned_settles_what_the_kept_one_owes(pair):
    # The course itself asks for it as well, so it is owed twice.
    assert owed(pair.new) == [None, None]
    asked = pair.merge()
    assert owed(pair.new) == [How.COMPLETED, How.COMPLETED]
    assert list(owing.earned_by_some([pair.new.id])) == [(pair.new.id, "basics")]
    merging.undo(asked, by=pair.cast.kanykei, at=NOW)
    assert owed(pair.new)[2:] == [None, None]
    assert owing.earned_by_some([pair.new.id]) == {}


# ── continuity ────────────────────────────────────────────────────────────────


def held(pair, on: date) -> tuple[int, int]:
    cell = counted(pair.cast.daniyar, pair.cast.units["sverdlov"], on=on)["basics"]
    return cell.held, cell.filled


def test_coverage_counts_the_certificate_of_either_record(pair):
    assert held(pair, TODAY) == (0, 3)
    pair.merge()
    assert held(pair, TODAY) == (1, 3)


def test_coverage_of_a_past_day_stays_what_it_was(pair):
    before = [held(pair, day) for day in (THEN, AGAIN, BETWEEN)]
    assert before == [(1, 3), (1, 3), (0, 2)]
    pair.merge()
    assert [held(pair, day) for day in (THEN, AGAIN, BETWEEN)] == before


def test_on_days_when_both_records_held_a_post_coverage_counts_one(cast):
    pair = Pair.__new__(Pair)
    pair.cast, pair.old = cast, cast.people["perizat"]
    finish(pair.old, publish("basics"), "1", at=datetime(2025, 2, 1, tzinfo=UTC))
    pair.new = actions.add_person("Pazylova", "Perizat", sex=Sex.FEMALE, language="ky", by=BUILDER, at=NOW)  # fmt: skip
    pair._appoint(date(2025, 4, 1))
    assert held(pair, AGAIN) == (1, 4)
    pair.merge()
    assert held(pair, AGAIN) == (1, 3)


def test_a_handover_knows_the_courses_of_either_record(pair):
    assert handovers.completed(pair.new.id) == []
    pair.merge()
    assert handovers.completed(pair.new.id) == ["basics"]


# ── the start page of a head ──────────────────────────────────────────────────


def test_the_start_page_of_the_head_counts_the_certificate_of_either_record(pair):
    (before,) = home.units(pair.cast.daniyar, on=TODAY).coverage
    pair.merge()
    (after,) = home.units(pair.cast.daniyar, on=TODAY).coverage
    assert (before.complete, after.complete, before.people, after.people) == (0, 1, 3, 3)


# ── reports ───────────────────────────────────────────────────────────────────


def in_report(asked) -> int:
    return coverage.by_course(asked.path, on=asked.on)["basics"].held


def test_a_report_counts_the_certificate_of_either_record_and_no_departure(pair):
    before = in_report(pair.asked())
    gone = institution.denominators(pair.asked())
    pair.merge()
    assert (before, in_report(pair.asked())) == (0, 1)
    now = institution.denominators(pair.asked())
    assert (gone.left, now.left) == (1, 0)
    assert now.roster == gone.roster


def test_a_report_of_a_past_day_counts_what_was_held_then(pair):
    before = in_report(pair.asked(THEN))
    pair.merge()
    assert before == in_report(pair.asked(THEN)) == 1


def test_evidence_counts_the_tests_of_both_records_as_those_of_one(pair):
    for person in (pair.old, pair.new):
        enrolment = world.enrol(person, pair.release, at=NOW) if person is pair.new else None
        one = enrolment or world.enrol(person, pair.release, at=NOW, cycle=2)
        attempt = world.begin_test(one, at=NOW, deadline_at=None)
        attempt.state, attempt.handed_in_at = AttemptState.HANDED_IN, NOW
    db.session.flush()
    before = evidence.attempts(pair.asked())["person"]
    assert (before.records, before.people) == (1, 1)
    pair.merge()
    after = evidence.attempts(pair.asked())["person"]
    assert (after.records, after.people) == (2, 1)


# ── learning ──────────────────────────────────────────────────────────────────


def group_of(pair, *people) -> int:
    chynara = pair.cast.chynara
    group = grouping.open_group("Группа", pair.cast.units["police"], by=chynara, at=NOW)
    for person in people:
        grouping.add(group, person.id, by=chynara, at=NOW)
    return group.id


def members(group_id: int) -> list[tuple[int, bool]]:
    found = groups.members(group_id, course="basics", on=TODAY)
    return [(one.person_id, one.study is not None) for one in found]


@pytest.mark.parametrize("names", [("old", "new"), ("old",), ("new",)])
def test_a_group_has_one_member_with_what_either_record_studied(pair, names):
    number = group_of(pair, *(getattr(pair, name) for name in names))
    pair.merge()
    assert members(number) == [(pair.new.id, True)]
    assert groups.courses(number) == ["basics"]
    (line,) = groups.kept_by(pair.cast.chynara)
    assert line.members == 1
    assert [group.id for group in groups.joined_by(pair.new.id)] == [number]
    assert groups.member_ids(number) >= {pair.new.id}


def test_whoever_leaves_a_group_leaves_it_with_both_records(pair):
    number = group_of(pair, pair.old, pair.new)
    pair.merge()
    group = groups.group(number)
    member = groups.member(number, pair.new.id)
    grouping.end(member, group, by=pair.cast.chynara, at=NOW)
    assert members(number) == []
    assert groups.joined_by(pair.new.id) == []


# ── turnover ──────────────────────────────────────────────────────────────────


def test_a_human_who_came_back_under_another_record_has_ended_one_appointment(pair):
    """An appointment that ended is one that ended, whoever came back: turnover counts posts that were left."""
    on = date(2025, 12, 1)
    before = turnover.turnover(("/",), on=on)
    pair.merge()
    assert turnover.turnover(("/",), on=on) == before
