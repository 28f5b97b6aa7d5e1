"""Who is counted at which stage, as of which day; each person once."""

from datetime import date, timedelta

import pytest

from app.core.actor import Actor, Duty
from app.db.session import transaction
from app.reports.cuts import STAGES
from app.reports.queries import completion, roster
from app.reports.queries.roster import Departures
from app.reports.scope import Cut, Scope
from tests.reports import facts

DAY = date(2026, 3, 10)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)

pytestmark = pytest.mark.usefixtures("app")


def scope(by: Cut | None = None, *, on: date = DAY, audience=("police",), **filters) -> Scope:
    return Scope("course", audience, on, by, {Cut(cut): value for cut, value in filters.items()})


@pytest.fixture
def unit(cast):
    """Only what a test puts below it; nobody of the cast works here."""
    with transaction():
        return facts.unit(cast.units["osh"], "naryn")


@pytest.fixture
def head(unit) -> Actor:
    return Actor(person_id=1, duties=(Duty("head", unit.path),))


def counted(head, wanted) -> dict:
    """Of the one group there is, the count of each stage; or by the value of the cut."""
    found = {
        t.values: dict(zip(STAGES, t.counts, strict=True)) for t in completion.tallies(head, wanted)
    }
    if not wanted.dimensions:
        return found.get((), dict.fromkeys(STAGES, 0))
    return {values[0]: counts["in_scope"] for values, counts in found.items()}


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_holds_those_before_it(stage, unit, head):
    with transaction():
        facts.reach(facts.person(unit), facts.course(), stage, on=DAY)
    place = STAGES.index(stage)
    assert counted(head, scope()) == {s: int(i <= place) for i, s in enumerate(STAGES)}


@pytest.mark.parametrize("stage", STAGES[1:])
def test_what_comes_after_the_day_is_not_known_on_it(stage, unit, head):
    with transaction():
        facts.reach(facts.person(unit), facts.course(), stage, on=AFTER)
    assert counted(head, scope()) == dict.fromkeys(STAGES, 0) | {"in_scope": 1}
    assert counted(head, scope(on=AFTER))[stage] == 1


def test_a_day_ends_at_midnight_in_kyrgyzstan(unit, head):
    """At 18:00 in Greenwich the next day has begun."""
    with transaction() as session:
        release = facts.course()
        for hour in (17, 18):
            facts.enrol(facts.person(unit), release, on=DAY).begun_at = facts.at(DAY, hour)
        session.flush()
    assert counted(head, scope())["enrolled"] == 1
    assert counted(head, scope(on=AFTER))["enrolled"] == 2


def test_a_test_begun_is_a_start_without_any_lesson(unit, head):
    with transaction():
        release = facts.course()
        facts.test(facts.enrol(facts.person(unit), release, on=DAY), on=DAY, kind="check")
        facts.enrol(facts.person(unit), release, on=DAY)
    assert counted(head, scope())["started"] == 1


def test_a_final_test_not_passed_is_no_pass(unit, head):
    with transaction():
        enrolment = facts.enrol(facts.person(unit), facts.course(), on=DAY)
        facts.test(enrolment, on=DAY, passed=False, handed_in=DAY)
    found = counted(head, scope())
    assert (found["started"], found["passed"]) == (1, 0)


@pytest.mark.parametrize("later", [{"handed_in": AFTER}, {"handed_in": DAY, "graded": AFTER}])
def test_what_was_handed_in_or_graded_later_was_not_passed_on_the_day(later, unit, head):
    with transaction():
        enrolment = facts.enrol(facts.person(unit), facts.course(), on=DAY)
        facts.test(enrolment, on=DAY, passed=True, **later)
    assert counted(head, scope())["passed"] == 0
    assert counted(head, scope(on=AFTER))["passed"] == 1


def test_a_person_in_two_releases_is_counted_once_with_the_furthest_they_came(unit, head):
    with transaction():
        someone = facts.person(unit)
        facts.reach(someone, facts.course(), "certified", on=BEFORE)
        facts.reach(someone, facts.course(number=2), "enrolled", on=DAY)
    assert counted(head, scope()) == dict.fromkeys(STAGES, 1)


