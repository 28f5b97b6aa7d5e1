"""Drawings hold only what may be shown, and take the words of a language as text."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.problems import Problems
from app.curriculum import figures
from app.settings import ROOT
from tests.curriculum.samples import COURSE, faults

SVG, WORDS = COURSE["media/steps.svg"], COURSE["media/steps.yaml"]


def read(svg=SVG, words=WORDS):
    problems = Problems()
    return figures.read("a.svg", svg, "a.yaml", words, problems), problems


def test_a_sound_figure_is_read():
    figure, problems = read()
    assert faults(problems) == []
    assert (figure.id, figure.size, figure.licence) == ("steps", (720, 200), "CC BY 4.0")


@pytest.mark.parametrize(("language", "words"), [("ky", "Биринчи кадам"), ("ru", "Первый шаг")])
def test_the_words_of_a_language_stand_in_the_drawing(language, words):
    drawn = figures.draw(read()[0], language)
    root = ElementTree.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.find("{*}text").text == words
    assert root.find("{*}style").text == figures.STYLE
    assert "{{" not in drawn


def test_words_are_text_whatever_they_contain():
    figure, _ = read(words=WORDS.replace("Первый шаг", "'</text><script>x</script>&{{one}}'"))
    root = ElementTree.fromstring(figures.draw(figure, "ru"))
    assert root.find("{*}text").text == "</text><script>x</script>&{{one}}"
    assert root.find(".//{*}script") is None


def spoilt(old, new):
    return SVG.replace(old, new, 1)


REFUSED = {
    "a script": (spoilt("<rect", "<script>x</script><rect"), "element"),
    "a style": (spoilt("<rect", "<style>x</style><rect"), "element"),
    "an image": (spoilt("<rect", '<image href="x"/><rect'), "element"),
    "a foreign object": (spoilt("<rect", "<foreignObject/><rect"), "element"),
    "a link": (spoilt("<rect", '<a href="x"/><rect'), "element"),
    "a use": (spoilt("<rect", '<use href="#x"/><rect'), "element"),
    "an animation": (spoilt("<rect", '<animate attributeName="x"/><rect'), "element"),
    "a foreign namespace": (spoilt("<rect", '<x:rect xmlns:x="urn:x"/><rect'), "element"),
    "no namespace": (spoilt(' xmlns="http://www.w3.org/2000/svg"', ""), None),
    "a handler": (spoilt("<rect", '<rect onclick="x"'), "attribute"),
    "an inline style": (spoilt("<rect", '<rect style="fill:red"'), "attribute"),
    "a link in an attribute": (
        spoilt("<rect", '<rect xmlns:l="http://www.w3.org/1999/xlink" l:href="x"'),
        "attribute",
    ),
    "a colour": (spoilt("<rect", '<rect fill="red"'), "attribute"),
    "an outside address": (spoilt("<rect", '<rect marker-end="url(http://x)"'), "attribute"),
    "an unknown class": (spoilt('class="accent"', 'class="mine"'), "attribute"),
    "a size": (spoilt("<svg", '<svg width="9" height="9"'), "view-box"),
    "another width": (spoilt("0 0 720 200", "0 0 360 200"), "view-box"),
    "another root": ("<g/>", "view-box"),
    "a document type": ("<!doctype svg>" + SVG, "document-type"),
    "an entity": ('<!DOCTYPE a [<!ENTITY b "c">]>' + SVG, "document-type"),
    "an open tag": (spoilt("</text>", ""), "bad-xml"),
    "nothing": ("", "bad-xml"),
    "too much": (SVG + " " * 60_000, "large-figure"),
    "too deep": (spoilt("<rect", "<g>" * 5000 + "</g>" * 5000 + "<rect"), "element"),
    "words of its own": (spoilt("{{one}}", "Шаг {{one}}"), "words-in-drawing"),
    "words that nobody wrote": (spoilt("{{one}}", "{{two}}"), "missing-words"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_drawing_may_not_hold_is_an_error(name):
    svg, code = REFUSED[name]
    figure, problems = read(svg)
    if code is None:  # harmless, and drawn as if it were there
        assert figures.draw(figure, "ky").startswith("<svg xmlns=") or "xmlns=" in figures.draw(
            figure, "ky"
        )
        return
    assert figure is None
    assert code in {problem.code for problem in problems.errors}


def test_a_fault_has_the_line_where_it_stands():
    _figure, problems = read(spoilt("<text", '<text onclick="x"'))
    assert faults(problems) == [("a.svg", 3, "attribute")]


def test_numbers_and_arrows_need_no_key():
    figure, problems = read(spoilt("{{one}}", "{{one}} 1 → 2 %"))
    assert faults(problems) == []
    assert "Первый шаг 1 → 2 %" in figures.draw(figure, "ru")


def test_small_text_and_unused_words_are_warnings():
    words = WORDS + "  two: {ky: а, ru: б}\n"
    figure, problems = read(spoilt('font-size="24"', 'font-size="14"'), words)
    assert figure is not None
    assert faults(problems) == [("a.svg", 3, "small-text"), ("a.yaml", 6, "unused-words")]


def test_every_colour_agrees_with_the_page():
    """Tokens of the page by the class of a figure; `line` is the page's edge, `warn` its tint."""
    css = (ROOT / "static" / "style.css").read_text()
    tokens = {"line": "edge", "accent-ink": "on-accent", "warn": "warn-tint", "warn-ink": "warn"}
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    for part, colours in ((light, figures.LIGHT), (dark, figures.DARK)):
        for name, colour in colours.items():
            assert f"--{tokens.get(name, name)}: {colour};" in part, name


@given(st.text(alphabet="<>/&!\"'= []()#{}abgrectsvx0\n", max_size=200))
def test_no_text_makes_reading_fail(text):
    read(text)
    read(SVG.replace("{{one}}", text))
