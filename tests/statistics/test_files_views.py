"""The files: figures computed from them are those of the pages, and nobody is in them."""

import csv
import io
from dataclasses import asdict

import openpyxl
import pytest

from app.assessment import analysis, export, fairness, sums
from app.core import clock
from app.curriculum import queries as released
from app.db.session import transaction
from app.statistics.queries.attempts import Asked
from app.statistics.queries.reading import Reading, reading
from app.statistics.rules import Which
from tests import make
from tests.assessment import samples
from tests.reports import facts
from tests.statistics import world
from tests.statistics.test_tests_views import address
from tests.statistics.world import QUESTIONS, known_to, reader

THIRDS = samples.text_of("matching", name="e-matching", points=3)


@pytest.fixture
def taken(app, cast):
    """With a question worth three points, of which some earn a part; some leave questions out."""
    make.bank({"elements/e-matching.yaml": THIRDS})
    with transaction():
        for n, someone in enumerate(facts.people(45, cast.units["osh"])):
            left = QUESTIONS[n % 6 :: 4] if n % 5 == 0 else ()
            world.sit(someone, known_to(n), language="ky" if n % 3 else "ru", left_out=left)


def counted() -> Reading:
    release = released.current_release("course")
    assert release is not None
    return reading(Asked(release.id, "final-test", Which.FIRST, None, clock.today()))


def fetched(browser_of, cast, name: str, who: str = "chynara"):
    browser = reader(browser_of, cast, who)
    return browser.client.get(address(browser.get("/statistics")) + name)


def rows(body: bytes) -> list[list[str]]:
    text = io.StringIO(body.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";"))


def near(expected):
    return pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=False)


def agree(one, other) -> None:
    """Every number in them, to nine places."""
    for name, value in asdict(one).items():
        found = asdict(other)[name]
        if isinstance(value, dict):
            assert {k: v for k, v in found.items() if v is not None} == near(
                {k: v for k, v in value.items() if v is not None}
            ) or found == value
        elif isinstance(value, float):
            assert found == near(value)
        else:
            assert found == value


def test_figures_computed_from_the_csv_are_those_of_the_pages(taken, browser_of, cast):
    heading, *lines = rows(fetched(browser_of, cast, "/scores.csv").data)
    book = rows(fetched(browser_of, cast, "/code-book.csv").data)
    worth = {name: float(points) for name, _meaning, points in book[1:] if points}
    assert worth == {name: 3.0 if name == "e-matching" else 1.0 for name in QUESTIONS}
    again = sums.from_sheets(export.sheets(heading, lines), worth)
    own = counted()
    agree(analysis.of_test(own.sums), analysis.of_test(again))
    for one, other in zip(analysis.of_items(own.sums), analysis.of_items(again), strict=True):
        agree(one, other)
    assert fairness.compare_all(again) == fairness.compare_all(own.sums)
    assert any("x" in line for line in lines)


def test_the_spreadsheet_holds_the_same_and_the_code_book(taken, browser_of, cast):
    body = fetched(browser_of, cast, "/scores.xlsx").data
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["scores", "code book"]
    scores = list(book["scores"].iter_rows(values_only=True))
    heading, *lines = rows(fetched(browser_of, cast, "/scores.csv").data)
    assert list(scores[0]) == heading
    assert sorted(line[2] for line in scores[1:]) == sorted(float(line[2]) for line in lines)
    assert [row[0] for row in book["code book"].iter_rows(values_only=True)][1:] == heading


def test_nobody_is_in_the_file(taken, browser_of, cast):
    first, second = (rows(fetched(browser_of, cast, "/scores.csv").data) for _ in range(2))
    takers = [{line[0] for line in lines[1:]} for lines in (first, second)]
    assert len(takers[0]) == 45
    assert not takers[0] & takers[1]
    assert [line[1:] for line in first] != [line[1:] for line in second]
    assert sorted(line[1:] for line in first) == sorted(line[1:] for line in second)
    whole = fetched(browser_of, cast, "/scores.csv").get_data(as_text=True)
    assert "Адам" not in whole
    assert set(first[0]) == {"taker", "language", "score", "maximum", *QUESTIONS}


def test_of_all_attempts_those_of_one_person_bear_one_pseudonym(app, browser_of, cast):
    with transaction():
        for someone in facts.people(10, cast.units["osh"]):
            world.sit(someone, QUESTIONS[:2])
            world.sit(someone, QUESTIONS[:4])
    _heading, *lines = rows(fetched(browser_of, cast, "/scores.csv?which=all").data)
    assert len(lines) == 20
    assert len({line[0] for line in lines}) == 10


@pytest.mark.parametrize("name", ["/scores.csv", "/scores.xlsx"])
def test_too_few_make_no_file(name, app, browser_of, cast):
    world.taken(cast.units["osh"], range(9))
    answer = fetched(browser_of, cast, name)
    assert answer.status_code == 409
    assert "too few to be anonymous" in answer.get_data(as_text=True)


@pytest.mark.parametrize("name", ["/scores.csv", "/scores.xlsx", "/code-book.csv"])
def test_a_head_gets_none(name, taken, browser_of, cast):
    where = address(reader(browser_of, cast, "chynara").get("/statistics"))
    assert browser_of("daniyar").client.get(where + name).status_code == 403


def test_the_academy_s_file_holds_its_own_people(taken, browser_of, cast):
    world.taken(cast.units["court"], range(11))
    assert len(rows(fetched(browser_of, cast, "/scores.csv", "leila").data)) == 12
    assert len(rows(fetched(browser_of, cast, "/scores.csv", "kanykei").data)) == 46
