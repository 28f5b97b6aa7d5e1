"""Links, faults and long sentences of a piece of Markdown, by line."""

import time

import pytest

from app.curriculum import prose
from app.curriculum.prose import faults, is_tangled, links

SOUND = [
    "Абзац. **Жирно**, *курсив*.",
    "## Заголовок\n\n### Меньше",
    "- a\n- b\n    - c",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    '!!! case "Мисал"\n    Текст.\n\n    - пункт',
    "> цитата",
    "[ст. 166 УК](law:criminal-code/166) [x](https://a.kg/b?c=d&e=%20#f)",
    "5 < 6 и a > b, №1",
    "<https://a.kg/x>",
    "ч. 1 [статьи\n166](law:criminal-code/166)",
    "a [в скобках] b",
]


@pytest.mark.parametrize("source", SOUND)
def test_what_the_guide_allows_has_no_fault(source):
    assert faults(source) == []
    assert not is_tangled(source)


SPOILT = [
    ("# Заголовок", 0, "bad-heading"),
    ("a\n\n#### Глубоко", 2, "bad-heading"),
    ("##Слитно", 0, "bad-heading"),
    ('!!! note "Заметка"\n    a', 0, "bad-box"),
    ("!!! case\n    a", 0, "bad-box"),
    ('!!! case ""\n    a', 0, "bad-box"),
    ("a\n<b>жирно</b>", 1, "raw-html"),
    ("<!-- спрятано -->", 0, "raw-html"),
    ("<script src=x>", 0, "raw-html"),
    ("a\n[x](law:criminal code)", 1, "bad-link"),
    ('[x](https://a.kg "title")', 0, "bad-link"),
    ("[x](https://a.kg/(b))", 0, "bad-link"),
    ("[[x]](term:a)", 0, "bad-link"),
    ("[" * 21, 0, "stray-brackets"),
    ("1. " * 7 + "a", 0, "too-deep"),
    ("> " * 7 + "a", 0, "too-deep"),
    ("\n" + " " * 28 + "a", 1, "too-deep"),
    ("ң" * 10_001, 0, "large-block"),
    ("a\n" * 402, 0, "large-block"),
]


@pytest.mark.parametrize(("source", "line", "code"), SPOILT)
def test_what_it_does_not_allow_is_an_error_on_its_line(source, line, code):
    found = [(fault.line, fault.code, fault.level) for fault in faults(source)]
    assert (line, code, "error") in found


def test_links_are_found_with_scheme_target_words_and_line():
    found = links("a [б\nв](term:recruitment),\n[д](https://a.kg) ![е](media:x) [ж](nowhere)")
    assert [(x.scheme, x.target, x.words, x.line, x.is_picture) for x in found] == [
        ("term", "recruitment", "б в", 0, False),
        ("https", "//a.kg", "д", 2, False),
        ("media", "x", "е", 2, True),
        ("", "nowhere", "ж", 2, False),
    ]


@pytest.mark.parametrize(
    ("source", "alone"), [("\n![a](media:x)\n", True), ("слова ![a](media:x)", False)]
)
def test_a_picture_stands_alone_or_not(source, alone):
    assert links(source)[0].stands_alone is alone


LONG = "слово " * 41


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (LONG, [0]),
        (f"{'слово ' * 35}.", []),
        (f"Начало.\n\n- короткий пункт\n- {LONG}", [3]),
        (f"{'слово ' * 25}\n{'слово ' * 25}", [0]),
        (f"{'слово ' * 25}. И {'слово ' * 25}", []),
        (f"{'слово ' * 25} ч. 1 ст. 166 УК {'слово ' * 25}", [0]),
        (f"{'сөз ' * 25}. 166-берененин {'сөз ' * 25}", []),
        (f"{'слово ' * 25}? «Да» {'слово ' * 25}", []),
        (f"| {'слово ' * 25} | {'слово ' * 25} |", []),
        (f"[{'слово ' * 20}](law:a-b-c-d-e/1) {'слово ' * 15}", []),
    ],
)
def test_a_long_sentence_is_a_warning(source, lines):
    found = [fault for fault in faults(source) if fault.code == "long-sentence"]
    assert [fault.line for fault in found] == lines
    assert all(fault.level == "warning" for fault in found)


def test_words_are_counted_without_addresses():
    assert prose.word_count("Үч [сөз бар](law:criminal-code/166).") == 3


PIECES = [
    "[",
    "![",
    "](",
    "[a](",
    "*",
    "> ",
    "1. ",
    "|",
    "<",
    "<a ",
    "a. ",
    "«",
    "!!! ",
    "#",
    "    ",
    "- ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_reading_is_quick_whatever_is_repeated(piece):
    source = (piece * 20_000)[:19_990]
    begun = time.perf_counter()
    faults(source)
    links(source)
    assert time.perf_counter() - begun < 1
