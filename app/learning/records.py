"""Records of other rooms that a course counts: final tests passed, walkthroughs finished."""

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, func, select

from app.assessment.models import Attempt
from app.db.session import rows
from app.learning import rules
from app.learning.playing import Played
from app.scenarios import queries as scenarios

_PASSED = (
    select(
        Attempt.context,
        Attempt.test,
        Attempt.id,
        Attempt.score,
        Attempt.maximum,
        # Later where people marked, or where marking again brought the pass about.
        func.coalesce(Attempt.graded_at, Attempt.handed_in_at),
    )
    # What was passed was handed in. Asking for that as well makes SQLite look through all that was ever handed in.
    .where(Attempt.context.in_(bindparam("contexts", expanding=True)), Attempt.passed.is_(True))
    .order_by(Attempt.number.desc())
)


def context_of(enrolment_id: int) -> str:
    """How attempts name the enrolment they belong to."""
    return f"enrolment:{enrolment_id}"


def number_in(context: str) -> int | None:
    kind, _, number = context.partition(":")
    return int(number) if kind == "enrolment" and number.isdigit() else None


def passed_finals(finals: Mapping[int, str | None]) -> dict[int, rules.Passed]:
    """By enrolment, the first attempt at its final test that reached the mark."""
    contexts = {context_of(i): (i, final) for i, final in finals.items() if final}
    found = {}
    for context, test, attempt_id, score, maximum, at in rows(_PASSED, contexts=list(contexts)):
        enrolment_id, final = contexts[context]
        if test == final:
            assert score is not None and maximum and at is not None, "passed means graded"
            found[enrolment_id] = rules.Passed(attempt_id, score / maximum, at)
    return found


def finished_runs(enrolment_ids: Collection[int]) -> dict[int, list[Played]]:
    """By enrolment, in the order in which they were finished. Asks nothing where there are none to ask for."""
    found: dict[int, list[Played]] = {i: [] for i in enrolment_ids}
    for run in scenarios.finished([context_of(i) for i in found]) if found else ():
        played = Played(
            run.run_id,
            run.scenario,
            run.verdict,
            run.percent,
            run.at,
            run.language,
        )
        found[number_in(run.context) or 0].append(played)
    return found
