"""What must hold of an attempt, whatever was done to it at once from several sides."""

from collections import Counter

from flask import Flask
from sqlalchemy import func, select

from app.assessment import answering, grading, queries, questions, rules
from app.assessment.models import Answer, Attempt, Mark
from app.db.session import db
from app.journal.models import Entry


def violations(app: Flask, attempt_id: int, acknowledged: dict[str, int]) -> list[str]:
    """`acknowledged`: version by the mark of the device, as the device was told."""
    with app.app_context():
        attempt = queries.attempt(attempt_id)
        assert attempt is not None
        rows = list(db.session.scalars(select(Answer).where(Answer.attempt_id == attempt_id)))
        found = [f"an acknowledged answer is lost: {c}" for c in acknowledged.keys() - {r.client_id for r in rows}]  # fmt: skip
        found += _versions(rows, acknowledged)
        found += _lateness(rows, attempt)
        found += _score(attempt)
        db.session.rollback()
        return found


def _versions(rows: list[Answer], acknowledged: dict[str, int]) -> list[str]:
    kept = {row.client_id: row.version for row in rows}
    found = [f"{c} was told version {v}" for c, v in acknowledged.items() if kept.get(c, v) != v]
    twice = [pair for pair, n in Counter((r.place, r.version) for r in rows).items() if n > 1]
    return found + [f"kept twice: {pair}" for pair in twice]


def _lateness(rows: list[Answer], attempt: Attempt) -> list[str]:
    assert attempt.deadline_at is not None
    last = attempt.deadline_at + rules.GRACE
    return [f"late is {row.late}: {row.given_at}" for row in rows if row.late != (row.given_at > last)]  # fmt: skip


def _score(attempt: Attempt) -> list[str]:
    """Handed in once, marked once, and as whoever adds it up again would."""
    of = Mark.attempt_id == attempt.id
    marks = db.session.scalar(select(func.count()).select_from(Mark).where(of)) or 0
    about = (Entry.about_kind == "attempt", Entry.about_id == str(attempt.id))
    noted = select(func.count()).select_from(Entry).where(*about, Entry.what == "attempt handed in")
    times = db.session.scalar(noted) or 0
    if attempt.state == "open":
        return [] if (marks, times) == (0, 0) else [f"open, with {marks} marks"]
    answers = queries.latest_answers(attempt.id)
    bank = queries.bank(attempt.bank_release_id)
    values = [
        (bank.items[name], answers[place].value if place in answers else None)
        for place, name in questions.items_by_place(attempt.id)
    ]
    right = grading.grade(values, pass_mark=attempt.rule["pass_mark"]).score
    found = (
        []
        if (marks, times) == (attempt.rule["size"], 1)
        else [f"{marks} marks, handed in {times} times"]
    )
    found += _certainty(attempt, answers)
    return found + ([] if attempt.score == right else [f"scored {attempt.score}, not {right}"])


def _certainty(attempt: Attempt, answers: dict[int, queries.Given]) -> list[str]:
    """Marked with that of the answer that counts, if it says anything."""
    counted = {p: a.certainty for p, a in answers.items() if answering.is_given(a.value)}
    of = Mark.attempt_id == attempt.id
    marked = db.session.execute(select(Mark.place, Mark.certainty).where(of))
    return [f"certainty {c} at {p}" for p, c in marked if c != counted.get(p)]
