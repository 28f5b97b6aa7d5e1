"""Playing a case in the browser: whose it is, what is refused and how, and what stays on the page."""

import pytest

from app.core import clock
from app.db.session import db, transaction
from app.learning import queries as studies
from app.scenarios import actions, queries
from app.scenarios.models import Run
from tests import make
from tests.assessment.sitting import speak
from tests.scenarios import worked
from tests.statements import statements


@pytest.fixture
def run(cast) -> int:
    speak(cast, "asel", "en")
    release = worked.release()
    context = studies.context_of(make.enrolment(cast.people["asel"]).id)
    with transaction():
        begun = actions.begin(
            cast.people["asel"],
            release=release,
            scenario=worked.ID,
            context=context,
            by=cast.asel,
            at=clock.now(),
        )
    return begun.id


def take(browser, run: int, number: int, **fields: str):
    return browser.post(f"/runs/{run}/steps", {"number": str(number), "shown": "ky", **fields})


def to_the_form(browser, run: int) -> None:
    take(browser, run, 1, choice="listen")
    take(browser, run, 2, choice="safe")
    take(browser, run, 3, choice="go-on")


def kept(run: int) -> list[str]:
    db.session.rollback()
    return [step.option for step in queries.steps(run)]


def test_each_choice_is_a_row_and_the_case_goes_on(run, browser_of):
    asel = browser_of("asel")
    assert asel.get(f"/runs/{run}").heading == "Подъездде"
    assert take(asel, run, 1, choice="listen").heading == "Ашканада"
    assert kept(run) == ["listen"]


def test_a_page_opens_at_the_answer_while_a_talk_goes_on(run, browser_of):
    asel = browser_of("asel")
    first = take(asel, run, 1, choice="listen")
    assert 'id="answer"' not in first.html
    asked = {"number": "2", "shown": "ky", "choice": "safe"}
    sent = asel.post(f"/runs/{run}/steps", asked, follow=False)
    assert sent.response.location == f"/runs/{run}#answer"
    answered = asel.get(f"/runs/{run}")
    assert 'id="answer"' in answered.html


@pytest.mark.parametrize("name", ["bek", "daniyar", "chynara", "kanykei", "maksat"])
def test_for_others_there_is_no_such_run(name, run, browser_of):
    other = browser_of(name)
    for page in ("", "/debrief"):
        assert other.get(f"/runs/{run}{page}").status == 404
    for part in ("steps", "back", "notes", "reflection"):
        assert other.post(f"/runs/{run}/{part}", {"number": "1", "choice": "listen"}).status == 404
    assert kept(run) == []


def test_a_number_that_is_none_is_refused(run, browser_of):
    asel = browser_of("asel")
    for number in ("", "x", "0", "-1", "9" * 30):
        page = asel.post(f"/runs/{run}/steps", {"number": number, "choice": "listen"})
        assert page.status == 422
    assert kept(run) == []


def test_an_older_page_is_told_that_the_case_has_gone_on(run, browser_of):
    asel = browser_of("asel")
    take(asel, run, 1, choice="listen")
    assert "The case has gone on" in take(asel, run, 1, choice="laugh").text
    assert "not open here any more" in take(asel, run, 2, choice="laugh").text
    assert kept(run) == ["listen"]


def test_whoever_decides_without_choosing_is_told_to_choose(run, browser_of):
    page = take(browser_of("asel"), run, 1)
    assert (page.status, page.heading) == (422, "Подъездде")
    assert "Something is not filled in yet" in page.text
    assert kept(run) == []


def test_a_form_that_is_not_whole_is_shown_again(run, browser_of):
    asel = browser_of("asel")
    to_the_form(asel, run)
    page = take(asel, run, 4)
    assert (page.status, page.heading) == (422, "Каттоо")
    assert "Something is not filled in yet" in page.text


def test_another_language_keeps_what_was_ticked(run, browser_of):
    asel = browser_of("asel")
    to_the_form(asel, run)
    page = take(asel, run, 4, **{"blank-article": "fraud", "language": "ru"})
    assert page.heading == f"Каттоо{worked.RUSSIAN}"
    ticked = [box.get("value") for box in page.all("input") if box.get("checked") is not None]
    assert ticked == ["fraud"]
    assert len(kept(run)) == 3


def test_a_step_is_taken_back_only_where_the_author_allows(run, browser_of):
    asel = browser_of("asel")
    take(asel, run, 1, choice="listen")
    page = asel.post(f"/runs/{run}/back", {"number": "2"})
    assert "cannot be taken back here" in page.text
    assert kept(run) == ["listen"]


def test_the_notebook_the_debrief_and_the_reflection(run, browser_of):
    asel = browser_of("asel")
    assert "Паспорт кайда?" in asel.post(f"/runs/{run}/notes", {"note": "Паспорт кайда?"}).text
    assert asel.get(f"/runs/{run}/debrief", follow_redirects=True).heading == "Подъездде"
    take(asel, run, 1, choice="laugh")
    assert asel.get(f"/runs/{run}/debrief").status == 200
    where = f"/runs/{run}/reflection"
    assert asel.post(where, {"reflection": ""}).status == 422
    assert "Сначала послушаю" in asel.post(where, {"reflection": "Сначала послушаю"}).text
    assert "written already" in asel.post(where, {"reflection": "Ещё раз"}).text
    assert db.session.get_one(Run, run).ending == "left"


def test_a_page_asks_the_database_no_more_often_with_more_notes_and_stays_small(run, browser_of):
    asel = browser_of("asel")
    to_the_form(asel, run)
    asel.get(f"/runs/{run}")
    with statements() as first:
        asel.get(f"/runs/{run}")
    for n in range(5):
        asel.post(f"/runs/{run}/notes", {"note": f"Note {n}"})
    asel.get(f"/runs/{run}")
    with statements() as later:
        page = asel.get(f"/runs/{run}")
    assert len(later) <= len(first)
    assert len(page.html.encode()) <= 30_000
