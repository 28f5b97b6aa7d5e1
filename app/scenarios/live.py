"""Which parts of the state a later scene can still ask about. Two states that differ in nothing else are one.

Of what nothing ahead changes, only the answers to the questions ahead are told apart; what only grows (time, harm) is told
apart up to the highest bound; a deadline that cannot run out any more is as good as one with a year left. Questions of a
talk that do the same to the case are told apart by how many of them were asked. See docs/decisions/0028.
"""

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.scenarios import asked
from app.scenarios.asked import Reads
from app.scenarios.calendar import A_WEEK
from app.scenarios.conditions import asking
from app.scenarios.leading import (
    FOREVER,
    come_to_while_running,
    longest,
    reachable,
    starts,
    ways,
)
from app.scenarios.parts import minutes
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Choice, Dialogue, Scene, choices
from app.scenarios.state import RUNNING, State

Group = tuple[Choice, ...]


@dataclass(frozen=True)
class _Ahead:
    """Of a scene and all that can follow it: what tells two states apart. Sorted, so that keys compare.

    `values` and `evidence` are told apart as they are, of `answered` questions only the answer; `counts` up to a bound,
    and `time` as well, in minutes. `longest` minutes can pass until the end. One may have to wait for working hours on
    the way (`waits`), also while a deadline runs that is among `waiting`; `starting` are those of them that are yet to
    begin. Then the hour of the week tells states apart. Of the questions `alike` only the number asked counts.
    """

    values: tuple[str, ...]
    evidence: tuple[str, ...]
    answered: tuple[Callable[[State], bool], ...]
    counts: tuple[tuple[str, int], ...]
    time: int
    contacts: frozenset[str]
    deadlines: tuple[str, ...]
    chosen: frozenset[str]
    alike: tuple[frozenset[str], ...]
    longest: int
    waits: bool
    waiting: frozenset[str]
    starting: frozenset[str]


@dataclass(frozen=True)
class Live:
    """What is asked at each scene and after it. `alike`: by scene and question, all that do the same to the case."""

    ahead: Mapping[str, _Ahead]
    alike: Mapping[str, Mapping[str, Group]]

    def key(self, state: State) -> tuple[object, ...]:
        """Equal for two states that nothing ahead can tell apart."""
        ahead = self.ahead[state.scene]
        return (
            state.scene,
            tuple([state.values[name] for name in ahead.values]),
            tuple([state.evidence.get(name) for name in ahead.evidence]),
            tuple([ask(state) for ask in ahead.answered]),
            tuple([min(state.number(name), most) for name, most in ahead.counts]),
            ahead.contacts.intersection(state.contacts),
            _time(state, ahead),
            ahead.chosen & state.chosen,
            tuple([len(group & state.chosen) for group in ahead.alike]),
        )


def _time(state: State, ahead: _Ahead) -> tuple[object, ...]:
    passed = min(state.minutes, ahead.time)
    waits = (ahead.waits and passed < ahead.time) or any(
        _may_run(state, name, ahead) for name in ahead.waiting
    )
    left = [_left(state, name, ahead) for name in ahead.deadlines]
    return (passed, state.minutes % A_WEEK if waits else None, *left)


def _may_run(state: State, name: str, ahead: _Ahead) -> bool:
    due = state.deadlines.get(name)
    return name in ahead.starting if due is None else due.state == RUNNING


def _left(state: State, name: str, ahead: _Ahead) -> object:
    due = state.deadlines.get(name)
    if due is None or due.state != RUNNING:
        return due and due.state
    # Waiting is not bounded by what the scenes state.
    return min(due.at - state.minutes, FOREVER if name in ahead.waiting else ahead.longest)


