"""Flip the key, and what a page is made from stays the same to the last byte."""

from hypothesis import given
from hypothesis import strategies as st

from app.assessment.items import (
    matching,
    multiple_choice,
    numeric,
    ordering,
    short_answer,
    single_choice,
)
from tests.assessment.samples import distinct, few, item_of, permutation, words

LANGUAGES = st.sampled_from(["ky", "ru", "en"])


def text(pair):
    return f'{{ky: "{pair[0]}", ru: "{pair[1]}"}}'


def options(texts, rights, key="options"):
    lines = [
        f"  - {{id: o{n}, text: {text(pair)}{', right: true' if n in rights else ''}}}"
        for n, pair in enumerate(texts)
    ]
    return f"{key}:\n" + "\n".join(lines) + "\n"


def pages(module, owns, language, order):
    return {repr(module.shown(item_of(module.kind, own=own), language, order)) for own in owns}


@few
@given(st.data(), distinct(2, 6), LANGUAGES)
def test_single_choice(data, texts, language):
    order = data.draw(permutation(len(texts)))
    owns = [options(texts, {n}) for n in range(len(texts))]
    assert len(pages(single_choice, owns, language, order)) == 1


@few
@given(st.data(), distinct(2, 6), LANGUAGES)
def test_multiple_choice(data, texts, language):
    order = data.draw(permutation(len(texts)))
    rights = st.sets(st.integers(0, len(texts) - 1), min_size=1)
    owns = [options(texts, data.draw(rights)) for _ in range(3)]
    assert len(pages(multiple_choice, owns, language, order)) == 1


@few
@given(st.data(), distinct(2, 6), LANGUAGES)
def test_choices_written_in_another_order(data, texts, language):
    order = data.draw(permutation(len(texts)))
    turned = data.draw(st.permutations(texts))
    owns = [options(texts, {0}), options(turned, {0})]
    assert len(pages(single_choice, owns, language, order)) == 1


@few
@given(st.data(), distinct(2, 5), distinct(2, 8), LANGUAGES)
def test_matching(data, lefts, rights, language):
    """Which right side belongs to which left one, and which belongs to none."""
    lefts = lefts[: len(rights)]
    order = data.draw(permutation(len(rights)))

    def own(rights):
        pairs = "".join(
            f"  - {{id: p{n}, left: {text(left)}, right: {text(right)}}}\n"
            for n, (left, right) in enumerate(zip(lefts, rights, strict=False))
        )
        rest = rights[len(lefts) :]
        return "pairs:\n" + pairs + (options(rest, set(), key="extra") if rest else "")

    owns = [own(rights), own(data.draw(st.permutations(rights)))]
    assert len(pages(matching, owns, language, order)) == 1


@few
@given(st.data(), distinct(3, 7), LANGUAGES)
def test_ordering(data, texts, language):
    order = data.draw(permutation(len(texts)))
    turned = data.draw(st.permutations(texts))
    owns = [options(texts, set(), key="steps"), options(turned, set(), key="steps")]
    assert len(pages(ordering, owns, language, order)) == 1


@few
@given(st.lists(words, min_size=2, max_size=2), LANGUAGES)
def test_short_answer(forms, language):
    owns = [f'accept: {{ky: ["{form}"], ru: ["{form}"]}}\n' for form in forms]
    assert len(pages(short_answer, owns, language, ())) == 1


@few
@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=2), LANGUAGES)
def test_numeric(values, language):
    unit = 'unit: {ky: "күн", ru: "дней"}\n'
    owns = [f"value: {value}\ntolerance: {abs(value)}\n{unit}" for value in values]
    assert len(pages(numeric, owns, language, ())) == 1
