"""What an attempt was worth: from the questions drawn, the answers that count, and the terms kept with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import cast

from sqlalchemy import insert

from app.assessment import answering, fairness, grading, queries, questions, rubrics, timing
from app.assessment.bank import Bank
from app.assessment.items.essay import Shape as Essay
from app.assessment.models import Attempt, Mark, Marking, MarkingState
from app.db.session import db

# Rows alike go in one order; through the unit of work each would go by itself.
_MARKS = insert(Mark).execution_options(render_nulls=True)
_UNANSWERED = dict.fromkeys(("answer_id", "language", "certainty", "seconds"))


def grade(
    attempt: Attempt,
    *,
    found: Mapping[int, Sequence[rubrics.Read]] | None = None,
    at: datetime,
) -> grading.Result:
    """Marks for every question, and the attempt's result, or essays that wait for markers.

    `found`: when every essay is settled, by place what markers found. Their marks are written beside the others,
    which are there since the hand-in.
    """
    bank = queries.bank(attempt.bank_release_id)
    answers = queries.latest_answers(attempt.id)
    places = questions.items_by_place(attempt.id)
    values = [
        (bank.items[name], answers[place].value if place in answers else None)
        for place, name in places
    ]
    shares = _by_people(bank, places, found or {})
    result = grading.grade(values, pass_mark=attempt.rule["pass_mark"], by_people=shares)
    attempt.language = _language(answers)
    told, marks = _told(attempt, answers), []
    for (place, name), row in zip(places, result.rows, strict=True):
        if found is None and row.share is None:
            _wait(attempt, place, name, answers[place].answer_id, at=at)
        elif found is None or place in found:
            worth = {"share": row.share, "points": row.points, "maximum": float(row.maximum)}
            here = {"attempt_id": attempt.id, "place": place, "item": name, "marked_at": at}
            marks.append({**here, **worth, **told.get(place, _UNANSWERED)})
    if marks:
        db.session.execute(_MARKS, marks)
    if not result.waits:
        attempt.score, attempt.maximum = result.score, float(result.maximum)
        attempt.passed, attempt.graded_at = result.passed, at
    db.session.flush()
    return result


def _by_people(
    bank: Bank, places: list[tuple[int, str]], found: Mapping[int, Sequence[rubrics.Read]]
) -> dict[str, Fraction]:
    return {
        name: rubrics.share(cast(Essay, bank.items[name]), [one.levels for one in found[place]])
        for place, name in places
        if place in found
    }


def _wait(attempt: Attempt, place: int, name: str, answer_id: int, *, at: datetime) -> None:
    """People must mark this one."""
    db.session.add(
        Marking(
            id=rubrics.drawn_id(attempt.seed, attempt.id, place),
            attempt_id=attempt.id,
            place=place,
            item=name,
            answer_id=answer_id,
            state=MarkingState.WAITING,
            begun_at=at,
        )
    )


def _told(attempt: Attempt, answers: Mapping[int, queries.Given]) -> dict[int, dict[str, object]]:
    """What figures need beside the points, by place: which answer counted, its language, certainty and time."""
    spent = timing.seconds(queries.saves(attempt.id), attempt.begun_at)
    found = {}
    for place, given in answers.items():
        found[place] = {**_UNANSWERED, "answer_id": given.answer_id}
        if answering.is_given(given.value):
            how = {"language": given.language, "certainty": given.certainty}
            found[place] |= {**how, "seconds": spent[place]}
    return found


def _language(answers: Mapping[int, queries.Given]) -> str | None:
    languages = [one.language for one in answers.values() if answering.is_given(one.value)]
    return fairness.language_of(languages)
