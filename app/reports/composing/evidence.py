"""Sections 5 to 8: how the records came about, what was learnt, how the questions did, mock trials."""

from collections.abc import Mapping, Sequence

from app.assessment.gains import gain
from app.core.tables import Cell, Table
from app.core.words import N_
from app.drills.figures import Rate, rate
from app.drills.rules import SURE
from app.reports.asking import Asked
from app.reports.hiding import FEWEST
from app.reports.queries import evidence
from app.reports.queries.evidence import Done, Paired
from app.reports.sections import NAMES, NOT_COLLECTED, Block, Key, Section, Words, shown
from app.scenarios.wording import VERDICTS

# Of fewer answers a share says more about chance than about the question.
FEWEST_ANSWERS = 30
_HARDEST = 10
# What is about everybody stays so under a filter.
_EVERYBODY = N_("These figures are about everybody on the roster, whatever group is chosen.")

_MEASURE, _VALUE, _PEOPLE = N_("Figure"), N_("How many"), N_("People")


def _many(done: Done, words: Words) -> list[Cell]:
    """Records and people; neither where they are of one to four people."""
    small = 0 < done.people < FEWEST
    return [shown(None if small else n, words) for n in (done.records, done.people)]


def quality(asked: Asked, words: Words) -> Section:
    found, nobody = evidence.attempts(asked), Done(0, 0)
    own, late = found.get("person", nobody), found.get("server", nobody)
    given, exempt, revoked = evidence.overrides(asked)
    rows: list[list[Cell]] = [
        [words.say(N_("Tests handed in by the person")), *_many(own, words)],
        [words.say(N_("Tests handed in when their time was over")), *_many(late, words)],
        [words.say(N_("More time or attempts allowed, with a reason")), *_many(given, words)],
        [words.say(N_("Lessons from which a diagnostic exempted")), *_many(exempt, words)],
        [words.say(N_("Certificates revoked by two persons")), *_many(revoked, words)],
    ]
    if own.people >= FEWEST and own.mean is not None:
        minutes = words.say(N_("Minutes from the start of a test to handing in, mean"))
        rows.insert(1, [minutes, round(own.mean, 1), own.people])
    none = words.say(NOT_COLLECTED)
    for name in (N_("Entered from paper"), N_("Synchronised late"), N_("Offline kit")):
        rows.append([words.say(name), none, none])
    how: list[list[Cell]] = [
        [words.say(N_("Identity")), words.say(N_("Own sign-in name and password"))],
        [words.say(N_("Supervision")), words.say(N_("None: tests are taken alone"))],
        [words.say(N_("Origin of each record")), words.say(N_("Online, at the moment it says"))],
    ]
    return Section(
        Key.EVIDENCE,
        words.say(NAMES[Key.EVIDENCE]),
        (
            Block(words.say(N_("Records of the period")), Table(_head(words), rows)),
            Block(
                words.say(N_("How records come about")),
                Table([words.say(_MEASURE), words.say(N_("How"))], how),
            ),
        ),
        (words.say(_EVERYBODY),),
    )


def _head(words: Words) -> list[str]:
    return [words.say(_MEASURE), words.say(_VALUE), words.say(_PEOPLE)]


def learning(asked: Asked, words: Words, paired: Paired | None) -> Section:
    """`paired` is None where the course has no such tests."""
    drilled = evidence.drills(asked, sure=SURE)
    small = 0 < drilled.people < FEWEST
    rates = [
        (N_("Downgrade rate"), rate(drilled.lowered, drilled.asked)),
        (N_("Sure and wrong"), rate(drilled.wrong, drilled.sure)),
    ]
    rows = [[words.say(name), *_rate(found, small, words)] for name, found in rates]
    head = [words.say(_MEASURE), words.say(N_("Answers")), words.say(N_("Share"))]
    head += [
        words.say(N_("Interval of 95 per cent, from")),
        words.say(N_("Interval of 95 per cent, to")),
    ]
    blocks = [
        Block(words.say(N_("Qualification drills of the period")), Table(head, rows), (2, 3, 4))
    ]
    if paired is not None:
        blocks.insert(0, _gains(paired, words))
    return Section(
        Key.LEARNING, words.say(NAMES[Key.LEARNING]), tuple(blocks), (words.say(_EVERYBODY),)
    )


