"""The pages of markers and what the trainee reads meanwhile and afterwards."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import queries as people
from app.accounts.models import Person
from app.assessment import marking, waiting
from app.assessment.models import Attempt, Hold, Reading
from app.core import clock
from app.db.session import db, transaction
from tests import make
from tests.assessment import papers
from tests.assessment.papers import SECRET
from tests.assessment.sitting import speak
from tests.browser import Page

MARKERS = ("chynara", "elena", "gulnara")
GOOD = {"level_0": "1", "level_1": "4", "remark_1": "Мыйзам так", "remark": "Жакшы жазылган"}


@pytest.fixture
def world(cast):
    """An essay of Asel's; its marking and its attempt."""
    with transaction():
        papers.bank()
        actors = papers.trainers(cast)
        attempt = papers.hand_in(cast.asel, SECRET, draw=papers.MIXED, at=clock.now())
        (one,) = papers.markings(attempt)
        found = one.id, attempt.id, actors
    for name in (*MARKERS, "asel"):
        speak(cast, name, "en")
    return found


@pytest.fixture
def here(world) -> str:
    return f"/markings/{world[0]}"


@pytest.fixture
def result(world) -> str:
    return f"/attempts/{world[1]}/result"


def answered(page: Page, status: int) -> Page:
    assert page.status == status
    return page


def take(browser, here: str) -> Page:
    return browser.post(f"{here}/taking")


def mark_all(browser_of, here: str, **changed: str) -> None:
    for name in MARKERS[:2]:
        browser = browser_of(name)
        take(browser, here)
        browser.post(here, GOOD | changed)


# ── the marker ────────────────────────────────────────────────────────────────


def test_a_marker_sees_what_waits_takes_it_marks_it_and_finds_it_again(browser_of, here):
    browser = browser_of("chynara")
    assert "Waiting for marking: 1" in browser.get("/").main
    page = browser.get("/markings")
    assert "Written in: Кыргызча" in page.main
    assert "waits since" in page.main
    offered = browser.get(here)
    assert SECRET not in offered.html
    assert "yours for two hours" in offered.main
    page = take(browser, here)
    for said in (SECRET, "Үлгү жооп", "деңгээл 4", "This answer is yours until"):
        assert said in page.main
    assert "In your hands" in browser.get("/markings").main
    page = browser.post(here, GOOD)
    assert "Your marks are kept." in page.main
    assert "Marked by you" in page.main
    assert "No answer waits for you" in page.main
    again = browser.get(here).main
    for said in ("деңгээл 4", "Мыйзам так", "Жакшы жазылган"):
        assert said in again
    assert "No answer waits for you" in browser.get("/").main


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(browser_of, here):
    browser = browser_of("chynara")
    take(browser, here)
    page = answered(
        browser.post(here, {"level_1": "4", "remark_1": "Мыйзам так", "remark": ""}), 422
    )
    assert "Please mend this first" in page.main
    assert "Фактылар: This field is required." in page.main
    form = page.form(here)
    assert (form["level_1"], form["remark_1"]) == ("4", "Мыйзам так")
    page = answered(browser.post(here, {**GOOD, "language": "ru"}), 200)
    assert '<html lang="ru"' in page.html
    assert {name: page.form(here)[name] for name in GOOD} == GOOD
    page = answered(browser.post(here, GOOD | {"level_0": "7", "remark": "а" * 2001}), 422)
    assert "Not a valid choice." in page.main
    assert "2000" in page.main
    assert page.form(here)["remark"] == "а" * 2001
    assert db.session.scalars(select(Reading)).all() == []


def test_who_does_not_hold_it_sees_no_words_of_it(browser_of, here):
    for name in MARKERS[:2]:
        take(browser_of(name), here)
    third = browser_of("gulnara")
    page = third.get(here)
    assert SECRET not in page.html
    assert "Other markers are reading this answer" in page.main
    assert "No answer waits for you" in third.get("/markings").main
    page = answered(third.post(f"{here}/taking"), 409)
    assert "Other markers are reading this answer" in page.main


def test_marks_that_come_too_late_stay_on_the_page(browser_of, cast, here, world):
    browser = browser_of("chynara")
    take(browser, here)
    with transaction():
        long_ago = clock.now() - timedelta(minutes=1)
        db.session.scalars(select(Hold)).one().until = long_ago
        one = waiting.marking(world[0])
        for marker in world[2][1:3]:
            marking.take(one, by=marker, at=clock.now())
    page = answered(browser.post(here, GOOD), 409)
    assert "another marker has taken this answer" in page.main
    form = page.form(here)
    assert (form["remark_1"], form["remark"]) == ("Мыйзам так", "Жакшы жазылган")


def test_given_back_it_waits_for_another(browser_of, here):
    browser = browser_of("chynara")
    take(browser, here)
    assert "given back" in browser.post(f"{here}/return").main
    assert SECRET not in browser.get(here).html


def test_who_loses_the_duty_in_the_middle_marks_nothing(browser_of, cast, here):
    browser = browser_of("elena")
    take(browser, here)
    with transaction():
        (grant,) = [g for g in people.grants(cast.people["elena"].id) if g.kind == "trainer"]
        grant.until_day = clock.today()
    answered(browser.post(here, GOOD), 403)
    assert db.session.scalars(select(Reading)).all() == []


def test_another_academy_does_not_learn_that_it_is_there(browser_of, cast, here):
    with transaction():
        papers.trainer(cast, "leila", over="courts")
    browser = browser_of("leila")
    answered(browser.get(here), 404)
    for deed in ("", "/taking", "/return"):
        answered(browser.post(here + deed, GOOD), 404)
    assert SECRET not in browser.get("/markings").html


