"""One small scene of each kind, for tables of what is asked, given and worth."""

from app.scenarios.shapes import (
    Dialogue,
    Document,
    Ending,
    Hearing,
    Matrix,
    Narrative,
    Qualification,
    Scene,
    Writing,
)
from app.scenarios.state import FOUND, LOST, State

_OUTCOMES = [{"id": "sound", "at_least": 60, "to": "end"}, {"id": "weak", "at_least": 0, "to": "end"}]  # fmt: skip
_STATED = {
    Narrative: {"choices": [{"id": "on", "to": "end"}]},
    Dialogue: {
        "speaker": "aunt",
        "questions": [{"id": "safe"}, {"id": "blame", "review": True}],
        "choices": [{"id": "on", "to": "end"}],
    },
    Document: {
        "blanks": [
            {"id": "article", "pick": "one", "options": ["trafficking", "fraud"], "right": ["trafficking"], "worth": {"elements": 4}},
            {"id": "means", "pick": "several", "options": ["debt", "force", "love"], "right": ["debt", "force"], "worth": {"evidence": 2}},
            {"id": "facts", "pick": "write"},
        ],
        "outcomes": [_OUTCOMES[0] | {"review": True}, _OUTCOMES[1]],
    },
    Qualification: {
        "offences": ["trafficking", "fraud"], "right": "trafficking", "elements": ["act", "means"],
        "worth": {"elements": 6}, "outcomes": _OUTCOMES,
    },
    Matrix: {
        "rows": ["act", "means"], "supports": {"contract": ["means"], "ticket": ["act"], "letter": ["act"]},
        "worth": {"evidence": 4}, "outcomes": _OUTCOMES,
    },
    Hearing: {
        "speaker": "aunt", "choices": [{"id": "grant", "to": "end"}, {"id": "refuse", "to": "end"}],
        "reasons": {"options": ["fear", "age", "haste"], "right": ["fear", "age"], "worth": {"reasons": 2}, "written": True},
    },
    Writing: {"criteria": ["facts", "law"], "words": 5, "to": "end"},
    Ending: {"outcome": "fair"},
}  # fmt: skip

SCENES: dict[str, Scene] = {
    shape.__name__.lower(): shape.model_validate(
        {"kind": shape.__name__.lower(), **stated}, strict=False
    )
    for shape, stated in _STATED.items()
}

# Of the three exhibits of the matrix the ticket is at hand no more.
STATE = State(
    scene="here", minutes=0, values={}, contacts=(), notes=(), deadlines={}, harm=(),
    evidence={"contract": FOUND, "ticket": LOST, "letter": FOUND}, chosen=frozenset(), points={},
)  # fmt: skip
