"""What is given in a scene: whole or not, and what it is worth, to the hundredth."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.refusals import Refusal
from app.scenarios import answers
from app.scenarios.answers import Graded, Incomplete, TooLittleWritten, TooMuchWritten
from tests.scenarios.scenes import SCENES, STATE

LONG = "a " * answers.LONGEST_WRITTEN
FILLED = {"article": ["trafficking"], "means": ["debt"], "facts": "Жазылды."}
NAMED = {"offence": "fraud", "elements": ["act"], "sure": 2}
RULED = {"choice": "grant", "reasons": ["fear"], "written": "бир эки үч"}

TAKEN = [
    ("document", {"blanks": FILLED}),
    ("document", {"blanks": FILLED | {"means": []}}),
    ("qualification", NAMED),
    ("qualification", NAMED | {"elements": []}),
    ("matrix", {"rows": {}}),
    ("matrix", {"rows": {"contract": ["means", "act"], "letter": []}}),
    ("hearing", RULED),
    ("writing", {"text": "бир эки үч төрт беш"}),
    ("narrative", {"choice": "anything: whether it is open is looked at elsewhere"}),
    ("ending", {}),
]
REFUSED = [
    ("document", {}, Incomplete),
    ("document", {"blanks": FILLED | {"article": []}}, Incomplete),
    ("document", {"blanks": FILLED | {"article": ["trafficking", "fraud"]}}, Incomplete),
    ("document", {"blanks": FILLED | {"article": ["theft"]}}, Incomplete),
    ("document", {"blanks": FILLED | {"means": ["debt", "luck"]}}, Incomplete),
    ("document", {"blanks": FILLED | {"facts": "  "}}, TooLittleWritten),
    ("document", {"blanks": FILLED | {"facts": LONG}}, TooMuchWritten),
    ("qualification", {}, Incomplete),
    ("qualification", NAMED | {"offence": "theft"}, Incomplete),
    ("qualification", NAMED | {"sure": 0}, Incomplete),
    ("qualification", NAMED | {"elements": ["act", "weather"]}, Incomplete),
    ("matrix", {"rows": {"ticket": ["act"]}}, Incomplete),
    ("matrix", {"rows": {"contract": ["weather"]}}, Incomplete),
    ("hearing", RULED | {"reasons": []}, Incomplete),
    ("hearing", RULED | {"reasons": ["fear", "weather"]}, Incomplete),
    ("hearing", RULED | {"written": "бир эки"}, TooLittleWritten),
    ("hearing", RULED | {"written": LONG}, TooMuchWritten),
    ("writing", {}, TooLittleWritten),
    ("writing", {"text": "бир эки үч төрт"}, TooLittleWritten),
    ("writing", {"text": LONG}, TooMuchWritten),
]


@pytest.mark.parametrize(("kind", "answer"), TAKEN)
def test_what_is_whole_is_taken(kind, answer):
    answers.ensure_complete(SCENES[kind], STATE, answer)


@pytest.mark.parametrize(("kind", "answer", "refusal"), REFUSED)
def test_what_is_not_is_refused_with_a_sentence(kind, answer, refusal):
    with pytest.raises(Refusal) as refused:
        answers.ensure_complete(SCENES[kind], STATE, answer)
    assert type(refused.value) is refusal
    assert refused.value.says % refused.value.values


SHARES = [
    ("", "", 1),
    ("", "a", 0),
    ("ab", "", 0),
    ("ab", "a", Fraction(1, 2)),
    ("ab", "ab", 1),
    ("ab", "ac", 0),
    ("ab", "abc", Fraction(1, 2)),
    ("ab", "abcd", 0),
    ("abc", "ab", Fraction(2, 3)),
    ("a", "bcd", 0),
]


@pytest.mark.parametrize(("rights", "claims", "share"), SHARES)
def test_a_wrong_claim_takes_away_what_a_right_one_adds(rights, claims, share):
    assert answers.share_of_claims(set(rights), set(claims)) == share


LETTERS = st.sets(st.sampled_from("abcdef"))


@given(LETTERS, LETTERS)
def test_a_share_is_whole_for_what_is_right_and_for_nothing_else(rights, claims):
    share = answers.share_of_claims(rights, claims)
    assert 0 <= share <= 1
    assert (share == 1) == (rights == claims)
    assert answers.share_of_claims(rights, claims - rights) <= share


WORTH = [
    ("document", {"blanks": FILLED}, Fraction(3, 4), {"elements": 400, "evidence": 100}),
    ("document", {"blanks": FILLED | {"article": ["fraud"], "means": []}}, 0, {"elements": 0, "evidence": 0}),
    ("document", {"blanks": FILLED | {"means": ["debt", "force", "love"]}}, Fraction(3, 4), {"elements": 400, "evidence": 100}),
    ("qualification", {"offence": "trafficking", "elements": ["act", "means"]}, 1, {"elements": 600}),
    ("qualification", {"offence": "fraud", "elements": ["act", "means"]}, Fraction(1, 2), {"elements": 300}),
    ("qualification", {"offence": "trafficking", "elements": ["act"]}, Fraction(3, 4), {"elements": 450}),
    # The ticket is not at hand, so nothing is lost by leaving it out.
    ("matrix", {"rows": {"contract": ["means"], "letter": ["act"]}}, 1, {"evidence": 400}),
    ("matrix", {"rows": {"contract": ["means", "act"]}}, 0, {"evidence": 0}),
    ("matrix", {"rows": {"contract": ["means"]}}, Fraction(1, 2), {"evidence": 200}),
    ("hearing", RULED, Fraction(1, 2), {"reasons": 100}),
    ("hearing", RULED | {"reasons": ["fear", "age"]}, 1, {"reasons": 200}),
    ("writing", {"text": "five words of any kind"}, 1, {}),
    ("narrative", {"choice": "on"}, 1, {}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "answer", "share", "points"), WORTH)
def test_what_is_given_is_worth_its_share(kind, answer, share, points):
    assert answers.graded(SCENES[kind], STATE, answer) == Graded(Fraction(share), points)


def test_sums_do_not_depend_on_their_order():
    thirds = [answers.worth({"victim": 1, "reasons": 2}, Fraction(n, 3)) for n in (1, 2, 1)]
    assert answers.add(*thirds) == answers.add(*thirds[::-1]) == {"victim": 133, "reasons": 267}
    assert answers.add() == {}
    assert answers.worth({"victim": -2}) == {"victim": -200}


def test_a_matrix_asks_for_what_is_at_hand():
    assert answers.asked(SCENES["matrix"], STATE) == ("contract", "letter")
    assert answers.pairs(SCENES["matrix"], STATE) == {("contract", "means"), ("letter", "act")}
