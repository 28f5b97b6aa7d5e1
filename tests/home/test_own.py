"""What waits for a person today, of their own studying."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core import clock
from app.db.session import transaction
from app.home.queries.own import own
from tests.home import world
from tests.statements import statements

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = clock.day_of(NOW)
DAY = timedelta(days=1)


@pytest.fixture
def asel(cast):
    return cast.people["asel"]


def titles(things) -> list[str]:
    return [thing.course.id for thing in things]


def test_a_newcomer_sees_what_the_post_requires_and_what_is_open_to_the_profession(cast, writing):
    world.publish("basics", at=NOW)
    world.publish("extra", at=NOW, required=None)
    world.publish("bench", at=NOW, audience="judge", required="judge")
    day = own(cast.asel, on=TODAY)
    assert day.is_new
    assert titles(day.due) == ["basics"]
    assert [course.id for course in day.others] == ["extra"]
    assert (day.begun, day.done, day.tests) == ([], [], [])


def test_a_required_course_is_due_so_many_days_after_the_post_was_taken(cast, writing):
    world.publish("basics", at=NOW, within_days=60)
    world.publish("first", at=NOW, within_days=30)
    day = own(cast.asel, on=TODAY)
    assert [(owed.course.id, owed.day.isoformat()) for owed in day.due] == [
        ("first", "2024-01-31"),
        ("basics", "2024-03-01"),
    ]


def test_the_course_touched_last_stands_first_at_its_next_lesson(cast, asel, writing):
    older = world.enrol(asel, world.publish("basics", at=NOW), at=NOW - 9 * DAY)
    newer = world.enrol(asel, world.publish("extra", at=NOW, required=None), at=NOW - 5 * DAY)
    world.read(older, "lesson-1", at=NOW - DAY)
    day = own(cast.asel, on=TODAY)
    assert [begun.study.enrolment.id for begun in day.begun] == [older.id, newer.id]
    assert day.begun[0].step.lesson == "lesson-2"
    assert day.begun[0].lesson.ru == "lesson-2 of basics (ru)"
    # Begun and required: it is in both places, and among the others no more.
    assert titles(day.due) == ["basics"]
    assert day.others == []


def test_when_every_lesson_is_read_the_test_is_next(cast, asel, writing):
    enrolment = world.enrol(asel, world.publish("basics", at=NOW), at=NOW - DAY)
    world.read(enrolment, "lesson-1", "lesson-2", at=NOW)
    (begun,) = own(cast.asel, on=TODAY).begun
    assert begun.step.lesson is None
    assert begun.lesson is None


def test_what_is_complete_is_neither_begun_nor_due(cast, asel, writing):
    enrolment = world.enrol(asel, world.publish("basics", at=NOW), at=NOW - 9 * DAY)
    world.complete(enrolment, at=NOW, number="2026-000001-1")
    day = own(cast.asel, on=TODAY)
    assert (day.begun, day.due, day.others) == ([], [], [])
    assert [study.certificate for study in day.done] == ["2026-000001-1"]


def test_the_test_whose_time_ends_first_stands_first_and_only_ones_own(cast, asel, writing):
    release = world.publish("basics", at=NOW)
    other = world.publish("extra", at=NOW, required=None)
    third = world.publish("third", at=NOW, required=None)
    calm = world.begin_test(world.enrol(asel, third, at=NOW), at=NOW, deadline_at=None)
    later = world.begin_test(world.enrol(asel, release, at=NOW), at=NOW, deadline_at=NOW + 2 * DAY)
    first = world.begin_test(world.enrol(asel, other, at=NOW), at=NOW, deadline_at=NOW + DAY)
    world.begin_test(world.enrol(cast.people["bek"], release, at=NOW), at=NOW, deadline_at=NOW)
    tests = own(cast.asel, on=TODAY).tests
    assert [test.attempt_id for test in tests] == [first.id, later.id, calm.id]
    assert tests[0].title.ky == "Final extra ky"


def test_whoever_left_the_service_owes_nothing_and_keeps_what_was_begun(cast, writing):
    perizat = cast.people["perizat"]
    world.enrol(perizat, world.publish("basics", at=NOW), at=NOW)
    day = own(cast.perizat, on=TODAY)
    assert day.due == []
    assert len(day.begun) == 1


def test_the_number_of_statements_does_not_grow_with_the_courses(cast, asel):
    def asked(courses: int) -> int:
        with transaction():
            for place in range(courses):
                release = world.publish(f"course-{courses}-{place}", at=NOW)
                enrolment = world.enrol(asel, release, at=NOW)
                world.read(enrolment, "lesson-1", at=NOW)
                world.begin_test(enrolment, at=NOW, deadline_at=None)
        own(cast.asel, on=TODAY)
        with statements() as log:
            own(cast.asel, on=TODAY)
        return len(log)

    assert asked(2) == asked(12)
