"""What authors write arrives as they meant it, or they are told the line and what to mend."""

import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from app.core.bilingual import Bilingual, Words
from app.core.bundle import UNREADABLE
from app.core.problems import Problems
from app.core.shapes import Shape, Slug, Text, fault
from app.core.yaml_text import DEEPEST, MOST_VALUES, named, read, shaped


def found(text, **options):
    problems = Problems()
    document = read(text, "a.yaml", problems, **options)
    return document, [(p.line, p.code) for p in problems]


READ = [
    ("a: 1", {"a": 1}),
    ("a: -0.5", {"a": -0.5}),
    ("a: 0", {"a": 0}),
    ("a: true\nb: false", {"a": True, "b": False}),
    ("a:\nb: ~\nc: null", {"a": None, "b": None, "c": None}),
    ("a: 2025-11-14", {"a": "2025-11-14"}),
    ("a: \"166\"\nb: 'no'", {"a": "166", "b": "no"}),
    ("a: [1, two, {b: 3}]", {"a": [1, "two", {"b": 3}]}),
    ("- a\n- b", ["a", "b"]),
    ("a: |\n  биринчи\n  экинчи\n", {"a": "биринчи\nэкинчи\n"}),
    ("a: >-\n  ңө\n  үӨ\n", {"a": "ңө үӨ"}),
    ("a: criminal-code/160-1", {"a": "criminal-code/160-1"}),
    ("1: x\nno: y", {"1": "x", "no": "y"}),
    ("# only this\na: CC BY 4.0 # licence", {"a": "CC BY 4.0"}),
]


@pytest.mark.parametrize(("text", "data"), READ)
def test_plain_yaml_is_read(text, data):
    document, faults = found(text)
    assert faults == []
    assert document.data == data
    assert document.spoilt == frozenset()


WAYS = "yes no Yes NO on off True FALSE Null 012 08 1:30 0x1F 0o17 1_000 .5 5. +5 1e5 .inf -.Inf .nan .NaN = <<"


@pytest.mark.parametrize("word", [*WAYS.split(), "2025-11-14 10:00:00", "9" * 16, "9" * 5000])
def test_what_can_be_read_in_two_ways_needs_quotes(word):
    document, faults = found(f"b: 1\na: [x, {word}]")
    assert faults == [(2, "ambiguous")]
    assert document.spoilt == {("a", 1)}
    assert found(f'a: "{word}"')[0].data == {"a": word}


REFUSED = [
    ("a: 1\nb: 2\na: 3", [(3, "repeated-key")]),
    ("a: &x 1\nb: *x", [(1, "anchor"), (2, "alias")]),
    ("a: 1\nb: !!str 1", [(2, "tag")]),
    ("a: !!python/object:os.system {x: 1}", [(1, "tag")]),
    ("a: {<<: {b: 1}}\nb: {<<: *x}", [(2, "alias")]),
    ("? [a, b]\n: 1", [(1, "bad-key")]),
    ("? &k a\n: 1", [(1, "bad-key")]),
    ("a: 1\n---\nb: 2", [(2, "second-document")]),
    ("", [(1, "empty-file")]),
    ("# nothing\n", [(1, "empty-file")]),
    ("a: 1\nb: [1, 2\n", [(2, "yaml")]),
    ('a: "not closed\nb: 1', [(2, "yaml")]),
    ("a: 1\n\tb: 2", [(2, "yaml")]),
    ("a: b: c", [(1, "yaml")]),
    ("a: 1\nb: @x", [(2, "yaml")]),
    ("a: 1\n b: 2", [(2, "yaml")]),
    ('a: "\\ud800"', [(1, "yaml")]),
    ("a: 1\nb: \x00", [(2, "hidden-characters")]),
    ("a: \x1b", [(1, "hidden-characters")]),
    ("\n\na: \ufeff", [(3, "hidden-characters")]),
    (UNREADABLE, [(1, "unreadable")]),
    ("a" * 1_000_001, [(1, "unreadable")]),
]


@pytest.mark.parametrize(("text", "faults"), REFUSED)
def test_what_is_refused_is_named_with_its_line(text, faults):
    assert found(text)[1] == faults


