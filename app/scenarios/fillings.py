"""Answers to a form that lead to everything it can come to: of each outcome those with the fewest and the most points."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

from app.scenarios import answers, play
from app.scenarios.answers import ELEMENTS, Answer
from app.scenarios.play import Form
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Blank,
    Document,
    Hearing,
    Matrix,
    Qualification,
    Writing,
)
from app.scenarios.state import State

# Forms as people write them have some dozens; of one with more not every share is tried.
MOST_SHARES = 1000

Ticked = tuple[str, ...]
# Points, and what is ticked in each blank.
Filled = tuple[int, tuple[tuple[str, Ticked], ...]]


def fillings(scene: Form, state: State) -> Iterator[Answer]:
    known: dict[str, list[tuple[int, Answer]]] = {}
    for answer in _all(scene, state):
        graded = answers.graded(scene, state, answer)
        outcome = play.reached(scene, graded).id
        known.setdefault(outcome, []).append((sum(graded.points.values()), answer))
    for found in known.values():
        lowest, highest = min(found, key=_points), max(found, key=_points)
        yield highest[1]
        if lowest[0] != highest[0]:
            yield lowest[1]


def _points(found: tuple[int, Answer]) -> int:
    return found[0]


def _all(scene: Form, state: State) -> Iterator[Answer]:
    """The best first."""
    match scene:
        case Document():
            yield from _documents(scene)
        case Qualification():
            others = [one for one in scene.offences if one != scene.right]
            for named, ticked in product(
                (scene.right, *others[:1]), _levels(scene.elements, ELEMENTS)
            ):
                yield {"offence": named, "elements": list(ticked), "sure": 2}
        case Matrix():
            laid_out = answers.asked(scene, state)
            cells = {f"{name} {row}": (name, row) for name in laid_out for row in scene.rows}
            rights = {f"{name} {row}" for name, row in answers.pairs(scene, state)}
            for level in _levels(rights, cells):
                rows: dict[str, list[str]] = {}
                for name, row in (cells[one] for one in level):
                    rows.setdefault(name, []).append(row)
                yield {"rows": rows}


def _levels(rights: Iterable[str], options: Iterable[str]) -> list[Ticked]:
    """From all that is right to nothing of it; where nothing is right, something."""
    right = [one for one in options if one in set(rights)]
    if not right:
        return [(), tuple(options)[:1]]
    return [tuple(right[:kept]) for kept in range(len(right), -1, -1)]


def _documents(scene: Document) -> Iterator[Answer]:
    """For each share that can be right, with the fewest and the most points."""
    known: dict[Fraction, tuple[Filled, Filled]] = {Fraction(0): ((0, ()), (0, ()))}
    for blank in scene.blanks:
        if blank.pick != "write":
            known = _thinned(_with(known, blank))
    written = {blank.id: "–" for blank in scene.blanks if blank.pick == "write"}
    for share in sorted(known, reverse=True):
        for _points, ticked in known[share]:
            yield {"blanks": {**{name: list(those) for name, those in ticked}, **written}}


def _with(
    known: dict[Fraction, tuple[Filled, Filled]], blank: Blank
) -> dict[Fraction, tuple[Filled, Filled]]:
    found: dict[Fraction, tuple[Filled, Filled]] = {}
    for ticked in _of_blank(blank):
        share = answers.share_of_claims(set(blank.right), set(ticked))
        points = sum(answers.worth(blank.worth, share).values())
        for before, (low, high) in known.items():
            fewest = (low[0] + points, (*low[1], (blank.id, ticked)))
            most = (high[0] + points, (*high[1], (blank.id, ticked)))
            there = found.get(before + share, (fewest, most))
            found[before + share] = (
                min(fewest, there[0], key=_of_filled),
                max(most, there[1], key=_of_filled),
            )
    return found


def _of_filled(found: Filled) -> int:
    return found[0]


def _of_blank(blank: Blank) -> list[Ticked]:
    if blank.pick == "several":
        return _levels(blank.right, blank.options)
    wrong = [one for one in blank.options if one not in blank.right]
    return [blank.right, *((one,) for one in wrong[:1])]


def _thinned(
    known: dict[Fraction, tuple[Filled, Filled]],
) -> dict[Fraction, tuple[Filled, Filled]]:
    if len(known) <= MOST_SHARES:
        return known
    shares = sorted(known)
    kept = {*shares[:: -(-len(shares) // MOST_SHARES)], shares[-1]}
    return {share: known[share] for share in kept}


def candidates(scenario: Scenario, state: State) -> Iterator[Answer]:
    """Of whatever scene: answers that lead to everything that can follow."""
    scene = scenario.scene(state.scene)
    if isinstance(scene, Writing):
        yield {"text": "– " * scene.words}
    elif isinstance(scene, Document | Qualification | Matrix):
        yield from fillings(scene, state)
    for choice in (*play.questions(scenario, state), *play.choices(scenario, state)):
        if isinstance(scene, Hearing):
            yield from with_reasons(scene, choice.id)
        else:
            yield {"choice": choice.id}


def with_reasons(scene: Hearing, choice: str) -> Iterator[Answer]:
    """All the right ones, and as little as can be ticked."""
    text = {"written": "– – –"} if scene.reasons.written else {}
    wrong = [one for one in scene.reasons.options if one not in scene.reasons.right]
    for ticked in (scene.reasons.right, wrong or scene.reasons.right[:1]):
        yield {"choice": choice, "reasons": list(ticked), **text}
