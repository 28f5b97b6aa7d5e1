"""The schemas that editors are given agree with what the program reads."""

import json

import pytest
import yaml

from app.scenarios import words
from app.scenarios.shapes import ScenarioFile
from tests.architecture.walls import ROOT
from tests.scenarios import holding, worked
from tools import scenario_schema

LOGIC, WORDS = scenario_schema.logic(), scenario_schema.words()
SHIPPED = sorted(ROOT.glob("courses/*/*/*.scenario*.yaml"))


def load(text: str):
    """Days stay texts, as editors of YAML 1.2 take them."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def faults(text: str, schema) -> list[str]:
    return holding.faults(load(text), schema, schema)


def test_the_files_are_as_they_would_be_made_now():
    assert scenario_schema.stale() == []


def test_the_scenario_of_the_guide_holds_to_both():
    logic, said = worked.printed()
    assert faults(logic, LOGIC) == []
    assert faults(said, WORDS) == []


def test_every_shipped_scenario_holds_to_its_schema():
    found = []
    for path in SHIPPED:
        schema = LOGIC if path.name.endswith(".scenario.yaml") else WORDS
        text = path.read_text(encoding="utf-8")
        found += [f"{path.name}{fault}" for fault in faults(text, schema)]
    assert found == []


@pytest.mark.parametrize(
    "there, instead, fault",
    [
        ("lasts: 24h", "lasts: 24", "/deadlines/report/lasts: string"),
        ("lasts: 24h", "lasts: 24 hours", "/deadlines/report/lasts: pattern"),
        ('hour: "08:40"', 'hour: "8:40"', "/clock/hour: pattern"),
        ("worth: {victim: -1}", "worth: {victims: -1}", "worth/victims: enum"),
        ("worth: {victim: -1}", "worth: {victim: -10}", "worth/victim: bounds"),
        ("harm: {blame: serious}", "harm: {blame: grave}", "then/harm/blame: enum"),
        ("outcome: strong", "outcome: good", "/scenes/registered/outcome: enum"),
        ("better: listen", "betters: listen", "betters: unknown"),
        ("  kitchen:\n", "  Kitchen:\n", "/scenes/Kitchen: unknown"),
        ("when: late}]", 'when: "late; now"}]', "when: pattern"),
        ("begins: corridor", "", "/begins: missing"),
    ],
)
def test_a_planted_fault_of_the_logic_is_marked(there, instead, fault):
    logic = worked.printed()[0]
    assert there in logic
    found = faults(logic.replace(there, instead), LOGIC)
    assert any(one.endswith(fault) for one in found), found


@pytest.mark.parametrize(
    "there, instead, fault",
    [
        ("title: Ашканада", "titel: Ашканада", "/scenes/kitchen/titel: unknown"),
        ("label: Угуу", "lable: Угуу", "choices/listen/label: missing"),
        ("summary: Кысча мазмуну.", "", "/summary: missing"),
        ("role: үй ээси", "role: 1", "role: string"),
    ],
)
def test_a_planted_fault_of_the_words_is_marked(there, instead, fault):
    said = worked.printed()[1]
    assert there in said
    found = faults(said.replace(there, instead), WORDS)
    assert any(one.endswith(fault) for one in found), found


def test_every_text_that_a_scenario_may_ask_for_has_its_place():
    """Of scenes of every kind, by the lists of the room itself."""
    file = worked.scenario().file.model_dump(exclude_defaults=True)
    file["scenes"] |= {one["kind"]: one for one in yaml.safe_load(_OTHER_KINDS)}
    assert holding.faults(json.loads(json.dumps(file, default=str)), LOGIC, LOGIC) == []
    want = words.wanted(ScenarioFile.model_validate_json(json.dumps(file, default=str)))
    for place in want.needed | want.allowed:
        assert _leads(place, WORDS), place
    assert ("scenes", "hearing", "reasons", "why") in want.needed


_OTHER_KINDS = """
- {kind: qualification, offences: [one, other], right: one, elements: [act], review: true,
   outcomes: [{id: right, at_least: 0, to: left, review: true}]}
- {kind: matrix, rows: [act, means], supports: {passport: [act], letter: []}, outcomes: [{id: all, at_least: 0, to: left}]}
- {kind: hearing, speaker: aizada, choices: [{id: grant, to: left}, {id: refuse, to: left, review: true}],
   reasons: {options: [fear, haste], right: [fear], written: true}}
- {kind: writing, criteria: [clear], to: [{when: late, scene: left}, {scene: registered}]}
"""


def _leads(place, schema) -> bool:
    for key in place:
        inner = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
        if not inner:
            return False
        schema = inner
    return schema["type"] == "string"
