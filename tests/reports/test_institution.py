"""The report of an institution against a count by hand: every reason for which a reviewer would send it back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.accounts.kinds import NAMES as KIND_NAMES
from app.accounts.models import Appointment
from app.db.session import db, transaction
from app.learning.models import Completion
from app.reports.divisions import DIVISIONS, GROUPS, STAGE_NAMES, Division
from app.reports.hiding import FEWEST
from app.reports.sections import HIDDEN, NAMES, NOT_COLLECTED, Key
from tests.reports import facts, roster
from tests.reports.reading import DAY, meant
from tests.reports.told import named, of_stages, people, report, tables

__all__ = ["people", "report"]

HEAD_STAGES = 7


# ── totals that do not add up; a figure nobody can reproduce ──────────────────


def test_the_funnel_is_what_a_count_by_hand_finds(report, people):
    rows = {row[0]: row[1] for row in tables(report("/funnel"))[NAMES[Key.FUNNEL]]}
    (expected,) = roster.count(people, DAY).values()
    for stage, n in zip(roster.STAGES, expected, strict=True):
        assert meant(rows[STAGE_NAMES[stage]]) == n, stage
    lapsed = meant(rows["Lapsed: completed, no certificate in force"])
    assert lapsed == expected[4] - expected[5]


def test_each_division_is_what_a_count_by_hand_finds_wherever_it_is_shown(report, people):
    found = tables(report("/divisions"))
    for division in Division:
        is_as_counted(division, found[DIVISIONS[division]], people)


def is_as_counted(division: str, shown: list[list[str]], people) -> None:
    expected, names = roster.count(people, DAY, division), named(division, people)
    rows = {row[0]: of_stages(row) for row in shown[1:]}
    assert set(rows) == {"All together", *names.values()}
    seen = 0
    for (value,), counts in expected.items():
        for cell, n in zip(rows[names[value]], counts, strict=True):
            assert meant(cell) in (n, HIDDEN)
            assert not (0 < n < FEWEST and meant(cell) == n), "a small group is shown"
            seen += meant(cell) == n
    assert seen > len(expected), "hardly anything is shown"


def test_the_rows_of_each_division_add_up_where_nothing_is_hidden(report):
    found = tables(report("/divisions"))
    columns = [
        column
        for division in Division
        for column in zip(*map(of_stages, found[DIVISIONS[division]][1:]), strict=True)
    ]
    assert len(columns) == HEAD_STAGES * len(Division)
    for column in columns:
        *parts, whole = [meant(cell) for cell in column]
        if HIDDEN not in (*parts, whole):
            assert sum(parts) == whole


def test_two_divisions_crossed_add_up_and_are_what_a_count_by_hand_finds(report, people):
    found = tables(report("/divisions", across="profession*sex"))
    table = found["Profession and Sex: In scope"]
    columns = table[0][1:-1]
    sexes = {"Women": "female", "Men": "male"}
    expected = roster.count(people, DAY, "profession", "sex")
    for row in table[1:-1]:
        profession = next(v for v, n in GROUPS[Division.PROFESSION].items() if n == row[0])
        for name, cell in zip(columns, row[1:-1], strict=True):
            n = expected.get((profession, sexes[name]), [0])[0]
            assert meant(cell) in (n, HIDDEN)
        cells = [meant(cell) for cell in row[1:]]
        if HIDDEN not in cells:
            assert sum(cells[:-1]) == cells[-1]


def test_a_filter_shows_the_group_as_the_table_does(report):
    table = {row[0]: row for row in tables(report("/divisions"))["Sex"]}
    funnel = tables(report("/funnel", only="sex:female"))[NAMES[Key.FUNNEL]]
    told = {row[0]: meant(row[1]) for row in funnel}
    for stage, cell in zip(roster.STAGES, of_stages(table["Women"]), strict=True):
        assert told[STAGE_NAMES[stage]] == meant(cell)


def test_the_denominators_add_up_to_who_is_counted(report, people):
    box = tables(report("/denominators"))
    rows = {row[0]: meant(row[1]) for row in box["The roster of the day"]}
    on_roster = [one for one in people if one.seat(DAY)]
    away = [one for one in on_roster if one.away]
    assert rows["Hold a post of the institution"] == len(on_roster)
    for kind in ("leave", "parental"):
        name = next(n for k, n in KIND_NAMES.items() if k.value == kind)
        assert rows[name] == sum(one.away == kind for one in away)
    assert rows["Counted in this report"] == len(on_roster) - len(away)
    gone = next(table for caption, table in box.items() if caption.startswith("Not on the roster"))
    left = [one for one in people if one.left and roster.SINCE <= one.left <= DAY]
    assert {row[0]: meant(row[1]) for row in gone}["Left the service"] == len(left)


def test_the_same_report_is_the_same_again_and_says_how_to_make_it(report):
    assert report("/divisions").main == report("/divisions").main
    about = {row[0]: row[1] for row in tables(report("/header"))["About this report"]}
    assert about["Version of the formulas"]
    assert about["Institution"] == "Police ky"
    assert about["Produced by"] == "Касымова Каныкей"
    assert about["As of the end of the day"] == DAY.strftime("%d.%m.%Y")
    assert "Formulas" in tables(report("/annexes"))


# ── a person counted twice; events where people are meant; old ranks; moved days ──


def test_whoever_moved_twice_is_counted_once_and_where_they_are(report, people):
    moved = [one for one in people if len(one.seats) == 3]
    assert len(moved) == roster.TWICE
    funnel = tables(report("/funnel"))[NAMES[Key.FUNNEL]]
    counted = [one for one in people if one.is_counted(DAY)]
    assert meant(funnel[1][1]) == len({one.id for one in counted})


def test_women_are_people_and_not_events(report, people, cast):
    women = [one for one in people if one.sex == "female" and one.is_counted(DAY) and one.completed]
    before = tables(report("/divisions"))["Sex"]
    with transaction():
        again = facts.course(audience="police", number=2)
        for one in women:
            someone = db.session.get_one(facts.Person, one.id)
            facts.complete(facts.enrol(someone, again, on=DAY), on=DAY)
    assert tables(report("/divisions"))["Sex"] == before


def test_a_past_day_shows_posts_and_ranks_of_that_day(report, people):
    past = DAY - timedelta(days=180)
    asked = {"on": past.isoformat()}
    expected = roster.count(people, past, "region")
    rows = tables(report("/divisions", **asked))["Region of service"]
    names = GROUPS[Division.REGION]
    shown = {row[0]: meant(row[1]) for row in rows[1:]}
    for (value,), counts in expected.items():
        assert shown[names[value]] in (counts[0], HIDDEN)
    early = facts.HIRED + timedelta(days=100)
    ranks = tables(report("/divisions", on=early.isoformat()))["Band of ranks"]
    assert "Senior ranks" not in [row[0] for row in ranks]


def test_what_is_written_later_does_not_move_the_past(report, people):
    past = {"on": (DAY - timedelta(days=30)).isoformat()}
    before = tables(report("/divisions", **past))
    with transaction():
        movers = [one.id for one in people[60:90]]
        seats = Appointment.person_id.in_(movers) & Appointment.until_day.is_(None)
        db.session.execute(update(Appointment).where(seats).values(until_day=DAY, ended_by="left"))
    assert tables(report("/divisions", **past)) == before


def test_a_completion_is_never_dated_anew(people):
    days = dict(db.session.query(Completion.enrolment_id, Completion.at))
    with transaction():
        again = facts.course(number=2)
        someone = next(one for one in people if one.completed)
        facts.enrol(db.session.get_one(facts.Person, someone.id), again, on=DAY)
    assert dict(db.session.query(Completion.enrolment_id, Completion.at)) == days


# ── shares without n; hours; origin; language; names ──────────────────────────


def test_no_share_stands_without_its_number(report):
    for caption, rows in tables(report("/divisions")).items():
        for row in rows[1:]:
            for place, cell in enumerate(row):
                if cell.endswith("%"):
                    assert re.fullmatch(r"[\d\s]+", row[place - 1]), (caption, row)
                    assert re.fullmatch(r"[\d\s]+", row[1]), (caption, row)


def test_hours_are_recorded(report, people):
    rows = {row[0]: row[1] for row in tables(report("/funnel"))[NAMES[Key.FUNNEL]]}
    hours = sum(5 * len(one.read) for one in people if one.is_counted(DAY)) / 60
    cell = rows["Hours of study, by the minutes stated for each lesson read"]
    assert float(cell.replace(",", ".")) == pytest.approx(hours, abs=0.06)
    assert rows["Attended in a room, in hours"] == NOT_COLLECTED


def test_every_record_has_an_origin_and_offline_ones_are_not_passed_off_as_none(report):
    found = tables(report("/evidence"))
    how = {row[0]: row[1] for row in found["How records come about"]}
    assert how["Origin of each record"]
    rows = {row[0]: row[1] for row in found["Records of the period"]}
    for name in ("Entered from paper", "Synchronised late", "Offline kit"):
        assert rows[name] == NOT_COLLECTED


def test_the_language_of_study_is_never_missing(report, people):
    rows = tables(report("/divisions"))["Language of study"]
    shown = {row[0]: meant(row[1]) for row in rows[1:]}
    names = GROUPS[Division.LANGUAGE]
    expected = {names[v]: c[0] for (v,), c in roster.count(people, DAY, "language").items()}
    assert {name: n for name, n in shown.items() if name != "All together"} == expected


def test_no_section_names_anybody_but_who_made_it(report, people):
    for key in Key:
        text = report(f"/{key}").main
        assert "Кызматкер" not in text
        assert "Өмүрбеков" not in text
        text = text.replace("Каныкей Касымова", "").replace("Касымова Каныкей", "")
        assert "Касымов" not in text
