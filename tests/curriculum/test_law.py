"""The register of acts: read, searched, and held against itself."""

import pytest

from app.curriculum import law
from tests.curriculum.samples import LAW, faults, register, spoilt, without

ACTS, CODE = "acts.yaml", "provisions/criminal-code.yaml"


def test_a_citation_names_an_act_or_an_article_of_it():
    assert register().citations == {
        "criminal-code",
        "criminal-code/22",
        "criminal-code/160-1",
        "criminal-code/166",
        "palermo-protocol",
    }


def test_articles_stand_in_the_order_of_their_numbers():
    assert list(register().provisions["criminal-code"]) == ["22", "160-1", "166"]


def test_an_act_knows_the_edition_that_was_read():
    assert {act: day.isoformat() for act, day in register().editions.items()} == {
        "criminal-code": "2025-11-14"
    }


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        ("166", ["166"]),
        ("торг", ["166"]),
        ("ТОРГОВЛЯ людьми", ["166"]),
        ("бутун", ["22"]),
        ("1", ["160-1", "166"]),
        ("торговля 22", []),
        ("  ", []),
        ("", []),
    ],
)
def test_articles_are_found_by_number_and_title(words, articles):
    assert [provision.article for _act, provision in register().search(words)] == articles


def test_the_very_number_comes_first():
    bundle = spoilt(LAW, CODE, "Целое и часть", "Целое и часть 166 статьи")
    read, _ = law.read(bundle)
    assert [p.article for _a, p in read.search("166")] == ["166", "22"]


SPOILT = {
    "no acts": (without(LAW, ACTS), [(ACTS, 1, "missing-file")]),
    "an unknown certainty": (
        spoilt(LAW, ACTS, "certainty: background", "certainty: sure"),
        [(ACTS, 17, "not-a-choice")],
    ),
    "a foreign address": (
        spoilt(LAW, ACTS, "https://cbd.minjust.gov.kg/112309", "javascript:alert"),
        [(ACTS, 10, "bad-address")],
    ),
    "an act twice": (
        spoilt(LAW, ACTS, "id: palermo-protocol", "id: criminal-code"),
        [(ACTS, 13, "repeated-id")],
    ),
    "an article twice": (
        spoilt(LAW, CODE, 'article: "22"', 'article: "166"'),
        [
            (CODE, 5, "unknown-citation"),
            (CODE, 5, "unknown-citation"),
            (CODE, 7, "repeated-article"),
        ],
    ),
    "an article that is no number": (
        spoilt(LAW, CODE, '"160-1"', '"160a"'),
        [(CODE, 12, "bad-article")],
    ),
    "a number without quotes": (
        spoilt(LAW, CODE, '"22"', "22"),
        [(CODE, 7, "not-a-text")],
    ),
    "an unknown act": (
        spoilt(LAW, CODE, "act: criminal-code", "act: other"),
        [(CODE, 1, "unknown-act"), (CODE, 5, "unknown-citation"), (CODE, 5, "unknown-citation")],
    ),
    "a summary that cites what is not there": (
        spoilt(LAW, CODE, "law:criminal-code/22)", "law:criminal-code/23)"),
        [(CODE, 5, "unknown-citation")],
    ),
    "a summary that links to a lesson": (
        spoilt(LAW, CODE, "law:criminal-code/22)", "lesson:signs)"),
        [(CODE, 5, "unknown-citation")],
    ),
    "a heading that is none": (
        spoilt(LAW, CODE, "ru: Целое охватывает часть", "ru: '# Целое'"),
        [(CODE, 9, "bad-heading")],
    ),
    "another file": (spoilt(LAW, "notes.txt", "", "x"), [("notes.txt", 1, "unknown-file")]),
    "a second file of one act": (
        spoilt(LAW, "provisions/again.yaml", "", "act: criminal-code\nprovisions: []\n"),
        [(CODE, 1, "repeated-act")],
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_fault_is_named_with_its_path_and_line(name):
    bundle, expected = SPOILT[name]
    read, problems = law.read(bundle)
    assert read is None
    assert faults(problems) == expected
