"""Random walks over scenarios, and small scenarios made by chance."""

import random
from datetime import date
from typing import Any

from app.core.problems import Problems
from app.scenarios import answers, play
from app.scenarios.answers import Answer
from app.scenarios.names import Names
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Document,
    Ending,
    Hearing,
    Matrix,
    Qualification,
    ScenarioFile,
    Writing,
)
from app.scenarios.state import State
from app.scenarios.words import Texts

LONGEST_WALK = 40


def made(file: ScenarioFile) -> Scenario:
    """Without words: the engine asks for none."""
    return Scenario("walk.scenario.yaml", "0", file, Texts({}))


def walk(scenario: Scenario, chance: random.Random, *, back: bool = False) -> list[Answer]:
    """Open answers one after another until the case is over, or long enough."""
    given: list[Answer] = []
    while len(given) < LONGEST_WALK:
        run = play.replay(scenario, given)
        if back and chance.random() < 0.2 and play.may_go_back(scenario, run.state, len(run.steps)):
            given.append(play.BACK)
            continue
        answer = some(scenario, run.state, chance)
        if answer is None:
            break
        given.append(answer)
    return given


def some(scenario: Scenario, state: State, chance: random.Random) -> Answer | None:
    """An answer that can be given in this state, by chance; None when there is none."""
    scene = scenario.scene(state.scene)
    if isinstance(scene, Ending):
        return None
    if isinstance(scene, Writing):
        return {"text": "a " * scene.words}
    if isinstance(scene, Document | Qualification | Matrix):
        return _form(scene, state, chance)
    offered = (*play.questions(scenario, state), *play.choices(scenario, state))
    if not offered:
        return None
    answer: dict[str, Any] = {"choice": chance.choice(offered).id}
    if isinstance(scene, Hearing):
        ticked = _ticked(scene.reasons.options, chance) or [scene.reasons.options[0]]
        answer |= {"reasons": ticked, "written": "a b c"}
    return answer


def _form(scene: Document | Qualification | Matrix, state: State, chance: random.Random) -> Answer:
    match scene:
        case Document():
            picked = {
                "one": lambda blank: [chance.choice(blank.options)],
                "several": lambda blank: _ticked(blank.options, chance),
                "write": lambda _blank: "a",
            }
            return {"blanks": {blank.id: picked[blank.pick](blank) for blank in scene.blanks}}
        case Qualification():
            elements = _ticked(answers.ELEMENTS, chance)
            offence = chance.choice(scene.offences)
            return {"offence": offence, "elements": elements, "sure": chance.choice((1, 2, 3))}
        case Matrix():
            shown = answers.asked(scene, state)
            return {"rows": {name: _ticked(scene.rows, chance) for name in shown}}


def _ticked(options: tuple[str, ...], chance: random.Random) -> list[str]:
    return [one for one in options if chance.random() < 0.5]


# ---- Small scenarios ----

_WHEN = (
    "trust >= 2", "trust == 1", "late", "not late", "one in told", "count(told) > 1", "found(paper)",
    "lost(paper) or spoilt(phone)", "count(evidence) >= 2", "knows(aunt)", "running(report)", "missed(report)",
    "kept(arrest) and late", "hours >= 2", "hours == 1", "hours < 30", "harm > 1", "serious == 0", "chose(s0/a)",
    "missed(arrest) or hours > 70",
)  # fmt: skip
_EFFECTS: tuple[dict[str, Any], ...] = (
    {}, {"add": {"trust": 1}}, {"add": {"trust": -2}}, {"set": {"late": True}}, {"set": {"trust": 3}},
    {"put": {"told": "one"}}, {"put": {"told": "two"}}, {"drop": {"told": "one"}}, {"find": ["paper"]},
    {"find": ["phone"]}, {"lose": ["paper"]}, {"spoil": ["phone"]}, {"meet": ["aunt"]}, {"note": ["n"]},
    {"harm": {"blame": "slight"}}, {"harm": {"repeat": "serious"}}, {"start": ["report"]},
    {"start": ["arrest"]}, {"keep": ["report"]}, {"keep": ["arrest"]},
)  # fmt: skip
_KINDS = (
    "narrative", "narrative", "dialogue", "dialogue", "document", "qualification", "matrix", "hearing", "writing",
)  # fmt: skip
_TAKES = (None, "20m", "50m", "7h", "1d", "3d")
_MISSED = ({"set": {"late": True}}, {"start": ["arrest"]}, {"harm": {"protection": "serious"}})


