"""The page of a test against figures computed by hand, for those who may read it and for nobody else."""

import statistics
from datetime import timedelta
from math import sqrt

import pytest

from app.db.session import transaction
from app.statistics import formulas
from tests.browser import words
from tests.reports import facts
from tests.statements import statements
from tests.statistics import world
from tests.statistics.world import NOON, QUESTIONS, known_to, reader

SCORES = [len(known_to(n)) for n in range(44)]


def address(page) -> str:
    """Of the only test on the list."""
    found = [href for href in page.links().values() if href.endswith("/final-test")]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def taken(app, cast):
    """Forty-four people of one academy and twelve of the other."""
    world.taken(cast.units["osh"], range(44))
    world.taken(cast.units["court"], range(12))


def opened(browser_of, cast, who: str, query: str = ""):
    browser = reader(browser_of, cast, who)
    return browser.get(address(browser.get("/statistics")) + query)


def number(value: float, places: int = 2) -> str:
    return f"{value:.{places}f}"


def alpha(numbers) -> float:
    table = [[float(q in known_to(n)) for q in QUESTIONS] for n in numbers]
    parts = sum(statistics.variance(column) for column in zip(*table, strict=True))
    return 6 / 5 * (1 - parts / statistics.variance(map(sum, table)))


def test_the_figures_of_the_test(taken, browser_of, cast):
    page = opened(browser_of, cast, "kanykei")
    found, sd = alpha(range(44)), statistics.stdev(SCORES)
    assert "People: 44. Attempts: 44." in page.main
    assert "The people of the units of your duty are counted." in page.main
    for says, value in (
        ("Mean score, n = 44", f"{statistics.mean(SCORES) / 6 * 100:.1f} %"),
        ("Standard deviation, in points, n = 44", number(sd)),
        ("Reliability: alpha, same questions for all, n = 44", number(found)),
        (
            "Standard error of measurement, in points, n = 44",
            number(sd * sqrt(1 - found)),
        ),
    ):
        assert f"{says}{value}" in page.main


def test_the_distribution_has_its_table_and_its_chart(taken, browser_of, cast):
    page = opened(browser_of, cast, "kanykei")
    # Four points of six are two thirds.
    n = SCORES.count(4)
    assert f"from 60 to 70 per cent {n} {round(n / 44 * 100)} %" in page.main
    charts = [svg for svg in page.tree.iter() if svg.get("role") == "img"]
    assert len(charts) == 1
    assert words(charts[0]).startswith("Distribution of scores A column for each tenth")


def test_each_academy_counts_its_own_and_who_answers_for_tests_counts_all(taken, browser_of, cast):
    for who, people in (("kanykei", 44), ("ilya", 44), ("leila", 12), ("chynara", 56), ("elena", 56), ("ravshan", 56)):  # fmt: skip
        assert f"People: {people}. Attempts: {people}." in opened(browser_of, cast, who).main


@pytest.mark.parametrize("who", ["asel", "daniyar", "gulnara", "nurlan", "oroz"])
def test_nobody_else_reads_it(who, taken, browser_of, cast):
    assert browser_of(who).get("/statistics").status == 403


def test_nobody_is_named(taken, browser_of, cast):
    browser = reader(browser_of, cast, "chynara")
    for path in ("", "/questions", f"/questions/{QUESTIONS[1]}"):
        page = browser.get(address(browser.get("/statistics")) + path)
        assert "Адам" not in page.main
        assert "Жаңы" not in page.main


def test_fewer_than_five_are_not_shown(app, browser_of, cast):
    world.taken(cast.units["court"], range(4))
    browser = reader(browser_of, cast, "leila")
    index = browser.get("/statistics")
    assert "fewer than 5" in index.main
    for path in ("", "/questions", f"/questions/{QUESTIONS[0]}"):
        page = browser.get(address(index) + path)
        assert "Figures about fewer than 5 people are shown to nobody." in page.main
        assert "People: 4" not in page.main
    assert browser.get(address(index) + "/scores.csv").status == 409