def live(scenario: Scenario) -> Live:
    scenes = scenario.file.scenes
    follows = {name: {way.scene for way in ways(scene)} for name, scene in scenes.items()}
    after = {name: reachable(name, follows) for name in scenes}
    own = {name: asked.own(scenario, scene) for name, scene in scenes.items()}
    reads = {
        name: asked.with_deadlines(scenario, _all(own[one] for one in {name, *after[name]}))
        for name in scenes
    }
    groups = {name: _groups(name, scene, reads[name]) for name, scene in scenes.items()}
    times = longest(scenes)
    arriving = {one: come_to_while_running(scenario.file, one) for one in scenario.file.deadlines}
    missing = {name for one in scenario.file.deadlines.values() for name in one.missed.start}
    ahead = {}
    for name in scenes:
        # A talk to which one can come back remembers what was asked.
        talks = {name, *(one for one in after[name] if name in after[one])}
        ahead[name] = _ahead(
            reads[name],
            asked.moved(scenario, {name, *after[name]}),
            [_names(one, group) for one in sorted(talks) for group in groups[one]],
            longest=times[name],
            waits={one for one in after[name] if scenes[one].waits},
            arriving=arriving,
            started=missing.union(*(starts(scenes[one]) for one in (name, *after[name]))),
        )
    return Live(ahead, {name: _by_question(found) for name, found in groups.items()})


def _all(reads: Iterable[Reads]) -> Reads:
    return functools.reduce(operator.or_, reads)


def _names(scene: str, group: Group) -> frozenset[str]:
    return frozenset(f"{scene}/{one.id}" for one in group)


def _by_question(groups: list[Group]) -> dict[str, Group]:
    return {one.id: group for group in groups for one in group if len(group) > 1}


def _ahead(
    reads: Reads,
    moved: set[str],
    groups: list[frozenset[str]],
    *,
    longest: int,
    waits: set[str],
    arriving: Mapping[str, set[str]],
    started: set[str],
) -> _Ahead:
    counts: dict[str, int] = {}
    for one in reads.counts:
        # At or above it, one answer; below it, the other.
        bound = one.bound + (one.sign not in (">=", "<"))
        counts[one.name] = max(bound, counts.get(one.name, 0))
    time = counts.pop("hours", 0) * 60
    leaves = {*reads.values, *reads.evidence}
    fixed = sorted((one for one in leaves if asked.subject(one) not in moved), key=repr)
    waiting = frozenset(one for one in reads.deadlines if arriving[one] & waits)
    singles = [group for group in groups if len(group) == 1]
    return _Ahead(
        values=tuple(sorted({asked.subject(one) for one in reads.values} & moved)),
        evidence=tuple(sorted({one.thing for one in reads.evidence} & moved)),
        answered=tuple(asking(one) for one in fixed),
        counts=tuple(sorted(counts.items())),
        time=time,
        contacts=reads.contacts,
        deadlines=tuple(sorted(reads.deadlines)),
        chosen=reads.chosen.union(*singles),
        alike=tuple(group for group in groups if len(group) > 1),
        longest=longest,
        waits=bool(waits),
        waiting=waiting,
        starting=waiting & started,
    )


# ---- Questions alike ----


def _groups(name: str, scene: Scene, reads: Reads) -> list[Group]:
    """What is done here at most once, questions together that differ in nothing that is asked here or later."""
    found: dict[object, list[Choice]] = {}
    questions = scene.questions if isinstance(scene, Dialogue) else ()
    for one in choices(scene):
        if one.to is not None:
            continue
        by_name = one not in questions or f"{name}/{one.id}" in reads.chosen
        changes = (one.when, *_changes(one, reads))
        found.setdefault(one.id if by_name else changes, []).append(one)
    return [tuple(group) for group in found.values()]


def _changes(choice: Choice, reads: Reads) -> Iterator[object]:
    """What of a question anybody asks about; as text, so that true is not one."""
    then = choice.then
    yield bool(reads.deadlines or "hours" in reads.counted) and minutes(choice.takes)
    for changed in (then.set, then.add, then.put, then.drop):
        yield repr(sorted(one for one in changed.items() if one[0] in reads.subjects))
    for found in (then.find, then.lose, then.spoil):
        yield reads.subjects.intersection(found)
    yield reads.contacts.intersection(then.meet)
    yield tuple(one for one in (*then.start, "", *then.keep) if one in ("", *reads.deadlines))
    yield tuple(sorted(then.harm.values())) if reads.counted - {"hours"} else ()
