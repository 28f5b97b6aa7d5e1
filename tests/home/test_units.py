"""How the units in somebody's reach stand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.accounts.access import READERS, may_see_record
from app.accounts.kinds import Profession, Sex
from app.accounts.models import Person
from app.core.actor import Actor, Duty
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from app.home.queries.units import SHOWN
from app.home.queries.units import units as asked
from app.obligations import reviewing
from tests.cast import BUILDER
from tests.home import world
from tests.statements import statements

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def units(actor, *, on: date):
    """When the job of the night has been."""
    for some in reviewing.batches():
        reviewing.review(some, on=on)
    return asked(actor, on=on)


def coverage(actor) -> dict[str, tuple[int, int]]:
    rows = units(actor, on=TODAY).coverage
    return {row.course.id: (row.complete, row.people) for row in rows}


def finish(person, release, number: str) -> None:
    world.complete(world.enrol(person, release, at=NOW), at=NOW, number=number)


def late(actor) -> list[str]:
    return [row.name for row in units(actor, on=TODAY).late]


def hire(cast, family_name: str, *, days: int, profession=Profession.POLICE, unit="sverdlov"):
    person = accounts.add_person(family_name, "Н", sex=Sex.MALE, language="ky", by=BUILDER, at=NOW)
    name = Bilingual(ky="k", ru="r", en="e")
    post = accounts.create_post(cast.units[unit], name, profession, by=BUILDER)
    accounts.appoint(person, post, from_day=world.days_ago(TODAY, days), by=BUILDER)
    return person


def test_a_head_counts_the_unit_and_what_is_below_it_and_a_registrar_the_academy(cast, writing):
    release = world.publish("basics", at=NOW)
    finish(cast.people["asel"], release, "1")
    finish(cast.people["bek"], release, "2")
    assert coverage(cast.daniyar) == {"basics": (1, 2)}
    assert coverage(cast.kanykei) == {"basics": (2, 10)}
    # The other academy has nobody whose post requires the course.
    assert coverage(cast.leila) == {"basics": (0, 0)}


def test_only_professions_whose_posts_require_the_course_are_counted(cast, writing):
    hire(cast, "Адвокатов", days=1, profession=Profession.LAWYER)
    world.publish("both", at=NOW, required="police, lawyer")
    world.publish("police", at=NOW)
    world.publish("free", at=NOW, required=None)
    assert coverage(cast.daniyar) == {"both": (0, 3), "police": (0, 2)}


def test_an_older_release_counts_and_two_completions_count_once(cast, writing):
    first = world.publish("basics", at=NOW)
    second = world.publish("basics", at=NOW, lessons=3, number=2)
    finish(cast.people["asel"], first, "1")
    finish(cast.people["asel"], second, "2")
    finish(cast.people["daniyar"], first, "3")
    assert coverage(cast.daniyar) == {"basics": (2, 2)}
    assert late(cast.daniyar) == []


def test_whoever_left_or_moved_away_is_not_counted(cast, writing):
    release = world.publish("basics", at=NOW)
    finish(cast.people["perizat"], release, "1")
    assert coverage(cast.daniyar) == {"basics": (0, 2)}
    name = Bilingual(ky="k", ru="r", en="e")
    post = accounts.create_post(cast.units["osh"], name, Profession.POLICE, by=BUILDER)
    accounts.move(cast.people["asel"], post, on_day=TODAY, by=BUILDER)
    assert coverage(cast.daniyar) == {"basics": (0, 1)}
    assert coverage(cast.kanykei) == {"basics": (0, 10)}


def test_two_duties_over_overlapping_units_count_nobody_twice(cast, writing):
    world.publish("basics", at=NOW)
    paths = (cast.units["bishkek"].path, cast.units["sverdlov"].path)
    both = Actor(person_id=1, duties=(Duty("head", paths[0]), Duty("auditor", paths[1])))
    assert coverage(both) == {"basics": (0, 2)}
    assert len(units(both, on=TODAY).late) == 2


def test_late_is_who_had_the_time_and_did_not_complete(cast, writing):
    release = world.publish("basics", at=NOW, within_days=60)
    hire(cast, "Бүгүнов", days=60)
    hire(cast, "Кечээев", days=61)
    finish(cast.people["asel"], release, "1")
    found = units(cast.daniyar, on=TODAY)
    assert [row.name for row in found.late] == [cast.people["daniyar"].name, "Кечээев Н"]
    assert found.late[1].day == world.days_ago(TODAY, 1)
    assert [title.ru for title in found.late[1].courses] == ["basics ru"]
    assert found.late_total == 2


def test_who_misses_two_courses_stands_once_with_both_and_the_earlier_day(cast, writing):
    world.publish("basics", at=NOW, within_days=60)
    world.publish("first", at=NOW, within_days=10)
    hire(cast, "Жаңыев", days=61)
    row = units(cast.daniyar, on=TODAY).late[-1]
    assert [title.ru for title in row.courses] == ["basics ru", "first ru"]
    assert row.day == world.days_ago(TODAY, 51)


def test_ten_names_are_shown_and_all_are_counted(cast, writing):
    world.publish("basics", at=NOW)
    for place in range(12):
        hire(cast, f"Кишиев{place:02}", days=200 + place)
    found = units(cast.daniyar, on=TODAY)
    assert (len(found.late), found.late_total) == (SHOWN, 14)


def test_vacant_posts_are_those_nobody_holds_today(cast, writing):
    assert [row.post.en for row in units(cast.daniyar, on=TODAY).vacant] == ["Post of Перизат"]
    # As of a day before she left, none was.
    assert units(cast.daniyar, on=date(2025, 5, 31)).vacant == []
    assert units(cast.leila, on=TODAY).vacant_total == 0


def test_a_closed_post_is_not_vacant(cast, writing):
    name = Bilingual(ky="k", ru="r", en="e")
    post = accounts.create_post(cast.units["sverdlov"], name, Profession.POLICE, by=BUILDER)
    assert units(cast.daniyar, on=TODAY).vacant_total == 2
    post.closed_day = TODAY
    assert units(cast.daniyar, on=TODAY).vacant_total == 1


def test_without_a_duty_that_reads_records_nothing_is_counted(cast, writing):
    world.publish("basics", at=NOW)
    for actor in (cast.asel, cast.nurlan, cast.chynara):
        found = units(actor, on=TODAY)
        assert (found.names, found.late, found.vacant) == ([], [], [])
        assert found.coverage == []


def test_where_no_course_is_required_nobody_is_looked_up(cast):
    """Of several completions none would be asked for, and a database may say that it found more than one."""
    with statements() as log:
        found = asked(cast.kanykei, on=TODAY)
    assert (found.coverage, found.late, found.late_total) == ([], [], 0)
    assert not any("completion" in statement for statement in log)


def test_the_number_of_statements_does_not_grow(cast):
    def counted(size: int) -> int:
        with transaction():
            for place in range(size):
                release = world.publish(f"course-{size}-{place}", at=NOW)
                finish(hire(cast, f"Жаш{size}-{place}", days=90), release, f"{size}-{place}")
            units(cast.kanykei, on=TODAY)
        with statements() as log:
            asked(cast.kanykei, on=TODAY)
        return len(log)

    assert counted(2) == counted(9)


def test_a_day_of_patience_is_a_day(cast, writing):
    """On the last day nobody is late yet."""
    days = (TODAY - date(2024, 1, 1)).days
    world.publish("basics", at=NOW, within_days=days)
    assert late(cast.daniyar) == []
    tomorrow = TODAY + timedelta(days=1)
    assert len(units(cast.daniyar, on=tomorrow).late) == 2


def counted(actor, cast) -> set[int]:
    """Whose records this person may open, of those who hold a police post on the day."""
    found = set()
    for person in db.session.scalars(select(Person)):
        seat = people.appointment(person.id, on=TODAY)
        path = people.unit_path_of(person.id, on=TODAY)
        if seat and seat.post.profession is Profession.POLICE:
            found |= {person.id} if may_see_record(actor, person.id, path) else set()
    return found


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("place", ["police", "bishkek", "sverdlov", "osh", "courts", "court"])
def test_whoever_is_counted_is_known_by_name_to_the_reader(kind, place, cast, writing):
    """Why no figure is hidden here, see docs/decisions/0012."""
    world.publish("basics", at=NOW)
    name = Bilingual(ky="k", ru="r", en="e")
    post = accounts.create_post(cast.units["osh"], name, Profession.POLICE, by=BUILDER)
    accounts.move(cast.people["asel"], post, on_day=TODAY, by=BUILDER)
    accounts.dismiss(cast.people["bek"], on_day=TODAY, by=BUILDER, at=NOW)
    reader = Actor(person_id=None, duties=(Duty(kind, cast.units[place].path),))
    assert coverage(reader)["basics"] == (0, len(counted(reader, cast)))
