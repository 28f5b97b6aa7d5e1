"""The questions of an attempt: as its person sees them, as they answer them, and, behind the gate, with their key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from app.assessment import answering, queries, rules, waiting, wording
from app.assessment.bank import Bank
from app.assessment.items.common import Shown
from app.assessment.items.kinds import MARKED_BY_PEOPLE, kind_of
from app.assessment.models import Attempt, AttemptItem, Mark
from app.db.session import rows

_ID: BindParameter[int] = bindparam("attempt_id")


@dataclass(frozen=True)
class Question:
    """A question as its person sees it, with what they gave. There is no field for what is right."""

    place: int
    shown: Shown
    given: Mapping[str, Sequence[str]]
    answer: queries.Given | None

    @property
    def said(self) -> tuple[wording.Said, ...]:
        return wording.said(self.shown, self.given)


def question(
    attempt: Attempt, place: int, language: str, answer: queries.Given | None = None
) -> Question | None:
    row = _drawn(attempt, place)
    return _question(queries.bank(attempt.bank_release_id), row, language, answer) if row else None


def questions(
    attempt: Attempt, language: str, answers: Mapping[int, queries.Given]
) -> list[Question]:
    """All of them, for looking through before handing in."""
    of = queries.bank(attempt.bank_release_id)
    drawn = _all_drawn(attempt.id)
    return [_question(of, row, language, answers.get(row.place)) for row in drawn]


def items_by_place(attempt_id: int) -> list[tuple[int, str]]:
    return [(place, name) for place, name, _order in _all_drawn(attempt_id)]


_DRAWN = select(AttemptItem.place, AttemptItem.item, AttemptItem.order)
_ALL_DRAWN = _DRAWN.where(AttemptItem.attempt_id == _ID).order_by(AttemptItem.place)
_ONE_DRAWN = _ALL_DRAWN.where(AttemptItem.place == bindparam("place"))


def _all_drawn(attempt_id: int) -> Sequence[Row]:
    return rows(_ALL_DRAWN, attempt_id=attempt_id)


def _drawn(attempt: Attempt, place: int) -> Row | None:
    return next(iter(rows(_ONE_DRAWN, attempt_id=attempt.id, place=place)), None)


def _question(of: Bank, drawn: Row, language: str, answer: queries.Given | None) -> Question:
    place, name, order = drawn
    item = of.items[name]
    kind = kind_of(item)
    given = kind.as_shown(item, answer.value, order) if answer else {}
    return Question(place, kind.shown(item, language, order), given, answer)


def answer_in(
    attempt: Attempt, place: int, fields: Mapping[str, Sequence[str]]
) -> dict[str, Any] | None:
    """What the fields of a question's page say, as it is kept; None when there is no such question."""
    row = _drawn(attempt, place)
    if row is None:
        return None
    _place, name, order = row
    item = queries.bank(attempt.bank_release_id).items[name]
    return kind_of(item).read_answer(item, fields, order)


def solutions(
    attempt: Attempt, language: str, *, mended: Mapping[int, int] = MappingProxyType({})
) -> list[wording.Solution] | None:
    """Every question with its key; None while the gate is shut. No other function lets a key out to takers.

    `mended` names by place the release by whose key a question was marked again.
    """
    if not rules.may_show_key(attempt.state, other_open=queries.has_other_open(attempt)):
        return None
    found = queries.bank(attempt.bank_release_id)
    answers, shares = queries.latest_answers(attempt.id), _shares(attempt.id)
    drawn = _all_drawn(attempt.id)
    essays = any(found.items[name].kind in MARKED_BY_PEOPLE for _place, name, _order in drawn)
    readings = waiting.by_place(attempt.id) if essays else {}
    return [
        wording.solution(
            place,
            found.items[name],
            order,
            language=language,
            answer=answers[place].value if place in answers else None,
            share=shares.get(place),
            topic=found.topic_of(name),
            certainty=_certainty(answers.get(place)),
            readings=readings.get(place, ()),
            mended=queries.bank(mended[place]).items[name] if place in mended else None,
        )
        for place, name, order in drawn
    ]


def _certainty(given: queries.Given | None) -> int | None:
    """Of nothing nobody is sure."""
    return given.certainty if given and answering.is_given(given.value) else None


_MARKS = select(Mark.place, Mark.share).where(Mark.attempt_id == _ID).order_by(Mark.round)


def _shares(attempt_id: int) -> dict[int, float]:
    """By place, of the newest marking."""
    return {row.place: row.share for row in rows(_MARKS, attempt_id=attempt_id)}
