"""What the conditions of scenes ask about, and what may change it."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.scenarios import conditions
from app.scenarios.conditions import Asked, Compared, Flag, Leaf, Within
from app.scenarios.leading import effects, whens
from app.scenarios.parts import Effects
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Matrix, Scene


@dataclass(frozen=True)
class Reads:
    """What is asked: questions about variables, exhibits and what only grows; the other names by kind."""

    values: frozenset[Leaf] = frozenset()
    evidence: frozenset[Asked] = frozenset()
    counts: frozenset[Compared] = frozenset()
    contacts: frozenset[str] = frozenset()
    deadlines: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()

    def __or__(self, other: "Reads") -> "Reads":
        return Reads(*(getattr(self, key) | getattr(other, key) for key in Reads.__annotations__))

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset(subject(one) for one in (*self.values, *self.evidence))

    @property
    def counted(self) -> set[str]:
        return {one.name for one in self.counts}


def subject(leaf: Leaf) -> str:
    """The variable or thing that is asked about."""
    return leaf.thing if isinstance(leaf, Asked) else leaf.name


def own(scenario: Scenario, scene: Scene) -> Reads:
    found = Reads()
    for when in whens(scene):
        for leaf in conditions.leaves(scenario.condition(when)):
            found |= _reads_of(leaf, scenario)
    if isinstance(scene, Matrix):
        found |= Reads(evidence=_all_found(scene.supports))
    return found


def _all_found(exhibits: Iterable[str]) -> frozenset[Asked]:
    return frozenset(Asked("found", one) for one in exhibits)


def _reads_of(leaf: Leaf, scenario: Scenario) -> Reads:
    match leaf:
        case Compared(name=conditions.EVIDENCE, counted=True):
            return Reads(evidence=_all_found(scenario.file.exhibits))
        case Compared(name=name) if name in conditions.COUNTED:
            return Reads(counts=frozenset({leaf}))
        case Compared() | Flag() | Within():
            return Reads(values=frozenset({leaf}))
        case Asked(question, thing):
            match conditions.ASKED[question]:
                case "exhibit":
                    return Reads(evidence=frozenset({leaf}))
                case "character":
                    return Reads(contacts=frozenset({thing}))
                case "deadline":
                    return Reads(deadlines=frozenset({thing}))
            return Reads(chosen=frozenset({thing}))
    raise AssertionError(leaf)


def moved(scenario: Scenario, scenes: Iterable[str]) -> set[str]:
    """Variables and exhibits that may still change."""
    found = [deadline.missed for deadline in scenario.file.deadlines.values()]
    for name in scenes:
        found += effects(scenario.scene(name))
    return {thing for one in found for thing in _touched(one)}


def _touched(of: Effects) -> set[str]:
    return {*of.set, *of.add, *of.put, *of.drop, *of.find, *of.lose, *of.spoil}


def with_deadlines(scenario: Scenario, reads: Reads) -> Reads:
    """A deadline that nobody asks about matters where missing it changes what somebody asks about."""
    more = {
        name
        for name, deadline in scenario.file.deadlines.items()
        if name not in reads.deadlines and _touches(deadline.missed, reads)
    }
    # Missing one may start another.
    return with_deadlines(scenario, reads | Reads(deadlines=frozenset(more))) if more else reads


def _touches(of: Effects, reads: Reads) -> bool:
    return bool(
        _touched(of) & reads.subjects
        or reads.contacts.intersection(of.meet)
        or reads.deadlines.intersection((*of.start, *of.keep))
        or (of.harm and reads.counted & {"harm", "serious"})
    )
