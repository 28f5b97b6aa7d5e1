"""Whether data hold to a JSON Schema, as far as the schemas of scenarios go."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES = {"object": Mapping, "array": list, "string": str, "boolean": bool, "integer": int}


def faults(
    data: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], at: str = ""
) -> list[str]:
    """Places with what is wrong there; an unknown keyword of the schema is an error of the test."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    for which in ("oneOf", "anyOf"):
        if which in schema:
            return _of_several(data, schema[which], whole, at)
    wanted = schema.get("type")
    if wanted and (
        not isinstance(data, _TYPES[wanted]) or isinstance(data, bool) > (wanted == "boolean")
    ):
        return [f"{at}: {wanted}"]
    found = list(_plain(data, schema, at))
    if isinstance(data, Mapping):
        found += _of_keys(data, schema, whole, at)
    if isinstance(data, list):
        found += [
            f
            for n, one in enumerate(data)
            for f in faults(one, schema.get("items", {}), whole, f"{at}/{n}")
        ]
    return found


def _of_several(
    data: Any, several: list[Mapping[str, Any]], whole: Mapping[str, Any], at: str
) -> list[str]:
    each = [faults(data, one, whole, at) for one in several]
    return [] if not all(each) else min(each, key=len)


def _plain(data: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if "const" in schema and data != schema["const"]:
        yield f"{at}: const"
    if "enum" in schema and data not in schema["enum"]:
        yield f"{at}: enum"
    if isinstance(data, str):
        if "pattern" in schema and not re.search(schema["pattern"], data):
            yield f"{at}: pattern"
        if not schema.get("minLength", 0) <= len(data) <= schema.get("maxLength", len(data)):
            yield f"{at}: length"
    elif isinstance(data, int) and not schema.get("minimum", data) <= data <= schema.get(
        "maximum", data
    ):
        yield f"{at}: bounds"
    for low, high in (("minItems", "maxItems"), ("minProperties", "maxProperties")):
        is_stated = low in schema or high in schema
        if is_stated and not schema.get(low, 0) <= len(data) <= schema.get(high, len(data)):
            yield f"{at}: count"


def _of_keys(
    data: Mapping[str, Any], schema: Mapping[str, Any], whole: Mapping[str, Any], at: str
) -> Iterator[str]:
    yield from (f"{at}/{key}: missing" for key in schema.get("required", ()) if key not in data)
    for key, inner in data.items():
        here = f"{at}/{key}"
        if "propertyNames" in schema:
            yield from faults(key, schema["propertyNames"], whole, here)
        patterns = [
            of for form, of in schema.get("patternProperties", {}).items() if re.search(form, key)
        ]
        if key in schema.get("properties", {}):
            yield from faults(inner, schema["properties"][key], whole, here)
        elif patterns:
            yield from faults(inner, patterns[0], whole, here)
        elif schema.get("additionalProperties") is False:
            yield f"{here}: unknown"
        elif schema.get("additionalProperties"):
            yield from faults(inner, schema["additionalProperties"], whole, here)
