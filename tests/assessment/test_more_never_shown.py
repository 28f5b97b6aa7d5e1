"""Flip the key of the kinds that came later, and what a page is made from stays the same to the last byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessment.items import cloze, evidence_matrix, hotspot, mark_the_text
from app.assessment.items.kinds import KINDS
from tests.assessment import more_kinds
from tests.assessment.samples import distinct, few, item_of, permutation, words
from tests.assessment.test_key_never_shown import LANGUAGES, pages, text


def lines(key, texts, **more):
    """One line a text; `more` holds for each further key what stands there by number, if anything."""
    made = [f"{key}:"]
    for n, pair in enumerate(texts):
        keys = "".join(f", {name}: {of[n]}" for name, of in more.items() if n in of)
        made.append(f"  - {{id: {key[0]}{n}, text: {text(pair)}{keys}}}")
    return "\n".join(made) + "\n"


@pytest.mark.parametrize("kind", more_kinds.FLIPPED)
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_samples(kind, language):
    order = tuple(range(len(more_kinds.SHUFFLED[kind])))
    owns = [more_kinds.OWN[kind], more_kinds.FLIPPED[kind]]
    assert len(pages(KINDS[kind], owns, language, order)) == 1


@few
@given(st.data(), distinct(2, 6), words, LANGUAGES)
def test_cloze(data, texts, form, language):
    """Which option fills the gap, which word does, and in which order the options were written."""
    order = data.draw(permutation(len(texts)))
    turned = data.draw(st.permutations(list(enumerate(texts))))
    passage = 'passage: {ky: "{{a}} {{b}}", ru: "{{a}} {{b}}"}\n'

    def own(options, right, accepted):
        gap = "".join(
            f"    - {{id: o{n}, text: {text(pair)}{', right: true' if n == right else ''}}}\n"
            for n, pair in options
        )
        word = f'- id: b\n  accept: {{ky: ["{accepted}"], ru: ["{accepted}"]}}\n'
        return f"{passage}gaps:\n- id: a\n  options:\n{gap}{word}"

    owns = [own(enumerate(texts), n, form) for n in range(len(texts))]
    owns.append(own(turned, 0, "сөз"))
    assert len(pages(cloze, owns, language, order)) == 1


@few
@given(st.data(), distinct(2, 5), st.booleans(), LANGUAGES)
def test_hotspot(data, texts, single, language):
    """Which places are right, what they are called, and in which order they were written."""
    places = {n: f"[60, {10 + 60 * n}, 300, 50]" for n in range(len(texts))}
    head = "picture: paper\n" + ("choose: one\n" if single else "")
    rights = st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=1 if single else 4)

    def own():
        right = dict.fromkeys(data.draw(rights), "true")
        first, *rest = lines("regions", texts, at=places, right=right).splitlines(keepends=True)
        return head + first + "".join(data.draw(st.permutations(rest)))

    assert len(pages(hotspot, [own() for _ in range(3)], language, ())) == 1


@few
@given(st.data(), distinct(2, 5), LANGUAGES)
def test_evidence_matrix(data, texts, language):
    rows = "rows:\n  - {id: a, text: {ky: а, ru: а}}\n  - {id: b, text: {ky: б, ru: б}}\n"
    order = data.draw(permutation(len(texts)))
    ticks = st.dictionaries(
        st.integers(0, len(texts) - 1), st.sampled_from(["[a]", "[b]", "[a, b]"]), min_size=1
    )
    owns = []
    for _ in range(3):
        evidence = lines("evidence", texts, supports=data.draw(ticks)).splitlines(keepends=True)
        owns.append(rows + evidence[0] + "".join(data.draw(st.permutations(evidence[1:]))))
    assert len(pages(evidence_matrix, owns, language, order)) == 1


@few
@given(st.data(), distinct(3, 7), LANGUAGES)
def test_mark_the_text(data, texts, language):
    labels = "labels:\n  - {id: a, text: {ky: а, ru: а}}\n  - {id: b, text: {ky: б, ru: б}}\n"
    marks = st.dictionaries(st.integers(0, len(texts) - 1), st.sampled_from(["a", "b"]), min_size=1)
    owns = [labels + lines("passages", texts, label=data.draw(marks)) for _ in range(3)]
    assert len(pages(mark_the_text, owns, language, ())) == 1


@few
@given(st.lists(words, min_size=2, max_size=2), LANGUAGES)
def test_essay(texts, language):
    own = more_kinds.OWN["essay"]
    owns = [own.replace("Образец ответа", word).replace("половина", word) for word in texts]
    assert len(pages(KINDS["essay"], owns, language, ())) == 1


def test_the_comparison_sees_a_key_that_leaks():
    """The same two samples differ in what is right, so two pages made of that would differ as well."""
    for kind in more_kinds.FLIPPED:
        owns = (more_kinds.OWN[kind], more_kinds.FLIPPED[kind])
        one, other = (KINDS[kind].right(item_of(kind, own=own), "ky") for own in owns)
        assert one != other
