"""From the fields of a page to an answer: what is asked is read, what is not says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scenarios import fields
from tests.journeys import walks
from tests.scenarios.scenes import SCENES

# Kind of scene, what was sent, what is read.
READ = {
    "a choice": ("narrative", {"choice": ["on"]}, {"choice": "on"}),
    "no choice": ("narrative", {}, {"choice": ""}),
    "the first of two": ("dialogue", {"choice": ["safe", "on"]}, {"choice": "safe"}),
    "a field nobody asked for": ("narrative", {"choice": ["on"], "points": ["99"]}, {"choice": "on"}),
    "blanks": (
        "document",
        {"blank-article": ["fraud"], "blank-means": ["force", "debt"], "blank-facts": [" Кат\r\nбар "], "blank-more": ["x"]},
        {"blanks": {"article": ["fraud"], "means": ["force", "debt"], "facts": "Кат\nбар"}},
    ),
    "no blank": ("document", {}, {"blanks": {"article": [], "means": [], "facts": ""}}),
    "a name with its elements": (
        "qualification",
        {"offence": ["fraud"], "element": ["means", "weather", "act"], "sure": ["3"]},
        {"offence": "fraud", "elements": ["act", "means"], "sure": 3},
    ),
    "sure beyond what there is": ("qualification", {"sure": ["4"]}, {"offence": "", "elements": [], "sure": 0}),
    "sure in other digits": ("qualification", {"sure": ["٣"]}, {"offence": "", "elements": [], "sure": 0}),
    "rows": (
        "matrix",
        {"row-contract": ["means", "act", "weather"], "row-letter": ["weather"], "row-secret": ["act"]},
        {"rows": {"contract": ["act", "means"]}},
    ),
    "a ruling": (
        "hearing",
        {"choice": ["grant"], "reason": ["age", "fear"], "written": ["Коркот."]},
        {"choice": "grant", "reasons": ["fear", "age"], "written": "Коркот."},
    ),
    "a text": ("writing", {"text": ["  бир\r\nэки \n"]}, {"text": "бир\nэки"}),
    "a text in loose letters": ("writing", {"text": ["и\u0306"]}, {"text": "й"}),
}  # fmt: skip


@pytest.mark.parametrize("name", list(READ))
def test_it_is_read_as_meant(name):
    kind, sent, answer = READ[name]
    assert fields.answer(SCENES[kind], sent) == answer


def test_reasons_are_written_only_where_they_are_asked_for():
    hearing = SCENES["hearing"]
    reasons = hearing.reasons.model_copy(update={"written": False})
    silent = hearing.model_copy(update={"reasons": reasons})
    assert "written" not in fields.answer(silent, {"written": ["Коркот."]})


@pytest.mark.parametrize("name", list(READ))
def test_what_was_read_is_read_alike_when_a_page_sends_it_again(name):
    kind, sent, _answer = READ[name]
    once = fields.answer(SCENES[kind], sent)
    again = {key: value for key, value in walks.fields(once).items() if value != ["0"]}
    assert fields.answer(SCENES[kind], again) == once


NAMES = st.sampled_from(
    ["choice", "reason", "written", "blank-article", "blank-facts", "offence", "element", "sure", "row-contract", "text", "x"]
)  # fmt: skip


@given(
    st.sampled_from(sorted(SCENES)),
    st.dictionaries(NAMES, st.lists(st.text(max_size=9), max_size=3)),
)
def test_whatever_is_sent_is_read_into_the_same_places(kind, sent):
    found = fields.answer(SCENES[kind], sent)
    assert set(found) <= set(fields.BLANK)
    assert set(found) == set(fields.answer(SCENES[kind], {}))