def test_another_course_does_not_count(unit, head):
    with transaction():
        facts.course()
        facts.reach(facts.person(unit), facts.course("other"), "certified", on=DAY)
    assert counted(head, scope())["enrolled"] == 0


@pytest.mark.parametrize(
    ("until", "asked", "confirmed", "certified"),
    [
        (None, None, None, 1),
        (DAY, None, None, 1),
        (BEFORE, None, None, 0),
        (None, BEFORE, None, 1),
        (None, BEFORE, DAY, 0),
        (None, BEFORE, AFTER, 1),
    ],
)
def test_certified_is_valid_on_the_day_and_not_revoked_by_then(
    until, asked, confirmed, certified, unit, head
):
    with transaction():
        done = facts.complete(facts.enrol(facts.person(unit), facts.course(), on=BEFORE), on=BEFORE)
        given = facts.certify(done, on=BEFORE, until=until)
        if asked:
            facts.revoke(given, asked=asked, confirmed=confirmed)
    found = counted(head, scope())
    assert (found["completed"], found["certified"]) == (1, certified)


def test_one_certificate_in_force_is_enough(unit, head):
    with transaction():
        someone = facts.person(unit)
        for number, until in ((1, BEFORE), (2, AFTER)):
            release = facts.course(number=number)
            done = facts.complete(facts.enrol(someone, release, on=BEFORE), on=BEFORE)
            facts.certify(done, on=BEFORE, until=until)
    assert counted(head, scope())["certified"] == 1


# ── the roster ────────────────────────────────────────────────────────────────


def test_only_posts_of_the_course_count(unit, head):
    with transaction():
        facts.course()
        facts.person(unit)
        facts.person(unit, profession="judge")
    assert counted(head, scope())["in_scope"] == 1
    assert counted(head, scope(audience=("police", "judge")))["in_scope"] == 2


def test_the_post_of_the_day_counts_not_the_present_one(unit, head, cast):
    with transaction():
        facts.course()
        facts.move(facts.person(unit), cast.units["sverdlov"], on=DAY)
    assert counted(head, scope(on=BEFORE))["in_scope"] == 1
    assert counted(head, scope())["in_scope"] == 0


def test_who_moved_within_the_reach_is_counted_once(unit, head, cast):
    with transaction():
        someone = facts.person(unit)
        facts.reach(someone, facts.course(), "completed", on=BEFORE)
        facts.move(someone, unit, on=DAY)
    assert counted(head, scope()) == dict.fromkeys(STAGES, 1) | {"certified": 0}


def test_who_holds_two_posts_by_mistake_is_counted_once_where_they_came_last(unit, head, cast):
    with transaction():
        facts.course()
        someone = facts.person(unit)
        facts.sit(someone, cast.units["osh"], since=BEFORE)
    osh = Actor(person_id=1, duties=(Duty("head", cast.units["osh"].path),))
    assert counted(head, scope())["in_scope"] == 0
    assert counted(osh, scope(Cut.UNIT))[cast.units["osh"].path] == 2  # Bek and this one


def test_the_reach_is_the_units_of_the_duty_and_below(cast):
    with transaction():
        facts.course()
        facts.people(3, cast.units["sverdlov"])
        facts.people(2, cast.units["court"])
    of_sverdlov, of_court = cast.actors["daniyar"], cast.actors["oroz"]
    assert counted(of_sverdlov, scope())["in_scope"] == 5  # with Asel and Daniyar
    assert counted(of_court, scope())["in_scope"] == 2


def test_a_duty_that_is_no_readers_gives_no_reach(cast):
    with transaction():
        facts.course()
    for name in ("chynara", "elena", "nurlan", "asel"):
        assert counted(cast.actors[name], scope())["in_scope"] == 0


