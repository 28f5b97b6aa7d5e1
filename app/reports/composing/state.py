"""Sections 1 and 9 to 13: what the report is, what is not collected, continuity, content, decision, annexes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.continuity.coverage import Cell as Covered
from app.core.tables import Cell, Table
from app.core.words import N_
from app.curriculum.models import Release
from app.curriculum.shapes import Course
from app.reports.asking import Asked
from app.reports.divisions import DIVISIONS, EXPIRING_DAYS, GROUPS, STAGE_NAMES, Division
from app.reports.hiding import FEWEST
from app.reports.sections import NAMES, NOT_COLLECTED, Block, Key, Section, Words, share, shown

# Counts as the lines of this version of the formulas say; a change of any of them is a new version.
RULES = "2026-11"


@dataclass(frozen=True)
class About:
    """What the header says beside the question: names in words, who made it and when."""

    institution: str
    course: str
    release: int | None
    law_as_of: date | None
    made_by: str
    made_at: str
    document: str
    filters: str


def header(asked: Asked, words: Words, about: About) -> Section:
    period = words.say(
        N_("%(from_day)s to %(until_day)s"),
        from_day=words.day(asked.from_day),
        until_day=words.day(asked.until_day),
    )
    rows: list[list[Cell]] = [
        [words.say(N_("Institution")), about.institution],
        [words.say(N_("Period")), period],
        [words.say(N_("As of the end of the day")), words.day(asked.on)],
        [words.say(N_("Course")), about.course],
        [words.say(N_("Release of the course")), str(about.release) if about.release else None],
        [words.say(N_("Law as of")), words.day(about.law_as_of) if about.law_as_of else None],
        [words.say(N_("Group")), about.filters or words.say(N_("Everybody"))],
        [words.say(N_("Version of the formulas")), RULES],
        [words.say(N_("Produced by")), about.made_by],
        [words.say(N_("Produced at")), about.made_at],
        [words.say(N_("Number of the document")), about.document or None],
    ]
    head = [words.say(N_("Figure")), words.say(N_("Value"))]
    title = words.say(NAMES[Key.HEADER])
    return Section(Key.HEADER, title, (Block(title, Table(head, rows)),))


def results(words: Words) -> Section:
    rows = [
        [words.say(name), words.say(NOT_COLLECTED)]
        for name in (
            N_("Applied after one month"),
            N_("Applied after three months"),
            N_("Applied after six months"),
            N_("Still known after three months"),
            N_("Still known after six months"),
            N_("What the superior saw"),
            N_("Sessions in which it was passed on"),
            N_("Figures of the institution itself"),
        )
    ]
    head = [words.say(N_("Figure")), words.say(N_("Value"))]
    title = words.say(NAMES[Key.RESULTS])
    return Section(Key.RESULTS, title, (Block(title, Table(head, rows)),))


def continuity(words: Words, found: Mapping[str, Covered], titles: Mapping[str, str]) -> Section:
    """Of one to four people a figure would tell who holds it; posts that stand vacant are nobody's."""
    head = [
        words.say(N_("Course required")),
        words.say(N_("Posts filled")),
        words.say(N_("Held by their holders")),
        words.say(N_("Coverage")),
        words.say(N_("Of them away")),
        words.say(N_("Run out within ninety days")),
        words.say(N_("Vacant posts")),
        words.say(N_("Held by one person")),
        words.say(N_("Held by nobody")),
    ]
    rows = [[titles.get(name, name), *_covered(cell, words)] for name, cell in found.items()]
    ladder = [
        [words.say(N_("Trainers by language and region")), words.say(NOT_COLLECTED)],
        [words.say(N_("Still in the post after six and twelve months")), words.say(NOT_COLLECTED)],
    ]
    return Section(
        Key.CONTINUITY,
        words.say(NAMES[Key.CONTINUITY]),
        (
            Block(words.say(N_("What posts require, and who holds it")), Table(head, rows), (3,)),
            Block(
                words.say(N_("Trainers")),
                Table([words.say(N_("Figure")), words.say(N_("Value"))], ladder),
            ),
        ),
    )


def _covered(cell: Covered, words: Words) -> list[Cell]:
    def few(n: int) -> int | None:
        return None if 0 < n < FEWEST else n

    filled = few(cell.filled)
    held = None if filled is None else few(cell.held)
    parts = [None if held is None else few(n) for n in (cell.away, cell.lapsing)]
    units = [None if held is None else n for n in (cell.fragile, cell.bare)]
    return [
        shown(filled, words),
        shown(held, words),
        share(held, filled),
        *(shown(n, words) for n in parts),
        cell.vacant,
        *(shown(n, words) for n in units),
    ]


