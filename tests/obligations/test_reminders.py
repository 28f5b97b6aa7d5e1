"""Letters about what is owed: when, to whom, and never twice."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts.kinds import AbsenceKind
from app.accounts.service_models import Absence
from app.core import clock
from app.db.session import db, transaction
from app.notices.models import Letter
from app.obligations import actions, nearing, reviewing, rules
from app.obligations.actions import Terms
from tests.cast import BUILDER
from tests.home import world

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 10, 3, tzinfo=clock.BISHKEK)
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("left", "mark"),
    [(61, None), (60, "60"), (31, "60"), (30, "30"), (7, "7"), (0, "7"), (-1, "late 0"), (-7, "late 0"), (-8, "late 1")],
)  # fmt: skip
def test_the_mark_follows_from_the_days_that_are_left(left, mark):
    assert rules.mark(TODAY + left * DAY, on=TODAY) == mark


def test_of_what_is_late_one_is_told_once_a_week():
    assert not rules.is_news("late 1", {"late 0": TODAY - 6 * DAY}, on=TODAY)
    assert rules.is_news("late 1", {"late 0": TODAY - 7 * DAY, "7": TODAY}, on=TODAY)


def test_the_units_above_come_nearest_first():
    assert rules.paths_above("/1/4/9/") == ["/1/4/9/", "/1/4/", "/1/"]


@pytest.fixture
def owed(cast):
    with transaction():
        world.publish("basics", at=NOW, required=None)
        terms = Terms("basics", 45, unit_id=cast.unit_ids["sverdlov"], tell_registrar=True)
        actions.require_course(terms, from_day=TODAY, by=BUILDER, at=NOW)
        for some in reviewing.batches():
            reviewing.review(some, on=TODAY)


@pytest.fixture
def remind(app, monkeypatch):
    def run(days: int = 0) -> list[str]:
        """To whom letters were written on this day, by the command."""
        monkeypatch.setattr(clock, "now", lambda: NOW + days * DAY)
        before = set(db.session.scalars(select(Letter.id)))
        said = app.test_cli_runner().invoke(args=["obligations", "remind"])
        assert said.exit_code == 0, said.output
        found = db.session.scalars(select(Letter).where(Letter.id.not_in(before)))
        addresses = sorted(letter.to_address.partition("@")[0] for letter in found)
        assert f"letters written: {len(addresses)}," in said.output
        return addresses

    return run


@pytest.mark.usefixtures("owed")
def test_the_person_the_head_and_the_registrar_are_told_once_at_each_mark(remind):
    # Daniyar is told of himself and, in another letter, of Asel; of him nobody above is head.
    everybody = ["asel", "daniyar", "daniyar", "kanykei"]
    assert remind() == everybody
    assert remind() == []
    assert remind(14) == []
    assert remind(15) == everybody
    assert remind(38) == everybody
    assert remind(45) == []
    assert remind(46) == everybody
    assert remind(50) == []
    assert remind(53) == everybody


@pytest.mark.usefixtures("owed")
def test_a_letter_names_the_course_and_its_day_in_the_language_of_its_reader(remind):
    remind()
    letters = {one.to_address: one for one in db.session.scalars(select(Letter))}
    assert "basics ky" in letters["asel@example.test"].body
    assert "2026‑жылдын 2" in letters["asel@example.test"].body
    assert "Ёлкин" in letters["kanykei@example.test"].body


@pytest.mark.usefixtures("owed")
@pytest.mark.parametrize(
    ("kind", "told"), [(AbsenceKind.SICK, False), (AbsenceKind.PARENTAL, False), (AbsenceKind.LEAVE, True)]
)  # fmt: skip
def test_nobody_who_is_ill_or_on_parental_leave_is_reminded(remind, cast, kind, told):
    asel = cast.people["asel"].id
    with transaction() as session:
        session.add(Absence(person_id=asel, kind=kind, from_day=TODAY, recorded_at=NOW))
    assert ("asel" in remind()) is told


@pytest.mark.usefixtures("owed")
@pytest.mark.parametrize("days", [0, 14, 15, 37, 38, 45, 46, 52, 53, 60, 61])
def test_who_is_looked_up_is_who_is_told(app, cast, remind, days):
    """The statement that leaves out the others agrees with the rule, whatever was told before."""
    remind(days)
    assert nearing.parts(TODAY + days * DAY) == []
    assert remind(days) == []
    later = days + 1
    mine = {numbers for part in nearing.parts(TODAY + later * DAY) for numbers in part}
    told = {name for name in remind(later) if name == "asel"}
    assert (cast.people["asel"].id in mine) == ("asel" in told)