# ── groups ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cut", "groups"),
    [
        (Cut.SEX, {"female": 3, "male": 2}),
        (Cut.PROFESSION, {"police": 3, "judge": 2}),
        (Cut.REGION, {"naryn": 5}),
    ],
)
def test_people_are_told_apart_by(cut, groups, unit, head):
    with transaction():
        facts.course()
        facts.people(3, unit)
        facts.people(2, unit, sex="male", profession="judge")
    assert counted(head, scope(cut, audience=("police", "judge"))) == groups


@pytest.mark.parametrize(
    ("ky", "ru", "language"),
    [
        ((1, 2), (3,), "ky"),
        ((1,), (2, 3), "ru"),
        ((1,), (2,), "ky"),
        ((), (), "none"),
        ((), (1,), "ru"),
    ],
)
def test_the_language_of_study_is_that_of_most_lessons(ky, ru, language, unit, head):
    with transaction():
        enrolment = facts.enrol(facts.person(unit), facts.course(), on=DAY)
        facts.read(enrolment, ky, on=DAY, language="ky")
        facts.read(enrolment, ru, on=DAY, language="ru")
    assert counted(head, scope(Cut.LANGUAGE)) == {language: 1}


def test_lessons_of_all_releases_count_for_the_language_and_later_ones_do_not(unit, head):
    with transaction():
        someone = facts.person(unit)
        first = facts.enrol(someone, facts.course(), on=BEFORE)
        second = facts.enrol(someone, facts.course(number=2), on=BEFORE)
        facts.read(first, (1,), on=BEFORE, language="ky")
        facts.read(second, (1, 2), on=DAY, language="ru")
    assert counted(head, scope(Cut.LANGUAGE, on=BEFORE)) == {"ky": 1}
    assert counted(head, scope(Cut.LANGUAGE)) == {"ru": 1}


def test_who_is_not_enrolled_has_read_nothing(unit, head):
    with transaction():
        facts.course()
        facts.person(unit)
    assert counted(head, scope(Cut.LANGUAGE)) == {"none": 1}


# ── who is not counted ────────────────────────────────────────────────────────


def test_who_left_and_who_moved_within_twelve_months(unit, head, cast):
    with transaction():
        facts.course()
        facts.people(2, unit, until=DAY, ended_by="left")
        facts.person(unit, until=DAY - timedelta(days=364), ended_by="left")
        facts.person(unit, until=DAY - timedelta(days=366), ended_by="left")
        facts.person(unit, until=AFTER, ended_by="left")
        facts.move(facts.person(unit), cast.units["sverdlov"], on=DAY)
        facts.move(facts.person(unit), unit, on=DAY, profession="judge")
        facts.move(facts.person(unit), unit, on=DAY)
    assert roster.departures(head, scope()) == Departures(left=3, moved=2)
    assert roster.departures(head, scope(on=BEFORE)) == Departures(left=1, moved=0)


def test_who_came_back_is_in_scope_and_not_among_those_who_left(unit, head):
    with transaction():
        facts.course()
        someone = facts.person(unit, until=BEFORE, ended_by="left")
        facts.sit(someone, unit, since=DAY)
    assert roster.departures(head, scope(on=BEFORE)) == Departures(left=1, moved=0)
    assert roster.departures(head, scope()) == Departures(left=0, moved=0)


def test_the_last_end_counts(unit, head, cast):
    """Moved away, came back, left."""
    with transaction():
        facts.course()
        someone = facts.person(unit, until=DAY - timedelta(days=100), ended_by="moved")
        facts.sit(someone, unit, since=DAY - timedelta(days=50), until=BEFORE, ended_by="left")
    assert roster.departures(head, scope()) == Departures(left=1, moved=0)
    assert roster.departures(head, scope(on=DAY - timedelta(days=60))) == Departures(0, 1)


def test_a_move_between_units_of_the_reach_is_a_departure_only_from_the_unit(unit, head, cast):
    with transaction():
        facts.course()
        facts.move(facts.person(unit), cast.units["osh"], on=DAY)
    kanykei = cast.actors["kanykei"]
    assert roster.departures(kanykei, scope()).moved == 0
    assert roster.departures(kanykei, scope(unit=unit.path)).moved == 1
    assert roster.departures(kanykei, scope(region="naryn")).moved == 1
