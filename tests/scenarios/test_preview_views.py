"""A case from within: played by links, with its state open, and what trying it found."""

import pytest
from sqlalchemy import event

from app.db.session import db
from app.scenarios import drawing
from tests.assessment.sitting import speak
from tests.scenarios import worked

HERE = f"/previews/{worked.COURSE}/{worked.ID}"


@pytest.fixture
def elena(browser_of, cast):
    worked.release()
    speak(cast, "elena", "en")
    return browser_of("elena")


def jump(browser, scene: str):
    return browser.get(f"{HERE}?to={scene}", follow_redirects=True)


def follow(browser, page, label: str):
    """The link with these words; links of choices are in the language of the case."""
    return browser.get(HERE + page.links()[label])


def test_authors_find_the_cases_of_the_courses(elena):
    page = elena.get("/previews")
    assert page.heading == "Walkthroughs from within"
    assert page.links()["Сүйлөгөн көрүү"] == HERE
    assert "/previews" in elena.get("/").links().values()


def test_without_a_case_the_list_says_so(browser_of, cast):
    speak(cast, "elena", "en")
    assert "No course has a walkthrough yet" in browser_of("elena").get("/previews").text


@pytest.mark.parametrize("name", ["chynara", "elena", "gulnara", "ravshan"])
def test_those_who_write_cases_see_them(name, browser_of):
    worked.release()
    assert browser_of(name).get(HERE).status == 200


@pytest.mark.parametrize("name", ["asel", "daniyar", "ilya", "kanykei", "nurlan", "maksat"])
def test_nobody_else_does(name, browser_of):
    worked.release()
    for address in ("/previews", HERE, f"{HERE}/report"):
        assert browser_of(name).get(address).status == 403


def test_what_is_not_there_is_not_found(elena):
    for address in ("/previews/nowhere/landlady", f"/previews/{worked.COURSE}/nobody"):
        assert elena.get(address).status == 404


def test_a_case_is_played_by_links_and_nothing_is_kept(elena):
    changed = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: changed.append(args[2]))
    page = elena.get(HERE)
    assert page.heading == "Подъездде"
    for label, heading in (
        ("Угуу", "Ашканада"),
        ("Азыр коопсузсузбу?", "Ашканада"),
        ("Рахмат айтуу", "Каттоо"),
        ("from 100 of 100 right", "Катталды"),
    ):
        page = follow(elena, page, label)
        assert page.heading == heading
    assert "A strong outcome" in page.text and "8.0 / 8 = 100" in page.text
    assert not [one for one in changed if "run" in one and not one.startswith("SELECT")]


def test_the_state_lies_open(elena):
    page = follow(elena, elena.get(HERE), "Угуу")
    for said in (
        "trust2",
        "toldcolleague before: –",
        "Билдирүүнү каттоо report: 24 h left new",
        "Conduct towards the victim2.0 new",
        "Үй ээси айтты. new",
        "Паспорт passport: not found yet",
        "Айзада, үй кызматчысы",
        "Harm to the victimnone",
    ):
        assert said in page.text, said


def test_what_is_not_open_says_why(elena):
    page = follow(elena, elena.get(HERE), "Угуу")
    page = follow(elena, page, "Азыр коопсузсузбу?")
    assert "was done already" in page.text
    assert "as much was asked as there is time for" in page.text
    page = jump(elena, "registered")
    assert "too-late Part of the text: does not hold: late" in page.text


def test_a_worse_choice_shows_its_harm_before_it_is_made(elena):
    page = follow(elena, elena.get(HERE), "Угуу")
    assert "Harm: Blame, serious" in page.text
    page = follow(elena, page, "Эмнеге кетпедиңиз?")
    assert "Blame (serious)" in page.text


def test_a_form_shows_what_is_right_and_what_it_comes_to(elena):
    page = jump(elena, "order")
    assert page.heading == "Каттоо" and "166-берене ✓ (right)" in page.text
    assert {"from 100 of 100 right", "from 0 of 100 right"} <= page.links().keys()


def test_one_jumps_to_any_scene_on_the_shortest_way(elena):
    titles = {}
    for node in drawing.draw(worked.scenario()).nodes:
        titles[node.scene] = jump(elena, node.scene).heading
    assert titles == {
        name: worked.scenario().said("scenes", name, "title")["ky"] for name in titles
    }
    assert "No way leads to this scene" in jump(elena, "cellar").text


def test_one_goes_back_and_begins_again(elena):
    page = jump(elena, "order")
    assert follow(elena, page, "A step back").heading == "Ашканада"
    assert follow(elena, page, "From the beginning").heading == "Подъездде"


@pytest.mark.parametrize(
    "query",
    ["s=7", "s=0&s=0&s=0&s=9", "s=", "s=listen", "s=0&at=ffff", "s=0.1", "&".join(["s=0"] * 251)],
)
def test_a_path_that_cannot_be_walked_begins_again_with_a_sentence(elena, query):
    page = elena.get(f"{HERE}?{query}")
    assert page.status == 200 and page.heading == "Подъездде"
    assert "The case begins again here" in page.text


def test_a_path_of_an_older_release_is_told(elena):
    address = HERE + elena.get(HERE).links()["Угуу"]
    logic = worked.printed()[0].replace("takes: 20m", "takes: 40m")
    worked.release(logic=logic)
    assert "does not lead through the case as it is released now" in elena.get(address).text


def test_the_language_is_switched_in_the_middle(elena):
    address = HERE + elena.get(HERE).links()["Угуу"]
    page = elena.get(address)
    page = elena.send(page, "/language", language="ru")
    assert page.heading == "Ашканада (ru)"


def test_the_map_shows_the_path_and_leads_anywhere(elena):
    page = follow(elena, elena.get(HERE), "Угуу")
    assert '<a href="?to=left"><title>5. ' in page.html
    for drawn in ("node visited here", "node visited", "ways walked", "node strong"):
        assert f'<g class="{drawn}"' in page.html


def test_the_report_says_what_trying_found(elena):
    page = elena.get(f"{HERE}/report")
    text = page.text
    assert "Endings2" in text and "Nothing: every scene" in text
    assert "Most points at an ending8.0 (full: 8)" in text
    assert "Угуу → 2" in text


def test_the_report_names_what_is_wrong_in_the_readers_language(elena):
    logic = worked.printed()[0].replace("full: 8", "full: 80")
    worked.release(logic=logic)
    text = elena.get(f"{HERE}/report").text
    assert "Full are 80 points, and at most 8 can be reached." in text
    assert "010-landlady.scenario.yaml:" in text
