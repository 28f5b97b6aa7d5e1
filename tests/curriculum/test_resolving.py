"""Where links lead: to the pages of this program, under the addresses that the views have."""

import pytest
from flask import url_for

from app.curriculum.markup import Place
from app.curriculum.reading import read_course
from app.curriculum.resolving import Library
from tests.curriculum.samples import COURSE, register, terms


def library(language="ru"):
    course, _ = read_course(COURSE)
    return Library(
        language,
        register(),
        terms(),
        lessons=frozenset({"signs", "next"}),
        figures=course.figures,
        media=f"/media/7/{language}",
        stamp="ab12",
    )


PLACES = [
    ("law", "criminal-code", Place("/law/criminal-code", "law", "Уголовный кодекс")),
    ("law", "criminal-code/166", Place("/law/criminal-code/166", "law", "Торговля людьми")),
    ("law", "criminal-code/167", None),
    ("law", "tax-code", None),
    ("term", "recruitment", Place("/glossary/recruitment", "term", term="recruitment")),
    ("term", "slavery", None),
    ("lesson", "signs", Place("signs")),
    ("lesson", "nowhere", None),
    ("media", "steps", Place("/media/7/ru/steps.svg?v=ab12", alt="Есть два шага", size=(720, 200))),
    ("media", "nothing", None),
    ("https", "//a.kg", None),
]


@pytest.mark.parametrize(("scheme", "target", "place"), PLACES)
def test_a_link_leads_to_its_page_or_nowhere(scheme, target, place):
    assert library().place(scheme, target) == place


def test_titles_are_in_the_language_of_the_text():
    assert library("ky").place("law", "criminal-code/166").title == "Адамдарды соодалоо"


def test_the_addresses_are_those_of_the_views(app):
    with app.test_request_context():
        assert url_for("curriculum_law.show", act="criminal-code") == "/law/criminal-code"
        assert url_for("curriculum_law.show_provision", act="a", article="1") == "/law/a/1"
        assert url_for("curriculum_glossary.show", term="recruitment") == "/glossary/recruitment"
        figure = url_for("curriculum_media.show", release_id=7, language="ru", figure="steps")
        assert figure == "/media/7/ru/steps.svg"
