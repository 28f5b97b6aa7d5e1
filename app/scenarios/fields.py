"""From the fields of a page to an answer, and back again when something is missing. Unknown fields say nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.text import composed
from app.scenarios.answers import ELEMENTS, Answer
from app.scenarios.shapes import Document, Hearing, Matrix, Qualification, Scene, Writing

Fields = Mapping[str, Sequence[str]]

# What stands on a page on which nothing was given yet.
BLANK: dict[str, Any] = {
    "choice": "",
    "reasons": [],
    "written": "",
    "blanks": {},
    "offence": "",
    "elements": [],
    "sure": 0,
    "rows": {},
    "text": "",
}


def answer(scene: Scene, fields: Fields) -> Answer:
    """Whatever was sent; whether it is open and whole is decided where it is played."""
    match scene:
        case Document():
            return {
                "blanks": {
                    one.id: _blank(one.pick, fields, f"blank-{one.id}") for one in scene.blanks
                }
            }
        case Qualification():
            sure = _first(fields, "sure")
            return {
                "offence": _first(fields, "offence"),
                "elements": [one for one in ELEMENTS if one in fields.get("element", ())],
                "sure": int(sure) if sure in ("1", "2", "3") else 0,
            }
        case Matrix():
            ticked = {name: _ticked(fields, f"row-{name}", scene.rows) for name in scene.supports}
            return {"rows": {name: rows for name, rows in ticked.items() if rows}}
        case Writing():
            return {"text": _text(fields, "text")}
        case Hearing():
            written = {"written": _text(fields, "written")} if scene.reasons.written else {}
            reasons = _ticked(fields, "reason", scene.reasons.options)
            return {"choice": _first(fields, "choice"), "reasons": reasons, **written}
    return {"choice": _first(fields, "choice")}


def _blank(pick: str, fields: Fields, name: str) -> Any:
    return _text(fields, name) if pick == "write" else list(fields.get(name, ()))


def _ticked(fields: Fields, name: str, options: Sequence[str]) -> list[str]:
    """In the order of the scenario: the same ticks are the same answer."""
    return [one for one in options if one in fields.get(name, ())]


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _text(fields: Fields, name: str) -> str:
    return composed(_first(fields, name)).replace("\r\n", "\n").strip()