def content(words: Words, offered: Sequence[tuple[Release, Course]]) -> Section:
    rows: list[list[Cell]] = [
        [
            words.named(course.title),
            release.number,
            words.day(release.released_at),
            words.day(course.law_as_of),
            len(course.lessons),
            _both(course),
        ]
        for release, course in offered
    ]
    head = [
        words.say(N_("Course")),
        words.say(N_("Release")),
        words.say(N_("Released")),
        words.say(N_("Law as of")),
        words.say(N_("Lessons")),
        words.say(N_("In Kyrgyz and in Russian alike")),
    ]
    title = words.say(NAMES[Key.CONTENT])
    return Section(Key.CONTENT, title, (Block(title, Table(head, rows), (5,)),))


def _both(course: Course) -> float | None:
    """The share of lessons whose twins hold the same blocks."""
    alike = sum(
        [block.id for block in lesson.ky.blocks] == [block.id for block in lesson.ru.blocks]
        for lesson in course.lessons
    )
    return share(alike, len(course.lessons))


def decision(words: Words, signatures: Sequence[Sequence[Cell]]) -> Section:
    head = [
        words.say(N_("Step")),
        words.say(N_("Who")),
        words.say(N_("When")),
        words.say(N_("Reason")),
        words.say(N_("Seal")),
    ]
    title = words.say(NAMES[Key.DECISION])
    note = words.say(
        N_("A reviewer accepts the report, returns it with reasons, or asks for evidence. Each step seals the one before.")
    )  # fmt: skip
    return Section(Key.DECISION, title, (Block(title, Table(head, signatures)),), (note,))


_FORMULAS = (
    (STAGE_NAMES["in_scope"], N_("Holds a post of the institution on the day and is not away; whatever the profession. Each person once, where they are on that day.")),
    (STAGE_NAMES["enrolled"], N_("Of these, enrolled in the course by the end of the day, in whichever release, also while elsewhere.")),
    (STAGE_NAMES["started"], N_("Of these, has read a lesson or begun a test or a walkthrough.")),
    (STAGE_NAMES["passed"], N_("Of these, reached the mark of the final test, or completed the course.")),
    (STAGE_NAMES["completed"], N_("Of these, met every rule of the course; never taken back, never dated anew.")),
    (STAGE_NAMES["certified"], N_("Of these, holds a certificate that is in force on the day.")),
    (STAGE_NAMES["expiring"], N_("Of these, all certificates for the course end within so many days: %(days)s.")),
    (N_("Share"), N_("Divided by those in scope, rounded down to a tenth of a per cent.")),
    (N_("Gain"), N_("Mean of after less before over people with both; the interval is that of paired t.")),
    (N_("Downgrade rate"), N_("Answers that called trafficking something lesser, divided by answers on trafficking; Wilson’s interval.")),
    (N_("Coverage"), N_("Holders of the posts that require a course who hold it on the day, divided by posts filled; vacant posts stand apart.")),
)  # fmt: skip


def annexes(words: Words, changed: Sequence[Sequence[Cell]] | None) -> Section:
    """`changed` is None where there is no report before."""
    formulas = [
        [words.say(name), words.say(says) % {"days": EXPIRING_DAYS}] for name, says in _FORMULAS
    ]
    book = [
        [words.say(DIVISIONS[division]), value, words.say(name)]
        for division in Division
        for value, name in GROUPS.get(division, {}).items()
    ]
    blocks = [
        Block(
            words.say(N_("Formulas")),
            Table([words.say(N_("Figure")), words.say(N_("How it is counted"))], formulas),
        ),
        Block(
            words.say(N_("Code book")),
            Table(
                [words.say(N_("Division")), words.say(N_("Code")), words.say(N_("Meaning"))], book
            ),
        ),
    ]
    if changed is not None:
        head = [N_("Section"), N_("Row"), N_("Column"), N_("Was"), N_("Is")]
        table = Table([words.say(name) for name in head], changed)
        blocks.append(Block(words.say(N_("Changes since the last report")), table))
    return Section(Key.ANNEXES, words.say(NAMES[Key.ANNEXES]), tuple(blocks))