def by_chance(chance: random.Random, *, circles: bool = True) -> Scenario:
    """Eight scenes; each leads on to later ones and, with `circles`, now and then back."""
    names = [f"s{n}" for n in range(7)]
    scenes = {name: _scene(n, names, chance, circles=circles) for n, name in enumerate(names)}
    data = {
        "id": "walk", "chair": "judge", "minutes": 20, "law_as_of": date(2025, 11, 14),
        "clock": {"weekday": chance.choice(("monday", "friday", "sunday")), "hour": "16:10"},
        "begins": "s0", "scoring": {"full": 20, "mark": 60}, "characters": ("aunt",),
        "exhibits": ("paper", "phone"), "notes": ("n",),
        "deadlines": {
            "report": {"lasts": "2h", "cites": ("act/1",), "missed": _tuples(chance.choice(_MISSED))},
            "arrest": {"lasts": "48h", "cites": ("act/1",), "missed": {"add": {"trust": -1}}},
        },
        "variables": {"trust": {"number": 1, "high": 4}, "late": {"flag": False}, "told": {"members": ("one", "two")}},
        "scenes": {**scenes, "end": {"kind": "ending", "outcome": "fair", "back": True}},
    }  # fmt: skip
    found = made(ScenarioFile.model_validate(data))
    problems = Problems()
    Names(found, problems).check()
    assert not problems.errors, [problem.english() for problem in problems]
    return found


def _scene(n: int, names: list[str], chance: random.Random, *, circles: bool) -> dict[str, Any]:
    def to() -> Any:
        on = [*names[n + 1 :], "end"]
        there = chance.choice(names) if circles and chance.random() < 0.1 else chance.choice(on[:3])
        ways = [{"scene": chance.choice(on[:3]), "when": chance.choice(_WHEN)}]
        return there if chance.random() < 0.6 else (*ways, {"scene": there})

    def choice(name: str, *, stays: bool = False, when: bool = True) -> dict[str, Any]:
        found = {
            "id": name,
            "then": _tuples(chance.choice(_EFFECTS)),
            "worth": {"victim": chance.randint(-3, 3)},
        }
        found |= {} if stays else {"to": to()}
        if (takes := chance.choice(_TAKES)) is not None:
            found["takes"] = takes
        return found | ({"when": chance.choice(_WHEN)} if when and chance.random() < 0.3 else {})

    common = {
        "back": chance.random() < 0.3,
        "working": chance.random() < 0.3,
        "at": chance.choice((None, None, None, "morning", "evening", "night")),
        "arrive": _tuples(chance.choice(_EFFECTS)),
    }
    outcomes = tuple(
        {"id": f"o{least}", "at_least": least, "to": to(), "then": _tuples(chance.choice(_EFFECTS))}
        for least in (70, 0)
    )
    kind = "narrative" if n == 0 else chance.choice(_KINDS)
    return {"kind": kind, **common, **_of_kinds(choice, outcomes, chance)[kind]}


def _of_kinds(choice: Any, outcomes: Any, chance: random.Random) -> dict[str, dict[str, Any]]:
    options = ("x", "y", "z")
    return {
        "narrative": {"choices": (choice("a", when=False), choice("b"), choice("c", stays=True))},
        "dialogue": {
            "speaker": "aunt", "limit": chance.choice((None, 1, 2)),
            "questions": tuple(choice(f"q{k}", stays=True) for k in range(4)), "choices": (choice("a", when=False),),
        },
        "document": {
            "blanks": (
                {"id": "p", "pick": "one", "options": options, "right": ("x",), "worth": {"elements": 3}},
                {"id": "s", "pick": "several", "options": options, "right": ("x", "y"), "worth": {"reasons": chance.choice((-3, 4))}},
                {"id": "w", "pick": "write"},
            ),
            "outcomes": outcomes,
        },
        "qualification": {
            "offences": ("x", "y"), "right": "x", "elements": ("act", "means", "purpose"), "worth": {"elements": 5},
            "outcomes": outcomes,
        },
        "matrix": {
            "rows": ("x", "y"), "supports": {"paper": ("x",), "phone": ("x", "y")}, "worth": {"evidence": 4},
            "outcomes": outcomes,
        },
        "hearing": {
            "speaker": "aunt", "choices": (choice("a", when=False), choice("b")),
            "reasons": {"options": options, "right": ("x", "y"), "worth": {"reasons": 3}, "written": True},
        },
        "writing": {"criteria": ("x",), "to": choice("on", when=False)["to"]},
    }  # fmt: skip


def _tuples(effects: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in effects.items()}
