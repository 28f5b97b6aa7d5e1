"""The map of choices against counts made by hand, for those who may read it and for nobody else; its files agree."""

import csv
import io
from datetime import timedelta

import pytest

from app.core import clock
from app.db.session import db, transaction
from app.learning import grouping
from app.learning.models import GroupMember
from app.scenarios import actions
from tests.browser import words
from tests.reports import facts
from tests.scenarios import worked
from tests.statements import statements
from tests.statistics import walked
from tests.statistics.walked import (
    BACK,
    BADLY,
    BLAME,
    LISTEN,
    NOON,
    ON,
    OUT,
    SAFE,
    WELL,
    WRONG,
)
from tests.statistics.world import reader

INDEX = "/statistics/walkthroughs"
# Of the police: where each came to, in the order of the scenes.
WAYS = [
    *[WELL] * 7,
    *[[LISTEN, SAFE, ON, WRONG]] * 3,
    *[BADLY] * 5,
    *[OUT] * 6,
    *[[LISTEN, SAFE, BACK, BLAME]] * 2,
    *[[LISTEN]] * 4,
    [],
]


@pytest.fixture
def taken(app, cast):
    """Twenty-eight people of one academy and six of the other."""
    walked.taken(cast.units["osh"], WAYS)
    walked.taken(cast.units["court"], [WELL] * 6, language="ru", who={"profession": "judge"})


def address(page) -> str:
    """Of the only walkthrough on the list."""
    found = [href for href in page.links().values() if href.endswith(f"/{worked.ID}")]
    assert len(found) == 1
    return found[0]


def opened(browser_of, cast, who: str, query: str = ""):
    browser = reader(browser_of, cast, who)
    return browser.get(address(browser.get(INDEX)) + query)


def chosen(browser_of, cast, who: str = "kanykei", query: str = "") -> list[list[str]]:
    """The table of the page of choices."""
    browser = reader(browser_of, cast, who)
    page = browser.get(address(browser.get(INDEX)) + "/choices" + query)
    return cells(page, "What was chosen")


def fetched(browser_of, cast, name: str, who: str = "kanykei"):
    browser = reader(browser_of, cast, who)
    return browser.client.get(address(browser.get(INDEX)) + name)


def rows(answer) -> list[list[str]]:
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def cells(page, caption: str) -> list[list[str]]:
    table = next(one for one in page.all("table") if words(one).startswith(caption))
    lines = [tr for tr in table.iter() if tr.tag.endswith("}tr")]
    return [[words(cell) for cell in line] for line in lines]


def test_what_was_chosen_is_counted_scene_by_scene(taken, browser_of, cast):
    found = chosen(browser_of, cast)
    assert found == [
        ["Choice", "Runs", "Share", "Taken back"],
        ["1. Подъездде chose there: 27"],
        ["Угуу better", "21", "78 %", "0"],
        ["Тамашага буруу", "6", "22 %", "0"],
        ["2. Ашканада chose there: 17"],
        ["Азыр коопсузсузбу? better", "12", "71 %", "2"],
        ["Эмнеге кетпедиңиз? harms", "7", "41 %", "0"],
        ["Рахмат айтуу", "15", "88 %", "0"],
        ["3. Каттоо chose there: 10"],
        ["from 100 of 100 right", "7", "70 %", "0"],
        ["from 0 of 100 right", "3", "30 %", "0"],
    ]  # fmt: skip


def test_scenes_tell_who_came_who_stopped_and_how_long_it_took(taken, browser_of, cast):
    found = cells(opened(browser_of, cast, "kanykei"), "Scenes")
    assert found[1:] == [
        ["1. Подъездде", "28", "1", "20", "0"],
        ["2. Ашканада", "21", "6", "40", "0"],
        ["3. Каттоо", "10", "0", "20", "0"],
        ["4. Катталды", "10", "–", "–", "–"],
        ["5. Жоголгон белги", "11", "–", "–", "–"],
    ]


def test_the_whole_its_endings_and_harm(taken, browser_of, cast):
    main = opened(browser_of, cast, "kanykei").main
    for said in ("Runs begun28", "Finished21", "Still open7", "Stopped on the way7", "Vetoed0"):
        assert said in main
    assert "4. Катталды A strong outcome 10 48 %" in main
    assert "5. Жоголгон белги A harmful outcome 11 52 %" in main
    assert "No harm 16 76 %" in main
    assert "One serious count 5 24 %" in main
    assert "People: 28. Runs: 28." in main


