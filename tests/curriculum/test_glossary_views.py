"""The glossary as pages, and a term for opening within a lesson."""

import pytest

from app.curriculum.models import ReleaseKind
from tests.curriculum.conftest import publish

ENGLISH = {"Accept-Language": "en"}
KYRGYZ = {"Accept-Language": "ky"}


def test_before_anything_is_published_the_glossary_says_so(guest):
    assert guest.get("/glossary", headers=ENGLISH).status == 200


def test_terms_stand_under_their_letters(guest, library):
    page = guest.get("/glossary", headers=KYRGYZ)
    assert page.links()["азгыруу"] == "/glossary/recruitment"
    assert "вербовка" in page.main
    assert "өрттөн сактоо" not in page.main
    page = guest.get("/glossary?letter=Ө", headers=KYRGYZ)
    assert page.links()["өрттөн сактоо"] == "/glossary/harbouring"
    assert "Жашыруу" in page.main


@pytest.mark.parametrize("words", ["вербов", "RECRUIT", "азгыр"])
def test_terms_are_found_in_every_language(guest, library, words):
    page = guest.get("/glossary", query_string={"q": words}, headers=KYRGYZ)
    assert page.links()["азгыруу"] == "/glossary/recruitment"


def test_what_is_not_found_says_what_to_do(guest, library):
    assert "No term was found" in guest.get("/glossary?q=рыба", headers=ENGLISH).main
    assert "No term was found" in guest.get("/glossary?letter=Q", headers=ENGLISH).main


def test_english_readers_see_english_names_where_there_are_any(guest, library):
    page = guest.get("/glossary?q=recruitment", headers=ENGLISH)
    assert page.links()["recruitment"] == "/glossary/recruitment"


def test_a_term_has_both_languages_and_where_it_stands(guest, library):
    page = guest.get("/glossary/recruitment", headers=ENGLISH)
    assert page.heading == "recruitment"
    for said in ("азгыруу", "вербовка", "Ишке чакыруу", "Приглашение на работу", "166-берене"):
        assert said in page.main


def test_what_is_not_certain_says_so(guest, library):
    assert "Second-hand" in guest.get("/glossary/harbouring", headers=ENGLISH).main
    assert "Second-hand" not in guest.get("/glossary/recruitment", headers=ENGLISH).main


def test_a_term_opens_within_a_lesson_without_the_frame(guest, library):
    page = guest.get("/glossary/recruitment?part=1", headers=ENGLISH)
    assert "Приглашение на работу" in page.main
    assert page.all("header") == []
    assert len(page.html) < 1500


def test_programs_get_json(guest, library):
    answer = guest.get("/glossary/recruitment", headers={"Accept": "application/json"}).response
    assert answer.get_json()["term"] == {"ky": "азгыруу", "ru": "вербовка", "en": "recruitment"}


@pytest.mark.parametrize("path", ["/glossary/slavery", "/glossary/slavery?part=1", "/glossary/%00"])
def test_what_is_not_there_is_404(guest, library, path):
    assert guest.get(path).status == 404


def test_a_long_letter_goes_over_pages(guest, app):
    many = "".join(
        f"  - id: t-{n}\n    term: {{ky: 'а{n}', ru: 'а{n}'}}\n    definition: {{ky: б, ru: б}}\n"
        "    source: a\n    certainty: verified\n"
        for n in range(45)
    )
    publish(ReleaseKind.GLOSSARY, "glossary", {"terms.yaml": "terms:\n" + many})
    page = guest.get("/glossary?page=3", headers=KYRGYZ)
    assert len([a for a in page.all("a") if "/glossary/t-" in (a.get("href") or "")]) == 5
    assert "/glossary?letter=%D0%90&page=2" in {a.get("href") for a in page.all("a")}