def test_every_fault_that_does_not_stop_reading_is_found_at_once():
    _, faults = found("a: yes\nb: !x 1\nc: &y 2\nc: 012")
    assert faults == [
        (1, "ambiguous"), (2, "tag"), (3, "anchor"), (4, "ambiguous"), (4, "repeated-key"),
    ]  # fmt: skip


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_has_an_end(opening):
    assert found(opening * 100_000)[1] == [(1, "too-deep")]
    assert found("[" * DEEPEST + "]" * DEEPEST)[1] == []
    assert found("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))[1] == [(1, "too-deep")]


def test_length_has_an_end():
    assert found("- a\n" * (MOST_VALUES - 1))[1] == []
    assert found("- a\n" * MOST_VALUES)[1] == [(MOST_VALUES, "too-many-values")]


def test_a_list_of_misfits_is_not_also_too_short():
    class Few(Shape):
        a: tuple[str, ...] = Field(min_length=1)

    assert shape("a: [1, 2]", Few)[1] == [(1, "not-a-text")] * 2
    assert shape("a: []", Few)[1] == [(1, "too-few")]


def test_a_thousand_laughs_stay_one():
    laughs = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    document, faults = found(laughs)
    assert {code for _, code in faults} == {"anchor", "alias"}
    assert document.data["u"] == [None, None]


def test_lines_are_those_of_the_keys():
    document, _ = found("a: 1\nb:\n  - c: 2\n    d:\n      x\n  - e\n")
    wanted = {
        (): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 0, "c"): 3, ("b", 0, "d"): 4, ("b", 1): 6,
        ("b", 7): 2, ("b", 0, "missing", "deeper"): 3, ("nowhere",): 1,
    }  # fmt: skip
    assert {loc: document.line_of(loc) for loc in wanted} == wanted


def test_a_head_in_the_middle_of_a_file_counts_from_there():
    document, faults = found("a: 1\nb: yes\n", first_line=7)
    assert document.line_of(("a",)) == 7
    assert faults == [(8, "ambiguous")]
    assert found("a: [", first_line=7)[1] == [(7, "yaml")]


@settings(deadline=None)
@given(st.text(alphabet="ab:-[]{}\"'&*!|>#%@ \n\t012ңөүҢӨҮyesno.,?", max_size=80))
def test_nothing_typed_can_break_the_reader(text):
    document, faults = found(text)
    assert document is not None or len(faults) >= 1
    assert all(1 <= line <= text.count("\n") + 1 for line, _ in faults)


class Part(Shape):
    id: Slug
    text: Text
    right: bool = False


class Whole(Shape):
    title: Text
    parts: tuple[Part, ...] = Field(default=(), max_length=2)
    kind: Literal["small", "large"] = "small"
    points: int = Field(default=1, ge=1, le=10)
    share: float = 0.5
    day: date | None = None


GOOD = """\
title: {ky: " Аталышы ", ru: "Название"}
parts:
  - id: first-one
    text:
      ky: Биринчи
      ru: Первый
    right: true
kind: large
points: 3
share: 2
day: 2025-11-14
"""


def shape(text, model=Whole):
    problems = Problems()
    return shaped(model, text, "a.yaml", problems), [(p.line, p.code) for p in problems], problems


def test_a_sound_text_becomes_its_shape_and_knows_its_lines():
    whole, faults, _ = shape(GOOD)
    assert faults == []
    assert whole.title["ky"] == "Аталышы"
    assert whole.parts[0].right is True
    assert whole.day == date(2025, 11, 14)
    assert (whole.line_of("parts", 0, "text", "ru"), whole.line_of("parts", 5)) == (6, 2)
    assert whole.parts[0].line_of("id") == 1


def test_shapes_are_equal_by_what_they_say():
    here, there = shape(GOOD)[0], shape("\n\n" + GOOD)[0]
    assert here.line_of("title") != there.line_of("title")
    assert here == there
    assert len({here, there}) == 1
    assert here != shape(GOOD.replace("points: 3", "points: 4"))[0]
    assert here.parts[0] != here


def test_letters_typed_in_two_strokes_become_one():
    assert shape('title: {ky: "и\u0306", ru: "е\u0308"}')[0].title == Text(ky="й", ru="ё")