def test_the_list_counts_runs_by_how_they_stand(taken, browser_of, cast):
    page = reader(browser_of, cast, "kanykei").get(INDEX)
    competent = sum(run[0] == "competent" for run in walked.verdicts())
    assert cells(page, "Walkthroughs")[1] == [
        "Сүйлөгөн көрүү", "28", "28", "21", "0", "7", str(competent - 6), "0", "1",
    ]  # fmt: skip


def test_pauses_are_left_out_of_times_and_counted(app, browser_of, cast):
    pace = [30, 4000, 10, 20]
    walked.taken(cast.units["osh"], [WELL] * 10, pace=pace)
    page = opened(browser_of, cast, "kanykei")
    assert cells(page, "Scenes")[1:4] == [
        ["1. Подъездде", "10", "0", "30", "0"],
        ["2. Ашканада", "10", "0", "10", "10"],
        ["3. Каттоо", "10", "0", "20", "0"],
    ]
    assert "Median time, min, n = 101" in page.main


def test_who_began_again_stopped_where_the_first_run_stood(app, browser_of, cast):
    with transaction():
        for n, someone in enumerate(facts.people(6, cast.units["osh"])):
            run = walked.walk(someone, [LISTEN], context=f"enrolment:again-{n}")
            actions.leave(run, by=cast.asel, at=NOON + timedelta(hours=1))
            walked.walk(someone, [], context=f"enrolment:again-{n}", at=clock.now())
    page = opened(browser_of, cast, "kanykei")
    assert "People: 6. Runs: 12." in page.main
    assert cells(page, "Scenes")[1][:3] == ["1. Подъездде", "12", "0"]
    assert cells(page, "Scenes")[2][:3] == ["2. Ашканада", "6", "6"]


def test_each_academy_counts_its_own_and_who_answers_for_cases_counts_all(taken, browser_of, cast):
    for who, people in (("kanykei", 28), ("ilya", 28), ("leila", 6), ("chynara", 34), ("elena", 34), ("ravshan", 34)):  # fmt: skip
        assert f"People: {people}. Runs: {people}." in opened(browser_of, cast, who).main


@pytest.mark.parametrize("who", ["asel", "daniyar", "gulnara", "nurlan", "oroz"])
def test_nobody_else_reads_it(who, taken, browser_of, cast):
    browser = browser_of(who)
    there = address(reader(browser_of, cast, "chynara").get(INDEX))
    for path in (INDEX, there, f"{there}/choices", f"{there}/choices.csv", f"{there}/steps.csv"):
        assert browser.get(path).status == 403


def test_figures_of_a_language_and_of_a_profession(taken, browser_of, cast):
    page = opened(browser_of, cast, "chynara", "?of=language:ru")
    assert "People: 6. Runs: 6." in page.main
    found = chosen(browser_of, cast, "chynara", "?of=language:ru")
    assert found[2] == ["Угуу better", "6", "100 %", "0"]
    offered = [words(option) for option in page.all("option")]
    assert offered == ["All runs", "Кыргызча", "Русский", "Judges", "Police"]
    same = opened(browser_of, cast, "chynara", "?of=profession:judge")
    assert "People: 6. Runs: 6." in same.main


def test_a_trainer_sees_the_runs_of_a_group_of_their_own(taken, browser_of, cast):
    with transaction():
        someone = walked.taken(cast.units["osh"], [BADLY] * 6)
        group = grouping.open_group("Osh", cast.units["police"], by=cast.chynara, at=NOON)
        for one in someone:
            db.session.add(GroupMember(group_id=group.id, person_id=one.id, joined_at=NOON))
        number = group.id
    page = opened(browser_of, cast, "chynara", f"?of=group:{number}")
    assert "People: 6. Runs: 6." in page.main
    assert opened(browser_of, cast, "elena", f"?of=group:{number}").status == 404
    assert opened(browser_of, cast, "chynara", f"?of=group:{number + 1}").status == 404


@pytest.mark.parametrize("of", ["language:en", "profession:cook", "sex:female", "all:1", "unit:1"])
def test_what_could_not_be_chosen_is_not_there(of, taken, browser_of, cast):
    assert opened(browser_of, cast, "chynara", f"?of={of}").status == 404


