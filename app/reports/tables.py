"""Figures and facts as tables, in the reader's words: one table makes the page, the CSV and the spreadsheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.bilingual import Bilingual
from app.core.tables import Cell, Table
from app.core.words import N_
from app.reports.cuts import STAGES, Figures, Line, Value

Say = Callable[[str], str]

STAGE_NAMES = {
    "in_scope": N_("In scope"),
    "enrolled": N_("Enrolled"),
    "started": N_("Started"),
    "passed": N_("Passed the final test"),
    "completed": N_("Completed"),
    "certified": N_("Certified on that day"),
}
_SHARE_NAMES = {
    "enrolled": N_("Enrolled, per cent of those in scope"),
    "started": N_("Started, per cent of those in scope"),
    "passed": N_("Passed, per cent of those in scope"),
    "completed": N_("Completed, per cent of those in scope"),
    "certified": N_("Certified, per cent of those in scope"),
}
# Columns of the table of completion, from 0, that hold shares; the others hold counts, the first names.
SHARES = tuple(range(3, 2 * len(STAGES), 2))
HIDDEN = N_("not shown")
TOTAL = N_("All together")
_EVERYBODY = N_("Group")


def percent(part: int | None, whole: int | None) -> int | None:
    """Whole per cent, rounded down: 100 is said of everybody only."""
    return 100 * part // whole if part is not None and whole else None


def completion(
    figures: Figures, names: Mapping[Value, str], *, heading: str | None, say: Say
) -> Table:
    """`names` are the groups in the order in which they are read; the last row is the total."""
    headings = [say(heading or _EVERYBODY), say(STAGE_NAMES["in_scope"])]
    for stage in STAGES[1:]:
        headings += [say(STAGE_NAMES[stage]), say(_SHARE_NAMES[stage])]
    found = {line.value: line for line in figures.lines}
    rows = [_row(name, found[value], say) for value, name in names.items() if value in found]
    return Table(headings, [*rows, _row(say(TOTAL), figures.total, say)])


def _row(name: str, line: Line, say: Say) -> list[Cell]:
    """A figure that is not shown says so; its share is empty."""
    whole, *parts = [say(HIDDEN) if count is None else count for count in line.counts]
    row: list[Cell] = [name, whole]
    for part, count in zip(parts, line.counts[1:], strict=True):
        row += [part, percent(count, line.counts[0])]
    return row


# ── one person's record ───────────────────────────────────────────────────────


@dataclass(frozen=True)
class Fact:
    """Something that happened: `what` and `outcome` are message keys, `values` fill the outcome's places."""

    at: datetime
    what: str
    course: Bilingual
    release: int
    subject: Bilingual | None = None
    language: str | None = None
    score: float | None = None
    maximum: float | None = None
    outcome: str | None = None
    values: Mapping[str, object] | None = None


_RECORD = (
    N_("When"),
    N_("What"),
    N_("Course"),
    N_("Release"),
    N_("Lesson, walkthrough or test"),
    N_("Language"),
    N_("Points"),
    N_("Out of"),
    N_("Outcome"),
)


def record(
    facts: Iterable[Fact],
    *,
    language: str,
    languages: Mapping[str, str],
    moment: Callable[[datetime], str],
    say: Say,
) -> Table:
    """Everything in the order of time."""
    rows: Sequence[Sequence[Cell]] = [
        [
            moment(fact.at),
            say(fact.what),
            fact.course[language],
            fact.release,
            fact.subject[language] if fact.subject else None,
            languages[fact.language] if fact.language else None,
            _points(fact.score),
            _points(fact.maximum),
            say(fact.outcome) % (fact.values or {}) if fact.outcome else None,
        ]
        for fact in sorted(facts, key=lambda fact: fact.at)
    ]
    return Table([say(heading) for heading in _RECORD], rows)


def _points(points: float | None) -> float | int | None:
    """To one place, as pages show them; whole points without one."""
    if points is None:
        return None
    return int(points) if points == int(points) else round(points, 1)
