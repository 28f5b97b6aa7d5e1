"""The part that shows a lesson; the page around it belongs to the room of learning."""

import pytest
from flask import render_template_string

from app.curriculum import pages
from app.curriculum.reading import read_course
from tests.browser import parse
from tests.curriculum.samples import COURSE

_FRAME = """{% import "curriculum/_lesson.html" as passages %}<!doctype html><html lang="en"><title>x</title><main><h1>x</h1>
{{ once(passages.lesson, text) }}</main></html>"""


@pytest.fixture
def shown(app, small):
    def show(language, *, both=False):
        with app.test_request_context(headers={"Accept-Language": "en"}):
            text = pages.lesson_page(small.id, "signs", language, both=both)
            return render_template_string(_FRAME, text=text)

    return show


def test_every_block_can_be_pointed_at(shown):
    html = shown("ru")
    tree = parse(html)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert ids == ["lesson_aims", "opening", "figure"]
    for said in ("Замечать признаки", "Кратко.", "About 5 minutes", "14 November 2025", "Закон:"):
        assert said in html


def test_every_passage_says_its_language(shown):
    for element in parse(shown("ru")).iter("{http://www.w3.org/1999/xhtml}section"):
        assert element.get("lang") == "ru" or element.get("id") is None


def test_two_languages_stand_paragraph_against_paragraph(shown):
    html = shown("ru", both=True)
    pairs = [e for e in parse(html).iter() if e.get("class") == "pair"]
    assert [pair.get("id") for pair in pairs] == [None, None, "opening", "figure"]
    for pair in pairs:
        assert [column.get("lang") for column in pair] == ["ky", "ru"]


def test_no_block_takes_the_id_of_the_part():
    assert all("_" not in i for lesson in read_course(COURSE)[0].lessons for i in lesson.block_ids)
