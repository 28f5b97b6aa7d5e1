"""The state of a run: what is true at one moment of a case, and how effects change it. Values in, values out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.scenarios.parts import (
    Effects,
    Harm,
    Weight,
    minutes,
)
from app.scenarios.reading import Scenario

Value = int | bool | frozenset[str]
# An exhibit that is lost or spoilt stays so.
FOUND, LOST, SPOILT = "found", "lost", "spoilt"
RUNNING, KEPT, MISSED = "running", "kept", "missed"
_EVIDENCE = {"found": FOUND, "lost": LOST, "spoilt": SPOILT}
_DEADLINES = {"running": RUNNING, "kept": KEPT, "missed": MISSED}


def counted(value: Value) -> int:
    assert not isinstance(value, frozenset), "a set is no number; see checks"
    return value


def held(value: Value) -> frozenset[str]:
    assert isinstance(value, frozenset), "only sets have members; see checks"
    return value


@dataclass(frozen=True)
class Due:
    """A deadline that was started; `at` is its last minute, counted from the beginning of the case."""

    state: str
    at: int


class State(NamedTuple):
    """`minutes` since the case began; `chosen` holds `scene/choice`; `harm` in the order in which it was done.

    It answers the questions of conditions. `points` by line, in hundredths.
    """

    scene: str
    minutes: int
    values: Mapping[str, Value]
    evidence: Mapping[str, str]
    contacts: tuple[str, ...]
    notes: tuple[str, ...]
    deadlines: Mapping[str, Due]
    harm: tuple[tuple[Harm, Weight], ...]
    chosen: frozenset[str]
    points: Mapping[str, int]

    @property
    def serious(self) -> int:
        return sum(weight == "serious" for _kind, weight in self.harm)

    @property
    def total(self) -> int:
        """In hundredths."""
        return sum(self.points.values())

    @property
    def found(self) -> tuple[str, ...]:
        """Exhibits at hand, in the order in which they were found."""
        return tuple(name for name, state in self.evidence.items() if state == FOUND)

    # ---- What conditions ask ----

    def flag(self, name: str) -> bool:
        return bool(self.values[name])

    def number(self, name: str) -> int:
        match name:
            case "hours":
                return self.minutes // 60
            case "harm":
                return len(self.harm)
            case "serious":
                return self.serious
        return counted(self.values[name])

    def size(self, name: str) -> int:
        return len(self.found) if name == "evidence" else len(self.members(name))

    def holds(self, name: str, member: str) -> bool:
        return member in self.members(name)

    def is_so(self, question: str, thing: str) -> bool:
        if question in _EVIDENCE:
            return self.evidence.get(thing) == _EVIDENCE[question]
        if question in _DEADLINES:
            due = self.deadlines.get(thing)
            return due is not None and due.state == _DEADLINES[question]
        return thing in (self.contacts if question == "knows" else self.chosen)

    def members(self, name: str) -> frozenset[str]:
        return held(self.values[name])

    # ---- As data ----

    def plain(self) -> dict[str, Any]:
        """As JSON holds it; the same state is always the same data."""
        return {
            "scene": self.scene,
            "minutes": self.minutes,
            "values": {
                name: sorted(value) if isinstance(value, frozenset) else value
                for name, value in sorted(self.values.items())
            },
            "evidence": dict(sorted(self.evidence.items())),
            "contacts": sorted(self.contacts),
            "notes": list(self.notes),
            "deadlines": {
                name: [due.state, due.at] for name, due in sorted(self.deadlines.items())
            },
            "harm": [list(one) for one in self.harm],
            "chosen": sorted(self.chosen),
            "points": dict(sorted(self.points.items())),
        }

    def digest(self) -> str:
        """16 hexadecimal digits: enough to see that a replay came to another state."""
        text = json.dumps(self.plain(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def first(scenario: Scenario) -> State:
    """Before the first scene is entered."""
    values: dict[str, Value] = {}
    for name, variable in scenario.file.variables.items():
        if variable.number is not None:
            values[name] = variable.number
        else:
            values[name] = frozenset() if variable.members is not None else bool(variable.flag)
    return State(
        scene=scenario.file.begins,
        minutes=0,
        values=values,
        evidence={},
        contacts=(),
        notes=(),
        deadlines={},
        harm=(),
        chosen=frozenset(),
        points={},
    )


def after(scenario: Scenario, state: State, effects: Effects) -> State:
    """Everything the effects name, at once; each kind touches its own part."""
    if not effects.model_fields_set:
        return state
    return state._replace(
        values=_values(scenario, state, effects),
        evidence=_evidence(state, effects),
        contacts=_joined(state.contacts, effects.meet),
        notes=_joined(state.notes, effects.note),
        deadlines=_deadlines(scenario, state, effects),
        harm=(*state.harm, *effects.harm.items()),
    )


def _values(scenario: Scenario, state: State, effects: Effects) -> Mapping[str, Value]:
    if not (effects.set or effects.add or effects.put or effects.drop):
        return state.values
    values = dict(state.values)
    values.update(effects.set)
    for name, amount in effects.add.items():
        bounds = scenario.file.variables[name]
        values[name] = max(bounds.low, min(bounds.high, counted(values[name]) + amount))
    for name, member in effects.put.items():
        values[name] = state.members(name) | {member}
    for name, member in effects.drop.items():
        values[name] = held(values[name]) - {member}
    return values


def _evidence(state: State, effects: Effects) -> Mapping[str, str]:
    if not (effects.find or effects.lose or effects.spoil):
        return state.evidence
    evidence = dict(state.evidence)
    for name in effects.find:
        evidence.setdefault(name, FOUND)
    for name in effects.lose:
        evidence[name] = LOST
    for name in effects.spoil:
        if evidence.get(name) != LOST:
            evidence[name] = SPOILT
    return evidence


def _joined(there: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return (*there, *(name for name in more if name not in there))


def _deadlines(scenario: Scenario, state: State, effects: Effects) -> Mapping[str, Due]:
    if not (effects.start or effects.keep):
        return state.deadlines
    deadlines = dict(state.deadlines)
    for name in effects.start:
        if name not in deadlines:
            lasts = minutes(scenario.file.deadlines[name].lasts)
            deadlines[name] = Due(RUNNING, state.minutes + lasts)
    for name in effects.keep:
        due = deadlines.get(name, Due(KEPT, state.minutes))
        if due.state != MISSED:
            deadlines[name] = Due(KEPT, due.at)
    return deadlines


def later(scenario: Scenario, state: State, passed: int) -> State:
    """So many minutes on. What runs out on the way is missed, the earliest first, with what follows from it."""
    if not passed:
        return state
    state = state._replace(minutes=state.minutes + passed)
    over = sorted(
        (due.at, name)
        for name, due in state.deadlines.items()
        if due.state == RUNNING and due.at < state.minutes
    )
    for at, name in over:
        state = state._replace(deadlines={**state.deadlines, name: Due(MISSED, at)})
        state = after(scenario, state, scenario.file.deadlines[name].missed)
    return state