def _rate(found: Rate, small: bool, words: Words) -> list[Cell]:
    if small:
        return [shown(None, words), None, None, None]
    between = (found.interval.low, found.interval.high) if found.interval else (None, None)
    return [found.whole, *(_rounded(v) for v in (found.share.value, *between))]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _gains(paired: Paired, words: Words) -> Block:
    found = gain(paired.both, only_pre=paired.only_pre, only_post=paired.only_post)

    def few(n: int) -> Cell:
        return shown(None if 0 < n < FEWEST else n, words)

    interval = found.interval
    rows: list[list[Cell]] = [
        [words.say(N_("People with both tests")), few(found.n)],
        [words.say(N_("People with the test before only")), few(found.only_pre)],
        [words.say(N_("People with the test after only")), few(found.only_post)],
        [words.say(N_("Gain, mean, in points of a hundred")), _tenth(found.mean.value)],
        [words.say(N_("Gain, lower end of the interval of 95 per cent")), _tenth(interval.low if interval else None)],
        [words.say(N_("Gain, upper end of the interval of 95 per cent")), _tenth(interval.high if interval else None)],
        [words.say(N_("Normalised gain, in hundredths of what could be gained")), _tenth(_hundredths(found.normalised.value))],
    ]  # fmt: skip
    head = [words.say(_MEASURE), words.say(_VALUE)]
    return Block(words.say(N_("Before and after the course")), Table(head, rows))


def _hundredths(value: float | None) -> float | None:
    return None if value is None else 100 * value


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def questions(
    asked: Asked, words: Words, releases: Sequence[int], topics: Mapping[str, str]
) -> Section:
    """`topics` are those of the course's questions, in words."""
    found = evidence.questions(asked, releases)
    enough = [q for q in found if q.n >= FEWEST_ANSWERS]
    counts: list[list[Cell]] = [
        [words.say(N_("Questions asked in the period")), len(found)],
        [words.say(N_("Of these, asked too seldom for a figure")), len(found) - len(enough)],
        [words.say(N_("Of these, with less than half of the points on average")), sum(q.share < 0.5 for q in enough)],
    ]  # fmt: skip
    hardest = [[q.item, topics.get(q.item), q.n, round(q.share, 3)] for q in enough[:_HARDEST]]
    head = [words.say(N_("Question")), words.say(N_("Topic")), words.say(N_("Answers"))]
    blocks = [
        Block(
            words.say(N_("All questions of the course’s tests")),
            Table([words.say(_MEASURE), words.say(_VALUE)], counts),
        )
    ]
    if hardest:
        table = Table([*head, words.say(N_("Points, share"))], hardest)
        blocks.append(Block(words.say(N_("The hardest questions")), table, (3,)))
    note = words.say(
        N_("Discrimination, reliability and doubtful keys of each test stand under Statistics, where they are worked out from all attempts.")
    )  # fmt: skip
    return Section(Key.QUESTIONS, words.say(NAMES[Key.QUESTIONS]), tuple(blocks), (note,))


def trials(asked: Asked, words: Words, titles: Mapping[str, str]) -> Section:
    head = (N_("Case"), N_("Verdict"), N_("Runs"), _PEOPLE, N_("Slight harm"), N_("Serious harm"))
    rows: list[list[Cell]] = []
    for played in evidence.walkthroughs(asked):
        small = played.people < FEWEST
        counts = (played.runs, played.people, played.slight, played.serious)
        rows.append(
            [
                titles.get(played.scenario, played.scenario),
                words.say(VERDICTS[played.verdict]),
                *(shown(None if small else n, words) for n in counts),
            ]
        )
    alone = Table([words.say(name) for name in head], rows)
    joint = [[words.say(name), words.say(NOT_COLLECTED)] for name in _JOINT]
    return Section(
        Key.TRIALS,
        words.say(NAMES[Key.TRIALS]),
        (
            Block(words.say(N_("Walkthroughs finished in the period")), alone),
            Block(
                words.say(N_("Joint mock trials")),
                Table([words.say(_MEASURE), words.say(_VALUE)], joint),
            ),
        ),
        (words.say(_EVERYBODY),),
    )


_JOINT = (
    N_("Joint mock trials"),
    N_("Roles covered"),
    N_("Chairs swapped"),
    N_("Agreement of assessors"),
    N_("Lost in handing over"),
)