def test_a_group_whose_rest_would_be_few_is_not_shown(app, browser_of, cast):
    walked.taken(cast.units["osh"], [WELL] * 8)
    walked.taken(cast.units["osh"], [OUT] * 4, language="ru")
    page = opened(browser_of, cast, "kanykei")
    assert [words(option) for option in page.all("option")] == ["All runs", "Police"]
    for of in ("language:ky", "language:ru"):
        page = opened(browser_of, cast, "kanykei", f"?of={of}")
        assert "These figures are not shown" in page.main
        assert "Runs: " not in page.main
        assert fetched(browser_of, cast, f"/choices.csv?of={of}").status_code == 409
        assert fetched(browser_of, cast, f"/steps.csv?of={of}").status_code == 409


def test_fewer_than_five_are_not_shown(app, browser_of, cast):
    walked.taken(cast.units["court"], [WELL] * 4)
    index = reader(browser_of, cast, "leila").get(INDEX)
    assert cells(index, "Walkthroughs")[1][1:] == ["fewer than 5", *["–"] * 7]
    page = opened(browser_of, cast, "leila")
    assert "Fewer than 5 people are counted here" in page.main
    assert "Катталды" not in page.main
    assert fetched(browser_of, cast, "/choices.xlsx", "leila").status_code == 409
    choices = browser_of("leila").get(address(index) + "/choices")
    assert "Fewer than 5 people are counted here" in choices.main
    assert "Катталды" not in choices.main and not choices.all("table")


def test_what_few_people_did_in_a_scene_is_not_shown(app, browser_of, cast):
    walked.taken(cast.units["osh"], [*[WELL] * 4, *[BADLY] * 6, *[OUT] * 5])
    page = opened(browser_of, cast, "kanykei")
    assert cells(page, "Scenes")[3] == ["3. Каттоо", "fewer than 5", "–", "–", "–"]
    assert chosen(browser_of, cast)[8:] == [
        ["3. Каттоо"],
        ["from 100 of 100 right", "–", "–", "–"],
        ["from 0 of 100 right", "–", "–", "–"],
    ]
    hidden = [line for line in rows(fetched(browser_of, cast, "/choices.csv")) if line[0] == "3"]
    assert [line[3:9] + line[12:] for line in hidden] == [[""] * 9] * 2


def test_releases_are_told_apart_and_linked(taken, browser_of, cast):
    newer = walked.course(logic=worked.printed()[0])
    with transaction():
        for someone in facts.people(5, cast.units["osh"]):
            walked.walk(someone, OUT, release=newer)
    browser = reader(browser_of, cast, "kanykei")
    newest = browser.get(f"{INDEX}/{newer.id}/{worked.ID}")
    assert "People: 5. Runs: 5." in newest.main
    older = browser.get(newest.links()["Release 1"])
    assert "People: 28. Runs: 28." in older.main
    assert "Release 2" in older.links()


def test_an_unknown_walkthrough_is_not_there(taken, browser_of, cast):
    browser = reader(browser_of, cast, "kanykei")
    there = address(browser.get(INDEX))
    assert browser.get(there.replace(worked.ID, "no-such-case")).status == 404
    assert browser.get(f"{INDEX}/987654/{worked.ID}").status == 404
    assert browser.get(f"{INDEX}/{10**30}/{worked.ID}").status == 404


def test_every_figure_leads_to_its_formula(taken, browser_of, cast):
    links = opened(browser_of, cast, "kanykei").links().values()
    linked = {href.removeprefix("/formulas/") for href in links if href.startswith("/formulas/")}
    assert linked == {"runs", "choices", "stopped", "scene-time", "run-time", "endings", "harm"}


def test_the_list_leads_there_and_says_when_there_is_nothing(app, browser_of, cast):
    walked.course()
    browser = reader(browser_of, cast, "chynara")
    assert browser.get("/statistics").links()["Statistics of walkthroughs"] == INDEX
    assert "No walkthrough has been begun yet" in browser.get(INDEX).main


def test_the_statements_do_not_grow_with_the_data(app, browser_of, cast):
    browser = reader(browser_of, cast, "kanykei")
    counts = []
    for more in (1, 3):
        walked.taken(cast.units["osh"], [*WAYS] * more)
        there = address(browser.get(INDEX))
        paths = (INDEX, there, f"{there}?of=language:ky", f"{there}/choices.csv", f"{there}/steps.csv")  # fmt: skip
        for path in paths:
            browser.client.get(path)
        counts.append([])
        for path in paths:
            with statements() as asked:
                browser.client.get(path)
            counts[-1].append(len(asked))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20
