"""What a trainee gives in a scene: whether it can be taken, and what it is worth. Plain data, as a row keeps it.

{"choice": "listen"}
{"choice": "grant", "reasons": ["fear"], "written": "…"}            hearing
{"blanks": {"article": ["trafficking"], "facts": "…"}}              document
{"offence": "trafficking", "elements": ["act"], "sure": 3}          qualification
{"rows": {"contract": ["means"]}}                                   matrix
{"text": "…"}                                                       writing
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.core.refusals import Refusal
from app.core.words import N_
from app.scenarios.parts import (
    Worth,
)
from app.scenarios.shapes import (
    Blank,
    Document,
    Hearing,
    Matrix,
    Qualification,
    Scene,
    Writing,
)
from app.scenarios.state import State

Answer = Mapping[str, Any]
# By line, in hundredths: shares of a form are thirds and sevenths, and sums must not depend on their order.
Points = Mapping[str, int]
WHOLE = 100

SURE = (1, 2, 3)  # guessed, fairly sure, sure
LONGEST_WRITTEN = 4000
ELEMENTS = ("act", "means", "purpose", "aggravation")


class Incomplete(Refusal):
    says = N_("Something is not filled in yet. What you have chosen so far is kept below.")


class TooLittleWritten(Refusal):
    says = N_("Write a little more: at least %(words)d words are asked for here.")


class TooMuchWritten(Refusal):
    says = N_("The text is too long; at most %(limit)d characters fit.")


@dataclass(frozen=True)
class Graded:
    """`share` of what was asked that is right, from 0 to 1; points by line."""

    share: Fraction
    points: Points


def share_of_claims(rights: Set[object], claims: Set[object]) -> Fraction:
    """Each right claim adds its share, each wrong one takes as much away, never below nothing.

    Where nothing is right, claiming nothing is all of it.
    """
    if not rights:
        return Fraction(not claims)
    return max(Fraction(0), Fraction(len(claims & rights) - len(claims - rights), len(rights)))


def worth(stated: Worth, share: Fraction | None = None) -> Points:
    """All of it, or a share from 0 to 1."""
    if share is None:
        return {line: points * WHOLE for line, points in stated.items()}
    return {line: round(points * WHOLE * share) for line, points in stated.items()}


def add(*earned: Points) -> Points:
    total: dict[str, int] = {}
    for points in earned:
        for line, more in points.items():
            total[line] = total.get(line, 0) + more
    return total


# ---- What can be given ----


def ensure_complete(scene: Scene, state: State, answer: Answer) -> None:
    """Of a form or a text: that it is whole and within its options. Raises a Refusal."""
    match scene:
        case Document():
            given = answer.get("blanks", {})
            for blank in scene.blanks:
                _ensure_blank(blank, given.get(blank.id))
        case Qualification():
            if answer.get("offence") not in scene.offences or answer.get("sure") not in SURE:
                raise Incomplete
            if not set(answer.get("elements", ())) <= set(ELEMENTS):
                raise Incomplete
        case Matrix():
            rows, shown = answer.get("rows", {}), set(asked(scene, state))
            if not set(rows) <= shown:
                raise Incomplete
            if not all(set(ticked) <= set(scene.rows) for ticked in rows.values()):
                raise Incomplete
        case Hearing():
            _ensure_reasons(scene, answer)
        case Writing():
            _ensure_written(answer.get("text", ""), scene.words)


def _ensure_blank(blank: Blank, given: Any) -> None:
    if blank.pick == "write":
        _ensure_written(given or "", 1)
        return
    ticked = set(given or ())
    if not ticked <= set(blank.options) or (blank.pick == "one" and len(ticked) != 1):
        raise Incomplete


def _ensure_reasons(scene: Hearing, answer: Answer) -> None:
    ticked = set(answer.get("reasons", ()))
    if not ticked or not ticked <= set(scene.reasons.options):
        raise Incomplete
    if scene.reasons.written:
        _ensure_written(answer.get("written", ""), 3)


def _ensure_written(text: str, least: int) -> None:
    if len(text) > LONGEST_WRITTEN:
        raise TooMuchWritten(limit=LONGEST_WRITTEN)
    if len(text.split()) < least:
        raise TooLittleWritten(words=least)


def asked(scene: Matrix, state: State) -> tuple[str, ...]:
    """The exhibits a matrix lays out: of those it knows, the ones at hand."""
    return tuple(name for name in scene.supports if name in state.found)


# ---- What it is worth ----


def graded(scene: Scene, state: State, answer: Answer) -> Graded:
    """Of a form; of a hearing its reasons."""
    match scene:
        case Document():
            return _document(scene, answer)
        case Qualification():
            named = Fraction(answer["offence"] == scene.right)
            shown = share_of_claims(set(scene.elements), set(answer.get("elements", ())))
            share = (named + shown) / 2
            return Graded(share, worth(scene.worth, share))
        case Matrix():
            share = share_of_claims(pairs(scene, state), set(_claims(answer)))
            return Graded(share, worth(scene.worth, share))
        case Hearing():
            reasons = scene.reasons
            share = share_of_claims(set(reasons.right), set(answer.get("reasons", ())))
            return Graded(share, worth(reasons.worth, share))
    return Graded(Fraction(1), {})


def _document(scene: Document, answer: Answer) -> Graded:
    shares = {
        blank.id: share_of_claims(set(blank.right), set(answer["blanks"].get(blank.id) or ()))
        for blank in scene.blanks
        if blank.pick != "write"
    }
    points = add(
        *(worth(blank.worth, shares[blank.id]) for blank in scene.blanks if blank.id in shares)
    )
    share = sum(shares.values(), Fraction(0)) / len(shares) if shares else Fraction(1)
    return Graded(share, points)


def pairs(scene: Matrix, state: State) -> set[tuple[str, str]]:
    """Exhibit and row: what is right, of the exhibits at hand."""
    return {(name, row) for name in asked(scene, state) for row in scene.supports[name]}


def _claims(answer: Answer) -> Iterator[tuple[str, str]]:
    for name, rows in answer.get("rows", {}).items():
        for row in rows:
            yield name, row
