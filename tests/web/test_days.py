"""One way to write a day in each place: in figures in tables, lists and badges; in words in sentences and facts."""

import re

import pytest

from tests.architecture.walls import ROOT

TEMPLATES = sorted((ROOT / "app").glob("*/templates/**/*.html"))
# A message with a day in it, and how the day is written.
_SAID = re.compile(r'_\("([^"]*%\(day\)s[^"]*)"[^{}]*?\|\s*(short_day|long_day)')
_FACT = re.compile(r"<dd>(?:(?!</dd>).)*?\|\s*(short_day)", re.S)
_CELL = re.compile(r"<t[dh]\b[^>]*>(?:(?!</t[dh]>).)*?\|\s*(long_day)", re.S)


def is_sentence(message: str) -> bool:
    return bool(re.search(r"[.?!](\s|$)", message)) or message.startswith("Law as of")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_days_are_written_as_their_place_asks(template):
    text = template.read_text(encoding="utf-8")
    sentences = [m for m, how in _SAID.findall(text) if is_sentence(m) and how == "short_day"]
    assert sentences + _FACT.findall(text) + _CELL.findall(text) == []


def test_a_planted_day_is_found():
    assert _SAID.findall('{{ _("Revoked on %(day)s.", day=x.at | short_day) }}') == [
        ("Revoked on %(day)s.", "short_day")
    ]
    assert _FACT.findall("<dd>{{ a.at | short_day }}</dd>")
    assert _CELL.findall('<td class="x">{{ a.at | long_day }}</td>')
    assert not _CELL.findall("<td>{{ a.at | short_day }}</td><p>{{ b | long_day }}</p>")
