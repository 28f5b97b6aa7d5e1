"""What a debrief says of a step, by the shipped cases."""

import pytest

from app.scenarios import debriefs, play
from app.scenarios.shapes import Hearing, Writing
from tests.journeys import walks


@pytest.mark.parametrize("case", walks.shipped())
def test_a_trainer_reads_free_texts_and_no_sentence_said_in_a_hearing(app, case):
    """The lines a trainer reads by are what the page tells them apart by."""
    scenario = walks.shipped()[case]
    given, _end = walks.path(scenario, walks.carefully)
    for one in debriefs.debrief(scenario, play.replay(scenario, given), "ky").moments:
        scene = scenario.scene(one.scene)
        assert bool(one.criteria) == isinstance(scene, Writing)
        if isinstance(scene, Hearing):
            assert one.is_decision
