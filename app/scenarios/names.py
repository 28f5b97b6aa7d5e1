"""Names in a scenario that point at something: does it exist, and is it of the right kind? Each fault with its line."""

from collections.abc import Iterator, Mapping

from app.core.problems import Problems
from app.core.shapes import Loc
from app.core.words import N_
from app.scenarios import conditions
from app.scenarios.conditions import Asked, Compared, Flag, Leaf, Within
from app.scenarios.leading import options
from app.scenarios.parts import Effects
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Choice,
    Dialogue,
    Document,
    Hearing,
    Matrix,
    Narrative,
    Qualification,
    Reached,
    Scene,
    Way,
    Writing,
    choices,
)

_UNKNOWN = {
    "scene": N_("There is no scene with this id: %(name)s."),
    "exhibit": N_("There is no exhibit with this id: %(name)s."),
    "character": N_("There is no character with this id: %(name)s."),
    "note": N_("There is no note with this id: %(name)s."),
    "deadline": N_("There is no deadline with this id: %(name)s."),
    "variable": N_("There is no variable with this id: %(name)s."),
    "choice": N_("There is no choice with this id here: %(name)s."),
    "option": N_("There is no choice SCENE/CHOICE of this name: %(name)s."),
    "member": N_("This is no member of the set: %(name)s."),
    "row": N_("There is no row with this id: %(name)s."),
}
Used = tuple[str, str]


