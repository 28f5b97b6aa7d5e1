"""Sessions and answers: begun once, answered once, drawn from what was missed."""

import pytest

from app.core import clock
from app.drills import actions, rules
from app.drills.queries import sessions
from tests.drills import drilling


def begin(cast, seed=1):
    return actions.begin(cast.people["asel"], by=cast.asel, at=clock.now(), seed=seed)


def answer(cast, session, place, **more):
    given = {"marks": {"1": "act"}, "named": "fraud", "certainty": 3, "language": "ru", **more}
    return actions.answer(session, place, by=cast.asel, at=clock.now(), **given)


def test_without_patterns_nothing_begins(cast, writing):
    with pytest.raises(rules.NoPatterns):
        begin(cast)


def test_five_cases_are_drawn_and_a_second_beginning_goes_on(cast, writing):
    drilling.patterns()
    first = begin(cast)
    assert [turn.place for turn in first.turns] == [1, 2, 3, 4, 5]
    assert begin(cast, seed=2).id == first.id


def test_an_answer_keeps_the_key_as_it_is_now(cast, writing):
    drilling.patterns()
    session = begin(cast)
    assert answer(cast, session, 1)
    turn = session.turns[0]
    assert (turn.offence, turn.named, turn.trafficking, turn.lesser) == (
        "trafficking",
        "fraud",
        True,
        True,
    )
    assert (turn.language, turn.certainty, turn.marks) == ("ru", 3, {"1": "act"})
    writing.refresh(turn)
    assert (turn.named, turn.quarter) == ("fraud", rules.quarter_of(clock.today()))


def test_a_case_is_answered_once(cast, writing):
    drilling.patterns()
    session = begin(cast)
    assert answer(cast, session, 1)
    assert not answer(cast, session, 1, named="trafficking")
    assert session.turns[0].named == "fraud"


def test_who_comes_second_writes_nothing_even_when_he_saw_it_open(cast, writing):
    """As two requests that both read the session before either wrote."""
    drilling.patterns()
    session = begin(cast)
    answer(cast, session, 1)
    session.turns[0].__dict__["answered_at"] = None
    assert not answer(cast, session, 1, named="trafficking")
    writing.refresh(session.turns[0])
    assert session.turns[0].named == "fraud"


def test_cases_are_answered_in_their_order(cast, writing):
    drilling.patterns()
    session = begin(cast)
    with pytest.raises(rules.TurnsInOrder):
        answer(cast, session, 2)


def test_the_last_answer_ends_the_session_and_the_next_brings_back_what_was_missed(cast, writing):
    drilling.patterns()
    session = begin(cast)
    for place in range(1, 6):
        assert session.ended_at is None
        answer(cast, session, place)
    assert session.ended_at is not None
    done = sessions.done(cast.asel.person_id, most=5)
    assert [(one.id, one.right, one.size) for one in done] == [(session.id, 0, 5)]
    following = begin(cast, seed=3)
    assert not {t.pattern for t in following.turns} & {t.pattern for t in session.turns}
    assert {t.distinction for t in following.turns} == {"wages", "fraud"}


def test_a_session_goes_on_with_the_patterns_it_began_with(cast, writing):
    drilling.patterns()
    session = begin(cast)
    files = dict(drilling.bundle())
    files["patterns.yaml"] += "# mended\n"
    drilling.patterns(files)
    assert begin(cast).release_id == session.release_id
    answer(cast, session, 1)
    assert session.turns[0].offence == "trafficking"
