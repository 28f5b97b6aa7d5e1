"""The report of an institution against a count by hand: every reason for which a reviewer would send it back."""

import io
import re
import shutil
import subprocess
from datetime import timedelta

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import update

from app.accounts.kinds import NAMES as KIND_NAMES
from app.accounts.models import Appointment, Unit
from app.core import clock
from app.db.session import db, transaction
from app.learning.models import Completion
from app.reports.divisions import DIVISIONS, GROUPS, STAGE_NAMES, Division
from app.reports.hiding import FEWEST
from app.reports.sections import HIDDEN, NAMES, NOT_COLLECTED, Key
from tests.browser import words
from tests.reports import facts, roster
from tests.reports.reading import DAY, comma_separated, meant

HEAD_STAGES = 7


@pytest.fixture
def people(cast):
    with transaction():
        release = facts.course(audience="police, prosecutor, judge, lawyer")
        return roster.build(cast, release)


@pytest.fixture
def report(people, cast, browser_of):
    """Asks as the registrar of the academy."""
    browser, root = browser_of("kanykei"), cast.units["police"].id

    def get(rest: str = "", **asked: str):
        """A page, read; or the bare answer where there is a file."""
        days = {"from": roster.SINCE, "until": DAY, "on": DAY}
        asked = {name: day.isoformat() for name, day in days.items()} | asked
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        address = f"/reports/institution/{root}{rest}?{query}"
        return browser.client.get(address) if "." in rest else browser.get(address)

    return get


def tables(page) -> dict[str, list[list[str]]]:
    """Each table by its caption, as it reads."""
    found = {}
    for table in page.all("table"):
        rows = [
            [words(cell) for cell in row if cell.tag.endswith(("td", "th"))]
            for row in table.iter("{http://www.w3.org/1999/xhtml}tr")
        ]
        caption = next(table.iter("{http://www.w3.org/1999/xhtml}caption"))
        found[words(caption)] = rows
    return found


def numbers(row: list[str]) -> list:
    """The counts of a row of groups, without its shares."""
    return [meant(cell) for cell in row[1:] if "%" not in cell and cell != "–"]


def of_stages(row: list) -> list:
    """In scope to expiring, from a row with two shares among them."""
    return [row[1], row[2], row[3], row[4], row[5], row[7], row[9]]


def named(division: str, people, on=DAY) -> dict[str, str]:
    """What the page calls the groups that there are."""
    values = {key for (key,) in roster.count(people, on, division)}
    if division == "unit":
        units = {str(u.id): u.name_ky for u in db.session.query(Unit)}
        root = next(u.name_ky for u in db.session.query(Unit).filter_by(parent_id=None))
        return {v: units.get(v, f"{root}: in the unit itself") for v in values}
    return {v: GROUPS[Division(division)][v] for v in values}


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
    assert about["Produced by"] == "Каныкей Касымова"
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
    hours = sum(5 * len(one.read) for one in people if one.seat(DAY)) / 60
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
        assert "Касымов" not in text.replace("Каныкей Касымова", "")


# ── screen and file differing ─────────────────────────────────────────────────


def plain(cell) -> str:
    """A figure as it reads, however a file writes it."""
    if cell is None or cell in ("", "–"):
        return ""
    text = str(cell).replace("\u00a0", "").replace(" ", "")
    if text.endswith("%"):
        return f"{float(text[:-1].replace(',', '')):.1f}%"
    return text.replace(",", ".") if re.fullmatch(r"-?[\d,.]+", text) else str(cell)


@pytest.mark.parametrize("key", [Key.DENOMINATORS, Key.FUNNEL, Key.DIVISIONS])
def test_page_csv_and_spreadsheet_say_the_same(key, report):
    pages = tables(report(f"/{key}"))
    rows = [row for table in pages.values() for row in table]
    csv_rows = comma_separated(report(f"/{key}.csv"))
    book = openpyxl.load_workbook(io.BytesIO(report(f"/{key}.xlsx").data))
    sheet = [list(row) for row in book.active.iter_rows(values_only=True)]
    for file in (csv_rows, sheet):
        told = {str(row[0]): row for row in file if row[0]}
        for row in rows:
            name = row[0] if row[0] in told else f"'{row[0]}"
            assert name in told, row
        flat = [_alike(row) for row in file]
        for row in rows[1:]:
            assert any(_same(row, other) for other in flat), row
    assert book.active.freeze_panes == "A2"


def _alike(row) -> list:
    return list(row)


def _same(page_row: list[str], file_row: list) -> bool:
    if str(file_row[0]) != page_row[0]:
        return False
    for cell, other in zip(page_row, file_row, strict=False):
        if cell.endswith("%"):
            share = float(other or 0) * 100 if other not in (None, "") else None
            if (
                share is None
                or abs(share - float(cell.rstrip("%").strip().replace(",", "."))) > 0.51
            ):
                return False
        elif plain(cell) != plain(other) and float_of(cell) != float_of(other):
            return False
    return True


def float_of(cell) -> float | None:
    try:
        return float(str(cell).replace(",", ".").replace("\u00a0", ""))
    except ValueError:
        return None


def test_the_pdf_says_the_same(report):
    body = report("/divisions.pdf").data
    text = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(body)).pages)
    for row in tables(report("/divisions"))["Profession"][1:]:
        for cell in numbers(row):
            assert str(cell) in text
        assert row[0] in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no reader of PDF here")
def test_another_reader_of_pdf_finds_the_rows_too(report, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(report("/funnel.pdf").data)
    told = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    lines = [" ".join(line.split()) for line in told.splitlines()]
    for row in tables(report("/funnel"))[NAMES[Key.FUNNEL]][1:6]:
        if meant(row[1]) not in (HIDDEN, NOT_COLLECTED):
            assert any(row[0] in line and row[1] in line for line in lines), row


def test_numbers_of_the_spreadsheet_are_numbers(report):
    book = openpyxl.load_workbook(io.BytesIO(report(".xlsx").data))
    assert len(book.sheetnames) == len(Key)
    funnel = book[f"3. {NAMES[Key.FUNNEL]}"]
    assert isinstance(funnel["B2"].value, int)
    assert funnel.freeze_panes == "A2"


# ── who may ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["daniyar", "leila", "oroz"])
def test_nobody_asks_about_an_institution_beyond_their_reach(name, people, cast, browser_of):
    root = cast.units["police"].id
    client = browser_of(name).client
    for rest in ("", "/funnel", "/funnel.csv", ".xlsx"):
        assert client.get(f"/reports/institution/{root}{rest}").status_code == 404


def test_parts_of_an_institution_have_no_such_report(people, cast, browser_of):
    assert browser_of("kanykei").get(f"/reports/institution/{cast.units['osh'].id}").status == 404


@pytest.mark.parametrize(
    "asked, status",
    [
        ({"only": "sex:other"}, 404),
        ({"across": "sex*sex"}, 404),
        ({"course": "none"}, 404),
        ({"on": "1999-01-01"}, 422),
        ({"from": "2026-03-10", "until": "2026-03-01"}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, status, report):
    assert report("/funnel", **asked).status == status
    assert report("/funnel.csv", **asked).status_code == status
    assert clock.today() > DAY