class Names:
    """Looks every name up; remembers which were used, and which were asked in a condition."""

    def __init__(self, scenario: Scenario, problems: Problems) -> None:
        self._scenario, self._problems = scenario, problems
        file = scenario.file
        self.used: set[Used] = set()
        self.asked: set[Used] = set()
        self._known: dict[str, set[str]] = {
            "scene": set(file.scenes),
            "exhibit": set(file.exhibits),
            "character": set(file.characters),
            "note": set(file.notes),
            "deadline": set(file.deadlines),
            "variable": set(file.variables),
            "option": set(_options(file.scenes)),
        }

    def check(self) -> None:
        file = self._scenario.file
        self._look("scene", file.begins, ("begins",))
        for name, deadline in file.deadlines.items():
            self._effects(deadline.missed, ("deadlines", name, "missed"))
        for name, scene in file.scenes.items():
            self._scene(scene, ("scenes", name))

    def _fault(self, kind: str, name: str, loc: Loc) -> None:
        line = self._scenario.file.line_of(*loc)
        self._problems.error(
            self._scenario.path, line, f"unknown-{kind}", _UNKNOWN[kind], name=name
        )

    def _look(self, kind: str, name: str, loc: Loc) -> bool:
        if name not in self._known[kind]:
            self._fault(kind, name, loc)
            return False
        self.used.add((kind, name))
        return True

    def _scene(self, scene: Scene, loc: Loc) -> None:
        self._effects(scene.arrive, (*loc, "arrive"))
        for n, name in enumerate(scene.shows):
            self._look("exhibit", name, (*loc, "shows", n))
        for n, passage in enumerate(scene.passages):
            self._when(passage.when, (*loc, "passages", n, "when"))
        if isinstance(scene, Dialogue | Hearing):
            self._look("character", scene.speaker, (*loc, "speaker"))
        if isinstance(scene, Dialogue):
            self._choices(scene.questions, scene, (*loc, "questions"))
        if isinstance(scene, Narrative | Dialogue | Hearing):
            self._choices(scene.choices, scene, (*loc, "choices"))
        if isinstance(scene, Document | Qualification | Matrix):
            for n, reached in enumerate(scene.outcomes):
                self._option(reached, (*loc, "outcomes", n))
        if isinstance(scene, Writing):
            self._ways(scene.ways, scene.to, (*loc, "to"))
        self._inside(scene, loc)

    def _choices(self, offered: tuple[Choice, ...], scene: Scene, loc: Loc) -> None:
        for n, choice in enumerate(offered):
            here = (*loc, n)
            self._when(choice.when, (*here, "when"))
            self._option(choice, here)
            if choice.better is not None and choice.better not in {c.id for c in choices(scene)}:
                self._fault("choice", choice.better, (*here, "better"))

    def _option(self, option: Choice | Reached, loc: Loc) -> None:
        self._effects(option.then, (*loc, "then"))
        self._ways(option.ways, option.to, (*loc, "to"))

    def _ways(self, ways: tuple[Way, ...], to: object, loc: Loc) -> None:
        for n, way in enumerate(ways):
            here = loc if isinstance(to, str) else (*loc, n)
            self._look("scene", way.scene, here)
            self._when(way.when, (*here, "when"))

    def _inside(self, scene: Scene, loc: Loc) -> None:
        """Keys within a form that must be among its own."""
        if isinstance(scene, Document):
            for n, blank in enumerate(scene.blanks):
                for one in set(blank.right) - set(blank.options):
                    self._fault("choice", one, (*loc, "blanks", n, "right"))
        if isinstance(scene, Qualification) and scene.right not in scene.offences:
            self._fault("choice", scene.right, (*loc, "right"))
        if isinstance(scene, Hearing):
            for one in set(scene.reasons.right) - set(scene.reasons.options):
                self._fault("choice", one, (*loc, "reasons", "right"))
        if isinstance(scene, Matrix):
            for name, rows in scene.supports.items():
                self._look("exhibit", name, (*loc, "supports", name))
                for one in set(rows) - set(scene.rows):
                    self._fault("row", one, (*loc, "supports", name))

    def _effects(self, effects: Effects, loc: Loc) -> None:
        for key, kind in (
            ("find", "exhibit"),
            ("lose", "exhibit"),
            ("spoil", "exhibit"),
            ("meet", "character"),
            ("note", "note"),
            ("start", "deadline"),
            ("keep", "deadline"),
        ):
            for n, name in enumerate(getattr(effects, key)):
                self._look(kind, name, (*loc, key, n))
        for name, value in effects.set.items():
            kind = "flag" if isinstance(value, bool) else "number"
            self._variable(name, kind, (*loc, "set", name))
            if kind == "number":
                self._bounds(name, int(value), (*loc, "set", name))
        for name in effects.add:
            self._variable(name, "number", (*loc, "add", name))
        for key in ("put", "drop"):
            for name, member in getattr(effects, key).items():
                self._member(name, member, (*loc, key, name))

    def _bounds(self, name: str, value: int, loc: Loc) -> None:
        variable = self._scenario.file.variables.get(name)
        if variable is not None and not variable.low <= value <= variable.high:
            says = N_("The number lies outside its bounds: %(name)s.")
            line = self._scenario.file.line_of(*loc)
            self._problems.error(self._scenario.path, line, "out-of-bounds", says, name=name)

    def _variable(self, name: str, kind: str, loc: Loc) -> bool:
        if not self._look("variable", name, loc):
            return False
        found = self._scenario.file.variables[name].kind
        if found != kind:
            says = N_("%(name)s is a %(found)s, and a %(wanted)s is needed here.")
            line = self._scenario.file.line_of(*loc)
            values = {"name": name, "found": found, "wanted": kind}
            self._problems.error(self._scenario.path, line, "wrong-kind", says, **values)
        return found == kind

    def _member(self, name: str, member: str, loc: Loc) -> None:
        if not self._variable(name, "set", loc):
            return
        if member not in (self._scenario.file.variables[name].members or ()):
            self._fault("member", member, loc)

    def _when(self, when: str | None, loc: Loc) -> None:
        for leaf in conditions.leaves(self._scenario.condition(when)):
            self._leaf(leaf, loc)

    def _leaf(self, leaf: Leaf, loc: Loc) -> None:
        match leaf:
            case Asked(question, thing):
                kind = conditions.ASKED[question]
                if self._look(kind, thing, loc):
                    self.asked.add((kind, thing))
            case Within(member, name):
                self._member(name, member, loc)
                self.asked.add(("variable", name))
            case Flag(name):
                self._variable(name, "flag", loc)
                self.asked.add(("variable", name))
            case Compared(name, counted, _sign, _bound):
                if counted and name != conditions.EVIDENCE:
                    self._variable(name, "set", loc)
                if not counted and name not in conditions.COUNTED:
                    self._variable(name, "number", loc)
                self.asked.add(("variable", name))


def _options(scenes: Mapping[str, Scene]) -> Iterator[str]:
    for name, scene in scenes.items():
        yield from (f"{name}/{one.id}" for one in options(scene))
