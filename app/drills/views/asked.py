"""Whose figures an address asks for, checked against what the reader oversees."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import gettext as _

from app.accounts import queries as people
from app.accounts.kinds import NAMES, Profession, Region
from app.core import clock
from app.core.bilingual import Bilingual
from app.drills import access, scope
from app.drills.figures import Tally
from app.drills.queries import figures as counted
from app.drills.scope import ALL, ME, By, Overseen, Whose
from app.web.access import actor, me, require
from app.web.language import interface_language
from app.web.pages import find

_KINDS = {By.PROFESSION: Profession, By.REGION: Region}


@dataclass(frozen=True)
class Choice:
    """Somebody whose figures can be looked at: as it stands in the address, and in words."""

    value: str
    name: str
    whose: Whose


@dataclass(frozen=True)
class Asked:
    """`tallies` is None where a group is too small to be shown. `overseen` is None for who oversees nobody."""

    value: str
    whose: Whose
    on: date
    overseen: Overseen | None
    tallies: list[Tally] | None
    choices: list[Choice]

    @property
    def name(self) -> str:
        return next((one.name for one in self.choices if one.whose == self.whose), "")

    def shows(self, quarter: int) -> bool:
        """One's own quarters all; of others those that tell of five people or more."""
        return (
            self.overseen is None
            or self.whose == ME
            or (self.whose, quarter) in self.overseen.quarters
        )


def asked() -> Asked:
    """What could not have been chosen is not there: 404."""
    value = request.args.get("of", "").strip() or By.ME.value
    kept = counted.groups(actor()) if access.may_train(actor()) else {}
    groups = {group.id: members for group, members in kept.items()}
    whose = _within_reach(find(scope.read(value)), groups)
    on, overseen = clock.today(), None
    if access.may_oversee(actor()) or groups:
        seen = counted.cells(actor(), on=on, groups=groups)
        overseen = scope.oversee(seen, access.reach(actor()))
    tallies = counted.own(me()) if whose == ME else None
    if overseen and whose in overseen.groups:
        tallies = counted.tallies(actor(), whose, on=on, groups=groups)
    choices = [Choice(By.ME.value, _("My own answers"), ME)]
    if overseen:
        choices += _choices(overseen, whose)
        choices += [
            Choice(f"{By.GROUP.value}:{group.id}", group.title, Whose(By.GROUP, str(group.id)))
            for group in kept
        ]
    return Asked(value, whose, on, overseen, tallies, choices)


def _within_reach(whose: Whose, groups: Collection[int]) -> Whose:
    """The same, with the path of a unit for its number."""
    if whose.by is By.UNIT:
        unit = find(people.unit(int(whose.value)))
        require(access.may_see_figures(actor(), unit.path))
        return Whose(By.UNIT, unit.path)
    if whose.by is By.GROUP:
        require(int(whose.value) in groups)
    elif whose.by is not By.ME:
        require(access.may_oversee(actor()))
    if whose.by in _KINDS:
        find(next((kind for kind in _KINDS[whose.by] if kind.value == whose.value), None))
    return whose


def named(name: Bilingual) -> str:
    return name[interface_language()]


def _choices(overseen: Overseen, whose: Whose) -> list[Choice]:
    """What may be shown: all together, the units around the one in hand, the other divisions."""
    found = [Choice(By.ALL.value, _("All my units"), ALL)] if ALL in overseen.groups else []
    found += _units(overseen, whose)
    for by, kinds in _KINDS.items():
        found += [
            Choice(f"{by.value}:{kind.value}", _(NAMES[kind]), Whose(by, kind.value))
            for kind in kinds
            if Whose(by, kind.value) in overseen.groups
        ]
    return found


def _units(overseen: Overseen, whose: Whose) -> list[Choice]:
    """The tops of the reach, the way down to the unit in hand, and what is right below it."""
    tops = access.reach(actor())
    here = whose.value if whose.by is By.UNIT else tops[0] if len(tops) == 1 else ""
    near = [
        one.value
        for one in overseen.groups
        if one.by is By.UNIT
        and (one.value in tops or here.startswith(one.value) or _above(one.value) == here)
    ]
    units = counted.units(actor(), [_number(path) for path in near])
    return [
        Choice(f"{By.UNIT.value}:{unit.id}", named(unit.name), Whose(By.UNIT, unit.path))
        for unit in units
    ]


def _above(path: str) -> str:
    return path[: path.rindex("/", 0, -1) + 1]


def _number(path: str) -> int:
    return int(path.split("/")[-2])
