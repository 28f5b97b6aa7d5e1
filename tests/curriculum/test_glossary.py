"""Terms in both languages: sorted, searched, complete."""

import pytest

from app.curriculum import glossary
from tests.curriculum.samples import GLOSSARY, faults, spoilt, terms

TERMS = "terms.yaml"


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("ky", ["recruitment", "harbouring"]),
        ("ru", ["recruitment", "harbouring"]),
        ("en", ["recruitment", "harbouring"]),
    ],
)
def test_terms_stand_in_the_order_of_the_alphabet(language, order):
    assert [term.id for term in terms().sorted(language)] == order


def test_letters_are_those_with_which_terms_begin():
    assert terms().letters("ky") == ["А", "Ө"]
    assert terms().letters("ru") == ["В", "У"]
    assert [term.id for term in terms().under("Ө", "ky")] == ["harbouring"]
    assert terms().under("Я", "ky") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("вербов", ["recruitment"]),
        ("RECRUIT", ["recruitment"]),
        ("ортт", ["harbouring"]),
        ("өрттөн сакто", ["harbouring"]),
        ("вербовка сакто", []),
        ("", []),
    ],
)
def test_terms_are_found_in_every_language(words, found):
    assert [term.id for term in terms().search(words, "ky")] == found


SPOILT = {
    "no definition": (spoilt(GLOSSARY, TERMS, ", ru: Сокрытие", ""), [(TERMS, 9, "missing")]),
    "an empty definition": (
        spoilt(GLOSSARY, TERMS, "ru: Сокрытие", "ru: ' '"),
        [(TERMS, 9, "empty-text")],
    ),
    "a term twice": (
        spoilt(GLOSSARY, TERMS, "id: harbouring", "id: recruitment"),
        [(TERMS, 7, "repeated-id")],
    ),
    "another file": (spoilt(GLOSSARY, "a.txt", "", "x"), [("a.txt", 1, "unknown-file")]),
    "no file": ({}, [(TERMS, 1, "missing-file")]),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_fault_is_named_with_its_line(name):
    bundle, expected = SPOILT[name]
    read, problems = glossary.read(bundle)
    assert read is None
    assert faults(problems) == expected
