"""Releases as what is in them."""

import pytest

from app.core.clock import now
from app.curriculum import actions, figures, pages, queries
from app.curriculum.models import ReleaseKind
from app.db.session import transaction
from tests.curriculum.conftest import BY, publish
from tests.curriculum.samples import COURSE, GLOSSARY, LAW, spoilt
from tests.statements import statements

SECOND = spoilt(COURSE, "course.yaml", "id: small", "id: second")


def test_before_anything_is_published_there_is_nothing(app):
    assert queries.current_courses() == []
    assert queries.current_course("small") is None
    assert queries.register().acts == {}
    assert queries.glossary_now().terms == {}
    assert pages.provision_page("criminal-code", "166", ["ky"]) is None
    assert pages.citing("criminal-code/166") == []


def test_the_catalogue_has_the_newest_release_of_every_course(small):
    second = publish(ReleaseKind.COURSE, "second", SECOND)
    newer = publish(ReleaseKind.COURSE, "small", spoilt(COURSE, "course.yaml", "36", "24"))
    found = [(release.id, course.id) for release, course in queries.current_courses()]
    assert found == [(second.id, "second"), (newer.id, "small")]


def test_a_course_is_read_once(small):
    assert queries.course(small.id) is queries.course(small.id)


def test_register_and_glossary_are_the_newest(small):
    assert queries.register().act("criminal-code").number == "127"
    publish(ReleaseKind.LAW, "law", spoilt(LAW, "acts.yaml", '"127"', '"128"'))
    assert queries.register().act("criminal-code").number == "128"
    assert queries.glossary_now().term("recruitment").term.en == "recruitment"


def test_a_lesson_is_a_page_in_one_language(small):
    page = pages.lesson_page(small.id, "signs", "ru")
    assert (page.lesson.id, page.languages) == ("signs", ("ru",))
    assert [row.id for row in page.rows] == ["opening", "figure"]
    [(language, html)] = page.rows[0].columns
    assert language == "ru"
    assert '<a class="law" href="/law/criminal-code/166" title="Торговля людьми">' in html
    assert '<a class="term" data-term="recruitment" href="/glossary/recruitment">' in html


def test_a_lesson_is_a_page_in_both(small):
    page = pages.lesson_page(small.id, "signs", "ru", both=True)
    assert page.languages == ("ky", "ru")
    for row in page.rows:
        assert [language for language, _html in row.columns] == ["ky", "ru"]
    assert f"/media/{small.id}/ky/steps.svg?v=" in page.rows[1].columns[0][1]
    assert 'alt="Есть два шага"' in page.rows[1].columns[1][1]


def test_a_lesson_that_is_not_there_has_no_page(small):
    assert pages.lesson_page(small.id, "final-test", "ru") is None


def test_a_new_register_shows_in_lessons(small):
    pages.lesson_page(small.id, "signs", "ru")
    law = spoilt(LAW, "provisions/criminal-code.yaml", "ru: Торговля людьми", "ru: О торговле")
    publish(ReleaseKind.LAW, "law", law)
    assert 'title="О торговле"' in pages.lesson_page(small.id, "signs", "ru").rows[0].columns[0][1]


def test_a_figure_is_drawn_in_a_language(small):
    assert "Первый шаг" in pages.drawing(small.id, "steps", "ru")
    assert pages.drawing(small.id, "nothing", "ru") is None
    assert pages.drawing(987654, "steps", "ru") is None


def test_only_courses_have_figures(library):
    assert pages.drawing(library.law.id, "steps", "ru") is None


def test_the_address_of_a_figure_changes_with_its_colours(small, monkeypatch):
    before = pages.lesson_page(small.id, "signs", "ru").rows[1].columns[0][1]
    monkeypatch.setattr(figures, "STYLE", "text{}")
    monkeypatch.setattr(queries, "_kept", {})
    assert pages.lesson_page(small.id, "signs", "ru").rows[1].columns[0][1] != before


@pytest.mark.parametrize(
    ("citation", "lessons"),
    [("criminal-code/166", ["Признаки"]), ("criminal-code/22", []), ("criminal-code", [])],
)
def test_lessons_that_cite_a_provision_are_known(small, citation, lessons):
    found = [lesson.title.ru for _course, cited in pages.citing(citation) for lesson in cited]
    assert found == lessons


def test_a_provision_is_a_page_in_the_languages_asked_for(library):
    page = pages.provision_page("criminal-code", "166", ["ky", "ru"])
    assert (page.act.id, page.provision.article) == ("criminal-code", "166")
    assert [language for language, _summary, _review in page.columns] == ["ky", "ru"]
    html = page.columns[1][1]
    link = '<a class="law" href="/law/criminal-code/22" title="Целое и часть">'
    assert f'{link}<span class="whole">ст. 22</span></a>' in html
    assert (
        pages.provision_page("criminal-code", "22", ["ru"]).columns[0][2]
        == "<p>Судебная практика</p>"
    )


def test_statements_do_not_grow_with_the_courses(small):
    queries._kept.clear()
    with statements() as few:
        queries.current_courses()
    for n in range(5):
        publish(
            ReleaseKind.COURSE, f"c-{n}", spoilt(COURSE, "course.yaml", "id: small", f"id: c-{n}")
        )
    queries._kept.clear()
    with statements() as many:
        assert len(queries.current_courses()) == 6
    with statements() as warm:
        queries.current_courses()
    assert (len(few), len(many), len(warm)) == (2, 2, 1)


def test_a_lesson_already_read_costs_one_statement(small):
    pages.lesson_page(small.id, "signs", "ru")
    with statements() as asked:
        pages.lesson_page(small.id, "signs", "ru")
    assert len(asked) == 1


def test_the_memory_is_bounded(small, monkeypatch):
    monkeypatch.setattr(queries, "_kept", {})
    monkeypatch.setattr(queries, "_MOST_KEPT", 3)
    for language in ("ky", "ru"):
        assert pages.lesson_page(small.id, "signs", language).rows
        assert pages.lesson_page(small.id, "next", language).rows
    assert len(queries._kept) <= 3


def test_a_withdrawn_glossary_is_no_longer_asked(library):
    changed = spoilt(GLOSSARY, "terms.yaml", "en: recruitment", "en: luring")
    newer = publish(ReleaseKind.GLOSSARY, "glossary", changed)
    assert queries.glossary_now().term("recruitment").term.en == "luring"
    with transaction():
        actions.withdraw(newer, "Too soon.", by=BY, at=now())
    assert queries.glossary_now().term("recruitment").term.en == "recruitment"