def test_texts_are_bilingual():
    whole, _, _ = shape("title: {ky: Кыргызча, ru: Русский, en: English}")
    assert isinstance(whole.title, Bilingual)
    assert whole.title.words("en") == Words("English", "en")
    assert shape(GOOD)[0].title.words("en") == Words("Аталышы", "ky")


TITLE = "title: {ky: А, ru: Б}\n"
MISFITS = [
    ("title: {ky: А}", [(1, "missing")]),
    ("title: {ky: А, ru: ''}", [(1, "empty-text")]),
    ("title:\n  ky: А\n  ru: '  '", [(3, "empty-text")]),
    ("title: {ky: А, ru: 166}", [(1, "not-a-text")]),
    ("title: {ky: А, ru: Б, de: В}", [(1, "unknown-key")]),
    ('title: {ky: А, ru: "\\0"}', [(1, "hidden-characters")]),
    ('title: {ky: А, ru: "\\e"}', [(1, "hidden-characters")]),
    (f"title: {{ky: А, ru: {'б' * 4001}}}", [(1, "long-text")]),
    ("title: Аталышы", [(1, "not-keys")]),
    ("- 1", [(1, "not-keys")]),
    ("parts: []", [(1, "missing")]),
    (TITLE + "nobody: 1", [(2, "unknown-key")]),
    (TITLE + "parts: x", [(2, "not-a-list")]),
    (TITLE + "parts:\n  - {id: Бир, text: {ky: А, ru: Б}}", [(3, "bad-id")]),
    (TITLE + "parts:\n  - {id: a--b, text: {ky: А, ru: Б}}", [(3, "bad-id")]),
    (TITLE + "parts:\n  - {id: a, text: {ky: А, ru: Б}, right: 1}", [(3, "not-true-or-false")]),
    (TITLE + "parts:\n" + 3 * "  - {id: a, text: {ky: А, ru: Б}}\n", [(2, "too-many")]),
    (TITLE + "kind: huge", [(2, "not-a-choice")]),
    (TITLE + 'points: "3"', [(2, "not-a-number")]),
    (TITLE + "points: 3.0", [(2, "not-a-number")]),
    (TITLE + "points: true", [(2, "not-a-number")]),
    (TITLE + "points: 0", [(2, "too-small")]),
    (TITLE + "points: 11", [(2, "too-large")]),
    (TITLE + "share: .nan", [(2, "ambiguous")]),
    (TITLE + "day: 2025-13-14", [(2, "not-a-day")]),
    (TITLE + "day: 20251114", [(2, "not-a-day")]),
    (TITLE + "points: 012\nkind: huge", [(2, "ambiguous"), (3, "not-a-choice")]),
    (TITLE + "points: 1\npoints: 2", [(3, "repeated-key")]),
]


@pytest.mark.parametrize(("text", "faults"), MISFITS)
def test_what_does_not_fit_is_named_with_its_line(text, faults):
    whole, got, problems = shape(text)
    assert whole is None
    assert got == faults
    for problem in problems:
        assert "%(" not in problem.english()


def test_all_misfits_of_a_file_are_named_at_once():
    _, faults, problems = shape("title: {ky: А}\nparts:\n  - {id: A, text: 1}\nx: 1\n")
    assert faults == [
        (1, "missing"), (3, "bad-id"), (3, "not-keys"), (4, "unknown-key"),
    ]  # fmt: skip
    assert "parts.1.text" in [p.english() for p in problems][2]


def test_places_are_counted_from_one():
    assert named(("options", 1, "text", "ru")) == "options.2.text.ru"
    assert named(()) == "–"


def test_a_room_may_speak_for_itself():
    error = fault("two-heads", "There are two heads: %(key)s, %(count)d.", count=2)
    assert error.type == "two-heads"
    assert "-" in error.type


@settings(deadline=None)
@given(st.text(alphabet="аңөүҢӨҮ́ё –«»:#'\"", min_size=1, max_size=40))
def test_kyrgyz_letters_arrive_whole(words):
    whole, faults, _ = shape(f"title:\n  ky: |-\n    x{words}\n  ru: Б")
    assert faults == []
    assert whole.title.ky == unicodedata.normalize("NFC", "x" + words).strip()
