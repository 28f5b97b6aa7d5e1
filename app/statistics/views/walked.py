"""What stands in the address of a walkthrough's figures: the release, the scenario, whose runs; read once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.accounts.kinds import NAMES, Profession
from app.assessment import access
from app.core import clock
from app.core.bilingual import CONTENT_LANGUAGES
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.curriculum.shapes import Course
from app.learning.models import Group
from app.scenarios.reading import Scenario
from app.statistics import rules, walk_lines, whose
from app.statistics.queries import attempts, walking, walks
from app.statistics.queries.walking import Walking
from app.statistics.queries.walks import Asked
from app.statistics.walk_lines import SceneLine
from app.statistics.walks import Map
from app.statistics.whose import ALL, By, Whose
from app.web.access import actor, require
from app.web.language import LANGUAGES
from app.web.pages import find

# Numbers with more digits fit no database.
_MOST = 10**18


@dataclass(frozen=True)
class Walked:
    """The walkthrough of which a page speaks, and whose runs are asked for."""

    release: Release
    course: Course
    scenario: Scenario
    whose: Whose
    read: Walking
    groups: dict[int, Group]

    @property
    def people(self) -> int:
        return self.read.people(self.whose)

    @property
    def is_shown(self) -> bool:
        return self.whose in self.read.shown

    @cached_property
    def map(self) -> Map:
        return self.read.map_of(self.whose, clock.now())

    @cached_property
    def lines(self) -> list[SceneLine]:
        return walk_lines.lines(self.scenario, self.map)

    @property
    def name(self) -> str:
        return named(self.whose, self.groups)

    def choices(self) -> list[tuple[Whose, str]]:
        """What may be chosen, the one in hand among it."""
        there = {ALL, self.whose, *self.read.shown}
        order = sorted(there, key=whose.place)
        return [(one, named(one, self.groups)) for one in order]

    def releases(self) -> list[Release]:
        """Others of the course in which this walkthrough was begun."""
        found = attempts.releases_of(self.release.name)
        others = [release for release in found if release.id != self.release.id]
        return walks.releases_with(self.read.asked, others)

    def to(self, endpoint: str, **changed: Any) -> str:
        """A page about this walkthrough; whose runs stays in the address unless it is everybody's."""
        places = {
            "release_id": self.release.id,
            "scenario": self.scenario.id,
            "of": str(self.whose),
        }
        values = {**places, **changed}
        if values["of"] == str(ALL):
            del values["of"]
        return url_for(f"statistics_walks.{endpoint}", **values)


def named(one: Whose, groups: dict[int, Group]) -> str:
    if one.by is By.LANGUAGE:
        return LANGUAGES[one.value]
    if one.by is By.PROFESSION:
        return _(NAMES[Profession(one.value)])
    return groups[int(one.value)].title if one.by is By.GROUP else _("All runs")


def walked(release_id: int, scenario: str) -> Walked:
    """What could not have been chosen is not there: 404."""
    require(access.may_see_questions(actor()))
    release = find(attempts.course_release(release_id) if release_id < _MOST else None)
    found = find(walking.scenario_of(release.id, scenario))
    kept = walks.groups(actor())
    wanted = _wanted(kept)
    asked = Asked(release.id, found.id, access.reach(actor()), clock.today())
    read = walking.walking(asked, found, {number: ids for number, (_group, ids) in kept.items()})
    groups = {number: group for number, (group, _ids) in kept.items()}
    return Walked(release, curriculum.course(release.id), found, wanted, read, groups)


def _wanted(kept: dict) -> Whose:
    wanted = find(whose.read(request.args.get("of", "").strip() or str(ALL)))
    among = {
        By.ALL: [""],
        By.LANGUAGE: list(CONTENT_LANGUAGES),
        By.PROFESSION: [kind.value for kind in Profession],
        By.GROUP: [str(number) for number in kept],
    }
    require(wanted.value in among[wanted.by])
    return wanted


def ensure_shown(page: Walked) -> None:
    if not page.is_shown:
        raise rules.TooFewShown(fewest=rules.FEWEST_SHOWN)
