"""The questions of an attempt: as its person sees them, as they answer them, and, behind the gate, with their key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from app.assessment import answering, queries, rules, terms, waiting, wording
from app.assessment.bank import Bank
from app.assessment.items.common import Item, Shown
from app.assessment.items.kinds import MARKED_BY_PEOPLE, kind_of
from app.assessment.models import AnyAttempt, AttemptItem, Mark
from app.assessment.rubrics import Read
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
    attempt: AnyAttempt, place: int, language: str, answer: queries.Given | None = None
) -> Question | None:
    row = _drawn(attempt, place)
    return _question(queries.bank(attempt.bank_release_id), row, language, answer) if row else None


def questions(
    attempt: AnyAttempt, language: str, answers: Mapping[int, queries.Given]
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


def _drawn(attempt: AnyAttempt, place: int) -> Row | None:
    return next(iter(rows(_ONE_DRAWN, attempt_id=attempt.id, place=place)), None)


def _question(of: Bank, drawn: Row, language: str, answer: queries.Given | None) -> Question:
    place, name, order = drawn
    item = of.items[name]
    kind = kind_of(item)
    given = kind.as_shown(item, answer.value, order) if answer else {}
    return Question(place, kind.shown(item, language, order), given, answer)


def answer_in(
    attempt: AnyAttempt, place: int, fields: Mapping[str, Sequence[str]]
) -> dict[str, Any] | None:
    """What the fields of a question's page say, as it is kept; None when there is no such question."""
    row = _drawn(attempt, place)
    if row is None:
        return None
    _place, name, order = row
    item = queries.bank(attempt.bank_release_id).items[name]
    return kind_of(item).read_answer(item, fields, order)


def solutions(
    attempt: AnyAttempt,
    language: str,
    *,
    only: int | None = None,
    is_window_over: bool = False,
    mended: Mapping[int, int] = MappingProxyType({}),
) -> list[wording.Solution] | None:
    """The questions that the gate lets out with their key; None while it lets out none.

    No other function lets a key out to takers. `only` asks for one question of an attempt that may still be open;
    `mended` names by place the release by whose key a question was marked again.
    """
    may = _gate(attempt, is_window_over=is_window_over)
    show = terms.shown(attempt.rule)
    drawn = [row for row in _all_drawn(attempt.id) if only in (None, row.place)]
    open_rows = [row for row in drawn if may(show.answers, row.place)]
    if not open_rows:
        return None
    found = queries.bank(attempt.bank_release_id)
    answers, marks = queries.latest_answers(attempt.id), _marks(attempt.id)
    essays = any(found.items[row.item].kind in MARKED_BY_PEOPLE for row in open_rows)
    readings = waiting.by_place(attempt.id) if essays else {}
    made = []
    for row in open_rows:
        given, mark = answers.get(row.place), marks.get(row.place)
        share = mark.share if mark else _share(found, row.item, given)
        again = queries.bank(mended[row.place]).items[row.item] if row.place in mended else None
        read = readings.get(row.place, ())
        one = _solution(found, row, language, given, share, read, again)
        made.append(one if may(show.explanations, row.place) else one.unexplained())
    return made


def _gate(attempt: AnyAttempt, *, is_window_over: bool) -> Callable[[str, int], bool]:
    """Asks the one rule, with what it needs to know of this attempt."""
    other_open, committed = queries.has_other_open(attempt), queries.committed(attempt)

    def may(when: str, place: int) -> bool:
        return rules.may_show_key(
            attempt.state,
            other_open=other_open,
            when=when,
            kind=attempt.rule["kind"],
            is_committed=place in committed,
            is_window_over=is_window_over,
        )

    return may


def _solution(
    found: Bank,
    row: Row,
    language: str,
    given: queries.Given | None,
    share: float | None,
    readings: Sequence[Read],
    mended: Item | None,
) -> wording.Solution:
    return wording.solution(
        row.place,
        found.items[row.item],
        row.option_order,
        language=language,
        answer=given.value if given else None,
        share=share,
        topic=found.topic_of(row.item),
        certainty=_certainty(given),
        readings=readings,
        mended=mended,
    )


def _share(found: Bank, name: str, given: queries.Given | None) -> float | None:
    """Of a question that was looked at before the hand-in gave marks; None while people must mark it."""
    item = found.items[name]
    share = kind_of(item).grade(item, given.value) if given else 0.0
    return None if share is None else float(share)


def worths(attempt: AnyAttempt) -> list[wording.Worth]:
    """What each question brought: no key, so the rule for scores alone says whether it is shown.

    Questions that people must still mark are left out.
    """
    of = queries.bank(attempt.bank_release_id)
    return [
        wording.Worth(
            of.topic_of(mark.item), mark.points, int(mark.maximum or of.items[mark.item].points)
        )
        for _place, mark in sorted(_marks(attempt.id).items())
    ]


def _certainty(given: queries.Given | None) -> int | None:
    """Of nothing nobody is sure."""
    return given.certainty if given and answering.is_given(given.value) else None


_MARKS = (
    select(Mark.place, Mark.item, Mark.share, Mark.points, Mark.maximum)
    .where(Mark.attempt_id == _ID)
    .order_by(Mark.round)
)


def _marks(attempt_id: int) -> dict[int, Row]:
    """By place, of the newest marking."""
    return {row.place: row for row in rows(_MARKS, attempt_id=attempt_id)}
