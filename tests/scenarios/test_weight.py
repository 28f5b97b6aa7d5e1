"""No page of a walkthrough weighs more than thirty thousand bytes before compression, on the longest ways there are."""

import re

import pytest

from app.core import clock
from app.core.actor import Actor
from app.db.session import db, transaction
from app.learning import actions as learning
from app.scenarios import actions
from app.scenarios.models import Run
from app.scenarios.rules import LONGEST_REFLECTION
from tests.assessment.sitting import speak
from tests.browser import Browser, Page
from tests.journeys import walks
from tests.scenarios import shipped
from tests.statistics import walked

# Some hundred pages for each case.
pytestmark = pytest.mark.proof

MOST = 30_000
# As much as a trainee may write into the notebook of a case without being careless.
NOTE = "Паспорт кайда экенин сурадым. " * 20


@pytest.fixture
def release(app):
    return shipped.release()


def ensure_light(page: Page, where: str) -> Page:
    weight = len(page.html.encode())
    assert page.status == 200 and weight <= MOST, f"{where}: {weight} bytes"
    return page


def begin(cast, release, case: str) -> Run:
    by, at = cast.asel, clock.now()
    with transaction():
        study = learning.enrol(cast.people["asel"], release, by=by, at=at)
        return actions.begin(
            cast.people["asel"], release=release, scenario=case, context=f"enrolment:{study.id}", by=by, at=at
        )  # fmt: skip


def take(run: Run, answer, number: int, by: Actor) -> None:
    with transaction():
        run = db.session.get_one(Run, run.id)
        actions.choose(run, answer, number=number, language="ky", by=by, at=clock.now())


def parts(browser: Browser, run: int) -> list[str]:
    """Addresses of all pages of the steps."""
    first = browser.get(f"/runs/{run}/debrief/steps")
    found = re.findall(r"href=\"(\?step=[0-9]+)\"", first.html)
    here = f"/runs/{run}/debrief/steps"
    return [here, *(here + part for part in list(dict.fromkeys(found))[1:])]


@pytest.mark.parametrize("case", shipped.CASES)
def test_scenes_and_debrief_are_light_on_the_longest_way(case, release, cast, browser_of):
    given, _end = shipped.longest(case)
    run, browser = begin(cast, release, case), browser_of("asel")
    browser.post(f"/runs/{run.id}/notes", {"note": NOTE})
    for number, answer in enumerate(given, start=1):
        for language in ("ky", "ru"):
            speak(cast, "asel", language)
            ensure_light(browser.get(f"/runs/{run.id}"), f"{case}, step {number}, {language}")
        take(run, answer, number, cast.asel)
    browser.post(f"/runs/{run.id}/reflection", {"reflection": "Сөз " * (LONGEST_REFLECTION // 4)})
    for language in ("ky", "ru"):
        speak(cast, "asel", language)
        ensure_light(browser.get(f"/runs/{run.id}"), f"{case}, the end, {language}")
        ensure_light(browser.get(f"/runs/{run.id}/debrief"), f"{case}, debrief, {language}")
        pages = [
            ensure_light(browser.get(address), f"{address}, {language}")
            for address in parts(browser, run.id)
        ]
        told = [one for page in pages for one in re.findall(r'id="step-(\d+)"', page.html)]
        assert told == [str(number) for number in range(1, len(given) + 1)]


@pytest.mark.parametrize("case", shipped.CASES)
def test_previews_are_light_in_every_scene(case, release, cast, browser_of):
    browser, here = browser_of("elena"), f"/previews/{walks.COURSE}/{case}"
    for language in ("ky", "ru"):
        speak(cast, "elena", language)
        for scene in shipped.cases()[case].file.scenes:
            page = browser.get(f"{here}?to={scene}", follow_redirects=True)
            ensure_light(page, f"{case}, {scene}, {language}")
    ensure_light(browser.get("/previews"), "the list")


@pytest.mark.parametrize("case", shipped.CASES)
def test_the_map_of_choices_is_light(case, release, cast, browser_of):
    scenario = shipped.cases()[case]
    ways = [walks.path(scenario, choose)[0] for choose in (walks.carefully, walks.hastily)]
    walked.taken(
        cast.units["osh"], [shipped.longest(case)[0], *ways] * 5, release=release, scenario=case
    )
    here = f"/statistics/walkthroughs/{release.id}/{case}"
    for language in ("ky", "ru"):
        speak(cast, "kanykei", language)
        browser = browser_of("kanykei")
        page = ensure_light(browser.get(here), f"{case}, {language}")
        for address in dict.fromkeys(re.findall(rf'href="({here}/choices[^."]*)"', page.html)):
            ensure_light(browser.get(address), f"{address}, {language}")


def test_texts_to_read_are_light(release, cast, browser_of):
    given, _end = walks.path(shipped.cases()["lawyer"], walks.carefully)
    walked.taken(cast.units["osh"], [given] * 60, release=release, scenario="lawyer")
    speak(cast, "chynara", "ru")
    browser = browser_of("chynara")
    page = ensure_light(browser.get("/writings"), "the list")
    texts = re.findall(r'href="(/writings/\d+/\d+)"', page.html)
    assert texts
    ensure_light(browser.get(texts[0]), "a text")
