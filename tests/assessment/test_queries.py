"""Attempts, questions and answers as they are read; banks kept in memory."""

from datetime import UTC, datetime, timedelta

import pytest

from app.assessment import actions, queries, questions, wording
from app.assessment.items.common import Shown
from app.assessment.models import Attempt
from app.db.session import db
from tests import make
from tests.assessment import samples
from tests.statements import statements

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("writing")


@pytest.fixture
def attempt(cast) -> Attempt:
    return make.attempt(cast.asel, at=NOON)


def save(attempt, cast, text, **more):
    return actions.save_answer(
        attempt,
        more.pop("place", make.WORD),
        {"text": text},
        language=more.pop("language", "ky"),
        client_id=f"id-{text}",
        seat=make.SEAT,
        by=cast.asel,
        at=NOON,
        **more,
    )


def test_a_bank_is_read_once_for_all_its_releases(app):
    first = queries.bank(make.bank().id)
    other = make.bank({"law/new.yaml": samples.text_of("numeric", name="new")})
    assert "new" in queries.bank(other.id).items
    back = make.bank()
    assert back.id != other.id
    with statements() as asked:
        assert queries.bank(back.id) is first
    assert all("release_file" not in statement for statement in asked)


def test_the_newest_release_of_a_bank_is_the_one_to_draw_from(app):
    make.bank()
    newer = make.bank({"law/new.yaml": samples.text_of("numeric", name="new")})
    assert queries.current_bank_release("bank").id == newer.id
    assert queries.current_bank_release("other") is None


def test_an_attempt_comes_with_its_questions_in_two_statements(attempt):
    db.session.commit()
    db.session.expunge_all()
    with statements() as asked:
        found = queries.attempt(attempt.id)
        assert len(found.items) == 6
    assert len(asked) == 2
    assert queries.attempt(987_654) is None


def test_a_question_is_made_without_its_key(attempt):
    found = questions.question(attempt, make.NUMBER, "ru")
    assert isinstance(found.shown, Shown)
    assert (found.shown.kind, found.shown.text.text) == ("numeric", "Вопрос?")
    assert (found.given, found.answer, found.said) == ({}, None, ())
    assert questions.question(attempt, 7, "ru") is None
    assert not {"item", "right", "explanation", "reread"} & set(vars(found))


def test_a_question_shows_what_was_given(attempt, cast):
    save(attempt, cast, "10", place=make.NUMBER)
    answers = queries.latest_answers(attempt.id)
    found = questions.question(attempt, make.NUMBER, "ky", answers[make.NUMBER])
    assert found.given == {"text": ["10"]}
    assert [line.text.text for line in found.said] == ["10"]


def test_all_questions_cost_one_statement(attempt):
    """And one for the name of their bank, as long as it is only being written."""
    with statements() as asked:
        found = questions.questions(attempt, "ky", {})
    assert [q.place for q in found] == [1, 2, 3, 4, 5, 6]
    assert len(asked) == 2


def test_of_many_answers_the_highest_versions_come_by_one_statement(attempt, cast):
    for text in "abc":
        save(attempt, cast, text)
    save(attempt, cast, "1", place=make.NUMBER, language="ru")
    with statements() as asked:
        found = queries.latest_answers(attempt.id)
    assert len(asked) == 1
    assert {p: (g.version, g.value["text"], g.language) for p, g in found.items()} == {
        make.NUMBER: (1, "1", "ru"),
        make.WORD: (3, "c", "ky"),
    }


def test_what_stands_already(attempt, cast):
    assert queries.stands(attempt.id, make.WORD, {"text": ""})
    assert not queries.stands(attempt.id, make.WORD, {"text": "a"})
    save(attempt, cast, "a")
    assert queries.stands(attempt.id, make.WORD, {"text": "a"})
    assert not queries.stands(attempt.id, make.WORD, {"text": ""})


def test_fields_of_a_page_become_an_answer(attempt):
    assert questions.answer_in(attempt, make.WORD, {"text": [" а  б "]}) == {"text": "а б"}
    assert questions.answer_in(attempt, 7, {}) is None


def test_questions_seen_in_any_release_of_the_bank(attempt, cast):
    names = {item.item for item in attempt.items}
    assert queries.seen_items(cast.asel.person_id, "bank") == names
    assert queries.seen_items(cast.bek.person_id, "bank") == frozenset()
    assert queries.seen_items(cast.asel.person_id, "other") == frozenset()


def test_another_open_test_of_the_same_bank(attempt, cast):
    assert not queries.has_other_open(attempt)
    make.attempt(cast.bek, context="enrolment:5")
    assert not queries.has_other_open(attempt)
    other = make.attempt(cast.asel, context="enrolment:2")
    assert queries.has_other_open(attempt)
    actions.hand_in(other, by=cast.asel, at=NOON)
    assert not queries.has_other_open(attempt)


def test_the_gate_lets_no_key_out_before_hand_in(attempt, cast):
    assert questions.solutions(attempt, "ky") is None
    actions.hand_in(attempt, by=cast.asel, at=NOON)
    found = questions.solutions(attempt, "ru")
    assert all(isinstance(one, wording.Solution) for one in found)
    assert {one.shown.kind for one in found} == set(make.KINDS)
    assert {one.topic for one in found} == {"elements"}


def test_the_gate_shuts_again_while_another_test_may_hold_the_same(attempt, cast):
    actions.hand_in(attempt, by=cast.asel, at=NOON)
    make.attempt(cast.asel, context="enrolment:2")
    assert questions.solutions(attempt, "ky") is None


def test_what_is_overdue_comes_in_the_order_of_its_end(cast):
    later, earlier, _running = [
        make.attempt(cast.asel, context=f"enrolment:{minutes}", at=NOON, minutes=minutes)
        for minutes in (20, 10, 30)
    ]
    assert queries.overdue(NOON + timedelta(minutes=25)) == [earlier.id, later.id]
    assert queries.overdue(NOON) == []
