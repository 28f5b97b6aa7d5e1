"""JSON Schemas for editors of scenarios, made from the shapes that read them.

python -m tools.scenario_schema           says whether the files in docs/ are as they would be made now
python -m tools.scenario_schema --write   makes them anew
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from app.core.shapes import LONGEST_TEXT, Slug
from app.scenarios.shapes import ScenarioFile
from app.scenarios.words import LONGEST_LABEL

DOCS = Path(__file__).resolve().parents[1] / "docs"
LOGIC, WORDS = DOCS / "scenario.schema.json", DOCS / "scenario-words.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_LABEL: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_LABEL}
_ID: Schema = TypeAdapter(Slug).json_schema()
_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}


class _Untitled(GenerateJsonSchema):
    """Titles made of the names of keys say nothing to an author."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def logic() -> Schema:
    made = ScenarioFile.model_json_schema(schema_generator=_Untitled)
    says = "The logic of a walkthrough: NAME.scenario.yaml. What is held against other files is seen by `flask content check`."
    return {"$schema": DIALECT, **_tidied(made), "title": "Scenario", "description": says}


def _tidied(part: Any) -> Any:
    """Ids and nothing else where ids are keys; what may be left out is left out, and not null."""
    if isinstance(part, list):
        return [_tidied(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _tidied(inner) for key, inner in part.items() if not _is_empty(key, inner)}
    if "patternProperties" in found:
        found["additionalProperties"] = False
    said = [one for one in found.get("anyOf", ()) if one != {"type": "null"}]
    return {**found, "anyOf": said} if len(said) > 1 else {**_without(found), **dict(*said)}


def _is_empty(key: str, value: Any) -> bool:
    return key == "default" and (value is None or isinstance(value, list | dict))


def _without(part: Schema) -> Schema:
    return {key: inner for key, inner in part.items() if key != "anyOf"}


def words() -> Schema:
    """The tree of a twin in general: which ids it has follows from the logic beside it."""
    choice = _keys({"label": _LABEL, "outcome": _TEXT, "why": _TEXT, "review": _TEXT}, "label")
    blank = _keys({"label": _LABEL, "why": _TEXT, "options": _each(_LABEL)}, "label", "why")
    scene = {
        "title": _LABEL,
        "text": _TEXT,
        "review": _TEXT,
        "why": _TEXT,
        "passages": _each(_TEXT),
        "choices": _each(choice),
        "questions": _each(choice),
        "blanks": _each(blank),
        "outcomes": _each(_TEXT),
        "offences": _each(_LABEL),
        "rows": _each(_LABEL),
        "criteria": _each(_LABEL),
        "reasons": _keys({"options": _each(_LABEL), "why": _TEXT}, "options", "why"),
    }
    who = _keys({"name": _LABEL, "role": _LABEL, "about": _TEXT}, "name", "role")
    whole = {
        "title": _LABEL,
        "summary": _TEXT,
        "characters": _each(who),
        "exhibits": _each(_keys({"title": _LABEL, "text": _TEXT}, "title", "text")),
        "notes": _each(_TEXT),
        "deadlines": _each(_LABEL),
        "scenes": _each(_keys(scene, "title", "text")),
    }
    says = "The words of a walkthrough in one language: NAME.scenario.ky.yaml and NAME.scenario.ru.yaml."
    top = _keys(whole, "title", "summary", "scenes")
    return {"$schema": DIALECT, "title": "Words of a scenario", "description": says, **top}


def _keys(properties: Schema, *needed: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(needed),
        "additionalProperties": False,
    }


def _each(inner: Schema) -> Schema:
    """Under ids of the logic."""
    return {"type": "object", "additionalProperties": inner, "propertyNames": _ID}


def made() -> dict[Path, str]:
    return {
        path: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for path, schema in ((LOGIC, logic()), (WORDS, words()))
    }


def stale() -> list[str]:
    """Names of the files that are not as they would be made now."""
    return [
        path.name
        for path, text in made().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    if "--write" in arguments:
        for path, text in made().items():
            path.write_text(text, encoding="utf-8")
    for name in stale():
        print(f"to be made anew: {name}")
    return 1 if stale() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
