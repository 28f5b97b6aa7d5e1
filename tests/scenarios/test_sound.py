"""What is kept of trying the shipped cases is what trying them comes to; nothing else is taken from there."""

import dataclasses

import pytest

from app.authoring import scenarios
from app.core.bundle import from_folder
from app.core.problems import Problems
from app.scenarios import checks, sound
from app.settings import ROOT
from tests.journeys import walks
from tests.scenarios import shipped, worked
from tools import sound_cases

CASES = {case.id: case for case in sound_cases.cases()}


def lies(case, kept) -> list[str]:
    """Figures that are kept of a case and that trying it does not come to, or the other way round."""
    found = sound_cases.tried(case).get(case.digest, {})
    told = kept.get(case.digest)
    figures = dataclasses.asdict(told) if told else {}
    return sorted({*figures, *found} - {name for name in found if figures.get(name) == found[name]})


@pytest.mark.parametrize("name", CASES)
def test_trying_every_state_comes_to_what_is_kept(name):
    """Otherwise: python -m tools.sound_cases --write"""
    assert lies(CASES[name], sound.reports()) == []


def test_nothing_else_is_kept():
    assert set(CASES) == set(shipped.CASES)
    assert sound.reports().keys() <= {case.digest for case in CASES.values()}


class Tried(Exception):
    """States of a case were about to be tried."""


@pytest.fixture
def _at_once(monkeypatch):
    def explore(scenario):
        raise Tried(scenario.path)

    monkeypatch.setattr(checks, "explore", explore)


@pytest.mark.usefixtures("_at_once")
def test_a_kept_case_is_not_tried_again():
    for case in CASES.values():
        problems = Problems()
        assert sound.check(case, problems) == sound.reports()[case.digest]
        assert not problems


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize("end", ["scenario.yaml", "scenario.ky.yaml", "scenario.ru.yaml"])
def test_a_case_with_another_letter_is_tried(end):
    bundle = from_folder(ROOT / "courses" / walks.COURSE)
    changed = {path: f"{text}#" if path.endswith(end) else text for path, text in bundle.items()}
    for case, _twins in scenarios.found(changed, Problems()):
        with pytest.raises(Tried):
            sound.check(case, Problems())


def test_a_planted_lie_is_found(monkeypatch):
    case = next(case for case, _twins in scenarios.found(worked.bundle(), Problems()))
    honest = checks.check(case, Problems())
    assert lies(case, {case.digest: honest}) == []
    assert lies(case, {case.digest: dataclasses.replace(honest, states=honest.states + 1)}) == [
        "states"
    ]
    assert lies(case, {}) != []
    # Of a case of which there is something to say nothing may be kept.
    unfit = dataclasses.replace(case, file=case.file.model_copy(update={"begins": "left"}))
    assert "states" in lies(unfit, {case.digest: honest})