def test_few_answers_say_so_in_place_of_a_number(app, browser_of, cast):
    world.taken(cast.units["court"], range(7))
    page = opened(browser_of, cast, "leila")
    assert "Not enough answers. Needed: 10. There are: 7." in page.main
    assert "Not enough answers. Needed: 30. There are: 7." in page.main


def test_the_choice_of_attempts_is_stated_and_switched_in_the_address(app, browser_of, cast):
    with transaction():
        for someone in facts.people(5, cast.units["osh"]):
            for n in (1, 6):
                world.sit(someone, QUESTIONS[:n], at=NOON + timedelta(days=n))
    page = opened(browser_of, cast, "kanykei")
    assert "The first finished attempt of each person. The people" in page.main
    links = page.links()
    last = browser_of("kanykei").get(links["The last finished attempt of each person"])
    assert "from 90 to 100 per cent 5" in last.main
    every = browser_of("kanykei").get(links["All finished attempts"])
    assert "People: 5. Attempts: 10." in every.main
    assert opened(browser_of, cast, "kanykei", "?which=best").status == 404


def test_the_gain_from_the_pre_test_stands_on_both_pages(app, browser_of, cast):
    with transaction():
        world.course_with_pre_test()
        for n, someone in enumerate(facts.people(14, cast.units["osh"])):
            if n != 12:
                world.sit(someone, QUESTIONS[: n % 3], test="pre-test", kind="pre")
            world.sit(someone, QUESTIONS[: 3 + n % 4], at=NOON + timedelta(days=1))
    gains = [100 / 6 * (3 + n % 4 - n % 3) for n in range(14) if n != 12]
    before = [100 / 6 * (n % 3) for n in range(14) if n != 12]
    mean = statistics.mean(gains)
    page = opened(browser_of, cast, "kanykei")
    main = page.main
    assert f"Gain, in percentage points, n = 13{mean:.1f}" in main
    assert f"Normalised gain, n = 13{mean / (100 - statistics.mean(before)):.2f}" in main
    # Student's t for 12 degrees of freedom is 2.178813 at 97.5 per cent.
    half = 2.178813 * statistics.stdev(gains) / sqrt(13)
    assert f"between {mean - half:.1f} and {mean + half:.1f} percentage points" in main
    assert (
        "People with both: 13; with the first only: 0; with the second only: fewer than 5." in main
    )
    other = browser_of("kanykei").get(page.response.request.path.replace("final", "pre"))
    assert "Normalised gain" in other.main


def test_every_figure_leads_to_its_formula(taken, browser_of, cast):
    browser = reader(browser_of, cast, "chynara")
    there = address(browser.get("/statistics"))
    linked = set()
    for path in ("", "/questions", f"/questions/{QUESTIONS[0]}"):
        hrefs = browser.get(there + path).links().values()
        linked |= {href.removeprefix("/formulas/") for href in hrefs if href.startswith("/formulas/")}  # fmt: skip
    assert linked <= formulas.ALL.keys()
    assert linked >= {
        "attempts", "mean", "spread", "distribution", "reliability", "error", "again", "fairness",
        "facility", "discrimination", "upper-lower", "time", "options",
    }  # fmt: skip


def test_an_unknown_test_is_not_there(taken, browser_of, cast):
    browser = reader(browser_of, cast, "kanykei")
    there = address(browser.get("/statistics"))
    assert browser.get(there.replace("final-test", "no-such-test")).status == 404
    assert browser.get("/statistics/987654/final-test").status == 404
    assert browser.get(f"/statistics/{10**30}/final-test").status == 404


def test_the_statements_do_not_grow_with_the_data(app, browser_of, cast):
    browser = reader(browser_of, cast, "kanykei")
    counts = []
    for more in (12, 60):
        world.taken(cast.units["osh"], range(more))
        there = address(browser.get("/statistics"))
        pages = ("", "/questions", f"/questions/{QUESTIONS[0]}", "/scores.csv", "?which=all")
        for path in pages:
            browser.client.get(there + path)
        counts.append([])
        for path in ("/statistics", *(there + path for path in pages)):
            with statements() as asked:
                browser.client.get(path)
            counts[-1].append(len(asked))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20
