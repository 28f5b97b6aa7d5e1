"""A journey names what is written by its English key; a key that is gone is told here, before a browser is opened."""

import ast
from pathlib import Path

from tests.journeys.steps import Words

JOURNEYS = Path(__file__).parents[1] / "journeys"


def named(source: str) -> set[str]:
    """Keys in `words["…"]`, whatever the thing that holds the words is called there."""
    return {
        node.slice.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id == "words"
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    }


def test_every_key_that_a_journey_names_is_in_the_catalogue():
    known = Words("ru")
    keys = {
        key: path.name
        for path in sorted(JOURNEYS.glob("*.py"))
        for key in named(path.read_text("utf-8"))
    }
    assert len(keys) > 50
    assert {key: file for key, file in keys.items() if key not in known} == {}


def test_a_key_that_is_gone_would_be_seen():
    assert named('print(words["Nobody wrote this."])') == {"Nobody wrote this."}
    assert "Nobody wrote this." not in Words("ru")
