"""The register of acts as pages."""

import pytest

from app.curriculum.models import ReleaseKind
from tests.curriculum.conftest import publish
from tests.curriculum.samples import LAW, spoilt

ENGLISH = {"Accept-Language": "en"}
RUSSIAN = {"Accept-Language": "ru"}


def test_before_anything_is_published_the_index_says_so(guest):
    assert "not published yet" in guest.get("/law", headers=ENGLISH).main


def test_acts_stand_under_their_kinds_with_their_certainty(guest, library):
    page = guest.get("/law", headers=ENGLISH)
    assert page.links()["Criminal Code"] == "/law/criminal-code"
    assert [page_heading.text for page_heading in page.all("h2")] == ["Codes", "Treaties"]
    assert "Not checked" in page.main


@pytest.mark.parametrize("words", ["торг", "166", "соодалоо"])
def test_articles_are_found_by_number_and_title(guest, library, words):
    page = guest.get("/law", query_string={"q": words}, headers=RUSSIAN)
    assert page.links()["УК 166. Торговля людьми"] == "/law/criminal-code/166"


def test_what_is_not_found_says_what_to_do(guest, library):
    page = guest.get("/law?q=рыба", headers=ENGLISH)
    assert "Try fewer words" in page.main
    assert guest.get("/law?q=рыба").html.count('value="рыба"') == 1


@pytest.mark.parametrize(
    "query", ["q=" + "x" * 5000, "q=<script>&page=-1", "page=99999999", "q=%F0%9F%98%80"]
)
def test_odd_searches_are_answered(guest, library, query):
    page = guest.get(f"/law?{query}")
    assert page.status == 200
    assert "<script>" not in page.html


def test_an_act_says_what_was_read_and_where_the_official_text_is(guest, library):
    page = guest.get("/law/criminal-code", headers=ENGLISH)
    assert page.heading == "Criminal Code"
    for said in ("127", "28 October 2021", "14 November 2025", "Verified", "Кайра текшериңиз"):
        assert said in page.main
    assert page.links()["https://cbd.minjust.gov.kg/112309"] == "https://cbd.minjust.gov.kg/112309"
    articles = [
        a.get("href") for a in page.all("a") if (a.get("href") or "").startswith("criminal-code/")
    ]
    assert articles == ["criminal-code/22", "criminal-code/160-1", "criminal-code/166"]


def test_an_act_without_articles_says_so(guest, library):
    page = guest.get("/law/palermo-protocol", headers=ENGLISH)
    assert "as a whole" in page.main
    assert "nobody has checked" in page.main


def test_a_provision_has_its_summary_and_who_cites_it(guest, small):
    page = guest.get("/law/criminal-code/166", headers=RUSSIAN)
    assert page.heading == "УК 166. Торговля людьми"
    assert page.links()["ст. 22"] == "/law/criminal-code/22"
    assert page.links()["Малый курс"] == "/courses/small"
    assert "Признаки" in page.main


def test_what_is_not_certain_says_so_and_what_lawyers_must_look_at(guest, library):
    page = guest.get("/law/criminal-code/22?text=ru", headers=ENGLISH)
    for said in (
        "Verified in Russian",
        "For legal review",
        "Судебная практика",
        "not the text of the law",
    ):
        assert said in page.main


def test_both_languages_stand_side_by_side(guest, library):
    page = guest.get("/law/criminal-code/22?both=1", headers=ENGLISH)
    for said in ("Бүтүн жана бөлүк", "Целое и часть", "Сот практикасы", "Судебная практика"):
        assert said in page.main
    languages = {element.get("lang") for element in page.all("div")}
    assert {"ky", "ru"} <= languages


def test_a_text_in_the_other_language_is_marked_as_such(guest, library):
    page = guest.get("/law/criminal-code/22?text=ru", headers={"Accept-Language": "ky"})
    assert page.tree.get("lang") == "ky"
    assert '<div class="stack" lang="ru">' in page.html


@pytest.mark.parametrize(
    "path",
    [
        "/law/tax-code",
        "/law/criminal-code/1",
        "/law/criminal-code/166a",
        "/law/tax-code/166",
        "/law/%00",
    ],
)
def test_what_is_not_there_is_404(guest, library, path):
    assert guest.get(path).status == 404


def test_author_text_is_never_markup(guest, library):
    publish(ReleaseKind.LAW, "law", spoilt(LAW, "acts.yaml", "ru: Перепроверьте", "ru: '<b>x</b>'"))
    assert "&lt;b&gt;x" in guest.get("/law/criminal-code?text=ru").html
