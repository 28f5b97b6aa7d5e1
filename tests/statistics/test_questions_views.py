"""Questions with their figures, against figures computed by hand; one question with both texts, options and versions."""

import statistics

import pytest

from app.assessment.models import Answer
from app.db.session import transaction
from tests import make
from tests.assessment import samples
from tests.reports import facts
from tests.statistics import world
from tests.statistics.test_tests_views import address
from tests.statistics.world import QUESTIONS, known_to, reader

ONE = "e-single-choice"
PEOPLE = 44


@pytest.fixture
def taken(app, cast):
    world.taken(cast.units["osh"], range(PEOPLE))


def opened(browser_of, cast, path: str, who: str = "chynara"):
    browser = reader(browser_of, cast, who)
    return browser.get(address(browser.get("/statistics")) + path)


def shares(item: str) -> list[float]:
    return [float(item in known_to(n)) for n in range(PEOPLE)]


def rest(item: str) -> list[float]:
    return [float(len(set(known_to(n)) - {item})) for n in range(PEOPLE)]


def facility(item: str) -> str:
    return f"{statistics.mean(shares(item)) * 100:.1f} %"


def discrimination(item: str) -> str:
    return f"{statistics.correlation(shares(item), rest(item)):.2f}"


@pytest.mark.parametrize("item", QUESTIONS)
def test_the_figures_of_a_question(item, taken, browser_of, cast):
    page = opened(browser_of, cast, f"/questions/{item}")
    assert f"Facility, n = 44{facility(item)}" in page.main
    assert f"Discrimination, n = 44{discrimination(item)}" in page.main
    assert "Release 1 as now 44" in page.main


def test_all_questions_stand_in_one_table(taken, browser_of, cast):
    page = opened(browser_of, cast, "/questions")
    for item in QUESTIONS:
        whole = f"44 {round(statistics.mean(shares(item)) * 100)} % {discrimination(item)}"
        assert whole in page.main
    assert "n < 100" in page.main
    assert sum("/questions/" in href for href in page.links().values()) >= 1


def test_times_are_those_between_answers(taken, browser_of, cast):
    assert "Time, s, n = " in opened(browser_of, cast, f"/questions/{ONE}").main
    assert "The middle half took from 20 to 20 seconds." in opened(browser_of, cast, f"/questions/{ONE}").main  # fmt: skip


def test_both_texts_stand_side_by_side_with_the_key(taken, browser_of, cast):
    page = opened(browser_of, cast, f"/questions/{ONE}")
    both = [div for div in page.all("div") if div.get("lang") in ("ky", "ru")]
    assert [div.get("lang") for div in both] == ["ky", "ru"]
    kyrgyz, russian = ("".join(div.itertext()) for div in both)
    assert "Суроо?" in kyrgyz
    assert "Аракет right" in " ".join(kyrgyz.split())
    assert "Ыкма" in kyrgyz
    assert "Вопрос?" in russian
    assert "Действие" in russian


def test_what_was_chosen_by_thirds(app, browser_of, cast):
    """Of thirty people the ten best choose rightly, ten choose b, ten leave it out."""
    others = [name for name in QUESTIONS if name != ONE]
    with transaction():
        for n, someone in enumerate(facts.people(30, cast.units["osh"])):
            known = [others[:1], others[:3], QUESTIONS][n // 10]
            world.sit(someone, known, left_out=[ONE] if n < 10 else ())
    page = opened(browser_of, cast, f"/questions/{ONE}")
    assert "Аракет right 0 % 0 % 100 %" in page.main
    assert "Ыкма 0 % 100 % 0 %" in page.main
    assert "Максат 0 % 0 % 0 %" in page.main
    assert "No answer 100 % 0 % 0 %" in page.main
    assert "Asked: 30, without an answer: 10." in page.main


def test_certainty_is_shown_where_it_was_asked(app, browser_of, cast, monkeypatch):
    """Each second of twenty is sure, the others guess; those with odd numbers are wrong."""
    sure = iter([3, 1] * 10)
    given = Answer.__init__

    def certain(self, **values):
        given(
            self, **values | {"certainty": next(sure)} if values["value"].get("choice") else values
        )

    monkeypatch.setattr(Answer, "__init__", certain)
    with transaction():
        for n, someone in enumerate(facts.people(20, cast.units["osh"])):
            known = [ONE] if n % 4 else []
            world.sit(someone, known, left_out=[name for name in QUESTIONS if name != ONE])
    page = opened(browser_of, cast, f"/questions/{ONE}")
    assert "Guessed 10 50 % 100 %" in page.main
    assert "Fairly sure 0 0 % –" in page.main
    assert "Sure 10 50 % 50 %" in page.main
    # Five of twenty; Wilson's interval.
    assert "Sure and wrong: 25.0 %, with 95 per cent confidence between 11.2 % and 46.9 %." in page.main  # fmt: skip


def test_versions_say_whether_the_text_was_another(taken, browser_of, cast):
    text = samples.text_of("single-choice", name=ONE).replace("Суроо?", "Башка суроо?")
    make.bank({f"elements/{ONE}.yaml": text})
    world.taken(cast.units["osh"], range(10))
    page = opened(browser_of, cast, f"/questions/{ONE}")
    assert "Release 2 as now 10" in page.main
    assert "Release 1 worded otherwise 44" in page.main
    assert "Башка суроо?" in page.main


def test_a_question_that_nobody_was_asked_yet_says_so_and_an_unknown_one_is_not_there(
    taken, browser_of, cast
):
    page = opened(browser_of, cast, "/questions/l-numeric")
    assert page.main.count("Not enough answers. Needed: 10. There are: 0.") >= 2
    assert opened(browser_of, cast, "/questions/no-such-question").status == 404


def test_questions_come_page_by_page(taken, browser_of, cast):
    assert opened(browser_of, cast, "/questions?page=7").status == 200
