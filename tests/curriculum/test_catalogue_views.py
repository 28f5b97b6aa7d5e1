"""The catalogue and the page about a course."""

import pytest

from app.curriculum.models import ReleaseKind
from tests.curriculum.conftest import publish
from tests.curriculum.samples import COURSE, spoilt


def test_before_anything_is_published_the_catalogue_says_so(guest):
    assert "No course is published yet" in guest.get("/courses", headers=ENGLISH).main


ENGLISH = {"Accept-Language": "en"}
RUSSIAN = {"Accept-Language": "ru"}


def test_a_guest_sees_every_course(guest, small):
    page = guest.get("/courses", headers=RUSSIAN)
    assert page.status == 200
    assert page.links()["Малый курс"] == "/courses/small"
    assert "Кратко" in page.main


def test_a_guest_reads_about_a_course_and_no_lesson(guest, small):
    page = guest.get("/courses/small", headers=ENGLISH | {"Accept-Language": "en"})
    assert page.heading == "Кичине курс"
    for said in (
        "Билүү",
        "Биринчи",
        "Белгилер",
        "5 min",
        "Final test",
        "36 months",
        "CC BY 4.0",
        "14 November 2025",
    ):
        assert said in page.main
    assert "Мыйзам:" not in page.html
    assert page.links()["Sign in to study"] == "/sign-in?next=/courses/small"
    assert [f for f in page.forms() if "enrolments" in (f.get("action") or "")] == []


def test_the_texts_are_in_the_language_asked_for(guest, small):
    page = guest.get("/courses/small?text=ru", headers=ENGLISH)
    assert page.heading == "Малый курс"


@pytest.mark.parametrize(
    ("name", "said"), [("asel", "Your post requires this course."), ("maksat", "Read in pieces")]
)
def test_people_of_its_professions_can_enrol(browser_of, small, name, said):
    browser = browser_of(name)
    page = browser.get("/courses/small")
    assert "csrf_token" in page.form("/courses/small/enrolments")


def test_people_of_other_professions_are_told(browser_of, library):
    bundle = spoilt(COURSE, "course.yaml", "[police, judge]", "[judge]")
    publish(
        ReleaseKind.COURSE, "small", spoilt(bundle, "course.yaml", "of: [police]", "of: [judge]")
    )
    page = browser_of("asel").get("/courses/small")
    assert [f for f in page.forms() if "enrolments" in (f.get("action") or "")] == []


def test_who_studies_it_goes_on(app, browser_of, small, monkeypatch):
    def enrolment_of(actor, course):
        return f"/study/{actor.person_id}-{course}"

    monkeypatch.setitem(app.extensions, "enrolment_of", enrolment_of)
    page = browser_of("asel").get("/courses/small")
    assert any(
        href.startswith("/study/") and href.endswith("-small") for href in page.links().values()
    )


@pytest.mark.parametrize(
    "path", ["/courses/nothing", "/courses/Small", "/courses/%00", "/courses/%20"]
)
def test_what_is_not_there_is_404(guest, small, path):
    assert guest.get(path).status == 404