def test_of_ones_own_unit_nothing_is_marked(browser_of, cast, here):
    with transaction():
        papers.trainer(cast, "daniyar")
        papers.trainer(cast, "asel")
    for name in ("daniyar", "asel"):
        answered(browser_of(name).get(here), 404)
        assert SECRET not in browser_of(name).get("/markings").html


# ── blind ─────────────────────────────────────────────────────────────────────


def bytes_of_markers(browser_of, here: str) -> list[str]:
    """Every page of the first marker and, after them, of the second."""
    found = []
    for name in MARKERS[:2]:
        browser = browser_of(name)
        found += [browser.get("/markings").html, browser.get(here).html]
        found += [take(browser, here).html, browser.get("/markings").html]
        found += [answered(browser.post(here, GOOD | {"level_1": "9"}), 422).html]
        found += [browser.post(here, GOOD).html, browser.get(here).html]
    return found


def test_no_byte_names_the_person_the_attempt_or_the_unit(browser_of, cast, here, world):
    with transaction():
        asel = db.session.get_one(Person, cast.people["asel"].id)
        asel.given_name, asel.family_name = "Жашырын", "Белгисизова"
        asel.sign_in_name = "zz-asel"
    telling = re.compile(
        rf"Жашырын|Белгисизова|zz-asel|Sverdlov|example\.test|/attempts/|/people/|/units/|enrolment"
        rf"|final-test|data-person|\b{world[1]:d}/result"
    )
    for html in bytes_of_markers(browser_of, here):
        body = html.split("<main", 1)[1].split("</main>", 1)[0]
        assert not telling.search(body), telling.search(body)


def test_whose_it_is_makes_no_difference_to_the_bytes(browser_of, cast):
    """The same words of two people, in the same moment: but for numbers and tokens the pages are alike."""
    with transaction():
        papers.bank()
        papers.trainers(cast)
        now, ids = clock.now(), []
        for who in (cast.asel, cast.bek):
            (one,) = papers.markings(papers.hand_in(who, SECRET, at=now))
            ids.append(one.id)
    pages = []
    for marking_id in ids:
        browser = browser_of("chynara")
        shown = (
            browser.get(f"/markings/{marking_id}").html
            + take(browser, f"/markings/{marking_id}").html
        )
        shown = re.sub(
            r'name="csrf_token" value="[^"]*"|nonce="[^"]*"|nonce-\S*|\d\d:\d\d', "", shown
        )
        pages.append(shown.replace(str(marking_id), "ID"))
    assert pages[0] == pages[1]


def test_the_second_marker_sees_nothing_of_the_first(browser_of, here):
    first, second = browser_of("chynara"), browser_of("elena")
    before = [second.get("/markings").main, take(second, here).main]
    second.post(f"{here}/return")
    take(first, here)
    first.post(here, GOOD | {"remark": "Биринчинин белгиси"})
    after = [second.get("/markings").main, take(second, here).main]
    without = [re.sub(r"\d\d:\d\d", "", said) for said in before + after]
    assert (
        without[0].replace("The answer is given back; another marker can take it.", "")
        == without[2]
    )
    assert without[1] == without[3]
    assert "Биринчинин" not in second.get(here).html


# ── the trainee ───────────────────────────────────────────────────────────────


def test_while_markers_read_the_result_says_so_and_shows_no_key_of_the_essay(browser_of, result):
    browser = browser_of("asel")
    page = browser.get(result)
    for said in ("Two markers are reading your answer", "neither passed nor failed", SECRET):
        assert said in page.main
    assert "Markers are reading it" in page.main
    for hidden in ("Үлгү жооп", "деңгээл", "Not passed", "Points of"):
        assert hidden not in page.main
    # Of the questions that the program marks the keys are there.
    assert "Right" in page.main
    assert "Why" in page.main


def test_the_result_shows_levels_remarks_and_what_a_good_answer_holds(browser_of, here, result):
    mark_all(browser_of, here)
    page = browser_of("asel").get(result)
    for said in (
        "Passed", "100 %", "4 of 4", "Marker 2:", "деңгээл 4", "Мыйзам так", "Жакшы жазылган",
        "What a good answer holds", "Үлгү жооп",
    ):  # fmt: skip
        assert said in page.main
    assert "reading" not in page.main
    for marker in ("Чынара", "Чоңмурунова", "Ершова", "Елена"):
        assert marker not in page.html


def test_markers_may_be_too_far_apart(browser_of, here, result):
    for name, level in zip(MARKERS, ("0", "4", "1"), strict=True):
        assert "Two markers are reading" in browser_of("asel").get(result).main
        browser = browser_of(name)
        take(browser, here)
        browser.post(here, GOOD | {"level_1": level})
    page = browser_of("asel").get(result).main
    assert "1 of 4" in page
    assert "Marker 3:" in page


def test_before_handing_in_one_reads_that_people_will_mark(browser_of, cast):
    with transaction():
        papers.bank()
        attempt = make.attempt(cast.bek, draw="[{topic: more, count: 1}]").id
    speak(cast, "bek", "en")
    browser = browser_of("bek")
    with browser.client.session_transaction() as kept:
        kept[f"seat-{attempt}"] = make.SEAT
    page = browser.get(f"/attempts/{attempt}/hand-in")
    assert "Two markers read what you have written" in page.main
    assert "at once" not in page.main


def test_an_attempt_still_waits_when_only_one_has_marked(browser_of, here, result, world):
    browser = browser_of("chynara")
    take(browser, here)
    browser.post(here, GOOD)
    assert "Two markers are reading" in browser_of("asel").get(result).main
    assert db.session.get_one(Attempt, world[1]).score is None
